import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { decodeCursor, encodeCursor, mostCursorBytes, mostTopics } from './cursor.ts';

const topic = fc
  .tuple(fc.constantFrom('user/:', 'cohort/:', 'cohort/:/staff', 'enrolment/:', 'org/:'), fc.uuid())
  .map(([pattern, id]) => pattern.replace(':', id));
const position = fc.record({
  epoch: fc.stringMatching(/^[0-9a-f]{8}$/),
  seq: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
});

test('a cursor read back names the same places', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(topic, position), { maxLength: mostTopics, selector: ([name]) => name }),
      (entries) => {
        const positions = new Map(entries);
        expect(decodeCursor(encodeCursor(positions))).toEqual(positions);
      },
    ),
  );
});

test('a cursor over 32 topics stays below 2 KB, as a header must', () => {
  const positions = new Map(
    Array.from({ length: mostTopics }, () => [
      `cohort/${newId()}/staff`,
      { epoch: 'abcdef01', seq: 9_999_999 },
    ]),
  );
  expect(encodeCursor(positions).length).toBeLessThanOrEqual(mostCursorBytes);
});

test('DEL5 whatever else is sent as a cursor is known as none of ours', () => {
  for (const word of [
    '',
    '0',
    '2~x',
    '1~',
    '1~user/x',
    '1~user/!abc:e.1 ',
    `1${'~a/b:e.1'.repeat(33)}`,
    'x'.repeat(9_000),
  ]) {
    expect([word, decodeCursor(word)]).toEqual([word, undefined]);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (word) => {
      const read = decodeCursor(word);
      if (read) expect(read.size).toBeLessThanOrEqual(mostTopics);
    }),
  );
});
