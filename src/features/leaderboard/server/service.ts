import { Refusal } from '#kernel/refusal.ts';
import { activeStudents } from '#features/cohorts/server/belonging.ts';
import { cohortIdsOfPerson } from '#features/cohorts/server/enrolmentStore.ts';
import { cohort } from '#features/cohorts/server/store.ts';
import { holdSession } from '#features/sessions/server/sessions.ts';
import { audit } from '#platform/server/audit.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { Adjustment } from '../contract.ts';
import * as ledger from './ledger.ts';
import { madeUpName } from './pseudonyms.ts';
import * as store from './store.ts';
import { tellAdjusted, tellBoards, tellSelf, tellWall, type Write } from './tell.ts';

const mostNamesTried = 60;

/** Shows the board of a session, or no longer. */
export async function switchBoard(
  { tx, tell }: CommandContext,
  { sessionId, on }: { sessionId: string; on: boolean },
): Promise<{ on: boolean }> {
  const { cohortId } = await heldSession(tx, sessionId);
  await store.holdBoards(tx, cohortId, 'for update');
  if ((await store.stateOf(tx, sessionId)).isOn === on) return { on };
  await store.setOn(tx, sessionId, on);
  tellBoards(tell, cohortId, [sessionId], await ledger.peopleOf(tx, sessionId));
  return { on };
}

/** Puts the board on the wall, or takes it down. */
export async function putUp(
  { tx, tell }: CommandContext,
  { sessionId, up }: { sessionId: string; up: boolean },
): Promise<{ up: boolean }> {
  const { cohortId } = await heldSession(tx, sessionId);
  await store.holdBoards(tx, cohortId, 'for update');
  const state = await store.stateOf(tx, sessionId);
  if (state.isUp === up) return { up };
  requireOn(state);
  await store.setUp(tx, sessionId, up);
  tellWall(tell, cohortId, sessionId);
  return { up };
}

function requireOn({ isOn }: { isOn: boolean }): void {
  if (!isOn) throw new Refusal('conflict', 'The leaderboard of this session is off.');
}

/**
 * Gives points or takes some. Somebody who does not take part is no exception, or else whoever asked would learn of
 * it; it counts when they are back.
 */
export async function adjust(
  { actor, tx, tell, address }: CommandContext,
  {
    sessionId,
    personId,
    points,
    reason,
  }: { sessionId: string; personId: string; points: number; reason: string },
): Promise<Told<Adjustment>> {
  const { cohortId } = await heldSession(tx, sessionId);
  await store.holdBoards(tx, cohortId, 'for share');
  const students = await activeStudents(tx, cohortId);
  if (!students.some(({ id }) => id === personId))
    throw new Refusal('not_found', 'This person is no active student of the cohort.');
  requireOn(await store.stateOf(tx, sessionId));
  const entry = { sessionId, cohortId, personId, points, reason, byId: actor.userId };
  const id = await ledger.adjust(tx, entry);
  await audit(tx, {
    actorId: actor.userId,
    act: 'leaderboard:adjust',
    about: { kind: 'person', id: personId },
    organisationId: (await cohort(tx, cohortId))!.organisationId,
    // The reason is in the ledger: an entry of the audit holds nothing that people wrote.
    details: { sessionId, points, entryId: id },
    address,
  });
  tellBoards(tell, cohortId, [sessionId], [personId]);
  return tellAdjusted(tell, sessionId, id);
}

type Taking = { cohortId: string } & store.Player;

/** Is on the boards of a cohort, or on none. */
export async function takePart(
  { actor: { userId }, tx, tell }: CommandContext,
  { cohortId, takesPart }: { cohortId: string; takesPart: boolean },
): Promise<Taking> {
  await store.holdBoards(tx, cohortId, 'for update');
  const before = await store.playerOf(tx, cohortId, userId);
  if (before.takesPart === takesPart) return { cohortId, ...before };
  await store.setTakesPart(tx, cohortId, userId, takesPart);
  const after = { ...before, takesPart };
  tellSelf(tell, cohortId, userId, after);
  tellBoards(tell, cohortId, await ledger.sessionsOf(tx, cohortId, userId), [userId]);
  return { cohortId, ...after };
}

/** Goes by a made-up name on the boards of a cohort, each time by another one, or by one's own. */
export const nameTaker =
  (random: () => number) =>
  async (
    { actor: { userId }, tx, tell }: CommandContext,
    { cohortId, madeUp }: { cohortId: string; madeUp: boolean },
  ): Promise<Taking> => {
    await store.holdBoards(tx, cohortId, 'for update');
    const before = await store.playerOf(tx, cohortId, userId);
    if (!madeUp && before.pseudonym === null) return { cohortId, ...before };
    const pseudonym = madeUp ? await newName(tx, cohortId, userId, random) : null;
    if (!madeUp) await store.dropPseudonym(tx, cohortId, userId);
    const after = { ...before, pseudonym };
    tellSelf(tell, cohortId, userId, after);
    if (before.takesPart) tellBoards(tell, cohortId, await ledger.sessionsOf(tx, cohortId, userId), []);
    return { cohortId, ...after };
  };

/** @throws Error when a free name could not be found */
async function newName(
  tx: Write['tx'],
  cohortId: string,
  userId: string,
  random: () => number,
): Promise<string> {
  for (let tried = 0; tried < mostNamesTried; tried++) {
    const name = madeUpName(tried, random);
    if (await store.takePseudonym(tx, cohortId, userId, name)) return name;
  }
  throw new Error(`of ${mostNamesTried} names every one was taken`);
}

/**
 * Holds the boards of every cohort of somebody whose name changes, in one order for all: each of them is told of when
 * the cohorts say so, in whatever order.
 */
export async function holdBoardsOf({ tx }: Pick<Write, 'tx'>, userId: string): Promise<void> {
  for (const cohortId of (await cohortIdsOfPerson(tx, userId)).sort())
    await store.holdBoards(tx, cohortId, 'for update');
}

async function heldSession(tx: Write['tx'], sessionId: string) {
  const session = await holdSession(tx, sessionId);
  if (!session) throw new Refusal('not_found');
  return session;
}
