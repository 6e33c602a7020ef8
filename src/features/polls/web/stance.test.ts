import { describe, expect, test } from 'vitest';
import { ApiProblem } from '#platform/web/api/problem.ts';
import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { OpenPoll, OwnBallot } from '../contract.ts';
import { chosen } from './choice.ts';
import { partsOf, pendingVotes, phaseOfPoll, voteOf } from './stance.ts';

const nowMs = Date.parse('2026-06-09T13:00:00.000Z');
const at = (seconds: number): string => new Date(nowMs + seconds * 1_000).toISOString();
const tally = { counts: {}, words: [], estimate: null };

describe('what a poll is at a moment', () => {
  const open = { state: 'open', closesAt: null, results: 'on-reveal', tally: null } as const;

  test('its time is over when the server’s clock says so, though nobody has closed it', () => {
    expect(phaseOfPoll(open, nowMs)).toBe('open');
    expect(phaseOfPoll({ ...open, closesAt: at(1) }, nowMs)).toBe('open');
    expect(phaseOfPoll({ ...open, closesAt: at(0) }, nowMs)).toBe('expired');
  });

  test('closed, it waits for its result, shows it, or keeps it', () => {
    const closed = { ...open, state: 'closed', closesAt: at(-5) } as const;
    expect(phaseOfPoll(closed, nowMs)).toBe('closed');
    expect(phaseOfPoll({ ...closed, tally }, nowMs)).toBe('revealed');
    expect(phaseOfPoll({ ...closed, results: 'staff' }, nowMs)).toBe('hidden');
  });
});

describe('one’s own vote', () => {
  const poll = { id: 'p', anonymity: 'confidential', edition: 2 } as const;
  const [a, b] = [chosen({ optionIds: ['a'] }), chosen({ optionIds: ['b'] })];
  const own: OwnBallot = { pollId: 'p', sessionId: 's', edition: 2, choice: a };
  const pending = (state: PendingCommand['state']): PendingCommand => ({
    ...{ commandId: 'c', name: 'poll:vote', createdAtMs: 0, state },
    input: { pollId: 'p', ...b },
    problem: state === 'failed' ? new ApiProblem('conflict', 'This poll is closed.') : undefined,
  });
  const known = {
    poll,
    own: undefined,
    kept: undefined,
    answered: undefined,
    pending: undefined,
    isAway: false,
  };

  test('nothing is chosen before one votes, and what is counted afterwards', () => {
    expect(voteOf(known)).toMatchObject({ state: 'none', choice: null, hasVoted: false });
    expect(voteOf({ ...known, own })).toMatchObject({ state: 'counted', choice: a, told: a });
  });

  test('what is on its way is shown as chosen, and not as counted', () => {
    expect(voteOf({ ...known, own, pending: pending('sending') })).toMatchObject({
      ...{ state: 'sending', choice: b, told: a },
    });
    expect(voteOf({ ...known, pending: pending('sending'), isAway: true }).state).toBe('waiting');
    expect(voteOf({ ...known, pending: pending('waiting') })).toMatchObject({ state: 'sending', told: null });
    expect(voteOf({ ...known, pending: pending('needs-confirmation') }).state).toBe('asks');
    expect(voteOf({ ...known, own, pending: pending('failed') })).toMatchObject({
      ...{ state: 'failed', reason: 'This poll is closed.', choice: b, told: a },
    });
  });

  test('the answer is believed before the event, and neither beside a later edition', () => {
    expect(voteOf({ ...known, own, answered: { ...own, choice: b } }).choice).toEqual(b);
    const anew = { ...poll, edition: 3 };
    expect(voteOf({ ...known, poll: anew, own, answered: own })).toMatchObject({
      state: 'none',
      choice: null,
    });
  });

  test('an anonymous ballot is known, and can be changed, where it was given and nowhere else', () => {
    const anonymous = { ...poll, anonymity: 'anonymous' } as const;
    const sealed = { ...own, choice: null };
    const kept = { ballotKey: 'k', edition: 2, choice: a };
    expect(voteOf({ ...known, poll: anonymous })).toMatchObject({ canChange: true, hasVoted: false });
    expect(voteOf({ ...known, poll: anonymous, own: sealed, kept })).toMatchObject({
      ...{ canChange: true, hasVoted: true, choice: a },
    });
    expect(voteOf({ ...known, poll: anonymous, own: sealed })).toMatchObject({
      ...{ canChange: false, hasVoted: true, choice: null },
    });
    // What was kept and never counted says nothing.
    expect(voteOf({ ...known, poll: anonymous, kept })).toMatchObject({ choice: null, hasVoted: false });
  });

  test('the newest command of each poll counts', () => {
    const votes = pendingVotes([
      pending('failed'),
      { ...pending('waiting'), commandId: 'd' },
      { ...pending('waiting'), commandId: 'e', name: 'qa:ask' },
    ]);
    expect([...votes].map(([id, { commandId }]) => [id, commandId])).toEqual([['p', 'd']]);
  });
});

test('what is asked now stands in front; then the newest, until it is put away', () => {
  const poll = (id: string, seconds: number, more: Partial<OpenPoll> = {}): OpenPoll => ({
    ...{
      id,
      sessionId: 's',
      kind: 'yes-no',
      prompt: id,
      options: [],
      choose: { least: 1, most: 1 },
      range: null,
    },
    ...{ results: 'on-reveal', anonymity: 'confidential', revoteOf: null, edition: 1, closedAt: null },
    ...{
      revealedAt: null,
      putAwayAt: null,
      voters: 0,
      state: 'closed',
      openedAt: at(seconds),
      closesAt: null,
    },
    ...{ rightOptionIds: null, tally: null },
    ...more,
  });
  const ids = (polls: OpenPoll[]) => {
    const { up, earlier } = partsOf(polls);
    return [up.map(({ id }) => id), earlier.map(({ id }) => id)];
  };
  expect(ids([])).toEqual([[], []]);
  expect(ids([poll('a', 1), poll('b', 2)])).toEqual([['b'], ['a']]);
  expect(ids([poll('a', 1, { state: 'open' }), poll('b', 2)])).toEqual([['a'], ['b']]);
  expect(ids([poll('a', 1), poll('b', 2, { putAwayAt: at(3) })])).toEqual([[], ['b', 'a']]);
  // One that was asked anew is the newest again.
  expect(ids([poll('a', 9), poll('b', 2)])).toEqual([['a'], ['b']]);
});
