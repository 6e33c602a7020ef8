import { Refusal } from '#kernel/refusal.ts';
import { activeStudents } from '#features/cohorts/server/belonging.ts';
import { sessionOf } from '#features/sessions/server/sessions.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { Adjustment, CohortBoard, OwnEntry, OwnStanding, SessionBoard } from '../contract.ts';
import { boardOf, pointsOf, standingsIn, type Standing } from './boards.ts';
import { adjustmentsOf, entriesOf } from './ledger.ts';
import { playerOf, stateOf } from './store.ts';

interface OfSession {
  sessionId: string;
}

/** The board of a session, and how the reader stands. */
export async function ofSession({ actor, tx }: ViewContext, { sessionId }: OfSession): Promise<SessionBoard> {
  const { cohortId } = await known(tx, sessionId);
  const standings = await standingsIn(tx, cohortId, sessionId);
  return {
    ...{ sessionId, cohortId, ...(await stateOf(tx, sessionId)), board: boardOf(standings) },
    own: await ownOf(tx, cohortId, actor.userId, standings),
  };
}

/** The board of all sessions of a cohort, and how the reader stands. */
export async function ofCohort(
  { actor, tx }: ViewContext,
  { cohortId }: { cohortId: string },
): Promise<CohortBoard> {
  const standings = await standingsIn(tx, cohortId);
  const own = await ownOf(tx, cohortId, actor.userId, standings);
  return { cohortId, board: boardOf(standings), own };
}

async function ownOf(
  db: Queryable,
  cohortId: string,
  personId: string,
  standings: readonly Standing[],
): Promise<OwnStanding | null> {
  const students = await activeStudents(db, cohortId);
  if (!students.some(({ id }) => id === personId)) return null;
  return { ...(await playerOf(db, cohortId, personId)), points: pointsOf(standings, personId) };
}

/** Why the reader has the points of a session. */
export async function own(
  { actor, tx }: ViewContext,
  { sessionId }: OfSession,
): Promise<{ sessionId: string; cohortId: string; entries: OwnEntry[] }> {
  const { cohortId } = await known(tx, sessionId);
  return { sessionId, cohortId, entries: await entriesOf(tx, sessionId, actor.userId) };
}

/** What staff gave and took in a session. */
export async function adjustments(
  { tx }: ViewContext,
  { sessionId }: OfSession,
): Promise<{ sessionId: string; adjustments: Adjustment[] }> {
  return { sessionId, adjustments: await adjustmentsOf(tx, sessionId) };
}

async function known(db: Queryable, sessionId: string) {
  const session = await sessionOf(db, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}
