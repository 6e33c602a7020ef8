import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * PostgreSQL's page checksums, read from outside: they tell a whole copy of a database folder from one
 * with flipped or torn pages, without starting an engine on it.
 */

export const pageBytes = 8_192;
const pagesPerFile = 131_072;

/**
 * True for files made of checksummed pages: base/5/16384, base/5/16384.1, base/5/2608_vm, global/1262.
 * Free space maps are left out: PostgreSQL itself lets them be torn by a crash and starts them afresh.
 */
export function isPaged(path: string): boolean {
  return /^(base\/\d+|global)\/\d+(_vm|_init)?(\.\d+)?$/.test(path);
}

/** Number of the first page of a file: relations above 1 GiB continue in `.1`, `.2`, … */
export function firstPageOf(path: string): number {
  return Number(/\.(\d+)$/.exec(path)?.[1] ?? 0) * pagesPerFile;
}

/**
 * @param bytes whole pages; a part of a page at the end is ignored, as PostgreSQL does
 * @returns how many of the pages do not match their checksum
 */
export function countDamagedPages(bytes: Buffer, firstPage: number): number {
  let damaged = 0;
  for (let at = 0; at + pageBytes <= bytes.length; at += pageBytes) {
    const isUnused = bytes.readUInt16LE(at + upperOffset) === 0;
    if (isUnused) continue;
    const stored = bytes.readUInt16LE(at + checksumOffset);
    if (stored !== checksumOf(bytes, at, firstPage + at / pageBytes)) damaged += 1;
  }
  return damaged;
}

/** Reads every page of a database folder; paths are relative to it. */
export async function damagedFiles(folder: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const path of await filesIn(folder)) {
    if (isPaged(path) && (await isFileDamaged(join(folder, path), firstPageOf(path)))) damaged.push(path);
  }
  return damaged;
}

/** All files below a folder, sorted, as paths relative to it with forward slashes. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

async function isFileDamaged(file: string, firstPage: number): Promise<boolean> {
  const handle = await open(file);
  try {
    const buffer = Buffer.allocUnsafe(64 * pageBytes);
    for (let page = firstPage; ; page += 64) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, (page - firstPage) * pageBytes);
      if (countDamagedPages(buffer.subarray(0, bytesRead), page) > 0) return true;
      if (bytesRead < buffer.length) return false;
    }
  } finally {
    await handle.close();
  }
}

const checksumOffset = 8;
const upperOffset = 14;

// The format: 32 interleaved FNV-1a sums over the page as 32-bit words (the stored checksum counted as 0),
// each begun from its own constant, folded together with the page's number.
const lanes = 32;
const prime = 16_777_619;
const bases = Uint32Array.of(
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c,
  0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb,
  0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4,
  0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
); // prettier-ignore
const sums = new Uint32Array(lanes);
const words = new Uint32Array(pageBytes / 4);
const wordBytes = Buffer.from(words.buffer);

function checksumOf(bytes: Buffer, at: number, page: number): number {
  bytes.copy(wordBytes, 0, at, at + pageBytes);
  wordBytes.writeUInt16LE(0, checksumOffset);
  sums.set(bases);
  for (let row = 0; row < words.length; row += lanes) {
    for (let lane = 0; lane < lanes; lane += 1) mix(lane, words[row + lane] as number);
  }
  for (let round = 0; round < 2; round += 1) {
    for (let lane = 0; lane < lanes; lane += 1) mix(lane, 0);
  }
  const folded = (sums.reduce((total, sum) => total ^ sum, 0) ^ page) >>> 0;
  return (folded % 65_535) + 1;
}

function mix(lane: number, word: number): void {
  const mixed = (sums[lane] as number) ^ word;
  sums[lane] = Math.imul(mixed, prime) ^ (mixed >>> 17);
}
