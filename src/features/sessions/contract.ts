import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity, language, personName, zone } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;
/** Whoever takes part in one live session: its cohort, and its guests while it takes any. */
const audience = [...member, 'guest'] as const;

/** One live session: what everybody who takes part in it may hear. */
const session = topicKind('session/:sessionId', { who: audience });
/** The same session behind the scenes: its join code, the notes of its run sheet, who is in. */
const sessionStaff = topicKind('session/:sessionId/staff', { who: staff });

/** How much of everything there may be. */
export const sessionLimits = {
  titleLength: 160,
  summaryLength: 2_000,
  reasonLength: 500,
  noteLength: 2_000,
  /** Of what is said to everybody at an item: as long as a banner may be. */
  sayLength: 300,
  minutes: 24 * 60,
  agendaItems: 60,
  agendaItemMinutes: 600,
  recordings: 20,
  addressLength: 2_000,
  /** A day: longer than any recording that somebody watches in one go. */
  positionSeconds: 86_400,
  /** At once; whoever is removed makes room for another one. */
  guests: 200,
} as const;

/** For how long `session:attend` says that somebody is in; a browser sends it every `attendEveryMs`. */
export const attendLeaseMs = 90_000;
export const attendEveryMs = 30_000;
/** From how many on those who take part are told how many are in: of fewer, the number would tell who. */
export const countedFrom = 5;
/** How long before its planned start a session takes people into its waiting room. */
export const doorsOpenMinutes = 30;

/** How the minutes of `session:attendance` are made, in one sentence. */
export const attendanceFormula =
  'Of every stay, the time from coming in until last heard of; the waiting room and what comes after the ' +
  'end do not count; the sum is rounded down to whole minutes.';

/** The one place where seconds of attendance become minutes: rounded down. */
export function minutesOf(seconds: number): number {
  return Math.floor(seconds / 60);
}

/** `rehearsal` is said to staff alone; to everybody else such a session is `scheduled`. */
export const sessionState = z.enum(['scheduled', 'rehearsal', 'live', 'ended', 'cancelled']);
export type SessionState = z.output<typeof sessionState>;

/** Whether a session is over for good. */
export function isOver(state: SessionState): boolean {
  return state === 'ended' || state === 'cancelled';
}

export const meetingProvider = z.enum(['zoom', 'meet', 'teams', 'jitsi', 'bigbluebutton', 'other']);
export type MeetingProvider = z.output<typeof meetingProvider>;

/** An address that is opened in a new window, so nothing but a page of the web. */
const webAddress = z
  .url({ protocol: /^https$/, error: 'is not an address that begins with https://' })
  .max(sessionLimits.addressLength);

/** Where picture and sound are. */
export const meeting = z
  .strictObject({ provider: meetingProvider, url: webAddress })
  .meta({ id: 'SessionMeeting' });
export type Meeting = z.output<typeof meeting>;

export const agendaKind = z.enum(['talk', 'exercise', 'questions', 'break', 'other']);
export type AgendaKind = z.output<typeof agendaKind>;

const itemTitle = z.string().trim().min(1).max(sessionLimits.titleLength);
const itemMinutes = z.number().int().min(1).max(sessionLimits.agendaItemMinutes);
const itemNote = z.string().max(sessionLimits.noteLength);
const itemSay = z.string().trim().max(sessionLimits.sayLength);

/** An item of the run sheet as everybody sees it. */
export const agendaItem = z
  .object({ id, title: z.string(), minutes: z.number().int(), kind: agendaKind })
  .meta({ id: 'AgendaItem' });
export type AgendaItem = z.output<typeof agendaItem>;

/** How questions are taken. `peers`: no names to other students; `everyone`: no names to staff either. */
export const sessionSettings = z
  .strictObject({
    /** Questions are seen by others only once staff let them through. */
    moderated: z.boolean(),
    anonymity: z.enum(['none', 'peers', 'everyone']),
  })
  .meta({ id: 'SessionSettings' });
export type SessionSettings = z.output<typeof sessionSettings>;

export const recording = z
  .object({ id, title: z.string(), url: z.string(), addedAt: moment })
  .meta({ id: 'SessionRecording' });
export type Recording = z.output<typeof recording>;

/** A session as everybody in the cohort sees it, staff included: `rehearsal` never stands here. */
export const liveSession = z
  .object({
    id,
    cohortId: id,
    title: z.string(),
    summary: z.string(),
    startsAt: moment,
    minutes: z.number().int(),
    state: sessionState,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
    /** Why it does not take place; null unless cancelled. */
    cancelReason: z.string().nullable(),
    meeting: meeting.nullable(),
    host: z.object({ id, name: z.string() }).nullable(),
    /** What the session is at; only while it is live. */
    currentItemId: id.nullable(),
    agenda: z.array(agendaItem),
    lessonId: id.nullable(),
    settings: sessionSettings,
    recordings: z.array(recording),
  })
  .meta({ id: 'LiveSession' });
export type LiveSession = z.output<typeof liveSession>;

/** Somebody who came in by the code alone. The number tells apart those who call themselves the same. */
export const sessionGuest = z
  .object({ id, name: z.string(), number: z.number().int() })
  .meta({ id: 'SessionGuest' });
export type SessionGuest = z.output<typeof sessionGuest>;

/**
 * How somebody's visit to a session stands: `in` it, `shut` out with all guests for now, `removed` by its staff, or
 * `over` with the session.
 */
export const visitStanding = z.enum(['in', 'shut', 'removed', 'over']);
export type VisitStanding = z.output<typeof visitStanding>;

/** What is left to say to a guest, whatever they may see. */
export const visit = z
  .object({ sessionId: id, title: z.string(), standing: visitStanding })
  .meta({ id: 'SessionVisit' });
export type Visit = z.output<typeof visit>;

/** A session as its staff have it. Here `session.state` may be `rehearsal`, with its current item. */
export const staffSession = z
  .object({
    session: liveSession,
    /** Six digits; null once the session is over. */
    joinCode: z.string().nullable(),
    /** Whether the code also lets in whoever is not of the cohort. */
    takesGuests: z.boolean(),
    /** Raised whenever the run sheet changes; `session:set-agenda` takes it. */
    revision: z.number().int(),
    /** What staff noted for themselves, by item id; an item without a note is absent. */
    notes: z.record(z.string(), z.string()),
    /** What staff mean to say to everybody at an item, by item id; nobody else reads it before they do. */
    says: z.record(z.string(), z.string()),
    /** Every wall of it is dark until staff bring it back, one that is opened later too; devices are not. */
    isBlank: z.boolean(),
  })
  .meta({ id: 'StaffSession' });
export type StaffSession = z.output<typeof staffSession>;

const inSession = z.object({ id, name: z.string(), since: moment });

/** One session for whoever runs it. */
export const sessionConsole = staffSession
  .extend({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    /** Who is in, in the order in which they came. */
    here: z.array(inSession),
    /** Its guests, in or not, in the order in which they came. */
    guests: z.array(sessionGuest),
    /** The students of the cohort, in or not, in the order in which they first came to it. */
    students: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'SessionConsole' });
export type SessionConsole = z.output<typeof sessionConsole>;

export const sessionAttended = z
  .object({
    sessionId: id,
    person: z.object({ id, name: z.string() }),
    in: z.boolean(),
    /** Since when; null for whoever is out. */
    since: moment.nullable(),
    /** How many are in now, guests among them. */
    count: z.number().int(),
  })
  .meta({ id: 'SessionAttended' });
export type SessionAttended = z.output<typeof sessionAttended>;

/** How many are in a session, for everybody in the cohort; null: fewer than `countedFrom`. */
export const sessionHere = z
  .object({ sessionId: id, here: z.number().int().nullable() })
  .meta({ id: 'SessionHere' });
export type SessionHere = z.output<typeof sessionHere>;

/** One person's line. A stay that goes on counts from `inSince`: whoever shows it adds what has passed. */
export const attendanceLine = z
  .object({
    person: z.object({ id, name: z.string() }),
    /** Of stays that are over. */
    seconds: z.number().int(),
    /** `minutesOf(seconds)`. */
    minutes: z.number().int(),
    /**
     * From when the stay that goes on counts: not before the session began. In the waiting room, from when they
     * are there; nothing counts yet. null for whoever is out.
     */
    inSince: moment.nullable(),
    /** null: was never in. */
    firstIn: moment.nullable(),
    /** The end of the last stay that is over. */
    lastSeen: moment.nullable(),
    /** Came in by the code alone, and counts as nobody of the class. */
    guest: z.boolean(),
  })
  .meta({ id: 'AttendanceLine' });
export type AttendanceLine = z.output<typeof attendanceLine>;

export const sessionAttendance = z
  .object({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    session: liveSession.pick({
      id: true,
      title: true,
      state: true,
      startsAt: true,
      minutes: true,
      startedAt: true,
      endedAt: true,
    }),
    formula: z.string(),
    /** Every student of the cohort, and whoever else came. */
    people: z.array(attendanceLine),
  })
  .meta({ id: 'SessionAttendance' });
export type SessionAttendance = z.output<typeof sessionAttendance>;

/** One session for one person: with how far they are in its recordings, in seconds by recording id. */
export const ownSession = liveSession
  .extend({
    cohort: z.object({ id, title: z.string(), zone: z.string() }),
    /** Where it is talked about: a channel that has the session's own id. */
    chatChannelId: id,
    /** Whether they are here as a guest: then there is no recording, no lesson and no talk for them. */
    asGuest: z.boolean(),
    positions: z.record(z.string(), z.number().int()),
    /** How many are in; null: fewer than `countedFrom`, or it is over. */
    here: z.number().int().nullable(),
  })
  .meta({ id: 'OwnSession' });
export type OwnSession = z.output<typeof ownSession>;

export const positionKept = z
  .object({ sessionId: id, recordingId: id, seconds: z.number().int() })
  .meta({ id: 'RecordingPosition' });
export type PositionKept = z.output<typeof positionKept>;

/** When the calendar feed of a person was made; null: there is none. Its address is seen once. */
export const calendarFeed = z.object({ madeAt: moment.nullable() }).meta({ id: 'CalendarFeed' });
export type CalendarFeed = z.output<typeof calendarFeed>;

const ofSession = z.strictObject({ sessionId: id });
const ofRecording = { sessionId: id, recordingId: id };

const title = z.string().trim().min(1).max(sessionLimits.titleLength);
const summary = z.string().max(sessionLimits.summaryLength);
const minutes = z.number().int().min(1).max(sessionLimits.minutes);
const reason = z.string().trim().max(sessionLimits.reasonLength);

/** What every change of a session tells: everybody what they may know, staff all of it. */
const sessionTells = ['session:changed', 'session:console-changed'];
/** What besides tells that a session is over. */
const overTells = [...sessionTells, 'session:visit-changed'];

/** Six digits as they were typed, with or without a gap. */
const typedCode = z
  .string()
  .trim()
  .regex(/^\d{3}[ -]?\d{3}$/, 'is not six digits')
  .meta({ example: '482 913' });
const often = { times: 120, perMs: 60_000 };

/** Live sessions of a cohort: planned, rehearsed, held, and what is kept of them. */
export const sessions = contract('sessions', {
  topics: { session, sessionStaff },
  commands: {
    'session:schedule': command({
      summary: 'Plan a live session of a cohort; whoever plans it is its host.',
      http: ['POST', '/api/cohorts/:cohortId/sessions'],
      input: z.strictObject({
        cohortId: id,
        title,
        summary: summary.default(''),
        startsAt: moment,
        minutes,
        meeting: meeting.nullable().default(null),
        /** The lesson of the course that it goes with. */
        lessonId: id.nullable().default(null),
        settings: sessionSettings.default({ moderated: false, anonymity: 'none' }),
      }),
      output: staffSession,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      tells: sessionTells,
    }),
    'session:change': command({
      summary: 'Change what is said about a session, when it is, where, and how questions are taken.',
      http: ['PATCH', '/api/sessions/:sessionId'],
      input: z.strictObject({
        sessionId: id,
        title: title.optional(),
        summary: summary.optional(),
        /** Not once it has begun. */
        startsAt: moment.optional(),
        minutes: minutes.optional(),
        meeting: meeting.nullable().optional(),
        lessonId: id.nullable().optional(),
        settings: sessionSettings.optional(),
      }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:cancel': command({
      summary: 'Call a session off before it has begun; everybody reads why.',
      http: ['POST', '/api/sessions/:sessionId/cancellation'],
      input: z.strictObject({ sessionId: id, reason: reason.default('') }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: overTells,
    }),
    'session:set-agenda': command({
      summary: 'Put a whole run sheet in place of the one that has this revision.',
      http: ['PUT', '/api/sessions/:sessionId/agenda'],
      input: z.strictObject({
        sessionId: id,
        /** The one that was changed; where there is a newer one, `conflict`. */
        revision: z.number().int().min(0),
        agenda: z
          .array(
            z.strictObject({
              /** Of an item that was there before; left out for a new one. */
              id: id.optional(),
              title: itemTitle,
              minutes: itemMinutes,
              kind: agendaKind,
              /** For staff alone. */
              note: itemNote.default(''),
              /** For staff alone, until they say it to everybody. */
              say: itemSay.default(''),
            }),
          )
          .max(sessionLimits.agendaItems),
      }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      // As JSON: sixty items with their notes, in scripts of several bytes a letter.
      takes: { json: 1_000_000 },
      tells: sessionTells,
    }),
    'session:rehearse': command({
      summary: 'Try a session out where no student sees it, or end the trial.',
      http: ['PUT', '/api/sessions/:sessionId/rehearsal'],
      input: z.strictObject({ sessionId: id, on: z.boolean() }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['session:console-changed'],
    }),
    'session:start': command({
      summary: 'Begin a session; whoever begins it is its host. Of two who do so at once, one does.',
      http: ['POST', '/api/sessions/:sessionId/start'],
      input: ofSession,
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:end': command({
      summary: 'End a session that is live; nobody is in any longer.',
      http: ['POST', '/api/sessions/:sessionId/end'],
      input: ofSession,
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: overTells,
    }),
    'session:show': command({
      summary: 'Say which item of the run sheet the session is at.',
      http: ['PUT', '/api/sessions/:sessionId/current'],
      input: z.strictObject({ sessionId: id, itemId: id.nullable() }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:blank': command({
      summary: 'Make the walls of a session dark, or bring them back; the same again changes nothing.',
      http: ['PUT', '/api/sessions/:sessionId/blank'],
      input: z.strictObject({ sessionId: id, on: z.boolean() }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['session:console-changed'],
    }),
    'session:take-over': command({
      summary: 'Become the host of a session that is not over; everything else stays as it is.',
      http: ['PUT', '/api/sessions/:sessionId/host'],
      input: ofSession,
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:hand-over': command({
      summary: 'Make somebody else of the staff the host of a live session that you are the host of.',
      http: ['PUT', '/api/sessions/:sessionId/host/:personId'],
      input: z.strictObject({ sessionId: id, personId: id }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:attend': command({
      summary: `Say that you are in; it holds for ${attendLeaseMs / 1_000} seconds, whatever number of windows say so.`,
      http: ['PUT', '/api/sessions/:sessionId/attendance'],
      input: ofSession,
      output: z.object({ until: moment }),
      who: audience,
      rate: often,
      refusals: ['conflict', 'not_yet'],
      tells: ['session:attended', 'session:here'],
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'session:leave': command({
      summary: 'Say that you are out.',
      http: ['DELETE', '/api/sessions/:sessionId/attendance'],
      input: ofSession,
      output: z.object({ left: z.boolean() }),
      who: audience,
      rate: often,
      tells: ['session:attended', 'session:here'],
      commitsWith: ({ sessionId }) => sessionId,
    }),
    'session:join': command({
      summary: 'Find a session by its six digits: one of your cohorts, or one that takes guests.',
      http: ['POST', '/api/sessions/joining'],
      input: z.strictObject({ code: typedCode }),
      output: z.object({
        sessionId: id,
        title: z.string(),
        /** `in`: it is open to you already; `guest`: come in by `session:enter`. */
        as: z.enum(['in', 'guest']),
        /** Under which name a guest comes who is signed in; null: they say one. */
        name: z.string().nullable(),
      }),
      who: ['anyone'],
      // Codes that lead nowhere are counted apart, by the room: a class comes from one address.
      rate: { times: 600, perMs: 60_000 },
      tells: [],
    }),
    'session:enter': command({
      summary: 'Come into a session by its code, as its guest; who is signed in comes under their own name.',
      http: ['POST', '/api/sessions/guests'],
      input: z.strictObject({ code: typedCode, name: personName.optional(), zone, language }),
      output: z.object({ sessionId: id }),
      who: ['anyone'],
      rate: { times: 300, perMs: 600_000 },
      refusals: ['conflict', 'not_yet'],
      tells: [
        'session:guest-changed',
        'session:visit-changed',
        'identity:session-started',
        'identity:session-ended',
      ],
      // Whoever has no account is given the cookie of a guest.
      doors: 'http',
    }),
    'session:take-guests': command({
      summary: 'Let the code also bring in whoever is not of the cohort, or send all guests out.',
      http: ['PUT', '/api/sessions/:sessionId/guests'],
      input: z.strictObject({ sessionId: id, on: z.boolean() }),
      output: staffSession,
      who: staff,
      rate: often,
      refusals: ['conflict'],
      tells: ['session:console-changed', 'session:attended', 'session:here', 'session:visit-changed'],
    }),
    'session:remove-guest': command({
      summary: 'Send a guest out for good.',
      http: ['DELETE', '/api/sessions/:sessionId/guests/:guestId'],
      input: z.strictObject({ sessionId: id, guestId: id }),
      output: z.object({ removed: z.boolean() }),
      who: staff,
      rate: often,
      tells: ['session:guest-changed', 'session:attended', 'session:here', 'session:visit-changed'],
    }),
    'session:add-recording': command({
      summary: 'Add a link to a recording of a session that was held.',
      http: ['POST', '/api/sessions/:sessionId/recordings'],
      input: z.strictObject({ sessionId: id, title, url: webAddress }),
      output: staffSession,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: sessionTells,
    }),
    'session:remove-recording': command({
      summary: 'Take the link to a recording away.',
      http: ['DELETE', '/api/sessions/:sessionId/recordings/:recordingId'],
      input: z.strictObject(ofRecording),
      output: staffSession,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      tells: sessionTells,
    }),
    'session:keep-position': command({
      summary: 'Remember how far you are in a recording.',
      http: ['PUT', '/api/sessions/:sessionId/recordings/:recordingId/position'],
      input: z.strictObject({
        ...ofRecording,
        seconds: z.number().int().min(0).max(sessionLimits.positionSeconds),
      }),
      output: positionKept,
      who: member,
      rate: often,
      tells: ['session:position-kept'],
    }),
    'session:make-feed': command({
      summary: 'Make the secret address of your calendar; it is seen this once, and an earlier one ends.',
      http: ['POST', '/api/calendar-feeds'],
      input: z.strictObject({}),
      output: z.object({
        /** From the root of this Stoa. */
        path: z.string(),
      }),
      who: ['person'],
      rate: { times: 10, perMs: 60_000 },
      tells: ['session:feed-changed'],
      // Answers of the other door are kept for whoever sends again; this one holds a secret.
      doors: 'http',
    }),
    'session:revoke-feed': command({
      summary: 'End the secret address of your calendar.',
      http: ['DELETE', '/api/calendar-feeds'],
      input: z.strictObject({}),
      output: z.object({ revoked: z.boolean() }),
      who: ['person'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['session:feed-changed'],
    }),
  },
  views: {
    'session:list': view({
      summary: 'The live sessions of a cohort, the earliest first.',
      http: '/api/cohorts/:cohortId/sessions',
      input: z.strictObject({ cohortId: id }),
      data: z.array(liveSession),
      who: member,
      follows: ['session:changed', 'identity:profile-changed'],
    }),
    'session:timetable': view({
      summary: 'The same with the cohort whose clock they go by, as pages show them.',
      http: '/api/cohorts/:cohortId/timetable',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({ id, title: z.string(), zone: z.string() }),
        sessions: z.array(liveSession),
      }),
      who: member,
      follows: ['session:changed', 'cohort:changed', 'identity:profile-changed'],
    }),
    'session:one': view({
      summary: 'One live session, with how far you are in its recordings.',
      http: '/api/sessions/:sessionId',
      input: ofSession,
      data: ownSession,
      who: audience,
      follows: [
        'session:changed',
        'session:here',
        'session:position-kept',
        'cohort:changed',
        'identity:profile-changed',
      ],
    }),
    'session:console': view({
      summary: 'One session for its staff: join code, notes, who is in.',
      http: '/api/sessions/:sessionId/console',
      input: ofSession,
      data: sessionConsole,
      who: staff,
      follows: [
        'session:console-changed',
        'session:attended',
        'session:guest-changed',
        'enrolment:changed',
        'cohort:changed',
        'identity:profile-changed',
      ],
    }),
    'session:visits': view({
      summary: 'The sessions that you came into as a guest, the latest first.',
      http: '/api/me/visits',
      input: z.strictObject({}),
      data: z.object({ visits: z.array(visit) }),
      who: ['person', 'guest'],
      follows: ['session:visit-changed'],
    }),
    'session:attendance': view({
      summary: 'Who was in a session, from when until when, and for how long.',
      http: '/api/sessions/:sessionId/attendance',
      input: ofSession,
      data: sessionAttendance,
      who: staff,
      follows: [
        'session:attended',
        'session:console-changed',
        'enrolment:changed',
        'cohort:changed',
        'identity:profile-changed',
      ],
    }),
    'session:attendance-file': view({
      summary: 'Who was in a session, as CSV.',
      http: '/api/sessions/:sessionId/attendance.csv',
      input: ofSession,
      data: 'bytes',
      who: staff,
      follows: [],
    }),
    'session:feed': view({
      summary: 'Whether you have a calendar address, and since when.',
      http: '/api/calendar-feeds',
      input: z.strictObject({}),
      data: calendarFeed,
      who: ['person'],
      follows: ['session:feed-changed'],
    }),
    'session:calendar': view({
      summary: 'The sessions of all cohorts of the person whose secret this is, as iCalendar.',
      http: '/api/calendar-feeds/:token',
      input: z.strictObject({ token: z.string().max(64) }),
      data: 'bytes',
      who: ['anyone'],
      follows: [],
    }),
  },
  events: {
    'session:changed': event({
      summary: 'A session is planned, changed, live, over, or at another item of its run sheet.',
      kind: 'state',
      delivery: 'live',
      data: liveSession,
      key: (data) => data.id,
      on: [cohorts.topics.cohort, session],
    }),
    'session:turned': event({
      summary: 'A session has begun, begins at another time, or was called off. No browser hears it.',
      kind: 'fact',
      delivery: 'live',
      data: z
        .object({
          /** Of this turn: a session can be moved to the same time twice. */
          id,
          sessionId: id,
          cohortId: id,
          turn: z.enum(['started', 'moved', 'cancelled']),
          title: z.string(),
          /** For when it is planned now. */
          startsAt: moment,
          by: id,
        })
        .meta({ id: 'SessionTurned' }),
      on: [],
    }),
    'session:console-changed': event({
      summary: 'What staff alone know about a session is now this.',
      kind: 'state',
      delivery: 'live',
      data: staffSession,
      key: (data) => data.session.id,
      on: [sessionStaff],
    }),
    'session:attended': event({
      summary: 'Somebody is in a session, or out.',
      kind: 'state',
      delivery: 'presence',
      data: sessionAttended,
      key: (data) => `${data.sessionId}/${data.person.id}`,
      on: [sessionStaff],
    }),
    'session:guest-changed': event({
      summary: 'A guest has come, is called something else, or was removed.',
      kind: 'state',
      delivery: 'presence',
      data: z
        .object({ sessionId: id, guest: sessionGuest, removed: z.boolean() })
        .meta({ id: 'SessionGuestChanged' }),
      key: (data) => `${data.sessionId}/${data.guest.id}`,
      on: [sessionStaff],
    }),
    'session:visit-changed': event({
      summary: 'How your visit to a session as a guest stands.',
      kind: 'state',
      delivery: 'live',
      data: visit,
      key: (data) => data.sessionId,
      on: [identity.topics.person],
    }),
    'session:here': event({
      summary: 'So many are in a session now; who, only staff hear.',
      kind: 'state',
      delivery: 'presence',
      data: sessionHere,
      key: (data) => data.sessionId,
      on: [session],
    }),
    'session:position-kept': event({
      summary: 'How far somebody is in a recording, for their other windows.',
      kind: 'state',
      delivery: 'ambient',
      data: positionKept,
      key: (data) => data.recordingId,
      on: [identity.topics.person],
    }),
    'session:feed-changed': event({
      summary: 'Your calendar address was made or ended.',
      kind: 'state',
      delivery: 'ambient',
      data: calendarFeed,
      key: () => 'feed',
      on: [identity.topics.person],
    }),
  },
});
