import { doorsOpenMinutes, type AgendaItem, type LiveSession, type SessionConsole } from '../contract.ts';

/** An item of the run sheet with its place on it. */
export interface SeenItem extends AgendaItem {
  /** Counting from 1. */
  place: number;
  of: number;
}

type Seen = Pick<LiveSession, 'state' | 'startsAt' | 'agenda' | 'currentItemId'>;

/** The item that the session is at; null: it is at none. */
export function shownItem({
  agenda,
  currentItemId,
}: Pick<Seen, 'agenda' | 'currentItemId'>): SeenItem | null {
  const at = agenda.findIndex(({ id }) => id === currentItemId);
  const item = agenda[at];
  return item ? { ...item, place: at + 1, of: agenda.length } : null;
}

/** Whether the session is run now, for students or in a rehearsal: items can be shown. */
export function isRun({ state }: Pick<Seen, 'state'>): boolean {
  return state === 'live' || state === 'rehearsal';
}

/** Begun so much too early, it is asked about once more: a start cannot be taken back. */
const earlyMinutes = doorsOpenMinutes;

export function isEarly({ startsAt }: Pick<Seen, 'startsAt'>, nowMs: number): boolean {
  return Date.parse(startsAt) - nowMs > earlyMinutes * 60_000;
}

type Person = SessionConsole['here'][number];

/** Who of the class is in and who is missing, and who is in without being of it: those who run it, and its guests. */
export interface InSession {
  students: Person[];
  staff: Person[];
  guests: Person[];
  missing: SessionConsole['students'];
}

export function whoIsIn({
  here,
  students,
  guests,
}: Pick<SessionConsole, 'here' | 'students' | 'guests'>): InSession {
  const ofClass = new Set(students.map(({ id }) => id));
  const visiting = new Set(guests.map(({ id }) => id));
  const isIn = new Set(here.map(({ id }) => id));
  return {
    students: here.filter(({ id }) => ofClass.has(id)),
    staff: here.filter(({ id }) => !ofClass.has(id) && !visiting.has(id)),
    guests: here.filter(({ id }) => !ofClass.has(id) && visiting.has(id)),
    missing: students.filter(({ id }) => !isIn.has(id)),
  };
}

/** The host of a session that is on air and who is not in it: somebody else may have to take over. */
export function hostWhoLeft({
  session,
  here,
}: Pick<SessionConsole, 'session' | 'here'>): LiveSession['host'] {
  const { host, state } = session;
  return state === 'live' && host !== null && !here.some(({ id }) => id === host.id) ? host : null;
}

/** `you` run it, after whoever has this name; `other`: whoever has this name does, in your place. */
export interface HostNews {
  who: 'you' | 'other';
  name: string;
}

/** What another host means to whoever looks on; null: nothing, or the session was not on air before and after it. */
export function hostNews(
  before: Pick<LiveSession, 'state' | 'host'>,
  { state, host }: Pick<LiveSession, 'state' | 'host'>,
  meId: string,
): HostNews | null {
  if (before.state !== 'live' || state !== 'live' || !before.host || !host) return null;
  if (host.id === meId) return { who: 'you', name: before.host.name };
  return before.host.id === meId ? { who: 'other', name: host.name } : null;
}
