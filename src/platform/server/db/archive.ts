import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * A folder as a tar archive (ustar), so that a dump can also be looked into with any tar program. Only what
 * a database folder holds: plain files and folders with short names.
 */

const blockBytes = 512;

/** @param onBytes hears every piece of every file on its way in, in pieces of whole database pages */
export async function* packFolder(
  folder: string,
  onBytes: (path: string, bytes: Buffer, at: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({
    path: join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
    isFolder: entry.isDirectory(),
  }));
  for (const { path, isFolder } of paths.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const { size, mtimeMs } = await stat(join(folder, path));
    yield header(isFolder ? `${path}/` : path, isFolder ? 0 : size, mtimeMs, isFolder);
    if (isFolder) continue;
    let at = 0;
    for await (const piece of piecesOf(join(folder, path), size)) {
      onBytes(path, piece, at);
      at += piece.length;
      yield piece;
    }
    if (at !== size) throw new Error(`${path} changed while it was being copied.`);
    yield Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
  }
  yield Buffer.alloc(2 * blockBytes);
}

/**
 * @param into an empty folder
 * @throws Error when the archive is cut short or is not one of ours
 */
export async function unpackFolder(archive: AsyncIterable<Buffer>, into: string): Promise<void> {
  const reader = new Reader(archive);
  for (;;) {
    const block = await reader.take(blockBytes);
    if (block.every((byte) => byte === 0)) return;
    const { path, size, isFolder } = readHeader(block);
    const target = join(into, path);
    if (isFolder) {
      await mkdir(target, { recursive: true, mode: 0o700 });
      continue;
    }
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, 'wx', 0o600);
    try {
      for (let left = size; left > 0;) {
        const piece = await reader.takeUpTo(left);
        await file.writeFile(piece);
        left -= piece.length;
      }
    } finally {
      await file.close();
    }
    await reader.take((blockBytes - (size % blockBytes)) % blockBytes);
  }
}

const pieceBytes = 512 * 1024;

/** A stream per file would cost more than its bytes: a database folder is hundreds of small ones. */
async function* piecesOf(path: string, size: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    for (let left = size; left > 0;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(left, pieceBytes)));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      left -= bytesRead;
    }
  } finally {
    await file.close();
  }
}

function header(path: string, size: number, mtimeMs: number, isFolder: boolean): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`The path ${path} is too long for a dump.`);
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(`${Math.floor(value).toString(8).padStart(digits, '0')}\0`, at, 'latin1');
  };
  block.write(path, 0);
  octal(isFolder ? 0o700 : 0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(mtimeMs / 1_000, 136, 11);
  block.write('        ', 148);
  block.write(isFolder ? '5' : '0', 156);
  block.write('ustar\x0000', 257, 'latin1');
  octal(sumOf(block), 148, 6);
  return block;
}

function readHeader(block: Buffer): { path: string; size: number; isFolder: boolean } {
  const textAt = (from: number, to: number): string =>
    block.toString('utf8', from, to).replace(/\0.*$/s, '').trim();
  const stored = Number.parseInt(textAt(148, 156), 8);
  const blank = Buffer.from(block).fill(' ', 148, 156);
  // Some write names from the root on; as with any tar program, that is the folder here.
  const path = textAt(0, 100).replace(/^\/+/, '');
  if (stored !== sumOf(blank)) throw new Error('The dump is not a whole archive.');
  if (path.split('/').includes('..')) throw new Error(`The dump names ${path}.`);
  return { path, size: Number.parseInt(textAt(124, 136), 8), isFolder: textAt(156, 157) === '5' };
}

function sumOf(block: Buffer): number {
  return block.reduce((total, byte) => total + byte, 0);
}

class Reader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(archive: AsyncIterable<Buffer>) {
    this.#chunks = archive[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = count; left > 0;) {
      const piece = await this.takeUpTo(left);
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  async takeUpTo(count: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) throw new Error('The dump is cut short.');
      this.#held = next.value;
    }
    const piece = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(piece.length);
    return piece;
  }
}
