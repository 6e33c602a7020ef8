import { cohorts } from '#features/cohorts/contract.ts';
import { whoBelong, type Spoken } from '#features/cohorts/server/audience.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { announcements, type Announcement } from '../contract.ts';
import * as recipients from './recipients.ts';
import { shown, type AnnouncementRow, type SentRow } from './store.ts';

export type Telling = Pick<Write, 'tx' | 'tell'>;

/** Where its staff hear of it. */
export function staffTopic({
  cohortId,
  organisationId,
}: Pick<AnnouncementRow, 'cohortId' | 'organisationId'>): string {
  return cohortId === null
    ? cohorts.topics.organisation.of({ organisationId })
    : cohorts.topics.cohortStaff.of({ cohortId });
}

export function tellStaff(tell: Tell, row: AnnouncementRow): Told<Announcement> {
  return tell(announcements, 'announcements:changed', [staffTopic(row)], shown(row));
}

/** How far it came is read once the log holds the topic: of two who see it at once, the last word counts both. */
export function tellReach(tell: Tell, announcementId: string): void {
  const topics = [announcements.topics.reach.of({ announcementId })];
  tell(announcements, 'announcements:reach-changed', topics, (held) =>
    recipients.reachOf(held, announcementId),
  );
}

const own = (userId: string): string[] => [identity.topics.person.of({ userId })];

export function tellCame(tell: Tell, row: SentRow, people: readonly Spoken[]): void {
  for (const { userId, cohortId } of people)
    tell(announcements, 'announcements:came', own(userId), recipients.shownTo(row, cohortId));
}

/** Tells whoever has it, and still belongs there, what it says now. */
export async function tellRevised({ tx, tell }: Telling, row: SentRow): Promise<void> {
  for (const { userId, cohortId } of await entitled({ tx }, row))
    tell(announcements, 'announcements:revised', own(userId), recipients.shownTo(row, cohortId));
}

/** Takes it from every screen. Whoever left meanwhile has it on none, and may hear so all the same. */
export async function tellGone({ tx, tell }: Telling, { id: announcementId }: SentRow): Promise<void> {
  for (const { userId } of await recipients.of(tx, announcementId))
    tell(announcements, 'announcements:gone', own(userId), { announcementId });
  tell(announcements, 'announcements:withdrawn', [], { announcementId });
}

/** Who has it and still belongs to one of its cohorts. */
export async function entitled(
  { tx }: Pick<Telling, 'tx'>,
  row: SentRow,
): Promise<recipients.RecipientRow[]> {
  const all = await recipients.of(tx, row.id);
  const belong = await whoBelong(
    tx,
    row,
    all.map(({ userId }) => userId),
  );
  return all.filter(({ userId }) => belong.has(userId));
}

/** Has it told to people as news, in bells and by mail as each of them chose. */
export function tellNews(tell: Tell, row: SentRow, people: readonly Spoken[]): void {
  const byCohort = new Map<string, string[]>();
  for (const { userId, cohortId } of people)
    byCohort.set(cohortId, [...(byCohort.get(cohortId) ?? []), userId]);
  for (const [cohortId, to] of byCohort)
    tell(announcements, 'announcements:sent', [], {
      ...{ announcementId: row.id, sending: row.sending, cohortId, to },
      ...{ by: row.authorName === null ? null : row.authorId, title: row.title ?? '', urgent: row.urgent },
    });
}
