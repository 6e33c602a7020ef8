import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Bytes, ByteReader } from '../../feature.ts';
import { sendUnchanged } from './unchanged.ts';

/** A drawing, or a page, that is opened by itself runs nothing and reaches nothing. */
const inert = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/** Browsers show a PDF in a plugin of their own, which a sandbox would keep out. */
const inertPdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * Sends a file, or the part of it that `Range` asks for. Caching headers are set already; what is sent is read
 * at the pace of whoever takes it.
 */
export async function sendBytes(request: Request, response: Response, file: Bytes): Promise<void> {
  const { type, inline, fileName, tag, bytes } = file;
  response.setHeader('content-security-policy', type === 'application/pdf' ? inertPdf : inert);
  response.setHeader('content-type', type);
  response.setHeader(
    'content-disposition',
    `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  );
  if (Symbol.asyncIterator in bytes) {
    if (request.method === 'HEAD') response.end();
    else await sendOut(bytes, response);
    return;
  }
  const reader = readerOf(bytes);
  const { sizeBytes } = reader;
  response.setHeader('accept-ranges', 'bytes');
  if (tag !== undefined) {
    response.setHeader('etag', `"${tag}"`);
    if (tagsIn(request.headers['if-none-match']).includes(tag)) {
      sendUnchanged(response);
      return;
    }
  }

  const asked = isForThese(request, tag) ? rangeIn(request.headers.range, sizeBytes) : undefined;
  if (asked === 'beyond') {
    response.setHeader('content-range', `bytes */${sizeBytes}`);
    response.removeHeader('content-disposition');
    response.status(416).end();
    return;
  }
  const { start, end } = asked ?? { start: 0, end: sizeBytes };
  if (asked) {
    response.status(206);
    response.setHeader('content-range', `bytes ${start}-${end - 1}/${sizeBytes}`);
  }
  response.setHeader('content-length', end - start);
  if (request.method === 'HEAD' || end === start) {
    response.end();
    return;
  }
  await sendOut(reader.read(start, end), response);
}

async function sendOut(pieces: AsyncIterable<Uint8Array>, response: Response): Promise<void> {
  try {
    await pipeline(pieces, response, { end: true });
  } catch (cause) {
    // Whoever asked went away in the middle: a video is left, a page closed.
    if (response.destroyed && !isFault(cause)) return;
    throw cause;
  }
}

function isFault(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return (
    code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && code !== 'EPIPE' && code !== 'ABORT_ERR'
  );
}

function readerOf(bytes: Uint8Array | ByteReader): ByteReader {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return {
    sizeBytes: bytes.byteLength,
    async *read(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

/** The tags of `If-None-Match`, weak ones too: what is compared is what a person would see. */
export function tagsIn(header: string | undefined): string[] {
  if (header === undefined || header.length > 1_000) return [];
  return header.split(',').map((one) =>
    one
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
}

/** A part of what somebody has the rest of is only good for them while it is the same file. */
function isForThese(request: Request, tag: string | undefined): boolean {
  const condition = request.headers['if-range'];
  return condition === undefined || (tag !== undefined && condition === `"${tag}"`);
}

/**
 * One range of bytes; `end` is not part of it. Several at once, and what is no range, are answered with the whole
 * file, as the standard allows.
 */
export function rangeIn(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | 'beyond' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'beyond' : { start: sizeBytes - length, end: sizeBytes };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= sizeBytes ? 'beyond' : { start, end };
}
