import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Who somebody is called once they are forgotten. */
export interface Pseudonym {
  name: string;
  /** An address that no mail reaches. */
  address: string;
}

/**
 * What a room keeps about people in one of its tables. Whoever has a foreign key to `account`, however far away,
 * declares it: a copy of a person's data holds these rows, and an erasure does with them what is said here.
 */
export interface PersonalTable {
  readonly table: string;
  /** Columns with the id of the person whom a row is about. */
  readonly of?: readonly string[];
  /**
   * Columns with the id of whoever had a hand in a row that is about something or somebody else. Of such rows a
   * copy holds ids, numbers and moments alone, and an erasure leaves them as they are.
   */
  readonly by?: readonly string[];
  /** Columns with the e-mail address of the person whom a row is about. */
  readonly address?: readonly string[];
  /** A column with the topic that is the person's own, `user/<id>`. */
  readonly topic?: string;
  /** Rows that hang on a row of another personal table: own columns, and those over there that they name. */
  readonly partOf?: { readonly table: string; readonly columns: Readonly<Record<string, string>> };
  /** Columns of any row that may speak of somebody: emptied where they hold the person's name or address. */
  readonly mentions?: readonly string[];
  /** `keep`: tallies and histories need the row; the person in it is a pseudonym from then on. */
  readonly onErasure: 'delete' | 'keep';
  /** Of a row that is kept: what is written over columns that name the person or hold their words; SQL or values. */
  readonly blank?: (pseudonym: Pseudonym) => Readonly<Record<string, unknown>>;
  /** Columns that no copy holds, each with the reason, as a sentence. */
  readonly secret?: Readonly<Record<string, string>>;
  /** Rows that a copy does not hold yet, though they are about the person: which they are, and the reason. */
  readonly withheld?: { readonly rows: () => RawBuilder<SqlBool>; readonly reason: string };
}

/** What somebody is and was called, to be found in what others were told and answered. */
export interface Traces {
  readonly userId: string;
  readonly names: readonly string[];
  /** In lower case. */
  readonly addresses: readonly string[];
}

/** Whether a name is hardly part of other words, so that it may be looked for in the middle of a text. */
export function isDistinctive(name: string): boolean {
  return name.length >= 10 || /\S\s+\S/.test(name);
}

/** The words by which a person is known in a JSON text: addresses, and names, where need be as whole values. */
export function wordsOf({ names, addresses }: Traces): string[] {
  const escaped = names.map((name) => JSON.stringify(name));
  return [
    ...addresses,
    ...escaped.map((name, place) => (isDistinctive(names[place]!) ? name.slice(1, -1) : name)),
  ];
}

/** Whether a text has one of the words. */
export function hasAny(text: RawBuilder<unknown>, words: readonly string[]): RawBuilder<SqlBool> {
  return sql`exists (select from unnest(${[...words]}::text[]) as word where strpos(${text}, word) > 0)`;
}
