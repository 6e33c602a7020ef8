import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { PersonalTable } from '#platform/server/personal.ts';
import { PersonalRows, schemaOf, type Whose } from './rows.ts';

export interface ExportSubject {
  userId: string;
  name: string;
  email: string;
}

const explanation =
  'What this Stoa keeps about one person. `tables` has every row that is about the person. `acted` has rows ' +
  'about something or somebody else in which the person had a hand: of these only ids, numbers and moments, ' +
  'because their words can be about other people. What is left out says so, with the reason. Moments are in UTC.';

/** Column types of which a row about somebody else may say nothing: words, in whatever form. */
const wordy = /^_?(text|varchar|bpchar|json|jsonb|bytea|citext)$/;

/**
 * A copy of what is kept about a person, as JSON in pieces: one table after the other, each as it is at that
 * moment. Whoever stops reading stops the asking.
 *
 * @param looked hears after each look into a table how many there were, of how many
 */
export async function* exportOf(
  db: Database,
  tables: readonly PersonalTable[],
  subject: ExportSubject,
  organisationId: string | null,
  looked: (now: { done: number; of: number }) => Promise<void> = async () => {},
): AsyncGenerator<Uint8Array> {
  const of = 2 * tables.length;
  let done = 0;
  const rows = new PersonalRows(tables, await schemaOf(db.query));
  const { userId, email } = subject;
  const whose: Whose = { userId, addresses: [email], organisationId };
  const head = {
    stoa: 'personal-data',
    version: 1,
    madeAt: new Date().toISOString(),
    person: subject,
    ...(organisationId !== null && { onlyOfOrganisation: organisationId }),
    explanation,
    leftOut: tables.flatMap(leftOut),
  };
  yield bytesOf(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "tables": {`);
  let isFirst = true;
  for (const declared of tables) {
    const found = await rowsAbout(db.query, rows, declared, whose);
    await looked({ done: ++done, of });
    if (found.length === 0) continue;
    yield bytesOf(section(declared.table, found, isFirst));
    isFirst = false;
  }
  yield bytesOf('\n },\n "acted": {');
  isFirst = true;
  for (const declared of tables) {
    const found = await rowsBy(db.query, rows, declared, whose);
    await looked({ done: ++done, of });
    if (found.length === 0) continue;
    yield bytesOf(section(declared.table, found, isFirst));
    isFirst = false;
  }
  // Whoever reads it knows by this that nothing was cut off.
  yield bytesOf('\n },\n "complete": true\n}\n');
}

function leftOut({ table, secret = {}, withheld }: PersonalTable): object[] {
  return [
    ...Object.entries(secret).map(([column, reason]) => ({ table, column, reason })),
    ...(withheld ? [{ table, reason: withheld.reason }] : []),
  ];
}

async function rowsAbout(
  db: Queryable,
  rows: PersonalRows,
  declared: PersonalTable,
  whose: Whose,
): Promise<string[]> {
  const about = rows.about(declared, whose);
  if (!about) return [];
  const { withheld } = declared;
  const shown = withheld ? sql<SqlBool>`${about} and not (${withheld.rows()})` : about;
  const columns = [...rows.columnsOf(declared.table).keys()];
  return textRows(
    db,
    declared.table,
    shown,
    columns.filter((column) => !(column in (declared.secret ?? {}))),
  );
}

async function rowsBy(
  db: Queryable,
  rows: PersonalRows,
  declared: PersonalTable,
  whose: Whose,
): Promise<string[]> {
  const by = rows.by(declared, whose);
  if (!by) return [];
  const about = rows.about(declared, whose);
  const only = about ? sql<SqlBool>`${by} and not coalesce(${about}, false)` : by;
  const columns = [...rows.columnsOf(declared.table)].filter(([, type]) => !wordy.test(type));
  return textRows(
    db,
    declared.table,
    only,
    columns.map(([column]) => column),
  );
}

async function textRows(
  db: Queryable,
  table: string,
  condition: RawBuilder<SqlBool>,
  columns: readonly string[],
): Promise<string[]> {
  const chosen = sql.join(columns.map((column) => sql.ref(column)));
  const { rows } = await sql<{ row: string }>`
    select row_to_json(chosen)::text as row
    from (select ${chosen} from ${sql.table(table)} where ${condition}) as chosen`.execute(db);
  return rows.map(({ row }) => row);
}

function section(table: string, rows: readonly string[], isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n  ${JSON.stringify(table)}: [\n   ${rows.join(',\n   ')}\n  ]`;
}

const encoder = new TextEncoder();

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}
