import { expect, test } from 'vitest';
import type { PollsReport } from '#features/polls/contract.ts';
import type { QuestionsReport } from '#features/qna/contract.ts';
import { timelineOf } from './timeline.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 5, 9, 9) + 60_000 * minutes).toISOString();
const poll = (id: string, openedAt: number, revealedAt: number | null) =>
  ({
    ...{ id, prompt: `Poll ${id}`, openedAt: at(openedAt) },
    revealedAt: revealedAt === null ? null : at(revealedAt),
  }) as PollsReport['polls'][number];
const question = (id: string, state: string, answer: { text: string | null; at: string } | null) =>
  ({ id, state, question: `Question ${id}`, answer }) as QuestionsReport['questions'][number];

const parts = {
  session: { startedAt: at(0), endedAt: at(60) },
  polls: [poll('b', 20, 61), poll('a', -5, null)],
  questions: [
    question('answered', 'answered', { text: 'So.', at: at(30.5) }),
    question('aloud', 'answered', { text: null, at: at(12) }),
    question('put aside', 'dismissed', { text: 'So.', at: at(13) }),
    question('open', 'published', null),
  ],
};

test('what happened stands in order, by minutes from the beginning, also what came before and after', () => {
  expect(timelineOf(parts).map(({ is, minute, text }) => [is, minute, text])).toEqual([
    ['poll', -5, 'Poll a'],
    ['began', 0, ''],
    ['aloud', 12, 'Question aloud'],
    ['poll', 20, 'Poll b'],
    ['answered', 30, 'Question answered'],
    ['ended', 60, ''],
    ['shown', 61, 'Poll b'],
  ]);
});

test('each thing that happened can be told from every other, and one on air has no end yet', () => {
  const keys = timelineOf(parts).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const onAir = timelineOf({ ...parts, session: { startedAt: at(0), endedAt: null } });
  expect(onAir.map(({ is }) => is)).not.toContain('ended');
  expect(timelineOf({ ...parts, session: { startedAt: null, endedAt: null } })).toEqual([]);
});
