import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { leaderboard, type Adjustment } from '../contract.ts';
import { boardOf, standingsIn, type Standing } from './boards.ts';
import { adjustmentWith } from './ledger.ts';
import { stateOf, type Player } from './store.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

const personTopic = (personId: string): string => identity.topics.person.of({ userId: personId });

/** What each transaction tells already: it is read last, so once is enough. */
const toldIn = new WeakMap<Tell, Set<string>>();

function isFirst(tell: Tell, what: string): boolean {
  const told = toldIn.get(tell) ?? new Set<string>();
  toldIn.set(tell, told);
  if (told.has(what)) return false;
  told.add(what);
  return true;
}

/** Reads once what several events of one transaction say; each asks only when the log holds all topics. */
function readOnce(cohortId: string, sessionId?: string): (held: Queryable) => Promise<Standing[]> {
  let reading: Promise<Standing[]> | undefined;
  return (held) => (reading ??= standingsIn(held, cohortId, sessionId));
}

/**
 * Tells how the boards of some sessions and of their cohort stand, and to whom their points are others.
 *
 * @param earners whose points of these sessions are others
 */
export function tellBoards(
  tell: Tell,
  cohortId: string,
  sessionIds: readonly string[],
  earners: readonly string[],
): void {
  const ofCohort = readOnce(cohortId);
  for (const sessionId of sessionIds) {
    const ofSession = readOnce(cohortId, sessionId);
    tellSession(tell, sessionId, ofSession);
    tellEarned(tell, { cohortId, sessionId }, earners, { ofCohort, ofSession });
  }
  if (sessionIds.length === 0 || !isFirst(tell, `cohort ${cohortId}`)) return;
  tell(leaderboard, 'leaderboard:cohort-changed', [cohorts.topics.cohort.of({ cohortId })], async (held) => ({
    cohortId,
    board: boardOf(await ofCohort(held)),
  }));
}

/** Tells whether a board is on the wall. */
export function tellWall(tell: Tell, cohortId: string, sessionId: string): void {
  tellSession(tell, sessionId, readOnce(cohortId, sessionId));
}

function tellSession(tell: Tell, sessionId: string, standings: ReturnType<typeof readOnce>): void {
  if (!isFirst(tell, `session ${sessionId}`)) return;
  tell(leaderboard, 'leaderboard:changed', [leaderboard.topics.board.of({ sessionId })], async (held) => ({
    sessionId,
    ...(await stateOf(held, sessionId)),
    board: boardOf(await standings(held)),
  }));
}

function tellEarned(
  tell: Tell,
  place: { cohortId: string; sessionId: string },
  earners: readonly string[],
  { ofCohort, ofSession }: Record<'ofCohort' | 'ofSession', ReturnType<typeof readOnce>>,
): void {
  let reading: Promise<[ReadonlyMap<string, number>, ReadonlyMap<string, number>]> | undefined;
  const read = async (held: Queryable) =>
    [byPerson(await ofSession(held)), byPerson(await ofCohort(held))] as [
      ReadonlyMap<string, number>,
      ReadonlyMap<string, number>,
    ];
  for (const personId of earners) {
    tell(leaderboard, 'leaderboard:earned', [personTopic(personId)], async (held) => {
      const [inSession, inCohort] = await (reading ??= read(held));
      const [points = null, cohortPoints = null] = [inSession.get(personId), inCohort.get(personId)];
      return { ...place, points, cohortPoints };
    });
  }
}

const byPerson = (all: readonly Standing[]): ReadonlyMap<string, number> =>
  new Map(all.map(({ personId, points }) => [personId, points]));

/** Tells somebody how they are on the boards of a cohort; nobody else hears it. */
export function tellSelf(tell: Tell, cohortId: string, personId: string, player: Player): void {
  tell(leaderboard, 'leaderboard:self-changed', [personTopic(personId)], { cohortId, ...player });
}

/** Tells staff what one of them gave or took. @returns what they hear */
export function tellAdjusted(tell: Tell, sessionId: string, eventId: string): Told<Adjustment> {
  const topic = sessions.topics.sessionStaff.of({ sessionId });
  return tell(leaderboard, 'leaderboard:adjusted', [topic], (held) => adjustmentWith(held, eventId));
}
