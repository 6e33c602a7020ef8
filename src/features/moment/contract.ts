import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';

const instant = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;
/** Whoever takes part in one live session: its cohort, and its guests while it takes any. */
const audience = [...member, 'guest'] as const;

/** How much of everything there may be. */
export const momentLimits = {
  bannerLength: 300,
  /** Of one session, those that were taken down included. */
  banners: 100,
  /** Whoever is further back in the queue is told only that so many and more are before them. */
  placesTold: 20,
  leastSeconds: 10,
  seconds: 4 * 3_600,
  /** For how long reactions are gathered before they are shown, in ms. */
  gatherMs: 500,
} as const;

/** A hand that is up, as staff see it. */
export const raisedHand = z
  .object({
    /** Another one each time a hand goes up. */
    id,
    sessionId: id,
    person: z.object({ id, name: z.string() }),
    raisedAt: instant,
    /** null: not called on yet. At most one hand of a session is called on. */
    calledAt: instant.nullable(),
  })
  .meta({ id: 'RaisedHand' });
export type RaisedHand = z.output<typeof raisedHand>;

/** One's own hand while it is up. */
export const ownHand = raisedHand.omit({ sessionId: true, person: true }).meta({ id: 'OwnHand' });
export type OwnHand = z.output<typeof ownHand>;

/** Whose turn it is, without saying who: whoever has their hand up finds its id here. */
export const handQueue = z
  .object({
    calledId: id.nullable(),
    /** Those that wait, the earliest first; at most as many as places are told. */
    nextIds: z.array(id),
    /** How many wait in all. */
    waiting: z.number().int().meta({ example: 3 }),
  })
  .meta({ id: 'HandQueue' });
export type HandQueue = z.output<typeof handQueue>;

/** What can be said of a session, each from one end to the other. */
export const pulses = {
  pace: ['too-slow', 'right', 'too-fast'],
  clarity: ['lost', 'partly', 'clear'],
} as const;
export const pulsePace = z.enum(pulses.pace);
export const pulseClarity = z.enum(pulses.clarity);

/** What one person says of the session now; null: nothing. */
const ownSaying = { pace: pulsePace.nullable(), clarity: pulseClarity.nullable() };
export const ownPulse = z.object(ownSaying).meta({ id: 'OwnPulse' });
export type OwnPulse = z.output<typeof ownPulse>;

const count = z.number().int().meta({ example: 4 });

/** What the class says of the session: everybody's last word. Nowhere does it stand who said what. */
export const pulseCounts = z
  .object({
    pace: z.object({ 'too-slow': count, right: count, 'too-fast': count }),
    clarity: z.object({ lost: count, partly: count, clear: count }),
  })
  .meta({ id: 'PulseCounts' });
export type PulseCounts = z.output<typeof pulseCounts>;

/** What the counts were at the end of one minute in which somebody said something. */
export const pulsePoint = pulseCounts.extend({ minute: instant }).meta({ id: 'PulsePoint' });
export type PulsePoint = z.output<typeof pulsePoint>;

export const reactions = ['applause', 'heart', 'laugh', 'yes'] as const;
export const reactionKind = z.enum(reactions);
export type ReactionKind = z.output<typeof reactionKind>;

/** What the time is for, in a word that every language has. */
export const timerPurposes = ['exercise', 'break', 'start', 'other'] as const;
export const timerPurpose = z.enum(timerPurposes);
export type TimerPurpose = z.output<typeof timerPurpose>;

/** A timer on every screen. It runs, or it is paused: one of the two fields is null, the other is not. */
export const timer = z
  .object({
    purpose: timerPurpose,
    /** By the server's clock; in the past: the time is up. */
    endsAt: instant.nullable(),
    leftMs: z.number().int().nullable(),
  })
  .meta({ id: 'SessionTimer' });
export type Timer = z.output<typeof timer>;

/** What staff say to the whole session, as everybody reads it. */
export const banner = z
  .object({
    id,
    /** Plain text; '' where whoever said it was forgotten. */
    text: z.string(),
    saidAt: instant,
  })
  .meta({ id: 'SessionBanner' });
export type Banner = z.output<typeof banner>;

/** A banner as staff have it, also when it was taken down. */
export const deskBanner = banner
  .extend({
    sessionId: id,
    endedAt: instant.nullable(),
    /** How many students have said that they read it. */
    acknowledged: z.number().int(),
  })
  .meta({ id: 'DeskBanner' });
export type DeskBanner = z.output<typeof deskBanner>;

/** What a session is at this moment, for everybody in it. */
export const sessionNow = z
  .object({
    sessionId: id,
    /** Kept true on the session's topic, like the next two. */
    timer: timer.nullable(),
    banner: banner.nullable(),
    queue: handQueue,
    /** Kept true on one's own topic. */
    own: z.object({
      hand: ownHand.nullable(),
      pulse: ownPulse,
      /** The newest banner of the session that one has said to have read. */
      acknowledgedId: id.nullable(),
    }),
  })
  .meta({ id: 'SessionNow' });
export type SessionNow = z.output<typeof sessionNow>;

/** The same for its staff. */
export const momentDesk = z
  .object({
    sessionId: id,
    /** Kept true on the session's topic; all else on the staff's. */
    timer: timer.nullable(),
    /** In the order in which they went up (then by id); whoever is called on keeps their place. */
    hands: z.array(raisedHand),
    pulse: pulseCounts,
    /** By the minute; minutes in which nobody said anything are left out. */
    line: z.array(pulsePoint),
    /** In the order in which they were said (by id). At most one is up: the one without `endedAt`. */
    banners: z.array(deskBanner),
  })
  .meta({ id: 'MomentDesk' });
export type MomentDesk = z.output<typeof momentDesk>;

const ofSession = z.strictObject({ sessionId: id });
const ofHand = z.strictObject({ sessionId: id, handId: id });
const ofBanner = z.strictObject({ sessionId: id, bannerId: id });
const queueTells = ['hand:queue', 'hand:changed', 'hand:lowered', 'hand:mine'];
const bannerTells = ['banner:changed', 'banner:desk-changed'];
const often = { times: 120, perMs: 60_000 };

const ownHandOutput = z.object({ sessionId: id, hand: ownHand.nullable() }).meta({ id: 'OwnHandStanding' });
export type OwnHandStanding = z.output<typeof ownHandOutput>;
const timerOutput = z.object({ sessionId: id, timer: timer.nullable() }).meta({ id: 'TimerStanding' });
export type TimerStanding = z.output<typeof timerOutput>;

const timing = <const Input extends z.ZodObject>(
  summary: string,
  http: readonly ['POST' | 'PUT' | 'DELETE', string],
  input: Input,
) =>
  command({
    summary,
    http,
    input,
    output: timerOutput,
    who: staff,
    rate: often,
    refusals: ['conflict'],
    tells: ['timer:changed'],
  });

/** What is of the moment in a live session: hands, pulse, reactions, the timer, and what is said to everybody. */
export const moment = contract('moment', {
  commands: {
    'hand:raise': command({
      summary: 'Raise your hand; a second time changes nothing.',
      http: ['PUT', '/api/sessions/:sessionId/hand'],
      input: ofSession,
      output: ownHandOutput,
      who: ['student', 'guest'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: queueTells,
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'hand:lower': command({
      summary: 'Take your hand down; a second time changes nothing.',
      http: ['DELETE', '/api/sessions/:sessionId/hand'],
      input: ofSession,
      output: ownHandOutput,
      who: ['student', 'guest'],
      rate: { times: 30, perMs: 60_000 },
      tells: queueTells,
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'hand:call': command({
      summary: 'Call on somebody whose hand is up; the hand that was called on before goes down.',
      http: ['POST', '/api/sessions/:sessionId/hands/:handId/call'],
      input: ofHand,
      output: raisedHand,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: queueTells,
    }),
    'hand:dismiss': command({
      summary: "Take somebody's hand down; a second time changes nothing.",
      http: ['DELETE', '/api/sessions/:sessionId/hands/:handId'],
      input: ofHand,
      output: z.object({ sessionId: id, handId: id }),
      who: staff,
      rate: often,
      tells: queueTells,
    }),
    'hand:lower-all': command({
      summary: 'Take every hand down.',
      http: ['DELETE', '/api/sessions/:sessionId/hands'],
      input: ofSession,
      output: z.object({ sessionId: id, lowered: z.number().int() }),
      who: staff,
      rate: often,
      tells: queueTells,
    }),
    'pulse:say': command({
      summary: 'Say how fast and how clear the session is for you, or that you say nothing of it any more.',
      http: ['PUT', '/api/sessions/:sessionId/pulse'],
      input: z.strictObject({ sessionId: id, ...ownSaying }),
      output: ownPulse.extend({ sessionId: id }),
      who: ['student', 'guest'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['pulse:mine', 'pulse:counted'],
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'reaction:send': command({
      summary: 'React; it is shown with what others send in the same half second, and kept nowhere.',
      http: ['POST', '/api/sessions/:sessionId/reactions'],
      input: z.strictObject({ sessionId: id, kind: reactionKind }),
      output: z.object({ kind: reactionKind }),
      who: audience,
      rate: { times: 30, perMs: 10_000 },
      refusals: ['conflict'],
      // It is told with those of others, once it has been gathered.
      tells: [],
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'timer:start': timing(
      'Show everybody a timer, in place of the former one.',
      ['PUT', '/api/sessions/:sessionId/timer'],
      z.strictObject({
        sessionId: id,
        seconds: z.number().int().min(momentLimits.leastSeconds).max(momentLimits.seconds),
        purpose: timerPurpose.default('other'),
      }),
    ),
    'timer:pause': timing(
      'Stop the timer where it is; a second time changes nothing.',
      ['POST', '/api/sessions/:sessionId/timer/pause'],
      ofSession,
    ),
    'timer:resume': timing(
      'Let a timer that is paused go on; a second time changes nothing.',
      ['POST', '/api/sessions/:sessionId/timer/resumption'],
      ofSession,
    ),
    'timer:extend': timing(
      'Give a timer more time, from now where it has run out.',
      ['POST', '/api/sessions/:sessionId/timer/extension'],
      z.strictObject({
        sessionId: id,
        seconds: z.number().int().min(momentLimits.leastSeconds).max(momentLimits.seconds).default(60),
      }),
    ),
    'timer:stop': timing(
      'Take the timer off every screen; a second time changes nothing.',
      ['DELETE', '/api/sessions/:sessionId/timer'],
      ofSession,
    ),
    'banner:say': command({
      summary: 'Say something to the whole session, in place of what was said before.',
      http: ['POST', '/api/sessions/:sessionId/banners'],
      input: z.strictObject({
        sessionId: id,
        text: z.string().trim().min(1).max(momentLimits.bannerLength),
      }),
      output: deskBanner,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: bannerTells,
    }),
    'banner:take-down': command({
      summary: 'Take a banner off every screen; a second time changes nothing.',
      http: ['POST', '/api/sessions/:sessionId/banners/:bannerId/end'],
      input: ofBanner,
      output: deskBanner,
      who: staff,
      rate: often,
      tells: bannerTells,
    }),
    'banner:acknowledge': command({
      summary: 'Say that you have read the banner that is up; a second time changes nothing.',
      http: ['PUT', '/api/sessions/:sessionId/banners/:bannerId/acknowledgement'],
      input: ofBanner,
      output: z.object({ sessionId: id, bannerId: id }),
      who: ['student'],
      rate: often,
      refusals: ['conflict'],
      tells: ['banner:mine', 'banner:acknowledged'],
      commitsWith: ({ bannerId }) => bannerId,
    }),
  },
  views: {
    'moment:now': view({
      summary: 'The timer, the banner and the queue of a session, with your own hand, pulse and receipt.',
      http: '/api/sessions/:sessionId/moment',
      input: ofSession,
      data: sessionNow,
      who: audience,
      follows: ['timer:changed', 'banner:changed', 'hand:queue', 'hand:mine', 'pulse:mine', 'banner:mine'],
    }),
    'moment:desk': view({
      summary: 'Who has a hand up, how the class follows, the timer, and every banner with its receipts.',
      http: '/api/sessions/:sessionId/moment/desk',
      input: ofSession,
      data: momentDesk,
      who: staff,
      follows: [
        'timer:changed',
        'hand:changed',
        'hand:lowered',
        'pulse:counted',
        'banner:desk-changed',
        'banner:acknowledged',
      ],
    }),
    'moment:pulse-csv': view({
      summary: 'How the class followed, minute by minute, as CSV: counts alone.',
      http: '/api/sessions/:sessionId/pulse.csv',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
  },
  events: {
    'hand:queue': event({
      summary: 'Which hands are up, by their ids alone, and whose turn it is.',
      kind: 'state',
      delivery: 'live',
      data: handQueue.extend({ sessionId: id }).meta({ id: 'HandQueueChanged' }),
      key: (data) => data.sessionId,
      on: [sessions.topics.session],
    }),
    'hand:changed': event({
      summary: 'A hand went up, was called on, or its person has another name.',
      kind: 'state',
      delivery: 'live',
      data: raisedHand,
      key: (data) => data.id,
      on: [sessions.topics.sessionStaff],
    }),
    'hand:lowered': event({
      summary: 'These hands are down, for good: whoever raises theirs again has another.',
      kind: 'fact',
      delivery: 'live',
      data: z.object({ sessionId: id, handIds: z.array(id) }),
      on: [sessions.topics.sessionStaff],
    }),
    'hand:mine': event({
      summary: 'Your own hand: up, called on, or (null) down.',
      kind: 'state',
      delivery: 'live',
      data: ownHandOutput,
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
    'pulse:mine': event({
      summary: 'What you say of a session; your other windows show the same.',
      kind: 'state',
      delivery: 'live',
      data: ownPulse.extend({ sessionId: id }).meta({ id: 'OwnPulseSaid' }),
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
    'pulse:counted': event({
      summary: 'What the class says by now, with the points of the line that may be different since.',
      kind: 'state',
      delivery: 'live',
      data: z
        .object({
          sessionId: id,
          pulse: pulseCounts,
          /** From this minute on the line is as told here. */
          since: instant,
          line: z.array(pulsePoint),
        })
        .meta({ id: 'PulseCounted' }),
      // Of each minute the newest: the line is told minute by minute.
      key: (data) => `${data.sessionId}/${data.since}`,
      on: [sessions.topics.sessionStaff],
    }),
    'reaction:burst': event({
      summary: 'How often there was which reaction in the last half second, at one of the nodes.',
      kind: 'signal',
      delivery: 'live',
      data: z
        .object({ sessionId: id, counts: z.array(z.object({ kind: reactionKind, count })) })
        .meta({ id: 'ReactionBurst' }),
      on: [sessions.topics.session],
    }),
    'timer:changed': event({
      summary: 'The timer of a session is now this; null: there is none.',
      kind: 'state',
      delivery: 'live',
      data: timerOutput,
      key: (data) => data.sessionId,
      on: [sessions.topics.session],
    }),
    'banner:changed': event({
      summary: 'What is said to the whole session is now this; null: nothing.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ sessionId: id, banner: banner.nullable() }).meta({ id: 'BannerChanged' }),
      key: (data) => data.sessionId,
      on: [sessions.topics.session],
    }),
    'banner:desk-changed': event({
      summary: 'A banner as staff have it is new, taken down, or its words are forgotten.',
      kind: 'state',
      delivery: 'live',
      data: deskBanner,
      key: (data) => data.id,
      on: [sessions.topics.sessionStaff],
    }),
    'banner:acknowledged': event({
      summary: 'So many have said by now that they read a banner.',
      kind: 'state',
      delivery: 'live',
      data: z
        .object({ sessionId: id, bannerId: id, acknowledged: z.number().int() })
        .meta({ id: 'BannerAcknowledged' }),
      key: (data) => data.bannerId,
      on: [sessions.topics.sessionStaff],
    }),
    'banner:mine': event({
      summary: 'That you have read a banner; your other windows show the same.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ sessionId: id, bannerId: id }).meta({ id: 'BannerRead' }),
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
  },
});
