import {
  countsOf,
  type DeskQuestion,
  type LessonQuestion,
  type OpenQuestion,
  type OwedQuestion,
  type OwnQuestion,
  type QuestionDesk,
  type QuestionList,
} from '#features/qna/contract.ts';
import type { Unsent } from '#features/qna/web/asking.ts';
import { now } from './fixtures.ts';

const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
const sessionId = 'session';
const ines = { id: 'ines', name: 'Inês Rocha' };
const jonas = { id: 'jonas', name: 'Jonas Weber' };
const omar = { id: 'omar', name: 'عمر الفاروق' };

const shared = {
  sessionId,
  upvotes: 0,
  pinned: false,
  labels: [],
  askedAt: at(-12),
  edited: false,
  answer: null,
  lessonId: null,
  fromMessageId: null,
};

export const open = (more: Partial<OpenQuestion> & { id: string }): OpenQuestion => ({
  ...shared,
  question: 'How do I know when examples help?',
  state: 'published',
  author: jonas,
  merged: [],
  ...more,
});

export const own = (more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  id: 'mine',
  sessionId,
  question: 'May I put customer data into a prompt?',
  state: 'published',
  anonymity: 'none',
  askedAt: at(-1),
  edited: false,
  reason: '',
  mergedInto: null,
  fromMessageId: null,
  editableUntil: null,
  ...more,
});

export const atDesk = (more: Partial<DeskQuestion> & { id: string }): DeskQuestion => ({
  ...shared,
  question: 'How do I know when examples help?',
  state: 'published',
  anonymity: 'none',
  author: jonas,
  reason: '',
  mergedInto: null,
  mutedUntil: null,
  restoresTo: null,
  ...more,
});

export const listOf = (more: Partial<QuestionList> = {}): QuestionList => ({
  sessionId,
  questions: [],
  own: [],
  voted: [],
  mutedUntil: null,
  ...more,
});

export const deskOf = (questions: DeskQuestion[]): QuestionDesk => ({
  sessionId,
  counts: countsOf(questions),
  questions,
});

const token = 'retrieval'.repeat(20);
const written = {
  text: 'Three, as a rule, and **different on purpose**:\n\n- one that is typical\n- one at the edge\n- one that must be refused\n\nSee [the lesson on examples](https://academy.example/examples).',
  at: at(-3),
  by: ines,
};

const asked = [
  open({ id: 'q1', upvotes: 14, labels: ['Examples'] }),
  open({
    id: 'q2',
    question: 'Can I use this with customer data, or do I have to take names out first?',
    state: 'answering',
    upvotes: 9,
    author: null,
  }),
  open({ id: 'q3', question: 'هل يعمل هذا باللغة العربية؟', upvotes: 4, author: omar }),
  open({
    id: 'q4',
    question: 'Slides and the recording: where will they be?',
    upvotes: 2,
    pinned: true,
    author: ines,
    edited: true,
  }),
  open({
    id: 'mine',
    question: own().question,
    upvotes: 1_204,
    author: { id: 'amara', name: 'Amara Okafor' },
  }),
  open({ id: 'q6', question: `One word without a blank: ${token}`, askedAt: at(-2) }),
  open({
    id: 'q7',
    question: 'How many examples work for you?',
    state: 'answered',
    upvotes: 21,
    answer: written,
  }),
  open({
    id: 'q8',
    question: 'Is there a break?',
    state: 'answered',
    upvotes: 3,
    answer: { text: null, at: at(-8), by: ines },
  }),
];

export const list = listOf({
  questions: asked,
  own: [own({ editableUntil: at(1) })],
  voted: ['q1', 'q7'],
});
export const moderated = listOf({
  questions: asked.slice(0, 4),
  own: [
    own({ id: 'o1', state: 'pending', anonymity: 'peers' }),
    own({
      id: 'o2',
      question: 'Who won?',
      state: 'dismissed',
      reason: 'Not about today; ask me in the break.',
    }),
    own({ id: 'o3', question: 'Is this on?', state: 'dismissed' }),
    own({ id: 'o4', question: 'When do examples help?', state: 'merged', mergedInto: 'q1' }),
  ],
});
export const similar = [asked[0]!, asked[2]!];

export const unsent: Unsent[] = [
  { commandId: 'c1', question: 'Does the order of examples matter?', state: 'sending', reason: '' },
  { commandId: 'c2', question: 'And their length?', state: 'waiting', reason: '' },
  { commandId: 'c3', question: 'What about other languages?', state: 'asks', reason: '' },
  {
    commandId: 'c4',
    question: 'Is anybody there?',
    state: 'failed',
    reason: 'So many questions come in that this one has to wait a moment.',
  },
];

export const desk = deskOf([
  atDesk({ id: 'q1', upvotes: 14, labels: ['Examples', 'Few-shot'] }),
  atDesk({
    id: 'q2',
    question: 'Can I use this with customer data, or do I have to take names out first?',
    state: 'answering',
    upvotes: 9,
    anonymity: 'everyone',
    author: null,
    restoresTo: 'published',
  }),
  atDesk({ id: 'q3', question: 'هل يعمل هذا باللغة العربية؟', upvotes: 4, anonymity: 'peers', author: omar }),
  atDesk({ id: 'q4', question: 'Where will the slides be?', pinned: true, upvotes: 2, edited: true }),
  atDesk({ id: 'q5', question: `One word without a blank: ${token}`, mutedUntil: at(45) }),
  atDesk({ id: 'q6', question: 'When do examples help at all?', state: 'pending', askedAt: at(-1) }),
  atDesk({
    id: 'q7',
    question: 'And what does it cost?',
    state: 'pending',
    anonymity: 'everyone',
    author: null,
  }),
  atDesk({
    id: 'q8',
    question: 'How many examples work for you?',
    state: 'answered',
    upvotes: 21,
    answer: written,
    restoresTo: 'published',
    lessonId: 'lesson-7',
  }),
  atDesk({
    id: 'q9',
    question: 'Who won?',
    state: 'dismissed',
    reason: 'Not about today; ask me in the break.',
    restoresTo: 'pending',
  }),
  atDesk({
    id: 'qa',
    question: 'Examples, when?',
    state: 'merged',
    mergedInto: 'q1',
    restoresTo: 'published',
  }),
]);

export const longOne = open({
  id: 'q9',
  state: 'answering',
  upvotes: 33,
  question:
    'When the assistant cites a lesson that says the opposite of what our own policy says, which of the two should it follow, and how would the person who asked ever find out that there was a contradiction between the two in the first place?',
});

const owes = (more: Partial<OwedQuestion> & { id: string }): OwedQuestion => ({
  session: { id: 'ended', title: 'Prompt patterns workshop', endedAt: at(-85) },
  question: 'How do I know when examples help?',
  state: 'published',
  author: jonas,
  upvotes: 0,
  askedAt: at(-120),
  ...more,
});
const kickOff = { id: 'before', title: 'Kick-off', endedAt: at(-2 * 24 * 60 - 30) };

export const owed: OwedQuestion[] = [
  owes({ id: 'w1', session: kickOff, question: 'هل يعمل هذا باللغة العربية؟', upvotes: 4, author: omar }),
  owes({ id: 'w2', session: kickOff, question: longOne.question, state: 'pending', author: null }),
  owes({ id: 'w3', upvotes: 1_204 }),
  owes({ id: 'w4', question: `One word without a blank: ${token}`, upvotes: 1, state: 'answering' }),
];

const atLesson = (more: Partial<OpenQuestion> & { id: string }): LessonQuestion => {
  const { upvotes: _upvotes, pinned: _pinned, merged: _merged, ...question } = open(more);
  return { ...question, state: 'answered', lessonId: 'lesson-10' };
};

export const ofLesson: LessonQuestion[] = [
  atLesson({ id: 'l1', question: 'How many examples work for you?', answer: written }),
  atLesson({
    id: 'l2',
    question: 'هل يعمل هذا باللغة العربية؟',
    author: null,
    answer: { text: null, at: at(-8), by: ines },
  }),
  atLesson({
    id: 'l3',
    question: `One word without a blank: ${token}`,
    answer: { text: `\`\`\`\n${token}\n\`\`\``, at: at(-8), by: omar },
  }),
];
