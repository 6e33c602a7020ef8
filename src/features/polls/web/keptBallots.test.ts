import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chosen } from './choice.ts';
import { ballotFor, forgetBallots, keepBallot, keptBallot } from './keptBallots.ts';

const choice = chosen({ optionIds: ['yes'] });

beforeEach(() => {
  const entries: Record<string, string> = {};
  // Entries are its own properties, as those of a browser's are.
  const storage = Object.defineProperties(entries, {
    getItem: { value: (name: string) => entries[name] ?? null },
    setItem: { value: (name: string, text: string) => void (entries[name] = text) },
    removeItem: { value: (name: string) => void delete entries[name] },
  });
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => {
  forgetBallots('amara');
  vi.unstubAllGlobals();
});

test('a ballot is found again under the key that it has, and a new edition has another', () => {
  const first = ballotFor('amara', 'poll', 1, choice);
  expect(first.before).toBeUndefined();
  expect(first.next.ballotKey).toMatch(/^[\w-]{22}$/u);
  keepBallot('amara', 'poll', first.next);
  const second = ballotFor('amara', 'poll', 1, chosen({ optionIds: ['no'] }));
  expect(second).toEqual({
    before: first.next,
    next: { ...first.next, choice: chosen({ optionIds: ['no'] }) },
  });
  const anew = ballotFor('amara', 'poll', 2, choice);
  expect(anew.before).toBeUndefined();
  expect(anew.next.ballotKey).not.toBe(first.next.ballotKey);
});

test('whoever signs out leaves nothing here, and takes nobody else’s along', () => {
  const { next } = ballotFor('amara', 'poll', 1, choice);
  keepBallot('amara', 'poll', next);
  keepBallot('jonas', 'poll', next);
  forgetBallots('amara');
  expect(keptBallot('amara', 'poll')).toBeUndefined();
  expect(keptBallot('jonas', 'poll')).toEqual(next);
});

test('where storage is forbidden, a ballot lasts as long as the page', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('forbidden');
    },
  });
  const { next } = ballotFor('amara', 'poll', 1, choice);
  keepBallot('amara', 'poll', next);
  expect(keptBallot('amara', 'poll')).toEqual(next);
});
