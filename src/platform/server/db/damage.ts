import pg from 'pg';
import { embeddedLogin, type Engine } from './engine.ts';
import { damagedFiles } from './pages.ts';

/**
 * What is wrong with a database folder whose engine has started, in words; undefined when nothing is.
 *
 * @param endedWell whether the last process ended in good order: then only the sums of the pages are looked at
 */
export async function damageIn(
  database: string,
  engine: Engine,
  { endedWell }: { endedWell: boolean },
): Promise<string | undefined> {
  const suspects = await damagedFiles(database);
  if (suspects.length === 0 && endedWell) return undefined;
  const client = new pg.Client({ ...embeddedLogin, stream: () => engine.connect() });
  await client.connect();
  try {
    const inUse = await firstInUse(client, suspects);
    if (inUse !== undefined) return `damaged pages in ${inUse}`;
    // A long table takes longer than a working engine is ever silent.
    return endedWell ? undefined : await engine.patiently(walkWithinMs, () => missingPages(client));
  } finally {
    await client.end();
  }
}

const walkWithinMs = 3_600_000;
const globalTablespace = 1664;

/** A damaged file that some table or index still uses. */
async function firstInUse(client: pg.Client, suspects: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ oid: string }>(
    'select oid::text from pg_database where datname = current_database()',
  );
  for (const path of suspects) {
    const [, place, file] = /^(?:base\/)?(global|\d+)\/(\d+)/.exec(path) ?? [];
    if (place !== 'global' && place !== rows[0]?.oid) continue;
    const inUse = await client.query(
      'select 1 from pg_filenode_relation($1::oid, $2::oid) as r where r is not null',
      [place === 'global' ? globalTablespace : 0, file],
    );
    if (inUse.rows.length > 0) return path;
  }
  return undefined;
}

/** Every table that has an index on all its rows, with a query that reads each row by way of that index. */
const walks = `
  select c.relname as name, format(
    'select count(*) from (select 1 from only %I.%I order by %s offset 0) as walked',
    n.nspname, c.relname,
    (select string_agg(pg_get_indexdef(i.indexrelid, place, false), ', ' order by place)
     from generate_series(1, i.indnkeyatts) as place)) as walk
  from (
    select distinct on (indrelid) * from pg_index
    where indisvalid and indisunique and indpred is null and indexprs is null
    order by indrelid, indisprimary desc, indexrelid
  ) as i
  join pg_class c on c.oid = i.indrelid and c.relkind in ('r', 't') and c.relpersistence = 'p'
  join pg_namespace n on n.oid = c.relnamespace
  order by c.oid`;

/** PostgreSQL's class of codes for rows and indexes that cannot be what was written. */
const isCorruption = (cause: unknown): cause is Error =>
  cause instanceof Error && String((cause as Error & { code?: unknown }).code).startsWith('XX');

/**
 * A file that was cut off between two pages has no page whose sum is wrong, and a table read from its beginning
 * is only shorter than it was. Its index knows better: what it points to beyond the end is missing. Takes time in
 * proportion to the rows.
 */
async function missingPages(client: pg.Client): Promise<string | undefined> {
  let table = 'the catalogue';
  await client.query('begin');
  try {
    const { rows } = await client.query<{ name: string; walk: string }>(walks);
    await client.query(
      'set local enable_seqscan = off; set local enable_bitmapscan = off; ' +
        'set local enable_indexonlyscan = off; set local enable_sort = off',
    );
    for (const { name, walk } of rows) {
      table = name;
      await client.query(walk);
    }
    return undefined;
  } catch (cause) {
    if (isCorruption(cause)) return `missing pages in ${table}: ${cause.message}`;
    throw cause;
  } finally {
    await client.query('rollback');
  }
}
