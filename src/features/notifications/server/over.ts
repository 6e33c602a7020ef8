import { sessionOf } from '#features/sessions/server/sessions.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Said } from './letters.ts';

/** From when on a mail about it says nothing of use; null: there is no such moment. */
export function endOf({ type, subject }: Pick<Said, 'type' | 'subject'>): Date | null {
  if (type === 'session-soon' && subject.kind === 'session') return new Date(subject.startsAt);
  if (type !== 'deadline-near') return null;
  if (subject.kind === 'lesson') return new Date(subject.dueAt);
  return subject.kind === 'quiz' ? new Date(subject.closesAt) : null;
}

/** Whether what a mail is to say is not so any more: it is too late, or the session begins at another time or not at all. */
export async function isOver(tx: Tx, said: Pick<Said, 'type' | 'subject'>, now: Date): Promise<boolean> {
  const end = endOf(said);
  if (end && end <= now) return true;
  if (said.type !== 'session-soon' || said.subject.kind !== 'session') return false;
  const session = await sessionOf(tx, said.subject.sessionId);
  // Staff who try a session out have not begun it.
  const isAhead = session?.state === 'scheduled' || session?.state === 'rehearsal';
  return !isAhead || session.startsAt.toISOString() !== said.subject.startsAt;
}
