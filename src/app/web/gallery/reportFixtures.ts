import type { ChatSummary } from '#features/chat/contract.ts';
import type { OpenPoll, PollsReport, ReportedPoll } from '#features/polls/contract.ts';
import type { QuestionsReport, ReportedQuestion } from '#features/qna/contract.ts';
import * as chat from './chatFixtures.ts';
import { now } from './fixtures.ts';
import * as poll from './pollFixtures.ts';

const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
const ines = { id: 'ines', name: 'Inês Rocha' };
const jonas = { id: 'jonas', name: 'Jonas Weber' };

let place = 0;
const reported = (open: OpenPoll, more: Partial<ReportedPoll> = {}): ReportedPoll => {
  place += 1;
  const { rightOptionIds, ...rest } = open;
  return {
    ...rest,
    ...{ id: `p${String(place).padStart(2, '0')}`, seconds: null, agendaItemId: null },
    ...{ rightOptionIds: rightOptionIds ?? [] },
    ...{ openedAt: at(place - 170), secondsOpen: 45 * place, texts: [], ballots: null },
    ...more,
  };
};

const first = reported(poll.before as OpenPoll, { rightOptionIds: [] });
const asked: ReportedPoll[] = [
  first,
  reported(poll.after as OpenPoll, { rightOptionIds: [], revoteOf: first.id }),
  ...['multiple', 'rating', 'ranking', 'quiz', 'number'].map((kind) => reported(poll.results[kind]!)),
  reported(poll.textResult, { texts: poll.textsGiven }),
  reported(poll.results['words']!, { texts: [{ text: 'boring', count: 2, hidden: true }] }),
  reported(
    { ...poll.named, state: 'closed', closedAt: at(-90), voters: 3, tally: poll.tally(2, 1) },
    { ballots: poll.ballots },
  ),
  reported(poll.nobody, { prompt: 'Is there anything else to vote on?' }),
];

export const polls: PollsReport = {
  sessionId: 'session',
  figures: { asked: asked.length, votes: 343, shown: 9, anonymous: 0, medianSecondsOpen: 270 },
  polls: asked,
};

export const noPolls: PollsReport = {
  sessionId: 'session',
  figures: { asked: 0, votes: 0, shown: 0, anonymous: 0, medianSecondsOpen: null },
  polls: [],
};

/** On air: an anonymous poll is open, and nothing of it is told. */
export const pollsSoFar: PollsReport = {
  sessionId: 'session',
  figures: { asked: 1, votes: 12, shown: 0, anonymous: 1, medianSecondsOpen: null },
  polls: [reported({ ...poll.anonymous, voters: 12 }, { secondsOpen: null })],
};

const question = (id: string, words: string, more: Partial<ReportedQuestion>): ReportedQuestion => ({
  ...{ id, sessionId: 'session', question: words, upvotes: 0, pinned: false, labels: [] },
  ...{ askedAt: at(-150), edited: false, answer: null, lessonId: null, fromMessageId: null },
  state: 'published',
  ...{ anonymity: 'peers', author: jonas, reason: '', mergedInto: null },
  ...{ publishedAt: at(-150), secondsToAnswer: null },
  ...more,
});

const questionsAsked: ReportedQuestion[] = [
  question('q1', 'How do I know when I have given enough examples, and in which order they should stand?', {
    upvotes: 14,
    state: 'answered',
    labels: ['examples'],
    answer: {
      text: 'When one more changes nothing. **Order**: the typical one first.',
      at: at(-142),
      by: ines,
    },
    secondsToAnswer: 480,
  }),
  question('q2', 'هل يعمل هذا باللغة العربية؟', {
    upvotes: 3,
    state: 'answered',
    anonymity: 'none',
    answer: { text: null, at: at(-120), by: ines },
    secondsToAnswer: 62,
  }),
  question('q3', 'May I use the critique pattern with customer data?', { upvotes: 9, publishedAt: at(-148) }),
  question('q4', 'Is there a template for this?', {
    ...{ state: 'pending', author: null, anonymity: 'everyone', publishedAt: null },
  }),
  question('q5', 'Where is the coffee?', { state: 'dismissed', reason: 'Downstairs.' }),
  question('q6', 'Customer data too?', { state: 'merged', mergedInto: 'q3' }),
];

export const questions: QuestionsReport = {
  sessionId: 'session',
  figures: {
    ...{ asked: 6, answered: 2, answeredAloud: 1, unanswered: 2, dismissed: 1, merged: 1, votes: 26 },
    medianSecondsToAnswer: 62,
  },
  questions: questionsAsked,
};

export const noQuestions: QuestionsReport = {
  sessionId: 'session',
  figures: {
    ...{ asked: 0, answered: 0, answeredAloud: 0, unanswered: 0, dismissed: 0, merged: 0, votes: 0 },
    medianSecondsToAnswer: null,
  },
  questions: [],
};

export const said: ChatSummary = {
  channelId: 'session',
  figures: { messages: 1_214, replies: 311, people: 38, reactions: 96, gone: 2 },
  messages: [
    chat.message(1, {
      author: { ...ines, isStaff: true },
      text: 'Welcome! **Slides** are [in the course](https://academy.example/c).',
      pinned: true,
      reactions: [{ kind: 'heart', count: 3 }],
      replies: 1,
    }),
    chat.message(2, { text: 'Thank you', threadId: 'm001' }),
    chat.message(3, { author: chat.amara, text: `A long one: ${'retrieval'.repeat(20)}`, edited: true }),
  ],
};

export const silence: ChatSummary = {
  channelId: 'session',
  figures: { messages: 0, replies: 0, people: 0, reactions: 0, gone: 0 },
  messages: [],
};
