import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions, sessionSettings } from '#features/sessions/contract.ts';

const moment = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;
/** Whoever takes part in one live session: its cohort, and its guests while it takes any. */
const audience = [...member, 'guest'] as const;

/** How much of everything there may be. */
export const questionLimits = {
  questionLength: 300,
  reasonLength: 300,
  answerLength: 4_000,
  labelLength: 30,
  labels: 5,
  muteMinutes: 24 * 60,
  /** How long after asking a question that others see may still be put differently. */
  editSeconds: 60,
  /** Of one session, whoever asks. */
  askedPerMinute: 300,
  /** How many similar questions are suggested at most. */
  similar: 5,
} as const;

/**
 * From whom the author of one question is hidden, as it was when it was asked: `peers`, other students; `everyone`,
 * staff as well. A later change of the session's settings unmasks nobody.
 */
export const anonymity = sessionSettings.shape.anonymity;
export type Anonymity = z.output<typeof anonymity>;

const openStates = ['published', 'answering', 'answered'] as const;
/** What everybody in the session may see. */
export const openState = z.enum(openStates);
/** What staff see. A question that was withdrawn is its author's alone again. */
export const deskState = z.enum(['pending', ...openStates, 'dismissed', 'merged']);
export const questionState = z.enum(['pending', ...openStates, 'dismissed', 'merged', 'withdrawn']);
export type OpenState = z.output<typeof openState>;
export type DeskState = z.output<typeof deskState>;
export type QuestionState = z.output<typeof questionState>;

export function isOpen(state: QuestionState): state is OpenState {
  return (openStates as readonly QuestionState[]).includes(state);
}

const someone = z.object({ id, name: z.string() });

export const questionAnswer = z
  .object({
    /** Markdown; null: it was answered aloud. */
    text: z.string().nullable(),
    at: moment,
    by: someone,
  })
  .meta({ id: 'QuestionAnswer' });
export type QuestionAnswer = z.output<typeof questionAnswer>;

const questionFields = {
  id,
  sessionId: id,
  /** Plain text. */
  question: z.string(),
  upvotes: z.number().int().meta({ example: 3 }),
  pinned: z.boolean(),
  labels: z.array(z.string()),
  askedAt: moment,
  edited: z.boolean(),
  answer: questionAnswer.nullable(),
  /** The lesson that it was put to once it was answered. */
  lessonId: id.nullable(),
  /** The message in the session's chat that it was made of. */
  fromMessageId: id.nullable(),
};

/** A question as everybody in the session sees it, and as the projector shows it. */
export const openQuestion = z
  .object({
    ...questionFields,
    state: openState,
    /** null: asked without a name. */
    author: someone.nullable(),
    /** Questions that were seen by everybody and are merged into this one, by id; votes for them count here. */
    merged: z.array(id),
  })
  .meta({ id: 'OpenQuestion' });
export type OpenQuestion = z.output<typeof openQuestion>;

/** A question as staff see it. */
export const deskQuestion = z
  .object({
    ...questionFields,
    state: deskState,
    anonymity,
    /** null: hidden from everyone. */
    author: someone.nullable(),
    /** Why it was dismissed; '' without a reason, and in every other state. */
    reason: z.string(),
    /** The question that it was merged into. */
    mergedInto: id.nullable(),
    /** Until when whoever asked this is muted because of it; says nothing about other questions of theirs. */
    mutedUntil: moment.nullable(),
    /** What `qa:restore` would make of it; null: there is nothing to take back. */
    restoresTo: deskState.nullable(),
  })
  .meta({ id: 'DeskQuestion' });
export type DeskQuestion = z.output<typeof deskQuestion>;

/** A question as its author has it, in whatever state: votes and answers are in the open one. */
export const ownQuestion = z
  .object({
    id,
    sessionId: id,
    question: z.string(),
    state: questionState,
    anonymity,
    askedAt: moment,
    edited: z.boolean(),
    /** Why it was dismissed; '' without a reason, and in every other state. */
    reason: z.string(),
    mergedInto: id.nullable(),
    /** The message in the session's chat that it was made of. */
    fromMessageId: id.nullable(),
    /** Until when it may be put differently; null: not at all, or (while it is `pending`) for as long as it is. */
    editableUntil: moment.nullable(),
  })
  .meta({ id: 'OwnQuestion' });
export type OwnQuestion = z.output<typeof ownQuestion>;

/** A question that was made of a message. */
const madeQuestion = z.object({ sessionId: id, questionId: id }).meta({ id: 'MadeQuestion' });
export type MadeQuestion = z.output<typeof madeQuestion>;

/** How many questions are in each state; the one place where they are counted. */
export const deskCounts = z
  .object({
    pending: z.number().int(),
    published: z.number().int(),
    answering: z.number().int(),
    answered: z.number().int(),
    dismissed: z.number().int(),
    merged: z.number().int(),
  })
  .meta({ id: 'QuestionCounts' });
export type DeskCounts = z.output<typeof deskCounts>;

export function countsOf(questions: readonly { state: DeskState }[]): DeskCounts {
  const counts: DeskCounts = { pending: 0, published: 0, answering: 0, answered: 0, dismissed: 0, merged: 0 };
  for (const { state } of questions) counts[state] += 1;
  return counts;
}

/** The questions of a session for one person. Each part is kept true by events of one topic. */
export const questionList = z
  .object({
    sessionId: id,
    /** What everybody sees, in the order in which it was asked (by id); kept true on the session's topic. */
    questions: z.array(openQuestion),
    /** One's own, in the order in which they were asked (by id); kept true on one's own topic, like what follows. */
    own: z.array(ownQuestion),
    /**
     * The questions that one has voted for, in the order of their ids, also where they can no longer be seen: a vote
     * for one of `merged` is a vote for the question that it was merged into.
     */
    voted: z.array(id),
    /** Until when one may not ask here. */
    mutedUntil: moment.nullable(),
  })
  .meta({ id: 'QuestionList' });
export type QuestionList = z.output<typeof questionList>;

/** The questions of a session for its staff; kept true on the staff's topic alone. */
export const questionDesk = z
  .object({
    sessionId: id,
    counts: deskCounts,
    /** In the order in which they were asked (by id). */
    questions: z.array(deskQuestion),
  })
  .meta({ id: 'QuestionDesk' });
export type QuestionDesk = z.output<typeof questionDesk>;

/** A question that nobody has answered though its session is over. */
export const owedQuestion = z
  .object({
    id,
    session: z.object({ id, title: z.string(), endedAt: moment }),
    question: z.string(),
    state: z.enum(['pending', 'published', 'answering']),
    /** null: hidden from everyone. */
    author: someone.nullable(),
    upvotes: z.number().int(),
    askedAt: moment,
  })
  .meta({ id: 'OwedQuestion' });
export type OwedQuestion = z.output<typeof owedQuestion>;

/** A question as the report of its session has it. */
export const reportedQuestion = deskQuestion
  .omit({ mutedUntil: true, restoresTo: true })
  .extend({
    /** When everybody could see it for the first time; null: never. */
    publishedAt: moment.nullable(),
    /** From asking until the answer that stands, rounded; null without one. */
    secondsToAnswer: z.number().int().nullable(),
  })
  .meta({ id: 'ReportedQuestion' });
export type ReportedQuestion = z.output<typeof reportedQuestion>;

/** What the questions of a session come to. */
export const questionsFigures = z
  .object({
    /** All but those that were withdrawn. */
    asked: z.number().int(),
    answered: z.number().int(),
    /** Of `answered`: without a word in writing. */
    answeredAloud: z.number().int(),
    /** Waiting, open, or being answered. */
    unanswered: z.number().int(),
    dismissed: z.number().int(),
    merged: z.number().int(),
    /** Of all of them; a person's votes for what was merged count once. */
    votes: z.number().int(),
    /** Within so many seconds at least half of `answered` were; null without one. */
    medianSecondsToAnswer: z.number().int().nullable(),
  })
  .meta({ id: 'QuestionsFigures' });
export type QuestionsFigures = z.output<typeof questionsFigures>;

export const questionsReport = z
  .object({
    sessionId: id,
    figures: questionsFigures,
    /** In the order in which they were asked (by id). */
    questions: z.array(reportedQuestion),
  })
  .meta({ id: 'QuestionsReport' });
export type QuestionsReport = z.output<typeof questionsReport>;

/** A question that was put to a lesson. */
export const lessonQuestion = openQuestion
  .omit({ upvotes: true, pinned: true, merged: true })
  .meta({ id: 'LessonQuestion' });
export type LessonQuestion = z.output<typeof lessonQuestion>;

/** What everybody hears of a question after it was new: how it is now, or that it is gone. */
export const questionChanged = z
  .union([openQuestion, z.strictObject({ id, sessionId: id, state: z.literal('gone') })])
  .meta({ id: 'QuestionChanged' });
export type QuestionChanged = z.output<typeof questionChanged>;

/** What staff hear of a question: how it is now, or that its author took it away. */
export const deskChanged = z
  .union([deskQuestion, z.strictObject({ id, sessionId: id, state: z.literal('withdrawn') })])
  .meta({ id: 'QuestionDeskChanged' });
export type DeskChanged = z.output<typeof deskChanged>;

/** How one's own vote for a question stands. */
export const voteStanding = z
  .object({ sessionId: id, questionId: id, voted: z.boolean(), upvotes: z.number().int() })
  .meta({ id: 'VoteStanding' });
export type VoteStanding = z.output<typeof voteStanding>;

const ofSession = z.strictObject({ sessionId: id });
const ofQuestion = z.strictObject({ questionId: id });
const ofMessage = z.strictObject({ messageId: id });
const text = z.string().trim().min(1).max(questionLimits.questionLength);

const often = { times: 120, perMs: 60_000 };
/** What every change of a question tells: everybody what they may know, staff all of it, its author their own. */
const questionTells = [
  'qa:new',
  'qa:changed',
  'qa:desk-changed',
  'qa:mine',
  'qa:owed-changed',
  'qa:lesson-changed',
];

const moderating = <const Input extends z.ZodObject>(
  summary: string,
  http: readonly ['POST' | 'PUT', string],
  input: Input,
) =>
  command({
    summary,
    http,
    input,
    output: deskQuestion,
    who: staff,
    rate: often,
    refusals: ['conflict'],
    tells: questionTells,
  });

/** Questions in a live session: asked, voted for, moderated, answered, and kept beyond it. */
export const qna = contract('qna', {
  commands: {
    'qa:ask': command({
      summary:
        'Ask a question, also before the session begins; without a name where the session allows that.',
      http: ['POST', '/api/sessions/:sessionId/questions'],
      input: z.strictObject({ sessionId: id, text, anonymous: z.boolean().default(false) }),
      output: ownQuestion,
      who: audience,
      rate: { times: 10, perMs: 60_000 },
      refusals: ['conflict', 'not_yet'],
      tells: ['qa:new', 'qa:desk-changed', 'qa:mine'],
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'qa:ask-message': command({
      summary:
        'Make a question of a message in the chat of a session: your own or, as staff, anybody’s. It is its author’s; a second time makes no other.',
      http: ['POST', '/api/messages/:messageId/question'],
      input: ofMessage,
      output: madeQuestion,
      who: member,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict', 'not_yet', 'forbidden'],
      tells: ['qa:new', 'qa:desk-changed', 'qa:mine'],
    }),
    'qa:unask-message': command({
      summary: 'Take a question away again that was made of a message; the message stays.',
      http: ['DELETE', '/api/messages/:messageId/question'],
      input: ofMessage,
      output: z.object({ messageId: id }),
      who: member,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict', 'forbidden'],
      tells: questionTells,
    }),
    'qa:edit': command({
      summary: 'Put your own question differently: while it waits, or shortly after it was asked.',
      http: ['PATCH', '/api/questions/:questionId'],
      input: z.strictObject({ questionId: id, text }),
      output: ownQuestion,
      who: audience,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict', 'not_yet'],
      tells: questionTells,
    }),
    'qa:withdraw': command({
      summary: 'Take your own question away.',
      http: ['DELETE', '/api/questions/:questionId'],
      input: ofQuestion,
      output: ownQuestion,
      who: audience,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: questionTells,
    }),
    'qa:upvote': command({
      summary: 'Vote for a question of somebody else; a second time changes nothing.',
      http: ['PUT', '/api/questions/:questionId/vote'],
      input: ofQuestion,
      output: voteStanding,
      who: audience,
      rate: often,
      refusals: ['conflict'],
      tells: ['qa:votes', 'qa:voted'],
      commitsWith: ({ questionId }) => questionId,
    }),
    'qa:take-back': command({
      summary: 'Take your vote back; a second time changes nothing.',
      http: ['DELETE', '/api/questions/:questionId/vote'],
      input: ofQuestion,
      output: voteStanding,
      who: audience,
      rate: often,
      refusals: ['conflict'],
      tells: ['qa:votes', 'qa:voted'],
      commitsWith: ({ questionId }) => questionId,
    }),
    'qa:publish': moderating(
      'Let a question through that waits.',
      ['POST', '/api/questions/:questionId/publication'],
      ofQuestion,
    ),
    'qa:dismiss': moderating(
      'Hide a question; its author sees that, and the reason.',
      ['POST', '/api/questions/:questionId/dismissal'],
      z.strictObject({
        questionId: id,
        reason: z.string().trim().max(questionLimits.reasonLength).default(''),
      }),
    ),
    'qa:answer': moderating(
      'Answer a question in writing, or (null) note that it was answered aloud. A second time replaces the answer.',
      ['PUT', '/api/questions/:questionId/answer'],
      z.strictObject({
        questionId: id,
        text: z.string().trim().min(1).max(questionLimits.answerLength).nullable(),
      }),
    ),
    'qa:answer-now': moderating(
      'Say on every screen that a question is being answered; one at a time in a session.',
      ['POST', '/api/questions/:questionId/answering'],
      ofQuestion,
    ),
    'qa:pin': moderating(
      'Keep a question on top, or no longer.',
      ['PUT', '/api/questions/:questionId/pin'],
      z.strictObject({ questionId: id, on: z.boolean() }),
    ),
    'qa:restore': moderating(
      'Take the last change of state back: a dismissal, a merging, an answer, a publication.',
      ['POST', '/api/questions/:questionId/restoration'],
      ofQuestion,
    ),
    'qa:merge': moderating(
      'Merge a question into another that asks the same; whoever voted for either counts once.',
      ['POST', '/api/questions/:questionId/merging'],
      z.strictObject({ questionId: id, intoId: id }),
    ),
    'qa:mute-person': command({
      summary:
        'Keep whoever asked this from asking in the session for some minutes, unseen who it is; 0 lifts it.',
      http: ['PUT', '/api/questions/:questionId/mute'],
      input: z.strictObject({
        questionId: id,
        minutes: z.number().int().min(0).max(questionLimits.muteMinutes),
      }),
      output: deskQuestion,
      who: staff,
      rate: often,
      tells: ['qa:desk-changed', 'qa:muted'],
    }),
    'qa:label': moderating(
      'Say what a question is about, in words that everybody sees.',
      ['PUT', '/api/questions/:questionId/labels'],
      z.strictObject({
        questionId: id,
        labels: z.array(z.string().trim().min(1).max(questionLimits.labelLength)).max(questionLimits.labels),
      }),
    ),
    'qa:attach': moderating(
      'Put an answered question to a lesson of the course, or (null) to none.',
      ['PUT', '/api/questions/:questionId/lesson'],
      z.strictObject({ questionId: id, lessonId: id.nullable() }),
    ),
    'qa:attach-answered': command({
      summary:
        'Put every answered question of a session that stands at no lesson to this one; a second time finds none.',
      http: ['POST', '/api/sessions/:sessionId/questions/lesson'],
      input: z.strictObject({ sessionId: id, lessonId: id }),
      output: z
        .object({ sessionId: id, lessonId: id, attached: z.number().int() })
        .meta({ id: 'QuestionsAttached' }),
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: questionTells,
    }),
  },
  views: {
    'qa:list': view({
      summary: 'The questions of a session, your own in any state among them.',
      http: '/api/sessions/:sessionId/questions',
      input: ofSession,
      data: questionList,
      who: audience,
      follows: ['qa:new', 'qa:changed', 'qa:votes', 'qa:mine', 'qa:voted', 'qa:muted'],
    }),
    'qa:desk': view({
      summary: 'The questions of a session as staff moderate them.',
      http: '/api/sessions/:sessionId/questions/desk',
      input: ofSession,
      data: questionDesk,
      who: staff,
      follows: ['qa:desk-changed', 'qa:votes'],
    }),
    'qa:similar': view({
      summary: 'Open questions of the session that are like what somebody is about to ask, the likest first.',
      http: '/api/sessions/:sessionId/questions/similar',
      input: z.strictObject({ sessionId: id, text: z.string().max(questionLimits.questionLength) }),
      data: z.object({ sessionId: id, questions: z.array(openQuestion) }),
      who: audience,
      follows: ['qa:new', 'qa:changed', 'qa:votes'],
    }),
    'qa:owed': view({
      summary: 'Questions of sessions that are over which nobody has answered, the oldest first.',
      http: '/api/cohorts/:cohortId/questions/owed',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({ id, title: z.string(), zone: z.string() }),
        questions: z.array(owedQuestion),
      }),
      who: staff,
      follows: ['qa:owed-changed', 'session:changed', 'cohort:changed'],
    }),
    'qa:of-lesson': view({
      summary: 'Answered questions that were put to a lesson, in the order in which they were asked.',
      http: '/api/cohorts/:cohortId/lessons/:lessonId/questions',
      input: z.strictObject({ cohortId: id, lessonId: id }),
      data: z.object({ questions: z.array(lessonQuestion) }),
      who: member,
      caching: 'enrolment',
      follows: ['qa:lesson-changed'],
    }),
    'qa:report': view({
      summary: 'What was asked in a session and what became of it, with figures; it stays after the session.',
      http: '/api/sessions/:sessionId/questions/report',
      input: ofSession,
      data: questionsReport,
      who: staff,
      follows: ['qa:desk-changed', 'qa:votes'],
    }),
    'qa:export-csv': view({
      summary: 'Every question of a session with its state, votes and times, as CSV.',
      http: '/api/sessions/:sessionId/questions.csv',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'qa:export-json': view({
      summary: 'Every question of a session with its state, votes and times, as JSON.',
      http: '/api/sessions/:sessionId/questions.json',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
  },
  events: {
    'qa:new': event({
      summary: 'A question can be seen by everybody for the first time.',
      kind: 'fact',
      delivery: 'live',
      data: openQuestion,
      on: [sessions.topics.session],
    }),
    'qa:changed': event({
      summary: 'A question that everybody could see is different, is gone, or is back.',
      kind: 'state',
      delivery: 'live',
      data: questionChanged,
      key: (data) => data.id,
      on: [sessions.topics.session],
    }),
    'qa:votes': event({
      summary:
        'A question has this many votes; those of questions that were merged into it count once a person.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ id, sessionId: id, upvotes: z.number().int() }).meta({ id: 'QuestionVotes' }),
      key: (data) => data.id,
      on: [sessions.topics.session, sessions.topics.sessionStaff],
    }),
    'qa:desk-changed': event({
      summary: 'A question as staff see it is new, different, or was withdrawn.',
      kind: 'state',
      delivery: 'live',
      data: deskChanged,
      key: (data) => data.id,
      on: [sessions.topics.sessionStaff],
    }),
    'qa:mine': event({
      summary: 'Your own question: how it stands, and why.',
      kind: 'state',
      delivery: 'live',
      data: ownQuestion,
      key: (data) => data.id,
      on: [identity.topics.person],
    }),
    'qa:voted': event({
      summary: 'Whether your own vote for a question stands; your other windows show the same.',
      kind: 'state',
      delivery: 'live',
      /** `upvotes` as this vote found them: `qa:votes` is what keeps them true. */
      data: voteStanding,
      key: (data) => data.questionId,
      on: [identity.topics.person],
    }),
    'qa:muted': event({
      summary: 'Until when you may not ask in a session; null: you may.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ sessionId: id, until: moment.nullable() }).meta({ id: 'QuestionsMuted' }),
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
    'qa:answered': event({
      summary:
        'A question was answered. No browser hears it: it says who asked, whoever that is hidden from.',
      kind: 'fact',
      delivery: 'live',
      data: z
        .object({
          cohortId: id,
          sessionId: id,
          questionId: id,
          /** Whoever asked it, or asked what was merged into it. */
          askedBy: z.array(id),
          answeredBy: id,
        })
        .meta({ id: 'QuestionAnswered' }),
      on: [],
    }),
    'qa:owed-changed': event({
      summary:
        'Something about the questions of a session that is over is different; they are to be fetched again.',
      kind: 'state',
      delivery: 'notice',
      data: z.object({ cohortId: id, sessionId: id }),
      key: (data) => data.sessionId,
      on: [cohorts.topics.cohortStaff],
    }),
    'qa:lesson-changed': event({
      summary: 'The questions that were put to a lesson are others; they are to be fetched again.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ cohortId: id, lessonId: id }),
      key: (data) => `${data.cohortId}/${data.lessonId}`,
      on: [cohorts.topics.cohort],
    }),
  },
});
