import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Database, type DatabaseNote, type DatabaseOptions, openDatabase } from './database.ts';
import { counters, written } from './database.samples.ts';
import { describeDatabase } from './database.suite.ts';
import { listDumps, unpackDump } from './dumps.ts';
import { DatabaseUnavailable, DatabaseUnusable, isUnavailable } from './errors.ts';
import { countDamagedPages, pageBytes } from './pages.ts';

let workshop: string;
/** A folder with a database that was closed in good order after `one` and `two` had been written. */
let pattern: string;
/** Where, in its database folder, the table of lines is. */
let linesFile: string;

beforeAll(async () => {
  workshop = await mkdtemp(join(tmpdir(), 'stoa-db-'));
  pattern = join(workshop, 'pattern');
  const { db } = await opened(pattern);
  await sql`insert into line (words) values ('one'), ('two')`.execute(db.query);
  linesFile = await fileOfLines(db);
  await db.close();
});
afterAll(() => rm(workshop, { recursive: true, force: true }));

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(workshop, 'data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function aCopy(): Promise<string> {
  const folder = await aFolder();
  await cp(pattern, folder, { recursive: true });
  return folder;
}

interface Opened {
  db: Database;
  notes: DatabaseNote[];
  epochs: number;
}

async function opened(dataDir: string, more: Partial<DatabaseOptions> = {}): Promise<Opened> {
  const state = { notes: [] as DatabaseNote[], epochs: 0 };
  const db = await openDatabase({
    dataDir,
    migrations: [counters],
    notify: (note) => state.notes.push(note),
    afterRestore: async () => void (state.epochs += 1),
    ...more,
  });
  return Object.assign(state, { db });
}

async function lines(db: Database): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`select words from line order by id`.execute(db.query);
  return rows.map(({ words }) => words);
}

function kinds(notes: DatabaseNote[]): string[] {
  return notes.map(({ kind }) => kind);
}

describeDatabase('embedded', async () => {
  const folder = join(workshop, 'suite');
  await cp(pattern, folder, { recursive: true });
  return (await opened(folder)).db;
});

/** It waits for nobody; how long it takes, `npm run bench -- start` measures. */
const opensWithinMs = 20_000;

describe('one process per folder', () => {
  test('F21 a second one is refused at once, in a sentence that names the folder', async () => {
    const folder = await aCopy();
    const { db } = await opened(folder);
    onTestFinished(() => db.close());
    const began = performance.now();
    const second = aProcess('hold', folder);
    const said = await readAll(second.stderr);
    const [code] = second.exitCode === null ? ((await once(second, 'exit')) as [number]) : [second.exitCode];
    expect(performance.now() - began).toBeLessThan(opensWithinMs);
    expect(code).toBe(1);
    expect(said).toMatch(/^The folder .* is in use by another Stoa \(process \d+ on .*\)/);
    expect(said).toContain(folder);
    await expect(lines(db)).resolves.toEqual(['one', 'two']);
  });

  test('the lock goes with a killed process at once, and with close', async () => {
    const folder = await aCopy();
    const first = aProcess('hold', folder);
    await firstLine(first);
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    const migrations = [counters, written];
    await (await opened(folder, { migrations })).db.close();
    await (await opened(folder, { migrations })).db.close();
  });
});

describe('durability', () => {
  test(
    'F22 kill -9 between and within transactions loses nothing that was acknowledged',
    { timeout: 120_000 },
    async () => {
      const folder = await aCopy();
      for (const mostRows of [40, 333, 90]) {
        const writer = aProcess('write', folder);
        const acknowledged = await readUntil(writer, mostRows);
        const began = performance.now();
        const db = await openDatabase({ dataDir: folder, migrations: [counters, written] });
        expect(performance.now() - began).toBeLessThan(opensWithinMs);
        const { rows } = await sql<{ id: number }>`select id from written order by id`.execute(db.query);
        const total = await sql<{ count: number }>`select count from total`.execute(db.query);
        await db.close();
        const ids = rows.map(({ id }) => id);
        expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
        expect(total.rows[0]?.count).toBe(ids.length);
        expect(ids).toEqual(ids.map((_, index) => index + 1));
      }
    },
  );

  test('every commit is on the disk before it is acknowledged', async () => {
    const { db } = await opened(await aCopy());
    onTestFinished(() => db.close());
    const settings =
      await sql`select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`.execute(
        db.query,
      );
    expect(settings.rows).toEqual([{ fsync: 'on', method: 'fsync', pages: 'on', commit: 'on' }]);
    const syncs = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`
        select sum(fsyncs)::int8 as count from pg_stat_io where object = 'wal'`.execute(db.query);
      return rows[0]?.count ?? 0;
    };
    const before = await syncs();
    for (const words of ['a', 'b', 'c'])
      await sql`insert into line (words) values (${words})`.execute(db.query);
    await expect.poll(syncs).toBeGreaterThanOrEqual(before + 3);
  });
});

describe('dumps', () => {
  test('one is written when something changed, and the newest three are kept', async () => {
    const folder = await aCopy();
    const { db, notes } = await opened(folder);
    await db.dump();
    expect(kinds(notes)).toEqual([]);
    for (const words of ['a', 'b', 'c', 'd']) {
      await sql`insert into line (words) values (${words})`.execute(db.query);
      await db.dump();
      await db.dump();
    }
    await db.close();
    expect(kinds(notes)).toEqual(['dumped', 'dumped', 'dumped', 'dumped']);
    const files = await readdir(join(folder, 'dumps'));
    expect(files.length).toBe(3);
    expect((await listDumps(join(folder, 'dumps'))).map(({ path }) => path)).toEqual(
      notes.slice(1).map((note) => (note.kind === 'dumped' ? note.file : '')).reverse(), // prettier-ignore
    );
  });

  test('closing writes one, so that the newest dump has everything', async () => {
    const folder = await aCopy();
    const { db, notes } = await opened(folder);
    await sql`insert into line (words) values ('last words')`.execute(db.query);
    await db.close();
    expect(kinds(notes)).toEqual(['dumped']);
    await rm(join(folder, 'database'), { recursive: true });
    const again = await opened(folder);
    await expect(lines(again.db)).resolves.toEqual(['one', 'two', 'last words']);
    await again.db.close();
  });

  test('one is written by itself after a while', async () => {
    const { db, notes } = await opened(await aCopy(), { dumpEveryMs: 50 });
    await sql`insert into line (words) values ('three')`.execute(db.query);
    await expect.poll(() => kinds(notes), { timeout: 10_000 }).toContain('dumped');
    await db.close();
  });

  test('a folder with a damaged page is not dumped, and older dumps stay', async () => {
    const folder = await aCopy();
    const { db, notes } = await opened(folder);
    await sql`insert into line (words) values ('three')`.execute(db.query);
    await sql`checkpoint`.execute(db.query);
    await flipByte(join(folder, 'database', linesFile), 8_000);
    await db.dump();
    await db.close();
    expect(kinds(notes)).toEqual(['dump-failed', 'dump-failed']);
    expect(notes[0]?.words).toMatch(/damaged page/);
    expect((await listDumps(join(folder, 'dumps'))).length).toBe(1);
  });
});

describe('F20 a damaged folder', () => {
  const damages: [string, (folder: string) => Promise<unknown>][] = [
    ['an emptied control file', (folder) => truncate(join(folder, 'global/pg_control'), 0)],
    ['a missing write-ahead log', (folder) => emptyFolder(join(folder, 'pg_wal'))],
    ['a missing version file', (folder) => rm(join(folder, 'PG_VERSION'))],
    ['a flipped byte in a table of ours', async (folder) => flipByte(join(folder, linesFile), 8_000)],
  ];
  test.for(damages)(
    'with %s is set aside and restored from its dump, with a new epoch',
    async ([, damage]) => {
      const folder = await aCopy();
      await damage(join(folder, 'database'));
      const first = await opened(folder);
      await expect(lines(first.db)).resolves.toEqual(['one', 'two']);
      expect(kinds(first.notes)).toEqual(['restored']);
      expect(first.epochs).toBe(1);
      const [note] = first.notes;
      expect(note).toMatchObject({ damagedFolder: expect.stringContaining(join(folder, 'damaged-')) });
      expect(note?.words).toMatch(/^THE DATABASE WAS DAMAGED \(.+\): the copy of .+ was put in its place/);
      await first.db.close();
    },
  );

  const cuts: [string, () => string, number][] = [
    ['a table of ours', () => linesFile, 0],
    ['the catalogue', () => 'base/5/1255', 40 * pageBytes],
  ];
  test.for(cuts)(
    'with pages of %s cut off in a crash is restored, though no sum is wrong',
    async ([, fileOf, size]) => {
      const folder = await aCopy();
      // What a process that ends in good order leaves behind.
      await rm(join(folder, 'dumped'));
      await truncate(join(folder, 'database', fileOf()), size);
      const { db, notes, epochs } = await opened(folder);
      await expect(lines(db)).resolves.toEqual(['one', 'two']);
      expect([kinds(notes), epochs]).toEqual([['restored'], 1]);
      expect(notes[0]?.words).toContain('missing pages in');
      await db.close();
    },
  );

  test('is restored once, and kept beside the one that took its place', async () => {
    const folder = await aCopy();
    await truncate(join(folder, 'database/global/pg_control'), 0);
    await (await opened(folder)).db.close();
    const second = await opened(folder);
    expect([second.epochs, kinds(second.notes)]).toEqual([0, []]);
    await second.db.close();
    expect((await readdir(folder)).filter((name) => name.startsWith('damaged-')).length).toBe(1);
  });

  test('without a dump is refused in plain words, and left as it was', async () => {
    const folder = await aCopy();
    await rm(join(folder, 'dumps'), { recursive: true });
    await truncate(join(folder, 'database/global/pg_control'), 0);
    for (let start = 0; start < 2; start += 1) {
      const error: unknown = await opened(folder).catch((each: unknown) => each);
      expect(error).toBeInstanceOf(DatabaseUnusable);
      expect(error).toMatchObject({ reason: 'damaged', message: expect.stringContaining(folder) });
    }
    expect((await readdir(folder)).sort()).toEqual(['database', 'dumped', 'dumps', 'lock']);
  });

  test('whose newest dump is not what was written is restored from the one before', async () => {
    const folder = await aCopy();
    const { db } = await opened(folder);
    await sql`insert into line (words) values ('three')`.execute(db.query);
    await db.close();
    const [newest] = await listDumps(join(folder, 'dumps'));
    await flipByte(newest?.path ?? '', 100_000);
    await truncate(join(folder, 'database/global/pg_control'), 0);
    const again = await opened(folder);
    await expect(lines(again.db)).resolves.toEqual(['one', 'two']);
    await again.db.close();
  });

  test('a restore that was cut short before the new epoch is told of again', async () => {
    const folder = await aCopy();
    await truncate(join(folder, 'database/global/pg_control'), 0);
    const cut = opened(folder, { afterRestore: () => Promise.reject(new Error('killed here')) });
    await expect(cut).rejects.toThrow('killed here');
    const again = await opened(folder);
    expect(again.epochs).toBe(1);
    await again.db.close();
  });

  test('a database of another engine version is refused, not restored', async () => {
    const folder = await aCopy();
    await writeFile(join(folder, 'database/PG_VERSION'), '17\n');
    await expect(opened(folder)).rejects.toMatchObject({ reason: 'unsupported' });
  });

  test('page checksums read from outside agree with the engine on every page', async () => {
    const file = join(pattern, 'database', 'base/5/1249');
    const bytes = await readFile(file);
    expect(bytes.length).toBeGreaterThan(100_000);
    expect(countDamagedPages(bytes, 0)).toBe(0);
    expect(countDamagedPages(bytes, 1)).toBeGreaterThan(50);
  });
});

describe('the watchdog', () => {
  test('an engine that hangs is replaced: health says so, questions fail, and what was acknowledged is there', async () => {
    const { db, notes } = await opened(await aCopy(), { watchdogMs: 1_500 });
    onTestFinished(() => db.close());
    await sql`insert into line (words) values ('three')`.execute(db.query);
    const hanging = sql`select count(*) from generate_series(1, 2000000000)`
      .execute(db.query)
      .catch((each: unknown) => each);
    await expect
      .poll(() => db.ping().catch((each: unknown) => each), { timeout: 3_000 })
      .toBeInstanceOf(DatabaseUnavailable);
    expect(isUnavailable(await hanging)).toBe(true);
    await expect.poll(() => kinds(notes), { timeout: 10_000 }).toEqual(['engine-lost', 'engine-recovered']);
    await expect(lines(db)).resolves.toEqual(['one', 'two', 'three']);
    await expect(db.ping()).resolves.toBeUndefined();
  });

  test('a transaction that is open when the engine is lost fails, and leaves nothing', async () => {
    const { db, notes } = await opened(await aCopy(), { watchdogMs: 1_000 });
    onTestFinished(() => db.close());
    const work = db.transaction(async (tx) => {
      await sql`insert into line (words) values ('torn')`.execute(tx);
      await sql`select count(*) from generate_series(1, 2000000000)`.execute(tx);
    });
    expect(isUnavailable(await work.catch((each: unknown) => each))).toBe(true);
    await expect.poll(() => kinds(notes), { timeout: 10_000 }).toContain('engine-recovered');
    await expect(lines(db)).resolves.toEqual(['one', 'two']);
  });
});

describe('what is purged', () => {
  test('DR12 is in no file of the folder afterwards, nor in a dump, and the one dump that is kept can be restored', async () => {
    const folder = await aFolder();
    const { db } = await opened(folder);
    const name = 'Wilhelmina Quasthoff';
    for (let line = 0; line < 300; line++)
      await sql`insert into line (words) values (${`${name} ${line % 40 === 0 ? name : line}${line}`})`.execute(
        db.query,
      );
    await sql`insert into line (words) values ('what stays')`.execute(db.query);
    await sql`analyze line`.execute(db.query);
    await db.dump();
    await sql`delete from line where words like ${`%${name}%`}`.execute(db.query);
    await db.dump();

    await db.purge(['line']);

    expect(await filesWith(name, join(folder, 'database'))).toEqual([]);
    const dumps = await listDumps(join(folder, 'dumps'));
    expect(dumps).toHaveLength(1);
    const unpacked = join(await aFolder(), 'unpacked');
    await unpackDump(dumps[0]!, unpacked);
    expect(await filesWith(name, unpacked)).toEqual([]);
    await db.close();
    await rm(join(folder, 'database'), { recursive: true });
    const restored = await opened(folder);
    expect(await lines(restored.db)).toEqual(['what stays']);
    await restored.db.close();
  });
});

async function filesWith(words: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (file) => ((await readFile(file)).includes(words) ? [file] : [])),
  );
  return found.flat();
}

function aProcess(
  task: 'hold' | 'write',
  folder: string,
): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = join(import.meta.dirname, 'database.child.ts');
  const child = spawn(process.execPath, ['--import', loader, script, task, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstLine({ stdout }: { stdout: NodeJS.ReadableStream }): Promise<string> {
  const [line] = (await once(createInterface({ input: stdout }), 'line')) as [string];
  return line;
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Kills the writer when it has acknowledged so many rows; what it still managed to say counts too. */
async function readUntil(writer: ReturnType<typeof aProcess>, count: number): Promise<number[]> {
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    if (/^\d+$/.test(line)) acknowledged.push(Number(line));
    if (acknowledged.length === count) writer.kill('SIGKILL');
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(count);
  return acknowledged;
}

async function fileOfLines(db: Database): Promise<string> {
  const { rows } = await sql<{ path: string }>`select pg_relation_filepath('line') as path`.execute(db.query);
  return rows[0]?.path ?? '';
}

async function flipByte(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  await handle.write(Buffer.of((byte[0] ?? 0) ^ 0xff), 0, 1, at);
  await handle.close();
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}
