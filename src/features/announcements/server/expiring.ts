import { z } from 'zod';
import { id } from '#kernel/ids.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { jobKind, jobQueue, type JobKind } from '#platform/server/jobs/kinds.ts';
import * as store from './store.ts';
import { tellGone, tellStaff } from './tell.ts';

const expireQueue = jobQueue('announcements:expire', z.strictObject({ announcementId: id }));

/** Has one taken from every screen when its time is over; of a moment that was put off nothing comes. */
export async function askToExpire(tx: Tx, { id, state, expiresAt }: store.AnnouncementRow): Promise<void> {
  if (state !== 'sent' || expiresAt === null) return;
  await enqueue(tx, {
    ...{ queue: expireQueue, effectKey: `${id}/${expiresAt.toISOString()}` },
    ...{ data: { announcementId: id }, notBefore: expiresAt },
  });
}

export const expiringJob: JobKind = jobKind(expireQueue, {
  timeLimitMs: 60_000,
  run: ({ data: { announcementId }, effect }) =>
    effect(async (write) => {
      const row = await store.takeAsExpired(write.tx, announcementId);
      if (!row) return;
      await tellGone(write, row as store.SentRow);
      tellStaff(write.tell, row);
    }),
});
