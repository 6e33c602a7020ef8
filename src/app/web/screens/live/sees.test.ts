import { expect, test } from 'vitest';
import type { OpenPoll } from '#features/polls/contract.ts';
import type { OpenQuestion } from '#features/qna/contract.ts';
import type { LiveSession, SessionState } from '#features/sessions/contract.ts';
import { onWall } from '#features/sessions/web/onWall.ts';
import { nothingUp, seenNow, withTried, type UpNow } from './sees.ts';

const now = Date.parse('2026-06-09T08:05:00.000Z');
const item = { id: 'welcome', title: 'Welcome', minutes: 10, kind: 'talk' as const };
const session = (state: SessionState, currentItemId: string | null = 'welcome') =>
  ({ state, startsAt: '2026-06-09T08:00:00.000Z', agenda: [item], currentItemId }) as unknown as LiveSession;
const poll = (more: Partial<OpenPoll>) =>
  ({
    ...{ prompt: 'Which one?', state: 'open', closesAt: null, results: 'on-reveal', tally: null },
    ...more,
  }) as OpenPoll;
const tally = { counts: {}, words: [], estimate: null };
const question = { question: 'Why two?', state: 'answering' } as OpenQuestion;
const board = { lines: [], standings: [] };
const up = (more: Partial<UpNow>): UpNow => ({ ...nothingUp, ...more });

const polls = {
  'open, its result later': [poll({}), { stands: 'open', result: 'later' }],
  'open, its result growing': [poll({ results: 'live', tally }), { stands: 'open', result: 'growing' }],
  'open, its result for staff': [poll({ results: 'staff' }), { stands: 'open', result: 'never' }],
  'past its time': [poll({ closesAt: '2026-06-09T08:04:59.000Z' }), { stands: 'expired' }],
  closed: [poll({ state: 'closed' }), { stands: 'closed' }],
  'closed, its result for staff': [poll({ state: 'closed', results: 'staff' }), { stands: 'hidden' }],
  revealed: [poll({ state: 'closed', tally }), { stands: 'result' }],
} as const;

test.each(Object.entries(polls))('a poll that is %s is said to be so', (_is, [one, stands]) => {
  const seen = seenNow(session('live'), now, up({ poll: one, openPolls: one.state === 'open' ? 1 : 0 }));
  expect(seen.front).toEqual({ is: 'poll', poll: { prompt: 'Which one?', ...stands } });
  expect(seen.beside).toEqual({
    item: { ...item, place: 1, of: 1 },
    poll: null,
    morePolls: 0,
    question: null,
  });
});

test('a second vote that is revealed is said to stand beside the first, once that is revealed too', () => {
  const options = [{ id: 'a', label: 'A' }];
  const of = (counted: boolean) =>
    poll({
      kind: 'single',
      options,
      voters: 6,
      state: 'closed',
      tally: counted ? { ...tally, counts: { a: 6 } } : null,
    });
  const stands = (before: OpenPoll) => seenNow(session('live'), now, up({ poll: of(true), before })).front;
  expect(stands(of(true))).toMatchObject({ poll: { stands: 'compared' } });
  expect(stands(of(false))).toMatchObject({ poll: { stands: 'result' } });
});

test('in every combination the sentence names what the wall shows', () => {
  const states: SessionState[] = ['scheduled', 'rehearsal', 'live', 'ended', 'cancelled'];
  const all = states.flatMap((state) =>
    [undefined, ...Object.values(polls).map(([one]) => one)].flatMap((one) =>
      [undefined, board].flatMap((two) =>
        [undefined, question].flatMap((three) =>
          [null, 'welcome'].map((itemId) => ({
            of: session(state, itemId),
            has: up({ poll: one, board: two, question: three, openPolls: one?.state === 'open' ? 1 : 0 }),
          })),
        ),
      ),
    ),
  );
  expect(all).toHaveLength(320);
  for (const { of, has } of all) expect(seenNow(of, now, has).front.is).toBe(onWall(of, now, has).is);
});

test('what is not in front is said to be on the devices, and of a planned session nothing is', () => {
  const has = up({ poll: poll({ state: 'closed', tally }), board, question, openPolls: 0 });
  expect(seenNow(session('live'), now, has)).toMatchObject({
    front: { is: 'board' },
    beside: {
      item: { title: 'Welcome' },
      poll: { prompt: 'Which one?', stands: 'result' },
      question: 'Why two?',
    },
  });
  const nothing = { item: null, poll: null, morePolls: 0, question: null };
  expect(seenNow(session('ended'), now, has).beside).toEqual(nothing);
  const early = Date.parse('2026-06-09T07:00:00.000Z');
  expect(seenNow(session('scheduled', null), early, has)).toMatchObject({
    front: { is: 'planned' },
    beside: nothing,
  });
});

test('whoever waits votes already, on a device', () => {
  const seen = seenNow(session('scheduled', null), now, up({ poll: poll({}), openPolls: 3 }));
  expect(seen.front).toEqual({ is: 'waiting-room' });
  expect(seen.beside).toMatchObject({ poll: { stands: 'open' }, morePolls: 2 });
});

test('PO25 what is tried out stands on the wall, and is said to be seen by nobody in the class', () => {
  const asked = up({ poll: poll({}), openPolls: 1 });
  const tried = { ...asked, tried: { poll: poll({ id: 'tried', prompt: 'Tried?' }), texts: [] } };
  expect(withTried(tried)).toMatchObject({ poll: { id: 'tried' } });
  expect(withTried(asked)).toBe(asked);
  const seen = seenNow(session('rehearsal'), now, tried);
  expect(seen.front).toEqual({ is: 'tried', prompt: 'Tried?' });
  expect(JSON.stringify(seen.beside)).not.toContain('Tried?');
});

test('a rehearsal is told apart from what the class sees', () => {
  const early = Date.parse('2026-06-09T07:00:00.000Z');
  expect(seenNow(session('rehearsal'), early, nothingUp)).toMatchObject({
    front: { is: 'item' },
    rehearsal: 'planned',
  });
  expect(seenNow(session('rehearsal'), now, nothingUp).rehearsal).toBe('waiting-room');
  expect(seenNow(session('live'), now, nothingUp).rehearsal).toBeNull();
});

test('a timer and what is said to everybody come with it; words that were forgotten do not', () => {
  const timer = { purpose: 'break' as const, endsAt: '2026-06-09T08:10:00.000Z', leftMs: null };
  const banner = { id: 'b', text: 'Back at ten.', saidAt: '2026-06-09T08:00:00.000Z' };
  expect(seenNow(session('live'), now, up({ timer, banner }))).toMatchObject({
    timer,
    banner: 'Back at ten.',
  });
  expect(seenNow(session('live'), now, up({ banner: { ...banner, text: '' } })).banner).toBeNull();
});
