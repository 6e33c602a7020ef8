import { expect, test } from 'vitest';
import type { Queryable } from './database.ts';
import { onceATransaction } from './onceATransaction.ts';

/** A table in which `here` is, and what was asked of it. */
function aTable() {
  const asked: string[] = [];
  const rows = new Set(['here']);
  const find = onceATransaction(async (_db: Queryable, key: string) => {
    asked.push(key);
    return rows.has(key) ? `row of ${key}` : undefined;
  });
  return { asked, rows, find };
}

const aTransaction = () => ({ isTransaction: true }) as Queryable;

test('in a transaction a thing is asked for once, also by those who ask while it is on its way', async () => {
  const { asked, find } = aTable();
  const tx = aTransaction();
  expect(await Promise.all([find(tx, 'here'), find(tx, 'here')])).toEqual(['row of here', 'row of here']);
  expect(await find(tx, 'here')).toBe('row of here');
  expect(asked).toEqual(['here']);
  await find(aTransaction(), 'here');
  expect(asked).toEqual(['here', 'here']);
});

test('what is missing is asked for again: it may come to be in the same transaction', async () => {
  const { asked, rows, find } = aTable();
  const tx = aTransaction();
  expect(await find(tx, 'soon')).toBeUndefined();
  rows.add('soon');
  expect(await find(tx, 'soon')).toBe('row of soon');
  expect(asked).toEqual(['soon', 'soon']);
});

test('outside of a transaction it is asked for each time', async () => {
  const { asked, find } = aTable();
  const db = { isTransaction: false } as Queryable;
  await find(db, 'here');
  await find(db, 'here');
  expect(asked).toEqual(['here', 'here']);
});
