import type { CommandInput } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import {
  hasLesson,
  organisationOfCourse,
  placeOfCohort,
  type SpokenTo,
} from '#features/cohorts/server/audience.ts';
import { note } from '#features/cohorts/server/hold.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { announcements, type Announcement } from '../contract.ts';
import { askToExpire } from './expiring.ts';
import * as store from './store.ts';
import { staffTopics, tellRevised, tellStaff } from './tell.ts';

type Input<N extends keyof (typeof announcements)['commands']> = CommandInput<typeof announcements, N>;

/** One of its fields is not what it can be. */
export const invalid = (field: string, message: string): Refusal =>
  new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });

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

/** To whom it speaks, by the one place that is named. @throws Refusal `invalid` where none or more are */
export async function spokenTo(
  db: Queryable,
  given: {
    organisationId?: string | undefined;
    courseId?: string | undefined;
    cohortId?: string | undefined;
  },
): Promise<SpokenTo> {
  const { organisationId, courseId, cohortId } = given;
  if ([organisationId, courseId, cohortId].filter((one) => one !== undefined).length !== 1)
    throw invalid('organisationId', 'or a course or a cohort is to be named, and one of them alone');
  if (organisationId !== undefined) return { organisationId, courseId: null, cohortId: null };
  if (courseId !== undefined) {
    const of = await organisationOfCourse(db, courseId);
    if (of === undefined) throw new Refusal('not_found');
    return { organisationId: of, courseId, cohortId: null };
  }
  const place = await placeOfCohort(db, cohortId!);
  if (!place) throw new Refusal('not_found');
  return { organisationId: place.organisationId, courseId: null, cohortId: place.cohortId };
}

/** @throws Refusal `invalid` for a lesson of another course, or where there is no one cohort that learns it */
export async function requireLesson(
  db: Queryable,
  { cohortId }: Pick<SpokenTo, 'cohortId'>,
  lessonId: string | null,
): Promise<void> {
  if (lessonId === null) return;
  if (cohortId === null || !(await hasLesson(db, cohortId, lessonId)))
    throw invalid('unlessCompletedId', 'is no lesson of the one cohort that it is for');
}

export async function draft(
  { actor, tx, tell }: CommandContext,
  input: Input<'announcements:draft'>,
): Promise<Told<Announcement>> {
  const { organisationId, courseId, cohortId, role, unlessCompletedId, ...words } = input;
  const to = await spokenTo(tx, { organisationId, courseId, cohortId });
  await requireLesson(tx, to, unlessCompletedId);
  const { name } = await accounts.byId(tx, actor.userId);
  const row = await store.insert(tx, {
    ...{ id: newId(), ...to, ...words, unlessCompletedId, authorId: actor.userId, authorName: name },
    // Only students complete lessons.
    role: unlessCompletedId === null ? role : 'student',
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
  const { unlessCompletedId = before.unlessCompletedId, expiresAt = store.iso(before.expiresAt) } = given;
  if (unlessCompletedId !== before.unlessCompletedId) await requireLesson(db, before, unlessCompletedId);
  if (expiresAt !== store.iso(before.expiresAt) && expiresAt !== null && Date.parse(expiresAt) <= Date.now())
    throw invalid('expiresAt', 'is over');
  const role = unlessCompletedId === null ? (given.role === undefined ? before.role : given.role) : 'student';
  const wanted = {
    title: [before.title, given.title],
    text: [before.text, given.text],
    expires_at: [store.iso(before.expiresAt), expiresAt],
    role: [before.role, role],
    unless_completed_id: [before.unlessCompletedId, unlessCompletedId],
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
  return tell(announcements, 'announcements:discarded', staffTopics(row), data);
}
