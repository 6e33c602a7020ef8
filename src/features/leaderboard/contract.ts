import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';

const moment = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;

/** The board of one session, which is the class's alone: a guest of the session hears nothing of it. */
const sessionBoardTopic = topicKind('session/:sessionId/board', { who: member });

export const leaderboardLimits = {
  /** How many people a board names; whoever is below finds their own rank. */
  lines: 10,
  reasonLength: 200,
  /** Of one adjustment, up or down. */
  points: 10_000,
} as const;

/** What a quiz of a live session pays. */
export const pointsRule = {
  right: 500,
  /** For speed, on top: all of it at once, none when the time is over. */
  fastest: 500,
  /** Points for speed are given in these steps. */
  step: 10,
  /** The time that counts where staff have set none. */
  seconds: 30,
} as const;

/**
 * What a right answer pays, as every board says one press away:
 *
 *     points = 500 + 500 × the share of the time that was left when it was chosen, rounded down to tens
 *
 * The time is what was set for the quiz, or else 30 seconds; after it a right answer pays 500. Whoever changes their
 * answer is timed anew. Wrong answers pay nothing, nor do quizzes that are anonymous or for staff alone. A quiz pays
 * once, when its result is first shown: asked again, it pays nothing.
 *
 * @param afterMs from the opening of the quiz until the answer was chosen
 * @param seconds for how long the quiz was to be open; null: until somebody closed it
 */
export function pointsFor({ afterMs, seconds }: { afterMs: number; seconds: number | null }): number {
  const { right, fastest, step } = pointsRule;
  const timeMs = (seconds ?? pointsRule.seconds) * 1_000;
  const leftMs = Math.max(0, timeMs - afterMs);
  return right + step * Math.floor((fastest * leftMs) / (timeMs * step));
}

/** Whoever is shown: their name, or the one they go by here. No id, so that a pseudonym cannot be looked up. */
export const boardLine = z
  .object({
    /** People with as many points share a rank, and the next one is as far below as they are many. */
    rank: z.number().int(),
    name: z.string(),
    points: z.number().int(),
  })
  .meta({ id: 'LeaderboardLine' });
export type BoardLine = z.output<typeof boardLine>;

export const board = z
  .object({
    /** The first ten; of those who share a rank, by their names. */
    lines: z.array(boardLine),
    /** How many people have how many points, from the most on: with it everybody finds their own rank. */
    standings: z.array(z.object({ points: z.number().int(), people: z.number().int() })),
  })
  .meta({ id: 'Leaderboard' });
export type Board = z.output<typeof board>;

/** The rank that so many points have on a board. */
export function rankIn({ standings }: Pick<Board, 'standings'>, points: number): number {
  return standings.reduce((rank, other) => (other.points > points ? rank + other.people : rank), 1);
}

/** How a student stands on a board. */
export const ownStanding = z
  .object({
    /** false: on no board of the cohort, and nothing is earned. */
    takesPart: z.boolean(),
    /** Under which name, in this cohort; null: their own. */
    pseudonym: z.string().nullable(),
    /** null: none were earned yet, or none are shown. */
    points: z.number().int().nullable(),
  })
  .meta({ id: 'OwnStanding' });
export type OwnStanding = z.output<typeof ownStanding>;

export const sessionBoard = z
  .object({
    sessionId: id,
    cohortId: id,
    /** false: staff have switched it off; nothing is shown, and nothing is earned. */
    isOn: z.boolean(),
    /** Whether the wall of the session shows it; never while it is off. */
    isUp: z.boolean(),
    /** Kept true on the session's topic. */
    board,
    /** null for whoever is no active student. Kept true on one's own topic. */
    own: ownStanding.nullable(),
  })
  .meta({ id: 'SessionLeaderboard' });
export type SessionBoard = z.output<typeof sessionBoard>;

export const cohortBoard = z
  .object({
    cohortId: id,
    /** Of all its sessions whose board is on. */
    board,
    own: ownStanding.nullable(),
  })
  .meta({ id: 'CohortLeaderboard' });
export type CohortBoard = z.output<typeof cohortBoard>;

/** Why somebody has points: a quiz that was right, or what staff gave or took. */
export const ownEntry = z
  .object({
    id,
    kind: z.enum(['quiz', 'adjustment']),
    points: z.number().int(),
    /** Of an adjustment, in the words of staff. */
    reason: z.string().nullable(),
    at: moment,
  })
  .meta({ id: 'PointsEntry' });
export type OwnEntry = z.output<typeof ownEntry>;

/** What staff gave or took. */
export const adjustment = z
  .object({
    id,
    sessionId: id,
    person: z.object({ id, name: z.string() }),
    points: z.number().int(),
    reason: z.string(),
    at: moment,
  })
  .meta({ id: 'PointsAdjustment' });
export type Adjustment = z.output<typeof adjustment>;

const often = { times: 120, perMs: 60_000 };
const ofSession = z.strictObject({ sessionId: id });
const ofCohort = z.strictObject({ cohortId: id });
/** What every change of who has how many points tells. */
const boardTells = ['leaderboard:changed', 'leaderboard:cohort-changed', 'leaderboard:earned'];
const taking = z.object({ cohortId: id, takesPart: z.boolean(), pseudonym: z.string().nullable() });

/** Points of live sessions, from a ledger in which each event pays a person once. */
export const leaderboard = contract('leaderboard', {
  topics: { board: sessionBoardTopic },
  commands: {
    'leaderboard:switch': command({
      summary:
        'Show the board of a session, or no longer: while it is off, nothing is earned in the session.',
      http: ['PUT', '/api/sessions/:sessionId/leaderboard'],
      input: z.strictObject({ sessionId: id, on: z.boolean() }),
      output: z.object({ on: z.boolean() }),
      who: staff,
      rate: often,
      tells: boardTells,
    }),
    'leaderboard:put-up': command({
      summary: 'Show the board on the wall of the session, behind what is asked, or take it down.',
      http: ['PUT', '/api/sessions/:sessionId/leaderboard/wall'],
      input: z.strictObject({ sessionId: id, up: z.boolean() }),
      output: z.object({ up: z.boolean() }),
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['leaderboard:changed'],
    }),
    'leaderboard:adjust': command({
      summary: 'Give a student points of a session or take some, with a reason that they read.',
      http: ['POST', '/api/sessions/:sessionId/leaderboard/adjustments'],
      input: z.strictObject({
        sessionId: id,
        personId: id,
        points: z
          .number()
          .int()
          .min(-leaderboardLimits.points)
          .max(leaderboardLimits.points)
          .refine((points) => points !== 0, 'is nothing')
          .meta({ example: 100 }),
        reason: z.string().trim().min(1).max(leaderboardLimits.reasonLength),
      }),
      output: adjustment,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: [...boardTells, 'leaderboard:adjusted'],
    }),
    'leaderboard:take-part': command({
      summary: 'Be on the boards of a cohort, or on none: nobody sees then that you ever were.',
      http: ['PUT', '/api/cohorts/:cohortId/leaderboard/taking-part'],
      input: z.strictObject({ cohortId: id, takesPart: z.boolean() }),
      output: taking,
      who: ['student'],
      rate: often,
      tells: [...boardTells, 'leaderboard:self-changed'],
    }),
    'leaderboard:take-name': command({
      summary: 'Go by a made-up name on the boards of a cohort (each time another one), or by your own.',
      http: ['PUT', '/api/cohorts/:cohortId/leaderboard/name'],
      input: z.strictObject({ cohortId: id, madeUp: z.boolean() }),
      output: taking,
      who: ['student'],
      rate: often,
      tells: ['leaderboard:changed', 'leaderboard:cohort-changed', 'leaderboard:self-changed'],
    }),
  },
  views: {
    'leaderboard:session': view({
      summary: 'The board of a session, and how you stand.',
      http: '/api/sessions/:sessionId/leaderboard',
      input: ofSession,
      data: sessionBoard,
      who: member,
      follows: ['leaderboard:changed', 'leaderboard:earned', 'leaderboard:self-changed', 'enrolment:changed'],
    }),
    'leaderboard:cohort': view({
      summary: 'The board of all sessions of a cohort, and how you stand.',
      http: '/api/cohorts/:cohortId/leaderboard',
      input: ofCohort,
      data: cohortBoard,
      who: member,
      follows: [
        'leaderboard:cohort-changed',
        'leaderboard:earned',
        'leaderboard:self-changed',
        'enrolment:changed',
      ],
    }),
    'leaderboard:own': view({
      summary: 'Why you have the points of a session, the newest first.',
      http: '/api/sessions/:sessionId/leaderboard/own',
      input: ofSession,
      data: z.object({ sessionId: id, cohortId: id, entries: z.array(ownEntry) }),
      who: ['student'],
      follows: ['leaderboard:earned', 'leaderboard:self-changed'],
    }),
    'leaderboard:adjustments': view({
      summary: 'What staff gave and took in a session, the newest first.',
      http: '/api/sessions/:sessionId/leaderboard/adjustments',
      input: ofSession,
      data: z.object({ sessionId: id, adjustments: z.array(adjustment) }),
      who: staff,
      follows: ['leaderboard:adjusted', 'enrolment:changed'],
    }),
  },
  events: {
    'leaderboard:changed': event({
      summary: 'The board of a session is now this.',
      kind: 'state',
      delivery: 'live',
      data: sessionBoard.omit({ cohortId: true, own: true }).meta({ id: 'SessionLeaderboardChanged' }),
      key: (data) => data.sessionId,
      on: [sessionBoardTopic],
    }),
    'leaderboard:cohort-changed': event({
      summary: 'The board of a cohort is now this.',
      kind: 'state',
      delivery: 'ambient',
      data: cohortBoard.omit({ own: true }).meta({ id: 'CohortLeaderboardChanged' }),
      key: (data) => data.cohortId,
      on: [cohorts.topics.cohort],
    }),
    'leaderboard:earned': event({
      summary:
        'Your points of a session and of its cohort are now these; null: none, or none that are shown.',
      kind: 'state',
      delivery: 'live',
      data: z.object({
        cohortId: id,
        sessionId: id,
        points: z.number().int().nullable(),
        cohortPoints: z.number().int().nullable(),
      }),
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
    'leaderboard:self-changed': event({
      summary: 'Whether you are on the boards of a cohort, and under which name.',
      kind: 'state',
      delivery: 'ambient',
      data: taking,
      key: (data) => data.cohortId,
      on: [identity.topics.person],
    }),
    'leaderboard:adjusted': event({
      summary: 'Staff gave a student points of a session, or took some.',
      kind: 'fact',
      delivery: 'live',
      data: adjustment,
      on: [sessions.topics.sessionStaff],
    }),
  },
});
