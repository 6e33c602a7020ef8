import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInviteLines } from './inviteLines.ts';

const read = (...lines: string[]) => readInviteLines(lines).map(({ email, name }) => [email, name]);

test('CO28 addresses are found as people paste them, with the names beside them', () => {
  expect(
    read(
      'ada@example.org',
      '  Ada Lovelace <ADA@Example.org>  ',
      '"Lovelace, Ada" <ada@example.org>',
      'ada@example.org\tAda Lovelace',
      'Ada Lovelace;ada@example.org',
      '',
      '   ',
    ),
  ).toEqual([
    ['ada@example.org', null],
    ['ada@example.org', 'Ada Lovelace'],
    ['ada@example.org', 'Lovelace Ada'],
    ['ada@example.org', 'Ada Lovelace'],
    ['ada@example.org', 'Ada Lovelace'],
  ]);
});

test('CO28 several on one line are several', () => {
  expect(read('a@x.org, b@x.org; Cy <c@x.org>', 'd@x.org e@x.org')).toEqual([
    ['a@x.org', null],
    ['b@x.org', null],
    ['c@x.org', 'Cy'],
    ['d@x.org', null],
    ['e@x.org', null],
  ]);
});

test('CO28 what cannot be an address is shown as it was given', () => {
  expect(readInviteLines(['nobody', 'a@', '@x.org', 'a@b@c'])).toEqual([
    { given: 'nobody', email: null, name: 'nobody' },
    { given: 'a@', email: null, name: 'a@' },
    { given: '@x.org', email: null, name: '@x.org' },
    { given: 'a@b@c', email: null, name: null },
  ]);
});

test('CO28 whatever is pasted is read, in a time that is no worse for being long', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 20 }), (lines) => {
      for (const { given, email } of readInviteLines(lines)) {
        expect(given.length).toBeLessThanOrEqual(120);
        if (email !== null) expect(email).toMatch(/^[^\s@]+@[^\s@]+$/);
      }
    }),
  );
  const startMs = performance.now();
  readInviteLines([
    '@'.repeat(400),
    `${'a'.repeat(200)}@${'b.'.repeat(100)}`,
    '<'.repeat(400),
    ',@'.repeat(200),
  ]);
  expect(performance.now() - startMs).toBeLessThan(50);
});
