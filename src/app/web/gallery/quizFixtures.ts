import type { ViewData } from '#kernel/contract.ts';
import type {
  Attempt,
  AttemptLine,
  Gradebook,
  ItemAnswer,
  ItemAsked,
  ItemResult,
  OwnQuiz,
  quizzes,
  QuizResults,
  QuizRules,
  Score,
} from '#features/quizzes/contract.ts';
import type { DeskItem, DeskView, Saving } from '#features/quizzes/web/answerDesk.ts';
import type { RegradePreview } from '#features/quizzes/web/staff/Decisions.tsx';
import type { ReadBlock } from '#features/quizzes/web/staff/BlockReader.tsx';
import type { Statistics } from '#features/quizzes/web/staff/StatisticsView.tsx';
import { classOf, now } from './fixtures.ts';

export const nowMs = (): number => now.getTime();
const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
const cohort = { id: 'cohort', title: 'AI Enablement, Spring 2026', zone: 'Africa/Lagos' };

const rules: QuizRules = {
  opensAt: null,
  closesAt: null,
  timeLimitMinutes: null,
  attempts: 2,
  passPercent: 60,
  release: 'now',
  late: { minutes: 0, percentOff: 0 },
  showsKey: true,
};
export const timed: QuizRules = {
  ...rules,
  opensAt: at(-120),
  closesAt: at(300),
  timeLimitMinutes: 20,
  late: { minutes: 5, percentOff: 20 },
};

const choices = (...labels: string[]): { id: string; label: string }[] =>
  labels.map((label, place) => ({ id: `o${place + 1}`, label }));

export const asked: ItemAsked[] = [
  {
    id: 'single',
    kind: 'single',
    points: 1,
    prompt:
      'An assistant answers a tenant **kindly and completely**, about the wrong flat. Which pair can disagree?',
    options: choices('Fluency and grammar', 'Helpful and true', 'Length and format'),
  },
  {
    id: 'multiple',
    kind: 'multiple',
    points: 2,
    prompt: 'What belongs into a request?',
    options: choices(
      'What it is for',
      'What must not be in it',
      'That it is urgent, in capital letters, since an assistant then works harder and longer than it would otherwise',
      'Who will read the answer',
    ),
  },
  { id: 'truth', kind: 'truth', points: 1, prompt: 'A fluent answer is more often right.' },
  {
    id: 'numeric',
    kind: 'numeric',
    points: 1,
    unit: '%',
    prompt: 'Two people judged 20 answers and agreed about 17. How large is their agreement?',
  },
  {
    id: 'text',
    kind: 'text',
    points: 1,
    prompt: 'What do you call an answer that names a source which does not exist?',
  },
  {
    id: 'ordering',
    kind: 'ordering',
    points: 2,
    prompt: 'Put the steps of judging an answer in order.',
    options: choices(
      'Read the answer',
      'Write down what it is for',
      'Check each claim',
      'Decide whether to send it',
    ),
  },
  {
    id: 'matching',
    kind: 'matching',
    points: 2,
    prompt: 'Which criterion asks what?',
    left: choices('Helpful', 'True', 'Fit to send').map(({ id, label }) => ({ id: `l${id}`, label })),
    right: choices(
      'Would you sign it?',
      'Does it do what was asked?',
      'Is each claim so?',
      'Is it long enough?',
    ),
  },
  {
    id: 'gaps',
    kind: 'gaps',
    points: 2,
    prompt: 'Fill in the gaps.',
    pieces: [
      { text: 'Decide what would make you refuse an answer ' },
      { gapId: 'gap1', options: choices('before', 'after', 'while') },
      { text: ' you read it, and let a second ' },
      { gapId: 'gap2', options: null },
      { text: ' read a few of them too.' },
    ],
  },
];

const given: Record<string, ItemAnswer> = {
  single: { kind: 'single', optionId: 'o2' },
  multiple: { kind: 'multiple', optionIds: ['o1', 'o3'] },
  truth: { kind: 'truth', value: true },
  numeric: { kind: 'numeric', value: '85' },
  ordering: { kind: 'ordering', optionIds: ['o2', 'o1', 'o3', 'o4'] },
  matching: {
    kind: 'matching',
    pairs: [
      { left: 'lo1', right: 'o2' },
      { left: 'lo2', right: 'o3' },
    ],
  },
  gaps: {
    kind: 'gaps',
    texts: [
      { gapId: 'gap1', text: 'o1' },
      { gapId: 'gap2', text: 'person' },
    ],
  },
};

const line: AttemptLine = {
  id: 'attempt',
  quizId: 'quiz',
  cohortId: 'cohort',
  studentId: 'me',
  number: 1,
  state: 'open',
  answered: 3,
  items: asked.length,
  startedAt: at(-8),
  deadlineAt: null,
  submittedAt: null,
  late: false,
  lateAnswers: 0,
};
const over: AttemptLine = { ...line, state: 'released', answered: 7, submittedAt: at(-3) };

const score: Score = { points: 8, outOf: 12, percent: 66, passed: true, grading: 1 };

export const quiz = (more: Partial<OwnQuiz> = {}): OwnQuiz => ({
  id: 'quiz',
  key: 'evaluating',
  title: 'Evaluating an answer',
  lessonId: 'lesson-10',
  lessonTitle: 'Evaluating an answer',
  items: asked.length,
  outOf: 12,
  rules,
  state: 'open',
  intro: 'Eight questions about what makes an answer good enough. You may *look things up* in the lesson.',
  attempts: [],
  best: null,
  attemptsLeft: 2,
  accommodation: null,
  ...more,
});

export const inProgress = quiz({ attempts: [{ ...line, score: null }], attemptsLeft: 1 });
export const taken = quiz({ attempts: [{ ...over, score }], best: score, attemptsLeft: 1 });
export const held = quiz({
  rules: { ...timed, release: 'after-close' },
  attempts: [{ ...over, state: 'graded', score: null }],
  attemptsLeft: 0,
});
export const notYet = quiz({ rules: { ...timed, opensAt: at(1_260) }, state: 'not-yet' });
export const closed = quiz({ rules: { ...timed, closesAt: at(-10) }, state: 'closed' });
export const timedQuiz = quiz({
  rules: timed,
  accommodation: { extraPercent: 25, extraAttempts: 0 },
});

export const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  ...line,
  quiz: { id: 'quiz', title: 'Evaluating an answer', lessonId: 'lesson-10' },
  student: { id: 'me', name: 'Amara Osei' },
  now: now.toISOString(),
  deadlineSeal: null,
  asked,
  answers: [],
  inTime: [],
  result: null,
  ...more,
});
export const timedAttempt = attempt({ deadlineAt: at(12) });

/** A desk on which the first so many are answered, each as it is said here. */
export function desk(
  answered: number,
  saving: Saving = { state: 'saved', at: at(-1) },
  more: Partial<DeskView> & { flagged?: string[]; overruled?: string } = {},
): DeskView {
  const { flagged = ['multiple'], overruled, ...rest } = more;
  const items = new Map<string, DeskItem>(
    asked.map(({ id }, place) => {
      const isAnswered = place < answered && given[id] !== undefined;
      return [
        id,
        {
          answer: isAnswered ? given[id]! : null,
          flagged: flagged.includes(id),
          saving: isAnswered ? saving : { state: 'none' },
          overruled:
            overruled === id
              ? {
                  itemId: id,
                  answer: given[id] ?? null,
                  flagged: false,
                  revision: 1,
                  changedAtMs: 0,
                  base: { answer: null, flagged: false },
                }
              : undefined,
        },
      ];
    }),
  );
  const isThere = saving.state === 'saved' || saving.state === 'late';
  return {
    items,
    unsent: isThere ? 0 : answered,
    refused: saving.state === 'refused' ? answered : 0,
    handingIn: 'no',
    ...rest,
  };
}

const outcome = (
  itemId: string,
  points: number,
  outOf: number,
  more: Partial<ItemResult> = {},
): ItemResult => ({
  itemId,
  points,
  outOf,
  verdict: points === outOf ? 'right' : points > 0 ? 'partly' : 'wrong',
  feedback: [],
  key: null,
  readAgain: null,
  comment: null,
  ...more,
});

const grading = { number: 1, at: at(-3), points: 8, cause: 'handed-in' as const, reason: '' };

export const result: NonNullable<Attempt['result']> = {
  ...score,
  items: [
    outcome('single', 1, 1, {
      key: 'Helpful and true',
      feedback: ['One number would hide which of the two failed.'],
    }),
    outcome('multiple', 1, 2, {
      key: 'What it is for · What must not be in it · Who will read the answer',
      feedback: ['Urgency changes the tone of an answer, *not* its quality.'],
      readAgain: {
        lessonId: 'lesson-6',
        anchor: 'what-to-say',
        title: 'Writing a good request, What to say',
      },
    }),
    outcome('truth', 0, 1, {
      key: 'false',
      readAgain: { lessonId: 'lesson-3', anchor: null, title: 'Failure modes and prompt injection' },
    }),
    outcome('numeric', 1, 1, { key: '85 %' }),
    outcome('text', 0, 1, { verdict: 'unanswered', key: 'a made-up source · a hallucination' }),
    outcome('ordering', 2, 2),
    outcome('matching', 1, 2, { comment: 'The third row was empty; see the sheet.' }),
    outcome('gaps', 2, 2),
  ],
  gradings: [grading],
};

export const released = attempt({
  ...over,
  answers: asked.flatMap(({ id }) =>
    given[id]
      ? [{ itemId: id, answer: given[id], flagged: false, revision: 2, savedAt: at(-4), late: false }]
      : [],
  ),
  result,
});
export const regraded: Attempt = {
  ...released,
  result: {
    ...result,
    grading: 2,
    gradings: [
      { ...grading, points: 7 },
      { number: 2, at: at(-1), points: 8, cause: 'regraded', reason: 'The key of question 3 was wrong.' },
    ],
  },
};
export const lateAttempt: Attempt = {
  ...released,
  late: false,
  lateAnswers: 2,
  answers: released.answers.map((answer, place) => ({ ...answer, late: place > 4 })),
  inTime: [{ ...released.answers[5]!, answer: { kind: 'ordering', optionIds: ['o1', 'o2', 'o3', 'o4'] } }],
};
export const heldAttempt = attempt({ ...over, state: 'graded' });

export const overview = (own: OwnQuiz[]): ViewData<typeof quizzes, 'quiz:overview'> => ({
  cohort,
  now: now.toISOString(),
  quizzes: own,
});
export const several = [
  { ...taken, id: 'quiz-1', title: 'Choosing a first use case', lessonTitle: 'Choosing a first use case' },
  { ...inProgress, id: 'quiz-2' },
  {
    ...held,
    id: 'quiz-3',
    title: 'Measuring value, and telling a number from a wish',
    lessonTitle: 'Measuring value',
  },
  { ...notYet, id: 'quiz-4', title: 'The next 90 days', lessonTitle: null },
];

const students = classOf(12).students;

export function results(count: number, more: Partial<QuizResults> = {}): QuizResults {
  return {
    quiz: quiz({ rules: { ...timed, release: 'by-hand' } }),
    cohort,
    needsRegrade: false,
    ownRules: {
      opensAt: timed.opensAt,
      closesAt: timed.closesAt,
      timeLimitMinutes: null,
      attempts: null,
      release: 'by-hand',
      late: null,
    },
    releasedAt: null,
    students: students.slice(0, count).map(({ id, name }, place) => {
      const points = [8, 11, 4, 9, 0, 12, 7, 6, 10, 5][place % 10]!;
      const own = { ...score, points, percent: Math.floor((100 * points) / 12), passed: points > 7 };
      const state = (['graded', 'released', 'open', 'graded', 'none'] as const)[place % 5]!;
      const isOver = state === 'graded' || state === 'released';
      const one = {
        ...line,
        id: `attempt-${place}`,
        studentId: id,
        state: isOver ? state : ('open' as const),
        deadlineAt: at(9),
        submittedAt: isOver ? at(-30 + place) : null,
        lateAnswers: place === 3 ? 2 : 0,
        score: isOver ? own : null,
      };
      return {
        id,
        name,
        accommodation: place === 1 ? { extraPercent: 25, extraAttempts: 1 } : null,
        attempts: state === 'none' ? [] : [one],
        best: isOver ? own : null,
      };
    }),
    ...more,
  };
}

export const preview: RegradePreview = {
  attempts: 31,
  changes: students.slice(0, 4).map(({ id, name }, place) => ({
    attemptId: `attempt-${place}`,
    number: 1,
    student: { id, name },
    before: { ...score, points: 7 - place },
    after: { ...score, points: 8 - place },
  })),
};

export const statistics: Statistics = {
  quiz: quiz(),
  attempts: 38,
  items: asked.map(({ id, kind, prompt }, place) => ({
    itemId: id,
    kind,
    prompt: prompt.replaceAll('*', ''),
    answered: 38 - place,
    difficulty: [0.82, 0.61, 0.38, 0.74, 0.55, 0.9, 0.67, 0.71][place]!,
    discrimination: [0.41, 0.12, -0.08, 0.35, null, 0.22, 0.5, 0.3][place]!,
    commonestWrong: place % 2 === 0 ? { answer: 'Fluency and grammar', times: 5 + place } : null,
    choices:
      kind === 'single' || kind === 'multiple'
        ? [
            { label: 'Helpful and true', right: true, times: 31 },
            { label: 'Fluency and grammar', right: false, times: 5 },
            { label: 'Length and format', right: false, times: 2 },
          ]
        : [],
  })),
};
export const fewStatistics: Statistics = {
  ...statistics,
  attempts: 3,
  items: statistics.items.map((item) => ({ ...item, answered: 3, difficulty: null, discrimination: null })),
};

export const gradebook = (count: number): Gradebook => ({
  cohort,
  quizzes: several.map(({ id, title, outOf }) => ({ id, title, outOf })),
  students: students.slice(0, count).map(({ id, name }, place) => ({
    id,
    name,
    scores: Object.fromEntries(
      several.flatMap((one, column) => {
        const points = (place * 5 + column * 3) % 13;
        return (place + column) % 4 === 3
          ? []
          : [
              [
                one.id,
                {
                  ...score,
                  points,
                  percent: Math.floor((100 * points) / 12),
                  passed: points > 7,
                  attemptId: `attempt-${place}-${column}`,
                  released: column !== 2,
                },
              ],
            ];
      }),
    ),
  })),
});

const block =
  '```quiz\nkey: evaluating\ntitle: Evaluating an answer\n\n# pair\nWhich pair can disagree?\n- [ ] Fluency and grammar\n- [x] Helpful and true\n```\n';

export const bank: ViewData<typeof quizzes, 'quiz:bank'> = {
  items: asked.slice(0, 3).map(({ id, kind, prompt }) => ({
    id,
    key: id,
    quizKey: 'evaluating',
    kind,
    prompt,
    tags: ['judging', 'criteria'],
    block,
  })),
};

export const readFine: ReadBlock = {
  block,
  title: 'Evaluating an answer',
  asked: asked.slice(0, 2),
  faults: [],
};
export const readFaulty: ReadBlock = {
  block: null,
  title: '',
  asked: [],
  faults: [
    { line: 4, message: 'This question has no right option.' },
    { line: 9, message: '“points” is a number, such as 2 or 0.5.' },
  ],
};
