import { z } from 'zod';

/** An id on the wire: a UUID. Stoa makes version 7, so that rows sort by birth and nobody can guess a neighbour. */
export const id = z.uuid();

let lastMs = 0;
let counter = 0;

/**
 * Makes a UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, a 12-bit counter that keeps ids made
 * within one millisecond in order, 62 random bits.
 */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    // The counter is spent: borrow the next millisecond rather than repeat or step back.
    lastMs += 1;
    counter = 0;
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0, rest = lastMs; place < 6; place++) {
    bytes[5 - place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
