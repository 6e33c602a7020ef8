import { expect, test } from 'vitest';
import { bye, byeReason, envelope, ready, resync, resyncReason } from './envelope.ts';

const fact = {
  topic: 'user/1',
  seq: 7,
  type: 'shelf:filled',
  at: '2026-03-02T09:00:00.000Z',
  data: { books: 3 },
};

test('an envelope is read as it was written: with its number, with a range, or without for a signal', () => {
  const { seq: _, ...signal } = fact;
  for (const frame of [fact, { ...fact, from: 3 }, signal]) expect(envelope.parse(frame)).toEqual(frame);
});

test.each([
  ['no topic', { ...fact, topic: undefined }],
  ['a number below one', { ...fact, seq: 0 }],
  ['a broken number', { ...fact, seq: 1.5 }],
  ['a number as text', { ...fact, seq: '7' }],
  ['a time of day somewhere', { ...fact, at: '2026-03-02T09:00:00+01:00' }],
  ['no moment', { ...fact, at: undefined }],
])('an envelope with %s is none', (_what, frame) => {
  expect(envelope.safeParse(frame).success).toBe(false);
});

test('a reader lets fields pass that a later version adds', () => {
  expect(envelope.safeParse({ ...fact, extra: true }).success).toBe(true);
  expect(bye.safeParse({ reason: 'drain', extra: true }).success).toBe(true);
});

test('the first word says what the connection carries, from where, and how to keep it', () => {
  const word = {
    connectionId: 'c',
    topics: ['user/1'],
    cursor: '1~user/1:a.7',
    beatMs: 45_000,
    silenceMs: 18_000,
    wireVersion: 1,
  };
  expect(ready.parse(word)).toEqual(word);
  for (const field of Object.keys(word)) {
    expect(ready.safeParse({ ...word, [field]: undefined }).success).toBe(false);
  }
});

test('a resync names topics and why, for every reason that there is', () => {
  for (const reason of resyncReason.options) {
    expect(resync.safeParse({ topics: [{ topic: 'user/1', reason }] }).success).toBe(true);
  }
  expect(resync.safeParse({ topics: [{ topic: 'user/1', reason: 'weather' }] }).success).toBe(false);
});

test('a bye says why; topics only where the connection goes on, a wait only where coming back helps', () => {
  for (const reason of byeReason.options) expect(bye.safeParse({ reason }).success).toBe(true);
  expect(bye.parse({ reason: 'revoked', topics: ['cohort/1'] })).toEqual({
    reason: 'revoked',
    topics: ['cohort/1'],
  });
  expect(bye.parse({ reason: 'drain', retryMs: 1_200 })).toEqual({ reason: 'drain', retryMs: 1_200 });
});
