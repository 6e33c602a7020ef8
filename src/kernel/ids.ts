import { z } from 'zod';

/** An id on the wire: a UUID. Stoa makes version 7, so that rows sort by birth and nobody can guess a neighbour. */
export const id = z.uuid();

let lastMs = 0;
let counter = 0;

/** Bytes for many ids at once: asking for 4 kB takes as long as asking for 16 bytes. Each is used once. */
const randomBytes = new Uint8Array(4_096);
let used = randomBytes.length;
const randomBytesOfId = 8;

const hexOf = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'));
const hex = (byte: number): string => hexOf[byte]!;

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
  if (used === randomBytes.length) {
    crypto.getRandomValues(randomBytes);
    used = 0;
  }
  const at = used;
  used += randomBytesOfId;
  const random = (place: number): string => hex(randomBytes[at + place]!);
  const millis = lastMs.toString(16).padStart(12, '0');
  return (
    `${millis.slice(0, 8)}-${millis.slice(8)}-7${counter.toString(16).padStart(3, '0')}-` +
    `${hex(0x80 | (randomBytes[at]! & 0x3f))}${random(1)}-` +
    `${random(2)}${random(3)}${random(4)}${random(5)}${random(6)}${random(7)}`
  );
}
