import type { CommandInput } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { SpokenTo } from '#features/cohorts/server/audience.ts';
import { note } from '#features/cohorts/server/hold.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { announcements, type Announcement } from '../contract.ts';
import { askToExpire } from './expiring.ts';
import { asksWhatWasDone, requireFitting, roleOf, type Fitting } from './fitting.ts';
import { group } from './groups.ts';
import { invalid } from './invalid.ts';
import { spokenTo } from './spokenTo.ts';
import * as store from './store.ts';
import { staffTopic, tellRevised, tellStaff } from './tell.ts';

type Input<N extends keyof (typeof announcements)['commands']> = CommandInput<typeof announcements, N>;

/** Notes what staff did with it, where others can look it up. */
export async function noteAct(
  context: CommandContext,
  act: string,
  { id: announcementId, organisationId, cohortId }: store.AnnouncementRow,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const about =
    cohortId === null
      ? ({ kind: 'organisation', id: organisationId } as const)
      : ({ kind: 'cohort', id: cohortId } as const);
  await note(context, act, { organisationId }, about, { announcementId, ...details });
}

interface Within extends Fitting {
  groupId: string | null;
}

/** @throws Refusal `invalid` for what is not of the one cohort, or for a group with something beside it */
export async function requireWithin(
  db: Queryable,
  { cohortId }: Pick<SpokenTo, 'cohortId'>,
  { groupId, ...fitting }: Within,
): Promise<void> {
  await requireFitting(db, { cohortId }, fitting);
  if (groupId === null) return;
  if (fitting.role !== null || asksWhatWasDone(fitting))
    throw invalid('groupId', 'says all of it: nothing goes with it');
  if (cohortId === null || !(await group(db, cohortId, groupId)))
    throw invalid('groupId', 'is no group of the one cohort that it is for');
}

export async function draft(
  { actor, tx, tell }: CommandContext,
  input: Input<'announcements:draft'>,
): Promise<Told<Announcement>> {
  const { organisationId, courseId, cohortId, ...given } = input;
  const to = await spokenTo(tx, { organisationId, courseId, cohortId });
  await requireWithin(tx, to, given);
  const { name } = await accounts.byId(tx, actor.userId);
  const row = await store.insert(tx, {
    ...{ id: newId(), ...to, ...given, role: roleOf(given) },
    ...{ authorId: actor.userId, authorName: name },
  });
  return tellStaff(tell, row);
}

/** @throws Refusal `conflict` for one that is gone, or where it was sent and more than its words is to change */
export async function edit(
  context: CommandContext,
  { announcementId, ...given }: Input<'announcements:edit'>,
): Promise<Announcement | Told<Announcement>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, announcementId);
  if (before.state === 'recalled' || before.state === 'expired')
    throw new Refusal('conflict', 'Nobody has this any more: write it anew.');
  const wanted = await changesOf(tx, before, given);
  if (Object.keys(wanted).length === 0) return store.shown(before);
  if (before.state !== 'sent') return tellStaff(tell, await store.update(tx, announcementId, wanted));
  if (Object.keys(wanted).some((column) => !laterToo.has(column)))
    throw new Refusal('conflict', 'It was sent: its words can be changed, and not any more to whom it goes.');
  const changesWords = 'title' in wanted || 'text' in wanted;
  const after = await store.update(tx, announcementId, {
    ...wanted,
    ...(changesWords && { edited_at: store.now }),
  });
  await askToExpire(tx, after);
  await noteAct(context, 'announcements:edit', after, { changed: Object.keys(wanted) });
  await tellRevised(context, after as store.SentRow);
  if ('title' in wanted)
    tell(announcements, 'announcements:retitled', [], { announcementId, title: after.title ?? '' });
  return tellStaff(tell, after);
}

/** Columns that may change once people have it. */
const laterToo = new Set(['title', 'text', 'expires_at']);

/** What would be different, by column. */
async function changesOf(
  db: Queryable,
  before: store.AnnouncementRow,
  given: Omit<Input<'announcements:edit'>, 'announcementId'>,
): Promise<Record<string, unknown>> {
  const { expiresAt = store.iso(before.expiresAt) } = given;
  if (expiresAt !== store.iso(before.expiresAt) && expiresAt !== null && Date.parse(expiresAt) <= Date.now())
    throw invalid('expiresAt', 'is over');
  const within = {
    role: given.role === undefined ? before.role : given.role,
    unlessCompletedId:
      given.unlessCompletedId === undefined ? before.unlessCompletedId : given.unlessCompletedId,
    unlessStudiedDays:
      given.unlessStudiedDays === undefined ? before.unlessStudiedDays : given.unlessStudiedDays,
    groupId: given.groupId === undefined ? before.groupId : given.groupId,
  };
  if (before.state !== 'sent') await requireWithin(db, before, within);
  const wanted = {
    title: [before.title, given.title],
    text: [before.text, given.text],
    expires_at: [store.iso(before.expiresAt), expiresAt],
    role: [before.role, roleOf(within)],
    unless_completed_id: [before.unlessCompletedId, within.unlessCompletedId],
    unless_studied_days: [before.unlessStudiedDays, within.unlessStudiedDays],
    group_id: [before.groupId, within.groupId],
    urgent: [before.urgent, given.urgent],
    needs_acknowledgement: [before.needsAcknowledgement, given.needsAcknowledgement],
  } as const;
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([column, [was, is]]) =>
      is === undefined || is === was ? [] : [[column, is]],
    ),
  );
}

/** @throws Refusal `conflict` for one that was sent */
export async function discard(
  { tx, tell }: CommandContext,
  { announcementId }: { announcementId: string },
): Promise<Told<{ announcementId: string; organisationId: string; cohortId: string | null }>> {
  const row = await store.hold(tx, announcementId);
  if (row.state !== 'draft' && row.state !== 'scheduled')
    throw new Refusal('conflict', 'It was sent: recall it, and it stays here with what became of it.');
  await store.discard(tx, announcementId);
  const { organisationId, cohortId } = row;
  const data = { announcementId, organisationId, cohortId };
  return tell(announcements, 'announcements:discarded', [staffTopic(row)], data);
}
