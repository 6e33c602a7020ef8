import { createHash, randomBytes, randomInt } from 'node:crypto';

// Without those that are taken for each other when read from a wall: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
const letters = 'ACDEFHJKMNPQRTWXY3479';
const codeLength = 8;

/** Eight characters, some 35 bits: to be typed from a wall, tried at no great speed. */
export function newCode(): string {
  return Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
}

/** The code in what somebody typed, with or without the gap; undefined for what cannot be one. */
export function codeIn(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return code.length === codeLength && [...code].every((letter) => letters.includes(letter))
    ? code
    : undefined;
}

/** A link's secret: 256 random bits, and what we keep of it. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashOf(token) };
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
