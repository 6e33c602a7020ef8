import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roomsOf } from '#app/compose.ts';
import { systemClock } from '#kernel/clock.ts';
import { argon2Passwords } from '#features/identity/server/passwords.ts';
import { openDatabase } from '#platform/server/db/database.ts';
import { listDumps, unpackDump } from '#platform/server/db/dumps.ts';
import { renewEpochs } from '#platform/server/log/log.ts';
import { openRooms, type Rooms } from '../../../../tests/support/rooms.ts';
import type { ErasurePreview } from '../contract.ts';
import { finishErasures } from './cleaning.ts';
import { pseudonymOf } from './erasing.ts';
import { houseTables } from './houseTables.ts';
import { ledgerIn } from './ledger.ts';
import { personalTablesOf } from '../../../../tests/support/peopleInSchema.ts';
import { aWholeLife, emailOf, hits, logicalDump } from '../../../../tests/support/wholeLife.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stoa-forgotten-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const data = (): string => join(folder, 'data');
const dumps = (): string => join(data(), 'dumps');
const ledgerFile = (): string => join(data(), 'erasures.jsonl');
const openHere = (): Promise<Rooms> =>
  openRooms((migrations) => openDatabase({ dataDir: data(), migrations, afterRestore: renewEpochs }));

async function filesWith(words: readonly string[], where: string): Promise<string[]> {
  const entries = await readdir(where, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const file of files) {
    const bytes = await readFile(file);
    if (words.some((word) => bytes.includes(word))) found.push(file.slice(where.length));
  }
  return found;
}

test('DR12 whoever was forgotten is in no file of the database and in no dump; DR17 nor after an older dump is put in place', async () => {
  let rooms = await openHere();
  const life = await aWholeLife(rooms);
  const { mina, surname, email, operator } = life;
  const words = [surname, email];
  await rooms.db.dump();
  const older = join(folder, 'older');
  await cp(dumps(), older, { recursive: true });
  expect((await filesWith(words, join(data(), 'database'))).length).toBeGreaterThan(0);

  const { seal } = (await rooms.look(operator, 'rights:preview-person', {
    userId: mina.userId,
  })) as ErasurePreview;
  await rooms.perform(operator, 'rights:erase-person', { userId: mina.userId, seal });
  const tables = [...personalTablesOf(rooms), ...houseTables];
  await finishErasures({ db: rooms.db, ledger: ledgerIn(ledgerFile()), tables, olderThanMs: 0 });

  expect(await filesWith(words, join(data(), 'database'))).toEqual([]);
  const [dump, ...more] = await listDumps(dumps());
  expect(more).toEqual([]);
  const unpacked = join(folder, 'unpacked');
  await unpackDump(dump!, unpacked);
  expect(await filesWith(words, unpacked)).toEqual([]);
  expect(
    await filesWith(
      [surname, email, operator.userId],
      ledgerFile().slice(0, -'/erasures.jsonl'.length) + '/dumps',
    ),
  ).toEqual([]);
  expect(await readFile(ledgerFile(), 'utf8')).not.toMatch(/Quasthoff|@/);
  await rooms.close();

  // A backup from before: it knows nothing of an erasure.
  await rm(join(data(), 'database'), { recursive: true });
  await rm(dumps(), { recursive: true });
  await cp(older, dumps(), { recursive: true });
  rooms = await openHere();
  expect(hits(await logicalDump(rooms), words).length).toBeGreaterThan(0);
  const { dataRights } = roomsOf({
    db: rooms.db,
    log: rooms.log,
    clock: systemClock,
    passwords: argon2Passwords(),
    demo: () => false,
    ledgerFile: ledgerFile(),
  });
  expect(await dataRights.applyLedger()).toBe(1);
  expect(await dataRights.applyLedger()).toBe(0);
  await finishErasures({ db: rooms.db, ledger: ledgerIn(ledgerFile()), tables, olderThanMs: 0 });
  expect(hits(await logicalDump(rooms), words)).toEqual([]);
  expect((await emailOf(rooms, mina)).name).toBe(pseudonymOf(mina.userId).name);
  expect(await filesWith(words, join(data(), 'database'))).toEqual([]);
  expect(await filesWith(words, dumps())).toEqual([]);
  await rooms.close();
}, 120_000);
