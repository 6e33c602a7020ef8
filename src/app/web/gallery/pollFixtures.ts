import type {
  BankPoll,
  DeskPoll,
  DeskText,
  NamedBallot,
  OpenPoll,
  PollDesk,
  PollList,
  PollTally,
} from '#features/polls/contract.ts';
import { chosen } from '#features/polls/web/choice.ts';
import type { Vote } from '#features/polls/web/stance.ts';
import { now } from './fixtures.ts';

const at = (seconds: number): string => new Date(now.getTime() + seconds * 1_000).toISOString();
const sessionId = 'session';

const optionsOf = (...labels: string[]): OpenPoll['options'] =>
  labels.map((label, place) => ({ id: `o${place + 1}`, label }));

export const tally = (...counts: number[]): PollTally => ({
  counts: Object.fromEntries(counts.map((count, place) => [`o${place + 1}`, count])),
  words: [],
  estimate: null,
});

const shared = {
  id: 'pattern',
  sessionId,
  kind: 'single',
  prompt: 'Which pattern would you try first?',
  options: optionsOf('Few-shot examples', 'Critique, then revise', 'Role and constraints'),
  choose: { least: 1, most: 1 },
  range: null,
  results: 'on-reveal',
  anonymity: 'confidential',
  revoteOf: null,
  edition: 1,
  closedAt: null,
  revealedAt: null,
  putAwayAt: null,
  voters: 0,
  state: 'open',
  openedAt: at(-95),
  closesAt: null,
} as const;

export const open = (more: Partial<OpenPoll> = {}): OpenPoll => ({
  ...shared,
  rightOptionIds: null,
  tally: null,
  ...more,
});

const over = { state: 'closed', closedAt: at(-20), voters: 38 } as const;
const shown = { ...over, revealedAt: at(-10) } as const;

export const closed = open(over);
export const expired = open({ closesAt: at(-1), voters: 38 });
export const timed = open({ closesAt: at(42), voters: 17 });
export const hidden = open({ ...over, results: 'staff' });
export const revealed = open({ ...shown, tally: tally(21, 11, 6) });
export const growing = open({ results: 'live', voters: 17, tally: tally(8, 5, 4) });
export const few = open({ ...shown, voters: 4, tally: tally(2, 2, 0) });
export const nobody = open({ ...shown, voters: 0, tally: tally(0, 0, 0) });
export const again = open({ id: 'again', revoteOf: 'pattern', voters: 3 });
export const anonymous = open({
  anonymity: 'anonymous',
  prompt: 'Did you use it for something it was not meant for?',
  kind: 'yes-no',
  options: optionsOf('Yes', 'No'),
});
export const named = open({
  anonymity: 'named',
  results: 'staff',
  prompt: 'Who goes first?',
  kind: 'yes-no',
  options: optionsOf('I do', 'Rather not'),
});

const long =
  'Think of the last request that went wrong: which of these would have helped, if you had known it on the day, and not only afterwards?';

export const multiple = open({
  kind: 'multiple',
  prompt: long,
  choose: { least: 1, most: 2 },
  options: optionsOf(
    'Two or three examples of what a good answer looks like, with one that is refused',
    'Saying who reads it',
    'هل يعمل هذا باللغة العربية؟',
    'Asking for a critique before the answer is used',
  ),
});
export const rating = open({
  kind: 'rating',
  prompt: 'How clear was this part?',
  options: optionsOf('1', '2', '3', '4', '5'),
});
export const worded = open({
  kind: 'rating',
  prompt: 'How sure are you?',
  options: optionsOf('Guessing', 'Fairly sure', 'I would bet on it'),
});
export const ranking = open({
  kind: 'ranking',
  prompt: 'What should we practise tomorrow?',
  options: optionsOf('Judging answers', 'Longer tasks', 'Working with tables', 'Privacy'),
  choose: { least: 2, most: 3 },
});
export const text = open({
  kind: 'text',
  prompt: 'What will you do differently on Monday?',
  options: [],
});
export const words = open({
  kind: 'words',
  prompt: 'Three words for this morning',
  options: [],
  choose: { least: 1, most: 3 },
});
export const number = open({
  kind: 'number',
  prompt: 'How many minutes a week does your team spend on meeting notes?',
  options: [],
  range: { least: 0, most: 600, unit: 'minutes' },
});
export const quiz = open({
  kind: 'quiz',
  prompt: 'What does a model see of your file?',
  options: optionsOf(
    'The file itself',
    'Its text, cut into tokens',
    'A picture of each page',
    'Only its name',
  ),
});

const wordsGiven = [
  ...[
    ['clear', 14],
    ['fast', 11],
    ['practical', 9],
    ['surprising', 6],
    ['too much', 4],
    ['examples', 4],
  ],
  ...[
    ['coffee', 3],
    ['مفيد', 2],
    ['useful', 2],
    ['Datenschutz-Grundverordnung', 1],
    ['more', 1],
    ['loud', 1],
  ],
].map(([text, count]) => ({ text: String(text), count: Number(count) }));

export const results: Record<string, OpenPoll> = {
  multiple: { ...multiple, ...shown, tally: tally(30, 12, 9, 17) },
  rating: { ...rating, ...shown, tally: tally(1, 2, 9, 17, 9) },
  ranking: { ...ranking, ...shown, tally: tally(98, 120, 41, 75) },
  quiz: { ...quiz, ...shown, rightOptionIds: ['o2'], tally: tally(12, 19, 2, 5) },
  text: { ...text, ...shown },
  words: { ...words, ...shown, tally: { ...tally(), words: wordsGiven } },
  number: {
    ...number,
    ...shown,
    tally: {
      ...tally(),
      estimate: {
        ...{ least: 0, most: 600, mean: 172.368, median: 120 },
        steps: [14, 10, 6, 3, 2, 1, 0, 1, 0, 1].map((voters, place) => ({
          ...{ from: place * 60, to: (place + 1) * 60, voters },
        })),
      },
    },
  },
};
export const textResult: OpenPoll = { ...results['text']!, tally: tally() };

export const many = open({
  ...shown,
  prompt: 'Where did you use it this week?',
  kind: 'multiple',
  choose: { least: 1, most: 12 },
  options: optionsOf(
    ...['Letters and mail', 'Minutes of meetings', 'Translations', 'Tables and figures', 'Code', 'Slides'],
    ...['Looking things up', 'Planning', 'Job advertisements', 'Contracts', 'Pictures', 'Not at all'],
  ),
  tally: tally(31, 24, 19, 12, 9, 9, 8, 6, 4, 3, 1, 2),
});

export const textsGiven: DeskText[] = [
  { text: 'Begin with two examples, and say who reads it.', count: 3, hidden: false },
  { text: 'Ask for a critique first.\nThen for the answer.', count: 1, hidden: false },
  { text: 'أكتب الطلب بالعربية أولا', count: 1, hidden: false },
  { text: `${'retrieval'.repeat(20)}`, count: 1, hidden: true },
];

export const textsMany: DeskText[] = [
  ...textsGiven.filter(({ hidden }) => !hidden),
  ...[...'12345678'].map((n) => ({ text: `Ask twice, and keep answer ${n}.`, count: 1, hidden: false })),
];

export const listOf = (...polls: OpenPoll[]): PollList => ({ sessionId, polls, own: [] });

export const vote = (more: Partial<Vote> = {}): Vote => ({
  ...{ choice: null, told: null, hasVoted: false, state: 'none', reason: '', canChange: true },
  ...more,
});
const firstOption = chosen({ optionIds: ['o1'] });
export const counted = vote({ choice: firstOption, told: firstOption, hasVoted: true, state: 'counted' });
export const underway = (state: Vote['state'], reason = ''): Vote =>
  vote({ choice: chosen({ optionIds: ['o2'] }), state, reason });
export const elsewhere = vote({ hasVoted: true, state: 'counted', canChange: false });
export const ranked = chosen({ optionIds: ['o2', 'o1', 'o4'] });

export const atDesk = (poll: OpenPoll, more: Partial<DeskPoll> = {}): DeskPoll => ({
  ...poll,
  seconds: null,
  ...{ agendaItemId: null, place: 1 },
  rightOptionIds: poll.rightOptionIds ?? [],
  ...more,
});
export const draft = (id: string, poll: OpenPoll, more: Partial<DeskPoll> = {}): DeskPoll =>
  atDesk(poll, { id, state: 'draft', openedAt: null, closesAt: null, voters: 0, tally: null, ...more });

export const drafts = [
  draft('d1', quiz, { rightOptionIds: ['o2'] }),
  draft('d2', rating, { place: 2 }),
  draft('d3', multiple, { place: 3 }),
  draft('d4', words, { prompt: 'ثلاث كلمات لهذا الصباح', place: 4 }),
];
export const deskOf = (...polls: DeskPoll[]): PollDesk => ({ sessionId, polls });

export const running = atDesk(open({ voters: 38, tally: tally(21, 11, 6) }));
const asked = { openedAt: at(-600) };
const askedAgain = { ...shown, id: 'again', revoteOf: 'pattern', openedAt: at(-60), voters: 36 };
export const first = open({ ...shown, ...asked, tally: tally(9, 18, 11) });
export const second = open({ ...askedAgain, tally: tally(26, 7, 3) });
export const before = atDesk(first);
export const after = atDesk(second);
const talliesAgain: Record<string, PollTally> = {
  rating: tally(0, 1, 4, 16, 15),
  ranking: tally(101, 64, 52, 90),
  words: {
    ...tally(),
    words: [
      { text: 'practical', count: 17 },
      { text: 'clear', count: 12 },
      { text: 'مفيد', count: 8 },
      { text: 'too much', count: 1 },
    ],
  },
  text: tally(),
  number: { ...tally(), estimate: { least: 30, most: 400, mean: 131.5, median: 118, steps: [] } },
};
/** A vote and the one that asks it again. */
export const twice = (kind: 'rating' | 'ranking' | 'number' | 'words' | 'text'): [OpenPoll, OpenPoll] => {
  const one = { ...(kind === 'text' ? textResult : results[kind]!), ...asked };
  return [one, { ...one, ...askedAgain, tally: talliesAgain[kind]! }];
};

export const ballots: NamedBallot[] = [
  { person: { id: 'amara', name: 'Amara Okafor' }, choice: firstOption },
  { person: { id: 'jonas', name: 'Jonas Weber' }, choice: chosen({ optionIds: ['o2'] }) },
  { person: { id: 'omar', name: 'عمر الفاروق' }, choice: firstOption },
];

const banked = (id: string, poll: OpenPoll, more: Partial<BankPoll> = {}): BankPoll => ({
  ...{ id, kind: poll.kind, prompt: poll.prompt, options: poll.options, state: 'closed' },
  ...{ openedAt: at(-90_000), session: { id: 'before', title: 'Kick-off' } },
  ...more,
});
export const bank: BankPoll[] = [
  banked('b1', open()),
  banked('b2', number),
  banked('b3', multiple, {
    state: 'draft',
    openedAt: null,
    session: { id: 'ahead', title: 'Judging answers together' },
  }),
];
