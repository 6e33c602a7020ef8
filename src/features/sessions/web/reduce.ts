import type { EventData, ViewData } from '#kernel/contract.ts';
import type { CohortFacts } from '#features/cohorts/contract.ts';
import type { Account } from '#features/identity/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import {
  isOver,
  sessions,
  type LiveSession,
  type OwnSession,
  type SessionAttendance,
  type SessionAttended,
  type SessionConsole,
  type SessionHere,
  type StaffSession,
  type Visit,
} from '../contract.ts';

type Timetable = ViewData<typeof sessions, 'session:timetable'>;
type Visits = ViewData<typeof sessions, 'session:visits'>;
type GuestChanged = EventData<typeof sessions, 'session:guest-changed'>;
type CalendarFeed = ViewData<typeof sessions, 'session:feed'>;

interface PositionKept {
  sessionId: string;
  recordingId: string;
  seconds: number;
}

/** Sessions keep the server's order: by planned start, the earliest first. */
export function listChanged(
  data: LiveSession[],
  session: LiveSession,
  { input }: { input: { cohortId: string } },
): LiveSession[] {
  if (session.cohortId !== input.cohortId) return data;
  const others = data.filter(({ id }) => id !== session.id);
  const after = others.findIndex((other) => isBefore(session, other));
  return others.toSpliced(after === -1 ? others.length : after, 0, session);
}

export function timetableChanged(data: Timetable, session: LiveSession): Timetable {
  const list = listChanged(data.sessions, session, { input: { cohortId: data.cohort.id } });
  return list === data.sessions ? data : { ...data, sessions: list };
}

export function ownChanged(data: OwnSession, session: LiveSession): OwnSession {
  if (session.id !== data.id) return data;
  const isKept = new Set(session.recordings.map(({ id }) => id));
  const positions = Object.entries(data.positions).filter(([recordingId]) => isKept.has(recordingId));
  const here = isOver(session.state) ? null : data.here;
  return { ...data, ...session, positions: Object.fromEntries(positions), here };
}

export function ownHere(data: OwnSession, { sessionId, here }: SessionHere): OwnSession {
  // Whoever is still in when it ends goes unheard.
  if (sessionId !== data.id || here === data.here || isOver(data.state)) return data;
  return { ...data, here };
}

export function positionKept(data: OwnSession, event: PositionKept): OwnSession | 'refetch' {
  const { sessionId, recordingId, seconds } = event;
  if (sessionId !== data.id || data.positions[recordingId] === seconds) return data;
  // What is heard on one topic may be ahead of what is heard on another: this recording is yet to be heard of.
  if (!data.recordings.some(({ id }) => id === recordingId)) return 'refetch';
  return { ...data, positions: { ...data.positions, [recordingId]: seconds } };
}

/** Nobody is in a session that is over. */
export function consoleChanged(data: SessionConsole, event: StaffSession): SessionConsole {
  if (event.session.id !== data.session.id) return data;
  return { ...data, ...event, here: isOver(event.session.state) ? [] : data.here };
}

/** Who is in stands in the order in which they came. */
export function consoleAttended(data: SessionConsole, event: SessionAttended): SessionConsole | 'refetch' {
  const { sessionId, person, since } = event;
  if (sessionId !== data.session.id) return data;
  const others = data.here.filter(({ id }) => id !== person.id);
  const here = event.in && since !== null ? withPerson(others, { ...person, since }) : others;
  // Somebody was not heard of here, in a session of hundreds: the whole list says who.
  return here.length === event.count ? { ...data, here } : 'refetch';
}

/** Guests stand in the order of their numbers. */
export function consoleGuestChanged(data: SessionConsole, event: GuestChanged): SessionConsole {
  const { sessionId, guest, removed } = event;
  if (sessionId !== data.session.id) return data;
  const others = data.guests.filter(({ id }) => id !== guest.id);
  const after = others.findIndex(({ number }) => number > guest.number);
  const guests = removed ? others : others.toSpliced(after === -1 ? others.length : after, 0, guest);
  const here = data.here.map((one) => (one.id === guest.id ? { ...one, name: guest.name } : one));
  return { ...data, guests, here };
}

/** Of a visit that was not heard of before the whole list says where it stands. */
export function visitChanged(data: Visits, visit: Visit): Visits | 'refetch' {
  if (!data.visits.some(({ sessionId }) => sessionId === visit.sessionId)) return 'refetch';
  return { visits: data.visits.map((one) => (one.sessionId === visit.sessionId ? visit : one)) };
}

/** Figures of stays are the server's to make. What is heard again changes nothing. */
export function attendanceAttended(
  data: SessionAttendance,
  event: SessionAttended,
): SessionAttendance | 'refetch' {
  return event.sessionId === data.session.id ? 'refetch' : data;
}

export function attendanceChanged(
  data: SessionAttendance,
  { session }: StaffSession,
): SessionAttendance | 'refetch' {
  if (session.id !== data.session.id) return data;
  const keys = Object.keys(data.session) as (keyof SessionAttendance['session'])[];
  return keys.every((key) => data.session[key] === session[key]) ? data : 'refetch';
}

export function feedChanged(_data: CalendarFeed, feed: CalendarFeed): CalendarFeed {
  return feed;
}

/** A cohort may be called something else, or go by another clock. */
export function factsChanged<Data extends { cohort: { id: string; title: string; zone: string } }>(
  data: Data,
  { cohortId, title, zone }: CohortFacts,
): Data {
  return cohortId === data.cohort.id ? { ...data, cohort: { ...data.cohort, title, zone } } : data;
}

/** Who counts as a student of the cohort may be others now. */
export function placesChanged<Data extends { cohort: { id: string } }>(
  data: Data,
  event: { cohortId: string },
): Data | 'refetch' {
  return event.cohortId === data.cohort.id ? 'refetch' : data;
}

/** One's own name, where one is the host. */
export function listRenamed(data: LiveSession[], account: Account): LiveSession[] {
  if (!data.some(({ host }) => host?.id === account.id)) return data;
  return data.map((session) => withHost(session, account));
}

export function timetableRenamed(data: Timetable, account: Account): Timetable {
  const list = listRenamed(data.sessions, account);
  return list === data.sessions ? data : { ...data, sessions: list };
}

export function ownRenamed(data: OwnSession, account: Account): OwnSession {
  return withHost(data, account);
}

export function consoleRenamed(data: SessionConsole, account: Account): SessionConsole {
  const here = data.here.map((one) => (one.id === account.id ? { ...one, name: account.name } : one));
  return { ...data, session: withHost(data.session, account), here };
}

export function attendanceRenamed(data: SessionAttendance, account: Account): SessionAttendance {
  const people = data.people.map((line) =>
    line.person.id === account.id ? { ...line, person: { ...line.person, name: account.name } } : line,
  );
  return { ...data, people };
}

function withHost<Session extends Pick<LiveSession, 'host'>>(session: Session, account: Account): Session {
  if (session.host?.id !== account.id) return session;
  return { ...session, host: { ...session.host, name: account.name } };
}

type Here = SessionConsole['here'][number];

function withPerson(others: readonly Here[], person: Here): Here[] {
  const after = others.findIndex(
    ({ id, since }) => person.since < since || (person.since === since && person.id < id),
  );
  return others.toSpliced(after === -1 ? others.length : after, 0, person);
}

function isBefore(session: LiveSession, other: LiveSession): boolean {
  if (session.startsAt !== other.startsAt) return session.startsAt < other.startsAt;
  return session.id < other.id;
}

export const sessionsLive = liveRoom(sessions, {
  'session:list': {
    'session:changed': listChanged,
    'identity:profile-changed': listRenamed,
  },
  'session:timetable': {
    'session:changed': timetableChanged,
    'cohort:changed': factsChanged,
    'identity:profile-changed': timetableRenamed,
  },
  'session:one': {
    'session:changed': ownChanged,
    'session:here': ownHere,
    'session:position-kept': positionKept,
    'cohort:changed': factsChanged,
    'identity:profile-changed': ownRenamed,
  },
  'session:console': {
    'session:console-changed': consoleChanged,
    'session:attended': consoleAttended,
    'session:guest-changed': consoleGuestChanged,
    'enrolment:changed': placesChanged,
    'cohort:changed': factsChanged,
    'identity:profile-changed': consoleRenamed,
  },
  'session:attendance': {
    'session:console-changed': attendanceChanged,
    'session:attended': attendanceAttended,
    'enrolment:changed': placesChanged,
    'cohort:changed': factsChanged,
    'identity:profile-changed': attendanceRenamed,
  },
  'session:visits': { 'session:visit-changed': visitChanged },
  'session:feed': { 'session:feed-changed': feedChanged },
});
