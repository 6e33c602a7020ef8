import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { LiveSession, OwnSession, SessionConsole } from '../contract.ts';
import * as attendances from './attendanceStore.ts';
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
  return {
    ...session,
    cohort: await headOf(tx, session.cohortId),
    chatChannelId: sessionId,
    positions: await positionsOf(tx, sessionId, actor.userId),
  };
}

export async function console({ tx }: ViewContext, { sessionId }: OfSession): Promise<SessionConsole> {
  const staffSession = await known(tx, sessionId);
  const { cohortId } = staffSession.session;
  return {
    ...staffSession,
    cohort: await headOf(tx, cohortId),
    here: await hereIn(tx, sessionId),
    students: (await enrolments.students(tx, cohortId)).length,
  };
}

async function hereIn(db: Queryable, sessionId: string): Promise<SessionConsole['here']> {
  const here = await attendances.here(db, sessionId);
  const people = await accounts.byIds(
    db,
    here.map(({ personId }) => personId),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return here.map(({ personId, beganAt }) => ({
    id: personId,
    name: names.get(personId)!,
    since: beganAt.toISOString(),
  }));
}

async function headOf(db: Queryable, cohortId: string): Promise<Head> {
  const found = await courses.head(db, cohortId);
  if (!found) throw new Refusal('not_found');
  const { id, title, zone } = found.cohort;
  return { id, title, zone };
}
