import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const words = z.string().max(4_000);
const short = z.string().max(500);
/** Points, with at most two decimals; negative where a quiz takes points off. */
const points = z.number().min(-1_000).max(1_000);

const choice = z.object({ id: z.string(), label: z.string() });

/** What every item says of itself to whoever answers it; nothing here gives its key away. */
const itemHead = {
  id,
  /** Markdown, as in a lesson. */
  prompt: z.string(),
  points: z.number(),
};

/** An item as it is asked: never its key, weights, tolerance or feedback. */
export const itemAsked = z
  .discriminatedUnion('kind', [
    z.object({ ...itemHead, kind: z.literal('single'), options: z.array(choice) }),
    z.object({ ...itemHead, kind: z.literal('multiple'), options: z.array(choice) }),
    z.object({ ...itemHead, kind: z.literal('truth') }),
    z.object({ ...itemHead, kind: z.literal('numeric'), unit: z.string().nullable() }),
    z.object({ ...itemHead, kind: z.literal('text') }),
    z.object({ ...itemHead, kind: z.literal('ordering'), options: z.array(choice) }),
    z.object({ ...itemHead, kind: z.literal('matching'), left: z.array(choice), right: z.array(choice) }),
    z.object({
      ...itemHead,
      kind: z.literal('gaps'),
      /** The sentence in pieces; a gap with options is chosen from, one without is written into. */
      pieces: z.array(
        z.union([
          z.object({ text: z.string() }),
          z.object({ gapId: z.string(), options: z.array(choice).nullable() }),
        ]),
      ),
    }),
  ])
  .meta({ id: 'QuizItem' });
export type ItemAsked = z.output<typeof itemAsked>;
export type ItemKind = ItemAsked['kind'];

const optionId = z.string().max(64);

/** What somebody answered. Option ids are those of the item as it was asked. */
export const itemAnswer = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('single'), optionId }),
    z.strictObject({ kind: z.literal('multiple'), optionIds: z.array(optionId).max(40) }),
    z.strictObject({ kind: z.literal('truth'), value: z.boolean() }),
    /** As it was typed, `1,5` as well as `1.5`. */
    z.strictObject({ kind: z.literal('numeric'), value: z.string().max(64) }),
    z.strictObject({ kind: z.literal('text'), text: z.string().max(2_000) }),
    z.strictObject({ kind: z.literal('ordering'), optionIds: z.array(optionId).max(40) }),
    /** Right option by left one. */
    z.strictObject({
      kind: z.literal('matching'),
      pairs: z.array(z.strictObject({ left: optionId, right: optionId })).max(40),
    }),
    z.strictObject({
      kind: z.literal('gaps'),
      texts: z.array(z.strictObject({ gapId: optionId, text: z.string().max(200) })).max(40),
    }),
  ])
  .meta({ id: 'QuizAnswer' });
export type ItemAnswer = z.output<typeof itemAnswer>;

export const answerKept = z
  .object({
    itemId: id,
    answer: itemAnswer.nullable(),
    /** Marked by the student, to be looked at again. */
    flagged: z.boolean(),
    /** Counted by the browser, upwards; of two that arrive in the wrong order the higher one stays. */
    revision: z.number().int(),
    savedAt: moment,
    /** Arrived after the time limit: kept, shown to staff, and counted only when they accept it. */
    late: z.boolean(),
  })
  .meta({ id: 'QuizAnswerKept' });
export type AnswerKept = z.output<typeof answerKept>;

export const releaseRule = z.enum(['now', 'after-close', 'by-hand']);
/** After the limit: nothing more counts; or it counts, marked late, for some minutes, with some points off. */
export const lateRule = z.strictObject({
  minutes: z.number().int().min(0).max(10_080),
  percentOff: z.number().int().min(0).max(100),
});

/** How a cohort takes a quiz. What is absent is as the course says. */
export const quizRules = z
  .object({
    opensAt: moment.nullable(),
    closesAt: moment.nullable(),
    timeLimitMinutes: z.number().int().nullable(),
    /** null: as many as one likes. */
    attempts: z.number().int().nullable(),
    passPercent: z.number().int(),
    release: releaseRule,
    late: lateRule,
    /** Whether the result shows which answers would have been right. */
    showsKey: z.boolean(),
  })
  .meta({ id: 'QuizRules' });
export type QuizRules = z.output<typeof quizRules>;

export const attemptState = z.enum(['open', 'submitted', 'graded', 'released']);

export const attemptLine = z
  .object({
    id,
    quizId: id,
    cohortId: id,
    studentId: id,
    /** 1 for the first one. */
    number: z.number().int(),
    /** `graded` and not `released`: staff see the result, the student does not yet. */
    state: attemptState,
    answered: z.number().int(),
    items: z.number().int(),
    startedAt: moment,
    /** By the database's clock, extra time included; null without a limit. */
    deadlineAt: moment.nullable(),
    submittedAt: moment.nullable(),
    /** An answer that counts came after the limit. */
    late: z.boolean(),
    /** Answers that came after the limit and do not count, unless a member of staff accepts them. */
    lateAnswers: z.number().int(),
  })
  .meta({ id: 'QuizAttemptLine' });
export type AttemptLine = z.output<typeof attemptLine>;

export const score = z
  .object({
    points: z.number(),
    outOf: z.number(),
    /** 100 × points ÷ outOf, rounded down and never below 0. */
    percent: z.number().int(),
    passed: z.boolean(),
    /** 1 at first; higher after each regrade. */
    grading: z.number().int(),
  })
  .meta({ id: 'QuizScore' });
export type Score = z.output<typeof score>;

export const itemResult = z
  .object({
    itemId: id,
    points: z.number(),
    outOf: z.number(),
    verdict: z.enum(['right', 'partly', 'wrong', 'unanswered']),
    /** Markdown: of the item, then of the options that were chosen. */
    feedback: z.array(z.string()),
    /** What would have been right, as words; null where the quiz keeps it to itself. */
    key: z.string().nullable(),
    /** Where to read again: the lesson, and a heading in it. */
    readAgain: z.object({ lessonId: id, anchor: z.string().nullable(), title: z.string() }).nullable(),
    /** Set when a member of staff gave the points by hand. */
    comment: z.string().nullable(),
  })
  .meta({ id: 'QuizItemResult' });
export type ItemResult = z.output<typeof itemResult>;

export const attempt = attemptLine
  .extend({
    quiz: z.object({ id, title: z.string(), lessonId: id.nullable() }),
    student: z.object({ id, name: z.string() }),
    /** The server's clock as it answered: a browser counts down from here, not from its own clock. */
    now: moment,
    /** The deadline under the server's seal; a browser shows it also while it is offline. */
    deadlineSeal: z.string().nullable(),
    asked: z.array(itemAsked),
    /** One per item, the newest. Staff see none before the attempt is handed in. */
    answers: z.array(answerKept),
    /** Where the newest came late: what had been kept in time. */
    inTime: z.array(answerKept),
    /** null until it may be seen by whoever asks. */
    result: score
      .extend({
        items: z.array(itemResult),
        /** Every grading there was, the first one first. */
        gradings: z.array(
          z.object({
            number: z.number().int(),
            at: moment,
            points: z.number(),
            cause: z.enum(['handed-in', 'regraded', 'marked', 'late-accepted']),
            reason: z.string(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'QuizAttempt' });
export type Attempt = z.output<typeof attempt>;

export const quizLine = z
  .object({
    id,
    key: z.string(),
    title: z.string(),
    /** The lesson it stands in. */
    lessonId: id.nullable(),
    lessonTitle: z.string().nullable(),
    items: z.number().int(),
    outOf: z.number(),
    rules: quizRules,
    /** By the database's clock. */
    state: z.enum(['not-yet', 'open', 'closed']),
  })
  .meta({ id: 'QuizLine' });
export type QuizLine = z.output<typeof quizLine>;

/** A quiz as a student has it. */
export const ownQuiz = quizLine
  .extend({
    /** Markdown, shown before the start. */
    intro: z.string(),
    attempts: z.array(attemptLine.extend({ score: score.nullable() })),
    /** What counts: the best released one. */
    best: score.nullable(),
    /** null: as many as one likes. */
    attemptsLeft: z.number().int().nullable(),
    /** Extra time and attempts that this student has; told to nobody else but staff. */
    accommodation: z.object({ extraPercent: z.number().int(), extraAttempts: z.number().int() }).nullable(),
  })
  .meta({ id: 'OwnQuiz' });
export type OwnQuiz = z.output<typeof ownQuiz>;

export const quizResults = z
  .object({
    quiz: quizLine,
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    /** The key has changed since some attempts were graded. */
    needsRegrade: z.boolean(),
    /** What this cohort has of its own; null: as the course says. `quiz.rules` is what holds. */
    ownRules: quizRules.pick({ opensAt: true, closesAt: true }).extend({
      timeLimitMinutes: z.number().int().nullable(),
      attempts: z.number().int().nullable(),
      release: releaseRule.nullable(),
      late: lateRule.nullable(),
    }),
    /** Since when results are shown at once to whoever hands in; null while they are kept back. */
    releasedAt: moment.nullable(),
    students: z.array(
      z.object({
        id,
        name: z.string(),
        accommodation: z
          .object({ extraPercent: z.number().int(), extraAttempts: z.number().int() })
          .nullable(),
        attempts: z.array(attemptLine.extend({ score: score.nullable() })),
        best: score.nullable(),
      }),
    ),
  })
  .meta({ id: 'QuizResults' });
export type QuizResults = z.output<typeof quizResults>;

export const itemStatistics = z
  .object({
    itemId: id,
    prompt: z.string(),
    kind: z.string(),
    answered: z.number().int(),
    /** Mean share of the points, 0 to 1; null below five attempts. */
    difficulty: z.number().nullable(),
    /** Correlation of the item with the rest of the quiz, -1 to 1; null where it cannot be computed. */
    discrimination: z.number().nullable(),
    /** The wrong answer that was given most often. */
    commonestWrong: z.object({ answer: z.string(), times: z.number().int() }).nullable(),
    /** How often each option was chosen, where there are options. */
    choices: z.array(z.object({ label: z.string(), right: z.boolean(), times: z.number().int() })),
  })
  .meta({ id: 'QuizItemStatistics' });

export const gradebook = z
  .object({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    quizzes: z.array(z.object({ id, title: z.string(), outOf: z.number() })),
    students: z.array(
      z.object({
        id,
        name: z.string(),
        /** Best attempt by quiz id; absent where there is none. */
        scores: z.record(z.string(), score.extend({ attemptId: id, released: z.boolean() })),
      }),
    ),
  })
  .meta({ id: 'Gradebook' });
export type Gradebook = z.output<typeof gradebook>;

export const quizGraded = z
  .object({
    cohortId: id,
    quizId: id,
    attemptId: id,
    studentId: id,
    title: z.string(),
    /** Told to the student only when true. */
    released: z.boolean(),
    /** True when the points of an attempt that had been graded before were made anew. */
    regraded: z.boolean(),
    /** Why, in the words of who regraded or marked it; empty at first. */
    reason: z.string(),
    score,
    /** The lessons that passing this quiz completes. */
    lessonId: id.nullable(),
  })
  .meta({ id: 'QuizGraded' });
export type QuizGraded = z.output<typeof quizGraded>;

export const quizAnswered = answerKept
  .extend({ attemptId: id, quizId: id, cohortId: id })
  .meta({ id: 'QuizAnswered' });
export type QuizAnswered = z.output<typeof quizAnswered>;

const ofQuiz = { cohortId: id, quizId: id };
const ofAttempt = { ...ofQuiz, attemptId: id };
const staff = ['instructor', 'organisationAdmin'] as const;
/** What a quiz as one has it is made of: rules and results, and whether its lesson is open. */
const ownFollows = [
  'quiz:attempt-changed',
  'quiz:graded',
  'quiz:changed',
  'course:published',
  'cohort:changed',
  'plan:changed',
  'progress:updated',
  'enrolment:changed',
];
const member = ['student', 'instructor', 'organisationAdmin'] as const;

/** The one place where a percentage is made: rounded down, and never below 0. */
export function percentOf(points: number, outOf: number): number {
  // Points have two decimals: as whole hundredths they divide without a rounding of their own.
  const [got, all] = [Math.round(points * 100), Math.round(outOf * 100)];
  return all <= 0 ? 0 : Math.max(0, Math.floor((100 * got) / all));
}

/** Of several scores the one that counts: the most points, of equal ones the first. */
export function bestOf<S extends Score>(scores: readonly (S | null)[]): S | null {
  return scores.reduce<S | null>(
    (best, one) => (one && (!best || one.points > best.points) ? one : best),
    null,
  );
}

/** Quizzes: asked in lessons, saved answer by answer, graded once. */
export const quizzes = contract('quizzes', {
  commands: {
    'quiz:start': command({
      summary: 'Begin an attempt, or go on with the one that is open.',
      http: ['POST', '/api/cohorts/:cohortId/quizzes/:quizId/attempts'],
      input: z.strictObject(ofQuiz),
      output: attempt,
      who: ['student'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['quiz:attempt-changed'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
    'quiz:answer': command({
      summary: 'Keep one answer; a lower revision than the kept one changes nothing.',
      http: ['PUT', '/api/cohorts/:cohortId/quizzes/:quizId/attempts/:attemptId/answers/:itemId'],
      input: z.strictObject({
        ...ofAttempt,
        itemId: id,
        answer: itemAnswer.nullable(),
        flagged: z.boolean().default(false),
        revision: z.number().int().min(1).max(1_000_000),
      }),
      output: answerKept,
      who: ['student'],
      rate: { times: 600, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['quiz:answered', 'quiz:attempt-changed'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
    'quiz:submit': command({
      summary: 'Hand the attempt in; it is graded at once, and once.',
      http: ['POST', '/api/cohorts/:cohortId/quizzes/:quizId/attempts/:attemptId/submission'],
      input: z.strictObject(ofAttempt),
      output: attempt,
      who: ['student'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['quiz:attempt-changed', 'quiz:graded'],
      commitsWith: ({ cohortId }) => cohortId,
    }),
    'quiz:release': command({
      summary: 'Show students their results of this quiz.',
      http: ['POST', '/api/cohorts/:cohortId/quizzes/:quizId/release'],
      input: z.strictObject(ofQuiz),
      output: z.object({ released: z.number().int() }),
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      tells: ['quiz:attempt-changed', 'quiz:graded', 'quiz:changed'],
    }),
    'quiz:set-rules': command({
      summary: 'How this cohort takes the quiz: window, time, attempts, release. null: as the course says.',
      http: ['PUT', '/api/cohorts/:cohortId/quizzes/:quizId/rules'],
      input: z.strictObject({
        ...ofQuiz,
        opensAt: moment.nullable().default(null),
        closesAt: moment.nullable().default(null),
        timeLimitMinutes: z.number().int().min(1).max(1_440).nullable().default(null),
        attempts: z.number().int().min(1).max(100).nullable().default(null),
        release: releaseRule.nullable().default(null),
        late: lateRule.nullable().default(null),
      }),
      output: quizLine,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      tells: ['quiz:attempt-changed', 'quiz:graded', 'quiz:changed'],
    }),
    'quiz:accommodate': command({
      summary: 'Give one student more time or attempts; also while an attempt is open.',
      http: ['PUT', '/api/cohorts/:cohortId/quizzes/:quizId/accommodations/:studentId'],
      input: z.strictObject({
        ...ofQuiz,
        studentId: id,
        extraPercent: z.number().int().min(0).max(300),
        extraAttempts: z.number().int().min(0).max(20),
      }),
      output: z.object({ extraPercent: z.number().int(), extraAttempts: z.number().int() }),
      who: staff,
      rate: { times: 120, perMs: 60_000 },
      tells: ['quiz:attempt-changed', 'quiz:changed'],
    }),
    'quiz:accept-late': command({
      summary: 'Count the answers of an attempt that arrived after its limit.',
      http: ['POST', '/api/cohorts/:cohortId/quizzes/:quizId/attempts/:attemptId/late-answers'],
      input: z.strictObject(ofAttempt),
      output: attempt,
      who: staff,
      rate: { times: 120, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['quiz:attempt-changed', 'quiz:graded'],
    }),
    'quiz:mark': command({
      summary: 'Give the points of one answer by hand, with a word why.',
      http: ['PUT', '/api/cohorts/:cohortId/quizzes/:quizId/attempts/:attemptId/marks/:itemId'],
      input: z.strictObject({ ...ofAttempt, itemId: id, points, comment: short.default('') }),
      output: attempt,
      who: staff,
      rate: { times: 300, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['quiz:graded'],
    }),
    'quiz:regrade': command({
      summary:
        'Grade every attempt of this cohort anew by the present key; whoever has other points is told once.',
      http: ['POST', '/api/cohorts/:cohortId/quizzes/:quizId/gradings'],
      input: z.strictObject({ ...ofQuiz, reason: short }),
      output: z.object({ graded: z.number().int(), changed: z.number().int() }),
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      tells: ['quiz:graded', 'quiz:changed'],
    }),
    'quiz:read-block': command({
      summary:
        'Read a quiz block, or a QTI document, and say what it holds and what is wrong; nothing is kept.',
      http: ['POST', '/api/cohorts/:cohortId/quiz-blocks'],
      input: z.strictObject({
        cohortId: id,
        format: z.enum(['block', 'qti']),
        text: z.string().max(200_000),
      }),
      output: z.object({
        /** The block as text, fit for a lesson; null while there is a fault. */
        block: z.string().nullable(),
        title: z.string(),
        /** As a student would be asked. */
        asked: z.array(itemAsked),
        faults: z.array(z.object({ line: z.number().int(), message: z.string() })),
      }),
      who: staff,
      rate: { times: 240, perMs: 60_000 },
      // As JSON: characters of other scripts, and escapes, take several bytes.
      takes: { json: 1_000_000 },
      tells: [],
    }),
  },
  views: {
    'quiz:overview': view({
      summary: 'The quizzes of a cohort with your own attempts and results.',
      http: '/api/cohorts/:cohortId/quizzes',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({ id, title: z.string(), zone: z.string() }),
        now: moment,
        quizzes: z.array(ownQuiz),
      }),
      who: member,
      follows: ownFollows,
    }),
    'quiz:quiz': view({
      summary: 'One quiz with your own attempts and results.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId',
      input: z.strictObject(ofQuiz),
      data: ownQuiz.extend({ now: moment, zone: z.string() }),
      who: member,
      follows: ownFollows,
    }),
    'quiz:attempt': view({
      summary: 'One attempt: what was asked and answered, and its result once it may be seen.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/attempts/:attemptId',
      input: z.strictObject(ofAttempt),
      data: attempt,
      who: member,
      follows: [
        'quiz:answered',
        'quiz:attempt-changed',
        'quiz:graded',
        'quiz:changed',
        'course:published',
        'enrolment:changed',
        'identity:profile-changed',
      ],
    }),
    'quiz:results': view({
      summary: 'Who took a quiz, and how.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/results',
      input: z.strictObject(ofQuiz),
      data: quizResults,
      who: staff,
      follows: [
        'quiz:attempt-changed',
        'quiz:graded',
        'quiz:changed',
        'enrolment:changed',
        'course:published',
        'cohort:changed',
      ],
    }),
    'quiz:statistics': view({
      summary: 'How each item did: difficulty, discrimination, the commonest wrong answer.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/statistics',
      input: z.strictObject(ofQuiz),
      data: z.object({ quiz: quizLine, attempts: z.number().int(), items: z.array(itemStatistics) }),
      who: staff,
      follows: ['quiz:graded', 'quiz:changed', 'course:published', 'enrolment:transferred'],
    }),
    'quiz:regrade-preview': view({
      summary: 'What grading every attempt anew by the present key would change; nothing is changed.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/gradings/preview',
      input: z.strictObject(ofQuiz),
      data: z.object({
        /** How many would be graded. */
        attempts: z.number().int(),
        /** Those whose points would be others. */
        changes: z.array(
          z.object({
            attemptId: id,
            /** 1 for a student's first attempt. */
            number: z.number().int(),
            student: z.object({ id, name: z.string() }),
            before: score,
            after: score,
          }),
        ),
      }),
      who: staff,
      follows: [
        'quiz:attempt-changed',
        'quiz:graded',
        'quiz:changed',
        'enrolment:changed',
        'course:published',
      ],
    }),
    'quiz:gradebook': view({
      summary: 'Students by quizzes.',
      http: '/api/cohorts/:cohortId/grades',
      input: z.strictObject({ cohortId: id }),
      data: gradebook,
      who: staff,
      follows: ['quiz:graded', 'quiz:changed', 'enrolment:changed', 'course:published', 'cohort:changed'],
    }),
    'quiz:bank': view({
      summary: 'Every item of the course with its key, to be found and used again.',
      http: '/api/cohorts/:cohortId/quiz-bank',
      input: z.strictObject({ cohortId: id, q: words.default('') }),
      data: z.object({
        items: z.array(
          z.object({
            id,
            key: z.string(),
            quizKey: z.string(),
            kind: z.string(),
            prompt: z.string(),
            tags: z.array(z.string()),
            /** The item as a block would write it. */
            block: z.string(),
          }),
        ),
      }),
      who: staff,
      follows: ['course:published'],
    }),
    'quiz:export-results': view({
      summary: 'The results of one quiz as CSV.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/results.csv',
      input: z.strictObject(ofQuiz),
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'quiz:export-gradebook': view({
      summary: 'The gradebook as CSV.',
      http: '/api/cohorts/:cohortId/grades.csv',
      input: z.strictObject({ cohortId: id }),
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'quiz:export-qti': view({
      summary: 'A quiz, or one item of it, as QTI 2.1 or 3.0 XML, with its key.',
      http: '/api/cohorts/:cohortId/quizzes/:quizId/qti.xml',
      input: z.strictObject({
        ...ofQuiz,
        itemId: id.optional(),
        version: z.enum(['2.1', '3.0']).default('3.0'),
      }),
      data: 'bytes',
      who: staff,
      follows: [],
    }),
  },
  events: {
    'quiz:answered': event({
      summary: 'An answer is kept; the student’s other windows show the same.',
      kind: 'state',
      delivery: 'result',
      data: quizAnswered,
      key: (data) => `${data.attemptId}/${data.itemId}`,
      on: [identity.topics.person],
    }),
    'quiz:attempt-changed': event({
      summary: 'An attempt began, went on, got more time, was handed in.',
      kind: 'state',
      delivery: 'result',
      data: attemptLine,
      key: (data) => data.id,
      on: [identity.topics.person, cohorts.topics.cohortStaff],
    }),
    'quiz:graded': event({
      summary: 'An attempt has a score: told to staff when it is graded, to the student when it is released.',
      kind: 'fact',
      delivery: 'result',
      data: quizGraded,
      on: [identity.topics.person, cohorts.topics.cohortStaff],
    }),
    'quiz:changed': event({
      summary:
        'The quiz is taken under other rules, or its results were released; it is to be fetched again.',
      kind: 'state',
      delivery: 'result',
      data: z.object({ cohortId: id, quizId: id }),
      key: (data) => data.quizId,
      on: [cohorts.topics.cohort],
    }),
  },
});
