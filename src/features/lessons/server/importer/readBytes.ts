import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { FindingCode, Limits } from './course.ts';
import type { FileEntry } from './inventory.ts';

export interface Unreadable {
  line: number;
  code: FindingCode;
  message: string;
}

/** One reading's allowance: how many files it may open and how many bytes it may take in all. */
export class Allowance {
  readonly limits: Limits;
  #files = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** @returns what stands against opening one more file of this size, or undefined */
  take(sizeBytes: number): Unreadable | undefined {
    const { maxFiles, maxTotalBytes } = this.limits;
    if (this.#files + 1 > maxFiles) {
      return {
        line: 1,
        code: 'too-many-files',
        message: `A course may hold ${maxFiles} files; this one is beyond that.`,
      };
    }
    if (this.#bytes + sizeBytes > maxTotalBytes) {
      const message = `A course may hold ${sizeWords(maxTotalBytes)} in all; this file is beyond that.`;
      return { line: 1, code: 'total-too-large', message };
    }
    this.#files += 1;
    this.#bytes += sizeBytes;
    return undefined;
  }
}

/** @returns the page's text with `\n` line ends and without a byte order mark, or why it cannot be had */
export async function readText(file: FileEntry, allowance: Allowance): Promise<string | Unreadable> {
  const chunks: Uint8Array[] = [];
  const limit = allowance.limits.maxPageBytes;
  const problem = await readChunks(file, limit, allowance, (chunk) => chunks.push(chunk));
  if (problem) return problem;
  const bytes = Buffer.concat(chunks);
  try {
    // Line ends differ between checkouts of one repository; digests must not.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
    const nul = text.indexOf('\0');
    if (nul < 0) return text;
    return {
      line: lineAt(text, nul),
      code: 'nul-character',
      message: 'The file holds a NUL character, so it is not text.',
    };
  } catch {
    const message = 'The file is not UTF-8 text; save it as UTF-8.';
    return { line: firstBadLine(bytes), code: 'not-utf8', message };
  }
}

/** Hashes as it reads: a file is never whole in memory. */
export async function hashFile(
  file: FileEntry,
  allowance: Allowance,
): Promise<{ hash: string; sizeBytes: number } | Unreadable> {
  if (file.held && 'hash' in file.held) {
    const { hash } = file.held;
    return allowance.take(file.sizeBytes) ?? { hash, sizeBytes: file.sizeBytes };
  }
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const problem = await readChunks(file, allowance.limits.maxFileBytes, allowance, (chunk) => {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
  });
  return problem ?? { hash: hash.digest('hex'), sizeBytes };
}

async function readChunks(
  file: FileEntry,
  limitBytes: number,
  allowance: Allowance,
  take: (chunk: Uint8Array) => void,
): Promise<Unreadable | undefined> {
  if (file.held) return readHeld(file, limitBytes, allowance, take);
  let handle: FileHandle | undefined;
  try {
    // The walk saw a plain file; should a link or a pipe stand there by now, it is not opened or waited for.
    handle = await open(
      file.absolutePath,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    const stats = await handle.stat();
    if (!stats.isFile()) return { line: 1, code: 'file-unreadable', message: 'This is not a plain file.' };
    if (stats.size > limitBytes) return tooLarge(stats.size, limitBytes);
    const refused = allowance.take(stats.size);
    if (refused) return refused;
    let taken = 0;
    const buffer = Buffer.allocUnsafe(64 * 1024);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return undefined;
      taken += bytesRead;
      // It may grow while it is read.
      if (taken > stats.size && taken > limitBytes) return tooLarge(taken, limitBytes);
      take(Uint8Array.prototype.slice.call(buffer, 0, bytesRead));
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    return { line: 1, code: 'file-unreadable', message: `The file cannot be read (${code}).` };
  } finally {
    await handle?.close();
  }
}

function readHeld(
  { held, sizeBytes }: FileEntry,
  limitBytes: number,
  allowance: Allowance,
  take: (chunk: Uint8Array) => void,
): Unreadable | undefined {
  if (sizeBytes > limitBytes) return tooLarge(sizeBytes, limitBytes);
  const refused = allowance.take(sizeBytes);
  if (refused) return refused;
  if (held?.text === undefined) return { line: 1, code: 'file-unreadable', message: 'This file is no text.' };
  take(Buffer.from(held.text));
  return undefined;
}

function tooLarge(sizeBytes: number, limitBytes: number): Unreadable {
  const message = `The file is too large: ${sizeWords(sizeBytes)}, where ${sizeWords(limitBytes)} is allowed.`;
  return { line: 1, code: 'file-too-large', message };
}

/** A newline byte is never part of another character in UTF-8, so each line can be tried by itself. */
function firstBadLine(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; ; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    try {
      decoder.decode(bytes.subarray(start, newline < 0 ? bytes.length : newline));
    } catch {
      return line;
    }
    if (newline < 0) return line;
    start = newline + 1;
  }
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Rounded up to one decimal, so that a file just over a limit does not read as equal to it. */
export function sizeWords(sizeBytes: number): string {
  if (sizeBytes < 1024) return `${sizeBytes} bytes`;
  const kib = sizeBytes / 1024;
  return kib < 1024 ? `${Math.ceil(kib * 10) / 10} KB` : `${Math.ceil((kib / 1024) * 10) / 10} MB`;
}
