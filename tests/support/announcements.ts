import { sql } from 'kysely';
import type { Announcement } from '#features/announcements/contract.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Rooms } from './rooms.ts';

export const written = { title: 'Room changed to B2', text: 'We meet in **B2** today.' };

/** Writes one that nobody has yet. */
export const anAnnouncement = (rooms: Rooms, by: Person, given: object): Promise<Announcement> =>
  rooms.perform(by, 'announcements:draft', { ...written, ...given }) as Promise<Announcement>;

/** The seconds in which it can be taken back are over at once; whoever works takes it then. */
export async function endHold(db: Queryable, announcementId: string): Promise<void> {
  await sql`update announcement set due_at = now() where id = ${announcementId} and state = 'scheduled'`.execute(
    db,
  );
  await sql`
    update job set due_at = now()
    where queue = 'announcements:send' and effect_key like ${`${announcementId}/%`}`.execute(db);
}

/** Has what is to be sent sent now. */
export async function comeDue(rooms: Rooms, announcementId: string): Promise<void> {
  const { db, log } = rooms;
  await endHold(db.query, announcementId);
  const kinds = rooms.jobs.filter(({ queue }) => queue.name === 'announcements:send');
  const worker = new JobWorker({ db, log, kinds, logger: { warn() {}, error() {} } });
  await worker.workOff();
  await worker.close();
}

/** Writes one and has it sent now. @returns its id */
export async function announce(rooms: Rooms, by: Person, given: object): Promise<string> {
  const { id } = await anAnnouncement(rooms, by, given);
  await rooms.perform(by, 'announcements:send', { announcementId: id });
  await comeDue(rooms, id);
  return id;
}
