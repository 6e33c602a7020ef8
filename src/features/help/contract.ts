import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const staff = ['instructor', 'organisationAdmin'] as const;

export const helpLimits = {
  textLength: 1_000,
  replyLength: 500,
  /** How many offers to one student are listed; the newest. */
  history: 50,
  /** How many of a cohort that stand are listed; the newest. */
  standing: 200,
} as const;

/** An offer stands until staff close it; while it stands the student can change their answer. */
export const helpState = z.enum(['open', 'accepted', 'declined', 'closed']);
export type HelpState = z.output<typeof helpState>;

export const helpAnswer = z.enum(['accepted', 'declined']);
export type HelpAnswer = z.output<typeof helpAnswer>;

/** What came of it, as staff say: `withdrawn` where nobody was helped, nor was it tried. */
export const helpOutcome = z.enum(['helped', 'not-helped', 'withdrawn']);
export type HelpOutcome = z.output<typeof helpOutcome>;

/** What student and staff both see of an offer. */
const offered = {
  id,
  cohortId: id,
  /** Who offers it, as they were called then; null: they were forgotten. */
  by: z.object({ id, name: z.string() }).nullable(),
  /** Plain text; '' where it spoke of somebody who was forgotten. */
  text: z.string(),
  offeredAt: moment,
  state: helpState,
  /** When the student last answered; null: not yet. */
  answeredAt: moment.nullable(),
  /** What the student said with the answer; '' for nothing. */
  reply: z.string(),
};

/** An offer as the student has it. What came of it is staff's own note, and is not among it. */
export const ownHelpOffer = z.object(offered).meta({ id: 'OwnHelpOffer' });
export type OwnHelpOffer = z.output<typeof ownHelpOffer>;

/** The same as staff have it. */
export const helpOffer = z
  .object({
    ...offered,
    studentId: id,
    /** null while it stands; so is the outcome. */
    closedAt: moment.nullable(),
    outcome: helpOutcome.nullable(),
  })
  .meta({ id: 'HelpOffer' });
export type HelpOffer = z.output<typeof helpOffer>;

const seldom = { times: 60, perMs: 60_000 };

/** Help that staff offer to one student, what the student says to it, and what came of it. */
export const help = contract('help', {
  commands: {
    'help:offer': command({
      summary: 'Offer help to a student, who hears of it in the bell and by mail, as they chose.',
      http: ['POST', '/api/cohorts/:cohortId/students/:studentId/help'],
      input: z.strictObject({
        cohortId: id,
        studentId: id,
        text: z.string().trim().min(1).max(helpLimits.textLength),
      }),
      output: helpOffer,
      who: staff,
      rate: seldom,
      refusals: ['conflict'],
      tells: ['help:changed', 'help:desk-changed'],
    }),
    'help:answer': command({
      summary: 'Take help that you were offered, or say that you do not need it now; the last word counts.',
      http: ['PUT', '/api/help/:helpOfferId/answer'],
      input: z.strictObject({
        helpOfferId: id,
        answer: helpAnswer,
        reply: z.string().trim().max(helpLimits.replyLength).default(''),
      }),
      output: ownHelpOffer,
      who: ['self'],
      rate: seldom,
      refusals: ['conflict'],
      tells: ['help:changed', 'help:desk-changed'],
    }),
    'help:close': command({
      summary: 'Say what came of an offer, which ends it; said again, the last word counts.',
      http: ['PUT', '/api/help/:helpOfferId/outcome'],
      input: z.strictObject({ helpOfferId: id, outcome: helpOutcome }),
      output: helpOffer,
      who: staff,
      rate: seldom,
      tells: ['help:changed', 'help:desk-changed'],
    }),
  },
  views: {
    'help:mine': view({
      summary: 'The help that you are offered in a cohort.',
      http: '/api/cohorts/:cohortId/help',
      input: z.strictObject({ cohortId: id }),
      data: z
        .object({
          /** null: there is none that stands. */
          offer: ownHelpOffer.nullable(),
        })
        .meta({ id: 'OwnHelp' }),
      who: ['student'],
      follows: ['help:changed'],
    }),
    'help:standing': view({
      summary: 'The offers of a cohort that stand.',
      http: '/api/cohorts/:cohortId/help/offers',
      input: z.strictObject({ cohortId: id }),
      data: z
        .object({
          /** The newest first. */
          offers: z.array(helpOffer),
        })
        .meta({ id: 'StandingHelp' }),
      who: staff,
      follows: ['help:desk-changed', 'help:forgotten'],
    }),
    'help:student': view({
      summary: 'What help one student was offered, and what came of it.',
      http: '/api/cohorts/:cohortId/students/:studentId/help',
      input: z.strictObject({ cohortId: id, studentId: id }),
      data: z
        .object({
          /** The newest first; at most one stands. */
          offers: z.array(helpOffer),
        })
        .meta({ id: 'HelpOfStudent' }),
      who: staff,
      follows: ['help:desk-changed', 'help:forgotten'],
    }),
  },
  events: {
    'help:changed': event({
      summary: 'Help that you are offered: it is new, you answered, or it is closed.',
      kind: 'state',
      delivery: 'notice',
      data: ownHelpOffer,
      key: (data) => data.id,
      on: [identity.topics.person],
    }),
    'help:desk-changed': event({
      summary: 'An offer as staff have it is new, answered or closed, or its words are forgotten.',
      kind: 'state',
      delivery: 'notice',
      data: helpOffer,
      key: (data) => data.id,
      on: [cohorts.topics.cohortStaff],
    }),
    'help:forgotten': event({
      summary: 'The student to whom help was offered was forgotten, and the offers with them.',
      kind: 'fact',
      delivery: 'notice',
      data: z.object({ cohortId: id, studentId: id }),
      on: [cohorts.topics.cohortStaff],
    }),
    'help:offered': event({
      summary: 'Help was offered to somebody. No browser hears it.',
      kind: 'fact',
      delivery: 'notice',
      data: z.object({ helpOfferId: id, cohortId: id, studentId: id, by: id }),
      on: [],
    }),
    'help:answered': event({
      summary: 'A student said whether they take help. No browser hears it.',
      kind: 'fact',
      delivery: 'notice',
      data: z.object({
        helpOfferId: id,
        cohortId: id,
        studentId: id,
        /** Who had offered it. */
        offeredBy: id,
        /** How often it was answered by now, this time included. */
        times: z.number().int(),
      }),
      on: [],
    }),
    'help:closed': event({
      summary: 'An offer stands no more. No browser hears it.',
      kind: 'fact',
      delivery: 'notice',
      data: z.object({ helpOfferId: id }),
      on: [],
    }),
  },
});
