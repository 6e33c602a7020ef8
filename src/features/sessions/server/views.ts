import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import { isOver, type LiveSession, type OwnSession, type SessionConsole, type Visit } from '../contract.ts';
import { hereIn as countedIn } from './attendance.ts';
import * as attendances from './attendanceStore.ts';
import * as guests from './guestStore.ts';
import { positionsOf } from './recordings.ts';
import * as store from './store.ts';
import { known } from './telling.ts';

type Head = SessionConsole['cohort'];

interface OfSession {
  sessionId: string;
}

export async function list({ tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<LiveSession[]> {
  return (await store.sessionsOfCohort(tx, cohortId)).map(store.publicOf);
}

export async function timetable(
  context: ViewContext,
  input: { cohortId: string },
): Promise<{ cohort: Head; sessions: LiveSession[] }> {
  return { cohort: await headOf(context.tx, input.cohortId), sessions: await list(context, input) };
}

/** One session, with how far the reader is in its recordings. */
export async function one({ actor, tx }: ViewContext, { sessionId }: OfSession): Promise<OwnSession> {
  const session = store.publicOf(await known(tx, sessionId));
  const cohort = await headOf(tx, session.cohortId);
  const asGuest = !(await enrolments.roleOf(tx, actor, session.cohortId));
  return {
    ...session,
    // A guest goes by its clock, and does not hear what else becomes of it.
    cohort: asGuest ? { ...cohort, title: '' } : cohort,
    chatChannelId: sessionId,
    asGuest,
    positions: await positionsOf(tx, sessionId, actor.userId),
    here: isOver(session.state) ? null : await countedIn(tx, sessionId),
  };
}

export async function console({ tx }: ViewContext, { sessionId }: OfSession): Promise<SessionConsole> {
  const staffSession = await known(tx, sessionId);
  const { cohortId } = staffSession.session;
  return {
    ...staffSession,
    cohort: await headOf(tx, cohortId),
    ...(await peopleIn(tx, sessionId)),
    students: await enrolments.students(tx, cohortId),
  };
}

/** Who is in, and who its guests are. */
async function peopleIn(db: Queryable, sessionId: string): Promise<Pick<SessionConsole, 'here' | 'guests'>> {
  const here = await attendances.here(db, sessionId);
  const came = (await guests.guestsOf(db, sessionId)).filter(({ isRemoved }) => !isRemoved);
  const ids = [...here, ...came].map(({ personId }) => personId);
  const names = new Map((await accounts.byIds(db, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  return {
    here: here.map(({ personId, beganAt }) => ({
      id: personId,
      name: names.get(personId)!,
      since: beganAt.toISOString(),
    })),
    guests: came.map(({ personId, number }) => ({ id: personId, name: names.get(personId)!, number })),
  };
}

/** The sessions that somebody came into as a guest. */
export async function visits({ actor, tx }: ViewContext): Promise<{ visits: Visit[] }> {
  return { visits: await guests.visitsOf(tx, actor.userId) };
}

async function headOf(db: Queryable, cohortId: string): Promise<Head> {
  const found = await courses.head(db, cohortId);
  if (!found) throw new Refusal('not_found');
  const { id, title, zone } = found.cohort;
  return { id, title, zone };
}
