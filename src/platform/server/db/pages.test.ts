import { expect, test } from 'vitest';
import { countDamagedPages, firstPageOf, isPaged, pageBytes } from './pages.ts';

test('files of pages are told from others by their path', () => {
  const paged = ['base/5/16384', 'base/5/16384.1', 'base/5/2608_vm', 'global/1262'];
  const others = ['base/5/16384_fsm', 'base/5/pg_filenode.map', 'global/pg_control', 'pg_wal/000000010000000000000001', 'PG_VERSION']; // prettier-ignore
  expect(paged.every(isPaged)).toBe(true);
  expect(others.some(isPaged)).toBe(false);
  expect([firstPageOf('base/5/16384'), firstPageOf('base/5/16384.2')]).toEqual([0, 262_144]);
});

test('a page that was never used, and a part of a page, count as whole', () => {
  expect(countDamagedPages(Buffer.alloc(2 * pageBytes + 100), 0)).toBe(0);
});
