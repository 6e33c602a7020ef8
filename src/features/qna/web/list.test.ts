import { describe, expect, test } from 'vitest';
import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { listOf, open, own } from '#app/web/gallery/qnaFixtures.ts';
import { questionLimits } from '../contract.ts';
import { charactersLeft, hiddenFrom, mayEdit, mayWithdraw, unsentOf } from './asking.ts';
import { newsBetween } from './news.ts';
import { heldPlaces, holds, onlyOf, ordered, partsOf } from './ordering.ts';
import { hasVoted, pendingVotes, voteOf, withVote } from './voting.ts';

const pending = (name: string, input: object, more: Partial<PendingCommand> = {}): PendingCommand => ({
  commandId: `${name}/${JSON.stringify(input)}`,
  name,
  input: input as PendingCommand['input'],
  createdAtMs: 0,
  state: 'sending',
  problem: undefined,
  ...more,
});

describe('the order', () => {
  const few = open({ id: 'a', upvotes: 2 });
  const many = open({ id: 'b', upvotes: 9 });
  const same = open({ id: 'c', upvotes: 2 });
  const pinned = open({ id: 'd', upvotes: 0, pinned: true });

  test('what is pinned comes first, then votes, and of as many votes what waited longest', () => {
    const ids = ordered([same, few, many, pinned], 'votes').map(({ id }) => id);
    expect(ids).toEqual(['d', 'b', 'a', 'c']);
    expect(ordered([same, few, many, pinned], 'newest').map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('whatever stands under a finger stays there; what is new joins where it belongs', () => {
    expect(heldPlaces(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
    expect(heldPlaces(['a', 'b', 'c'], ['c', 'new', 'b'])).toEqual(['b', 'c', 'new']);
    expect(heldPlaces(['a', 'b'], ['new', 'b', 'a'])).toEqual(['new', 'a', 'b']);
    expect(heldPlaces([], ['a', 'b'])).toEqual(['a', 'b']);
  });

  test('what is looked at is by label and by whose it is, or what nobody has answered', () => {
    const done = open({ id: 'e', state: 'answered', labels: ['data'] });
    const all = [{ ...few, labels: ['data'] }, many, done];
    const idsOf = (which: 'all' | 'unanswered' | 'mine', label: string | null): string[] =>
      onlyOf(all, { which, label }, new Set(['b', 'e'])).map(({ id }) => id);
    expect(idsOf('all', null)).toEqual(['a', 'b', 'e']);
    expect(idsOf('unanswered', null)).toEqual(['a', 'b']);
    expect(idsOf('mine', null)).toEqual(['b', 'e']);
    expect(idsOf('all', 'data')).toEqual(['a', 'e']);
    expect(idsOf('mine', 'data')).toEqual(['e']);
  });

  test('a search finds every word in any order, without regard to case and accents', () => {
    expect(holds('Où est le modèle ?', 'MODELE ou')).toBe(true);
    expect(holds('Where is the model?', 'model lost')).toBe(false);
    expect(holds('Anything', '  ')).toBe(true);
  });

  test('what is being answered stands alone, also while something else is searched for', () => {
    const now = open({ id: 'e', state: 'answering', question: 'Now?' });
    const done = open({ id: 'f', state: 'answered', question: 'Done?' });
    const parts = partsOf([few, now, done], 'votes', 'done');
    expect([parts.now?.id, parts.waiting.length, parts.answered.map(({ id }) => id)]).toEqual([
      'e',
      0,
      ['f'],
    ]);
  });
});

describe('a vote', () => {
  const told = { voted: false, upvotes: 14 };
  const known = { told, wanted: undefined, pending: undefined, isAway: false };

  test('is shown at once, and counted once the server says so', () => {
    const wanted = withVote(told, true);
    expect(wanted).toEqual({ voted: true, upvotes: 15 });
    expect(voteOf({ ...known, wanted, pending: pending('qa:upvote', {}) })).toEqual({
      ...wanted,
      state: 'sending',
      reason: '',
    });
    expect(voteOf({ ...known, wanted }).upvotes).toBe(15);
    expect(voteOf(known)).toEqual({ ...told, state: 'counted', reason: '' });
  });

  test('that is kept from before a reload is shown too, with the count of now', () => {
    const kept = pending('qa:upvote', {}, { state: 'waiting' });
    expect(voteOf({ ...known, pending: kept, isAway: true })).toMatchObject({
      upvotes: 15,
      state: 'waiting',
    });
    const takenBack = pending('qa:take-back', {});
    const counted = { ...known, told: { voted: true, upvotes: 15 } };
    expect(voteOf({ ...counted, pending: takenBack })).toMatchObject({ voted: false, upvotes: 14 });
  });

  test('that was refused is not shown as given, and says why', () => {
    const problem = new ApiProblem('conflict', 'This session is over.');
    const refused = pending('qa:upvote', {}, { state: 'failed', problem });
    expect(voteOf({ ...known, wanted: withVote(told, true), pending: refused })).toEqual({
      ...told,
      state: 'failed',
      reason: 'This session is over.',
    });
    const old = pending('qa:upvote', {}, { state: 'needs-confirmation' });
    expect(voteOf({ ...known, pending: old }).state).toBe('asks');
  });

  test('the newest word about a question counts', () => {
    const back = pending('qa:take-back', { questionId: 'a' });
    const votes = pendingVotes([
      pending('qa:upvote', { questionId: 'a' }),
      back,
      pending('qa:ask', { questionId: 'a' }),
    ]);
    expect([...votes]).toEqual([['a', back]]);
  });

  test('one for what was merged into a question is one for it', () => {
    expect(hasVoted(open({ id: 'a', merged: ['b'] }), ['b'])).toBe(true);
    expect(hasVoted(open({ id: 'a' }), ['b'])).toBe(false);
  });
});

describe('asking', () => {
  const here = { sessionId: 'session', own: [], isAway: false };
  const asked = (more: Partial<PendingCommand> = {}): PendingCommand =>
    pending('qa:ask', { sessionId: 'session', text: 'Why?' }, more);

  test('what has not got through is listed, and only what was asked here', () => {
    const elsewhere = pending('qa:ask', { sessionId: 'other', text: 'Why?' });
    expect(unsentOf([asked(), elsewhere], here)).toMatchObject([{ question: 'Why?', state: 'sending' }]);
    expect(unsentOf([asked()], { ...here, isAway: true })).toMatchObject([{ state: 'waiting' }]);
    expect(unsentOf([asked({ state: 'needs-confirmation' })], here)).toMatchObject([{ state: 'asks' }]);
  });

  test('a question whose event came before the answer is not shown twice; a refused one is shown', () => {
    const listed = { ...here, own: [own({ question: 'Why?' })] };
    expect(unsentOf([asked()], listed)).toEqual([]);
    const problem = new ApiProblem('too_many', 'Please wait.');
    expect(unsentOf([asked({ state: 'failed', problem })], listed)).toMatchObject([
      { state: 'failed', reason: 'Please wait.' },
    ]);
  });

  test('blanks around a question do not count', () => {
    expect(charactersLeft('  why  ')).toBe(questionLimits.questionLength - 3);
    expect(charactersLeft('x'.repeat(questionLimits.questionLength + 1))).toBe(-1);
  });

  test('a name is hidden where that was chosen, from whom the session says', () => {
    expect([hiddenFrom('peers', true), hiddenFrom('everyone', true), hiddenFrom('peers', false)]).toEqual([
      'peers',
      'everyone',
      'none',
    ]);
  });

  test('what waits may be put differently for as long as it does, what is seen for a minute', () => {
    const until = '2026-06-09T13:02:00.000Z';
    const seen = own({ state: 'published', editableUntil: until });
    expect(mayEdit(seen, Date.parse(until) - 1)).toBe(true);
    expect(mayEdit(seen, Date.parse(until))).toBe(false);
    expect(mayEdit(own({ state: 'pending', editableUntil: null }), 0)).toBe(true);
    expect(mayEdit(own({ state: 'answered', editableUntil: null }), 0)).toBe(false);
    expect(mayWithdraw(own({ state: 'answered' }))).toBe(true);
    expect(mayWithdraw(own({ state: 'dismissed' }))).toBe(false);
  });
});

describe('what is said aloud', () => {
  const before = listOf({ questions: [open({ id: 'a' })], own: [own({ id: 'mine', state: 'pending' })] });

  test('new questions of others, and the one that is being answered', () => {
    const after = {
      ...before,
      questions: [
        open({ id: 'a', state: 'answering', question: 'Now?' }),
        open({ id: 'b', question: 'New?' }),
      ],
    };
    expect(newsBetween(before, after)).toEqual([
      { what: 'now', question: 'Now?', isOwn: false },
      { what: 'asked', question: 'New?' },
    ]);
  });

  test('what becomes of one’s own, with the reason', () => {
    const becomes = (state: 'published' | 'dismissed' | 'merged', reason = '') =>
      newsBetween(before, { ...before, own: [own({ id: 'mine', state, reason })] });
    expect(becomes('published')).toEqual([{ what: 'own-published' }]);
    expect(becomes('dismissed', 'Asked before.')).toEqual([
      { what: 'own-dismissed', reason: 'Asked before.' },
    ]);
    expect(becomes('merged')).toEqual([{ what: 'own-merged' }]);
  });

  test('votes, and what is shown already, say nothing', () => {
    const after = { ...before, questions: [open({ id: 'a', upvotes: 40 })] };
    expect(newsBetween(before, after)).toEqual([]);
    expect(newsBetween(before, { ...before, mutedUntil: '2026-06-09T14:00:00.000Z' })).toEqual([
      { what: 'muted' },
    ]);
  });
});
