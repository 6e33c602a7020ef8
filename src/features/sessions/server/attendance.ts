import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { csv } from '#platform/server/csv.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { Tell } from '#platform/server/log/events.ts';
import type { Log } from '#platform/server/log/log.ts';
import {
  attendanceFormula,
  countedFrom,
  doorsOpenMinutes,
  isOver,
  minutesOf,
  sessions,
  type AttendanceLine,
  type SessionAttendance,
} from '../contract.ts';
import * as store from './attendanceStore.ts';
import { guestsOf } from './guestStore.ts';
import { holdSession } from './sessions.ts';
import { publicOf } from './store.ts';
import { known } from './telling.ts';

interface OfSession {
  sessionId: string;
}

/** Takes the actor in, or lets them stay: while the session is live, and a while before it begins. */
export async function attend(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<{ until: string }> {
  // Held, so that a session that ends meanwhile ends this stay as well.
  const session = await holdSession(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  if (session.state !== 'live') refuseBefore(session.startsAt, session.now);
  const attendee = { sessionId, personId: actor.userId };
  const extended = await store.extend(tx, attendee);
  if (extended) return { until: extended.toISOString() };
  const { untilAt, isNew } = await store.begin(tx, attendee);
  if (isNew) tellAttended(tell, attendee);
  return { until: untilAt.toISOString() };
}

export async function leave(
  { actor, tx, tell }: CommandContext,
  { sessionId }: OfSession,
): Promise<{ left: boolean }> {
  const attendee = { sessionId, personId: actor.userId };
  const left = await store.leave(tx, attendee);
  if (left) tellAttended(tell, attendee);
  return { left };
}

/** @throws Refusal `not_yet` until shortly before a session that has not begun */
export function refuseBefore(startsAt: Date, now: Date): void {
  const opensAt = new Date(startsAt.getTime() - doorsOpenMinutes * 60_000);
  if (now < opensAt) throw new Refusal('not_yet', 'This session does not take anybody in yet.', { opensAt });
}

interface Attendee {
  sessionId: string;
  personId: string;
}

/** Tells staff whether somebody is in, and everybody how many are, as it is once the log holds the topics. */
export function tellAttended(tell: Tell, { sessionId, personId }: Attendee): void {
  const topic = sessions.topics.sessionStaff.of({ sessionId });
  tell(sessions, 'session:attended', [topic], async (held) => {
    const { id, name } = await accounts.byId(held, personId);
    const since = await store.inSince(held, { sessionId, personId });
    return {
      sessionId,
      person: { id, name },
      in: since !== null,
      since: since?.toISOString() ?? null,
      count: await store.countIn(held, sessionId),
    };
  });
  tell(sessions, 'session:here', [sessions.topics.session.of({ sessionId })], async (held) => ({
    sessionId,
    here: await hereIn(held, sessionId),
  }));
}

/** How many are in, as far as those who take part are told. */
export async function hereIn(db: Queryable, sessionId: string): Promise<number | null> {
  const count = await store.countIn(db, sessionId);
  return count < countedFrom ? null : count;
}

const mostAtOnce = 200;

/** Ends the stays of whoever was not heard of in time. Every node tries; each stay is ended once. */
export async function endLapsed(log: Pick<Log, 'write'>): Promise<void> {
  for (let found = mostAtOnce; found === mostAtOnce;) {
    found = await log.write(async ({ tx, tell }) => {
      const lapsed = await store.closeLapsed(tx, mostAtOnce);
      for (const attendee of lapsed) tellAttended(tell, attendee);
      return lapsed.length;
    });
  }
}

/** Who was in, from when until when, and for how long. */
export async function attendance(
  { tx }: Pick<ViewContext, 'tx'>,
  { sessionId }: OfSession,
): Promise<SessionAttendance> {
  const session = publicOf(await known(tx, sessionId));
  const { id, title, state, startsAt, minutes, startedAt, endedAt } = session;
  const { cohort } = (await courses.head(tx, session.cohortId))!;
  const people = await peopleOf(tx, session);
  return {
    cohort: { id: cohort.id, title: cohort.title, zone: cohort.zone },
    session: { id, title, state, startsAt, minutes, startedAt, endedAt },
    formula: attendanceFormula,
    people: people.map(({ secondsSoFar: _soFar, ...line }) => line),
  };
}

type Line = AttendanceLine & { secondsSoFar: number };

/** Every student, in the order of the cohort; then whoever else came, the first one first. */
async function peopleOf(db: Queryable, { id, cohortId }: { id: string; cohortId: string }): Promise<Line[]> {
  const figures = new Map((await store.figuresOf(db, id)).map((one) => [one.personId, one]));
  const students = await enrolments.students(db, cohortId);
  const guests = new Set((await guestsOf(db, id)).map(({ personId }) => personId));
  const lines = students.map((student) => lineOf(student, figures.get(student.id), false));
  for (const { id: studentId } of students) figures.delete(studentId);
  const others = await accounts.byIds(db, [...figures.keys()]);
  const first = ({ firstIn, person }: Line): string => `${firstIn} ${person.id}`;
  const came = others
    .map((account) => lineOf(account, figures.get(account.id), guests.has(account.id)))
    .sort((a, b) => (first(a) < first(b) ? -1 : 1));
  return [...lines, ...came];
}

function lineOf(
  { id, name }: { id: string; name: string },
  figures: store.Figures | undefined,
  guest: boolean,
): Line {
  const seconds = figures?.seconds ?? 0;
  return {
    person: { id, name },
    seconds,
    minutes: minutesOf(seconds),
    inSince: figures?.inSince?.toISOString() ?? null,
    firstIn: figures?.firstIn.toISOString() ?? null,
    lastSeen: figures?.lastSeen?.toISOString() ?? null,
    guest,
    secondsSoFar: figures?.secondsSoFar ?? 0,
  };
}

/** The same as a table; a stay that goes on counts until last heard of. */
export async function attendanceFile(
  { tx }: Pick<ViewContext, 'tx'>,
  { sessionId }: OfSession,
): Promise<Bytes> {
  const session = publicOf(await known(tx, sessionId));
  const people = await peopleOf(tx, session);
  const rows = people.map(({ person, secondsSoFar, firstIn, lastSeen, inSince, guest }) => [
    person.name,
    minutesOf(secondsSoFar),
    firstIn,
    lastSeen,
    inSince !== null,
    guest,
  ]);
  return {
    type: 'text/csv; charset=utf-8',
    bytes: csv(['name', 'minutes', 'first_in', 'last_seen', 'still_in', 'guest'], rows),
    inline: false,
    fileName: `${session.title}.csv`,
  };
}
