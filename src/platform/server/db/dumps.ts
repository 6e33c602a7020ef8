import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { packFolder, unpackFolder } from './archive.ts';
import { countDamagedPages, firstPageOf, isPaged, pageBytes } from './pages.ts';

/** A verified copy of the database folder: `<moment>.<sha-256>.tar.gz`. */
export interface DumpFile {
  path: string;
  takenAt: Date;
  sha256: string;
}

/** A page of the database does not match its checksum: the copy is not worth keeping. */
export class DamagedPages extends Error {
  override readonly name = 'DamagedPages';
}

/** Newest first; what else lies in the folder is not looked at. */
export async function listDumps(folder: string): Promise<DumpFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .map((name) => ({ name, parts: nameShape.exec(name)?.groups }))
    .filter(({ parts }) => parts !== undefined)
    .map(({ name, parts }) => ({
      path: join(folder, name),
      takenAt: new Date((parts?.moment ?? '').replace(/T(\d\d)-(\d\d)-(\d\d)/, 'T$1:$2:$3')),
      sha256: parts?.sha256 ?? '',
    }))
    .sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime());
}

const nameShape = /^(?<moment>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z)\.(?<sha256>[0-9a-f]{64})\.tar\.gz$/;

/** A moment as it stands in file names, where colons are not welcome everywhere. */
export function momentName(moment: Date): string {
  return moment.toISOString().replaceAll(':', '-');
}

/**
 * Packs a copy of the database folder. The dump bears its name only once it is on the disk, read back, and
 * equal to what was meant; a copy with a damaged page is refused.
 *
 * @throws DamagedPages
 */
export async function writeDump(copy: string, folder: string, takenAt: Date): Promise<DumpFile> {
  const unfinished = join(folder, `${momentName(takenAt)}.making`);
  try {
    const written = createHash('sha256');
    const pack = packFolder(copy, refuseDamage);
    // Mostly empty pages: the fastest level makes the file one fifth larger and takes a third of the time.
    await pipeline(
      pack,
      createGzip({ level: 1, chunkSize: 256 * 1024 }),
      noting(written),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await syncPath(unfinished);

    const sha256 = written.digest('hex');
    if ((await sha256Of(unfinished)) !== sha256) throw new Error('The dump reads back differently.');
    const path = join(folder, `${momentName(takenAt)}.${sha256}.tar.gz`);
    await rename(unfinished, path);
    await syncPath(folder);
    return { path, takenAt, sha256 };
  } finally {
    await rm(unfinished, { force: true });
  }
}

export async function isIntact(dump: DumpFile): Promise<boolean> {
  return (await sha256Of(dump.path)) === dump.sha256;
}

/** @param into must not exist yet */
export async function unpackDump(dump: DumpFile, into: string): Promise<void> {
  await mkdir(into, { mode: 0o700 });
  await pipeline(
    createReadStream(dump.path),
    createGunzip({ chunkSize: 256 * 1024 }),
    (bytes: AsyncIterable<Buffer>) => unpackFolder(bytes, into),
  );
}

export async function removeAllBut(newest: number, folder: string): Promise<void> {
  for (const dump of (await listDumps(folder)).slice(newest)) await rm(dump.path);
}

/** What a process that died left unfinished. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.endsWith('.making'))) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Waits until a whole folder is on the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const left = entries.map((entry) => join(entry.parentPath, entry.name));
  // Hundreds of small files, one after the other, take seconds on a busy disk; together they share its turns.
  const syncSome = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) await syncPath(path);
  };
  await Promise.all(Array.from({ length: syncedAtOnce }, syncSome));
  await syncPath(folder);
}

const syncedAtOnce = 32;

/** Waits until a file, or the names in a folder, are on the disk. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refuseDamage(path: string, bytes: Buffer, at: number): void {
  if (!isPaged(path)) return;
  const damaged = countDamagedPages(bytes, firstPageOf(path) + at / pageBytes);
  if (damaged > 0) throw new DamagedPages(`${damaged} damaged page(s) in ${path}`);
}

function noting(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
