import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { isOver, type StaffSession } from '../contract.ts';
import { closeStays } from './attendanceStore.ts';
import { newJoinCode, type NewCode } from './joinCodes.ts';
import type { Over, SeeOff } from './running.ts';
import * as store from './store.ts';
import { held, known, tellAll, tellTurned } from './telling.ts';

type Planned = Omit<store.ToSchedule, 'id' | 'hostId'>;

export function scheduleOf({
  newCode = newJoinCode,
  over = async () => {},
  seeOff = async () => {},
}: { newCode?: NewCode; over?: Over; seeOff?: SeeOff } = {}) {
  /** Plans a session; whoever plans it is its host. */
  async function schedule(
    { actor, tx, tell }: CommandContext,
    planned: Planned,
  ): Promise<Told<StaffSession>> {
    await requireLesson(tx, planned.cohortId, planned.lessonId);
    const session = { ...planned, id: newId(), hostId: actor.userId };
    await store.insert(tx, session, newCode);
    return tellAll(tell, session);
  }

  /** Calls a session off; once it has begun it can only be ended. */
  async function cancel(
    { actor, tx, tell }: CommandContext,
    { sessionId, reason }: { sessionId: string; reason: string },
  ): Promise<Told<StaffSession>> {
    const session = await held(tx, sessionId);
    if (session.state === 'live')
      throw new Refusal('conflict', 'This session is live; it can be ended, and not be called off.');
    if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
    await store.cancel(tx, sessionId, reason);
    await tellTurned({ actor, tx, tell }, session, 'cancelled');
    await closeStays(tx, sessionId);
    await over({ tx, tell }, session);
    await seeOff({ tx, tell }, session.id);
    return tellAll(tell, session);
  }

  return { schedule, change, cancel };
}

/** Changes what is said; when it begins is settled once it has begun. */
async function change(
  { actor, tx, tell }: CommandContext,
  { sessionId, ...said }: store.Said & { sessionId: string },
): Promise<StaffSession | Told<StaffSession>> {
  const session = await held(tx, sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  if (said.startsAt !== undefined && session.state === 'live')
    throw new Refusal('conflict', 'This session has begun already.');
  await requireLesson(tx, session.cohortId, said.lessonId);
  if (Object.values(said).every((value) => value === undefined)) return known(tx, sessionId);
  await store.change(tx, sessionId, said);
  if (said.startsAt !== undefined && Date.parse(said.startsAt) !== session.startsAt.getTime())
    await tellTurned({ actor, tx, tell }, session, 'moved');
  return tellAll(tell, session);
}

async function requireLesson(tx: Tx, cohortId: string, lessonId: string | null | undefined): Promise<void> {
  if (!lessonId) return;
  if (!(await courses.lessonIds(tx, cohortId)).includes(lessonId))
    throw new Refusal('not_found', 'This lesson is not part of the course.');
}
