import { expect, test } from 'vitest';
import { codeIn, newCode, newToken } from './codes.ts';

test('CO24 a code has no letter that is taken for another one, and is read however it is typed', () => {
  const codes = Array.from({ length: 500 }, newCode);
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) {
    expect(code).toMatch(/^[^01258BGILOSUVZ]{8}$/);
    expect(codeIn(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code);
  }
  for (const other of ['', 'ACDEFHJ', 'ACDEFHJ0', 'ACDEFHJKM', newToken().token])
    expect(codeIn(other)).toBeUndefined();
});

test('CO24 a link has 256 random bits, and what is kept of it says nothing', () => {
  const { token, tokenHash } = newToken();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tokenHash).not.toContain(token);
});
