import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type { PersonalTable } from '#platform/server/personal.ts';

/** The columns of every table with their types, as the database has them. */
export type Schema = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface Whose {
  userId: string;
  /** All that are or were theirs, in lower case. */
  addresses: readonly string[];
  /** Only what belongs to this organisation. */
  organisationId?: string | null;
}

export async function schemaOf(db: Queryable): Promise<Schema> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as table, column_name as column, udt_name as type
    from information_schema.columns where table_schema = current_schema()
    order by table_name, ordinal_position`.execute(db);
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    if (!tables.has(table)) tables.set(table, new Map());
    tables.get(table)!.set(column, type);
  }
  return tables;
}

/** Finds the rows of people in the tables that the rooms declare. */
export class PersonalRows {
  readonly tables: readonly PersonalTable[];
  readonly #byName: ReadonlyMap<string, PersonalTable>;
  readonly #schema: Schema;

  constructor(tables: readonly PersonalTable[], schema: Schema) {
    this.tables = tables;
    this.#byName = new Map(tables.map((one) => [one.table, one]));
    this.#schema = schema;
  }

  /** Which rows of a table are about a person; undefined when none can be. */
  about(table: PersonalTable, whose: Whose): RawBuilder<SqlBool> | undefined {
    const mine = this.#theirs(table, whose);
    if (!mine || !whose.organisationId) return mine;
    const within = this.#within(table, whose.organisationId);
    return within && sql<SqlBool>`${mine} and ${within}`;
  }

  /** Which rows of a table, about something else, a person had a hand in. */
  by({ table, by = [] }: PersonalTable, whose: Whose): RawBuilder<SqlBool> | undefined {
    // What somebody did as staff is the organisation's own history.
    if (by.length === 0 || whose.organisationId) return undefined;
    return anyOf(by.map((column) => this.#isPerson(table, column, whose.userId)));
  }

  columnsOf(table: string): ReadonlyMap<string, string> {
    const columns = this.#schema.get(table);
    if (!columns) throw new Error(`a room declares ${table} as personal, and there is no such table`);
    return columns;
  }

  #theirs(declared: PersonalTable, whose: Whose): RawBuilder<SqlBool> | undefined {
    const { table, of = [], address = [], topic, partOf } = declared;
    const ways = of.map((column) => this.#isPerson(table, column, whose.userId));
    for (const column of address)
      ways.push(sql`lower(${sql.ref(`${table}.${column}`)}) = any (${[...whose.addresses]}::text[])`);
    if (topic) ways.push(sql`${sql.ref(`${table}.${topic}`)} = ${`user/${whose.userId}`}`);
    const whole = partOf && this.#byName.get(partOf.table);
    const wholes = whole && this.#theirs(whole, whose);
    if (partOf && wholes) ways.push(this.#hangsOn(table, partOf, wholes));
    return anyOf(ways);
  }

  /** Rows of one organisation: by its own column, by the cohort's or course's, or by what they hang on. */
  #within(declared: PersonalTable, organisationId: string): RawBuilder<SqlBool> | undefined {
    const { table, partOf } = declared;
    const columns = this.columnsOf(table);
    const own = (column: string): RawBuilder<unknown> => sql.ref(`${table}.${column}`);
    if (columns.has('organisation_id')) return sql`${own('organisation_id')} = ${organisationId}`;
    for (const parent of ['cohort', 'course']) {
      if (!columns.has(`${parent}_id`)) continue;
      return sql`${own(`${parent}_id`)} in
        (select id from ${sql.table(parent)} where organisation_id = ${organisationId})`;
    }
    const whole = partOf && this.#byName.get(partOf.table);
    const within = whole && this.#within(whole, organisationId);
    return partOf && within && this.#hangsOn(table, partOf, within);
  }

  #hangsOn(
    table: string,
    { table: whole, columns }: NonNullable<PersonalTable['partOf']>,
    condition: RawBuilder<SqlBool>,
  ): RawBuilder<SqlBool> {
    const ties = Object.entries(columns).map(
      ([own, theirs]) => sql`${sql.ref(`${whole}.${theirs}`)} = ${sql.ref(`${table}.${own}`)}`,
    );
    return sql`exists (select from ${sql.table(whole)} where ${sql.join(ties, sql` and `)} and (${condition}))`;
  }

  #isPerson(table: string, column: string, userId: string): RawBuilder<SqlBool> {
    const type = this.columnsOf(table).get(column);
    if (!type) throw new Error(`a room declares ${table}.${column} as personal, and there is no such column`);
    const id = type === 'uuid' ? sql`${userId}::uuid` : sql`${userId}::text`;
    return sql`${sql.ref(`${table}.${column}`)} = ${id}`;
  }
}

function anyOf(ways: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> | undefined {
  return ways.length === 0 ? undefined : sql`(${sql.join(ways, sql` or `)})`;
}
