import pg from 'pg';

/**
 * How values come out of the database: one table for both engines, which speak the same wire format.
 *
 * - `int8`, `count(*)` → number; beyond 2^53 a RangeError, never a silently rounded figure
 * - `timestamptz` → Date; `date` and `timestamp` → text, because they name no moment without a zone
 * - `numeric` and `interval` → text
 * - `json`, `jsonb` → parsed; `bytea` → Buffer; arrays of all of these → arrays
 *
 * The way in is node-postgres' own, on both engines: a JavaScript array becomes an SQL array, so an array
 * meant for a `jsonb` column is handed over as `JSON.stringify(list)`.
 */
export const valueTypes: pg.CustomTypesConfig = {
  // The declared type is a set of overloads that no single function literal satisfies.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ??
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

const oids = {
  int8: 20,
  textArray: 1009,
  int8Array: 1016,
  date: 1082,
  timestamp: 1114,
  timestampArray: 1115,
  dateArray: 1182,
  interval: 1186,
  intervalArray: 1187,
  numericArray: 1231,
};

const text = (value: string): string => value;
const textList = pg.types.getTypeParser(oids.textArray) as (value: string) => unknown[];

const parsers = new Map<number, (value: string) => unknown>([
  [oids.int8, wholeNumber],
  [oids.int8Array, (value) => textList(value).map(wholeNumbers)],
  [oids.date, text],
  [oids.timestamp, text],
  [oids.interval, text],
  [oids.dateArray, textList],
  [oids.timestampArray, textList],
  [oids.intervalArray, textList],
  [oids.numericArray, textList],
]);

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`The database answered ${value}, which a JavaScript number cannot hold exactly.`);
  }
  return number;
}

function wholeNumbers(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(wholeNumbers);
  return item === null ? null : wholeNumber(item as string);
}
