import { sql } from 'kysely';
import { z } from 'zod';
import { id } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { activeIn, type Spoken } from '#features/cohorts/server/audience.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { jobKind, jobQueue, type JobKind } from '#platform/server/jobs/kinds.ts';
import type { Told } from '#platform/server/log/events.ts';
import { announcementLimits, type Announcement } from '../contract.ts';
import { askToExpire } from './expiring.ts';
import { whoHaveDone, type Fitting, type Study } from './fitting.ts';
import { group } from './groups.ts';
import { invalid } from './invalid.ts';
import * as recipients from './recipients.ts';
import * as store from './store.ts';
import { entitled, tellCame, tellNews, tellReach, tellStaff, type Telling } from './tell.ts';
import { noteAct } from './writing.ts';

const sendQueue = jobQueue(
  'announcements:send',
  z.strictObject({ announcementId: id, schedule: z.number().int() }),
);

/** @throws Refusal `conflict` for one that is no draft, `invalid` for a moment that it cannot be sent at */
export async function send(
  context: CommandContext,
  { announcementId, at }: { announcementId: string; at: string | null },
): Promise<Told<Announcement>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, announcementId);
  if (before.state !== 'draft') throw new Refusal('conflict', 'It is to be sent already, or it was.');
  const latest = Date.now() + announcementLimits.aheadDays * 86_400_000;
  if (at !== null && Date.parse(at) > latest) throw invalid('at', 'is more than a year away');
  const row = await store.update(tx, announcementId, {
    state: 'scheduled',
    schedule: before.schedule + 1,
    due_at: sql`greatest(${store.now} + ${announcementLimits.holdMs} * interval '1 millisecond', ${at}::timestamptz)`,
  });
  if (row.expiresAt !== null && row.expiresAt <= row.dueAt!)
    throw invalid('expiresAt', 'is over before it is sent');
  await enqueue(tx, {
    ...{ queue: sendQueue, effectKey: `${announcementId}/${row.schedule}`, notBefore: row.dueAt! },
    data: { announcementId, schedule: row.schedule },
  });
  await noteAct(context, 'announcements:send', row, { dueAt: row.dueAt!.toISOString() });
  return tellStaff(tell, row);
}

/** @throws Refusal `conflict` for one that is not about to be sent, above all because it just was */
export async function undo(
  context: CommandContext,
  { announcementId }: { announcementId: string },
): Promise<Told<Announcement>> {
  const before = await store.hold(context.tx, announcementId);
  if (before.state !== 'scheduled')
    throw new Refusal(
      'conflict',
      before.state === 'draft' ? 'It is a draft.' : 'It was sent: it can be recalled.',
    );
  const row = await store.update(context.tx, announcementId, { state: 'draft', due_at: null });
  await noteAct(context, 'announcements:undo', row);
  return tellStaff(context.tell, row);
}

/** Sends what is due: whoever it speaks to now has it, once, and hears of it. */
export function sendingJob(study: Study): JobKind {
  return jobKind(sendQueue, {
    // A whole organisation is told in one transaction.
    timeLimitMs: 60_000,
    run: ({ data: { announcementId, schedule }, effect }) =>
      effect(async (write) => {
        const row = await store.takeAsSent(write.tx, announcementId, schedule);
        if (!row) return;
        const people = await peopleOf(write.tx, row, study);
        const given = await recipients.give(write.tx, announcementId, people, false);
        tellCame(write.tell, row, given);
        tellNews(write.tell, row, given);
        await askToExpire(write.tx, row);
        tellAllStaff(write, row);
      }),
  });
}

function tellAllStaff({ tell }: Telling, row: store.AnnouncementRow): void {
  tellStaff(tell, row);
  tellReach(tell, row.id);
}

/** To whom it goes when it is sent now; whoever wrote it knows. */
export async function peopleOf(
  db: Queryable,
  row: Fitting &
    Pick<store.AnnouncementRow, 'organisationId' | 'courseId' | 'cohortId' | 'groupId' | 'authorId'>,
  study: Study,
): Promise<Spoken[]> {
  const { cohortId, groupId, authorId } = row;
  const chosen = cohortId !== null && groupId !== null ? await group(db, cohortId, groupId) : undefined;
  const fitting: Fitting = chosen ?? row;
  const named = chosen?.personIds && new Set(chosen.personIds);
  const people = await activeIn(db, row, fitting.role);
  const done = cohortId === null ? new Set<string>() : await whoHaveDone(db, cohortId, fitting, study);
  return people.filter(
    ({ userId }) => userId !== authorId && !done.has(userId) && (!named || named.has(userId)),
  );
}

/** @throws Refusal `conflict` for one that is with nobody, or that everybody has seen */
export async function resend(
  context: CommandContext,
  { announcementId }: { announcementId: string },
): Promise<Told<Announcement>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, announcementId);
  if (before.state !== 'sent') throw new Refusal('conflict', 'Nobody has it.');
  const people = await entitled({ tx }, before as store.SentRow);
  const unseen = people.filter(({ seenAt, late }) => seenAt === null && !late);
  if (unseen.length === 0) throw new Refusal('conflict', 'Everybody who has it has seen it.');
  const row = await store.update(tx, announcementId, {
    sending: before.sending + 1,
    resent_at: store.now,
  });
  tellNews(tell, row as store.SentRow, unseen);
  await noteAct(context, 'announcements:resend', row, { people: unseen.length });
  return tellStaff(tell, row);
}
