import { Refusal } from '#kernel/refusal.ts';
import { placesOf } from '#features/cohorts/server/audience.ts';
import { identity } from '#features/identity/contract.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { announcements, type AnnouncementMarks } from '../contract.ts';
import * as recipients from './recipients.ts';
import { tellReach, type Telling } from './tell.ts';

type Answer = Promise<AnnouncementMarks | Told<AnnouncementMarks>>;

/** Marks some that somebody has; what they have not is left out. */
export const markSeveral =
  (what: recipients.Mark) =>
  (context: CommandContext, { announcementIds }: { announcementIds: readonly string[] }): Answer =>
    mark(context, announcementIds, what);

/** @throws Refusal `not_found` for one that somebody has not */
export const markOne =
  (what: recipients.Mark) =>
  (context: CommandContext, { announcementId }: { announcementId: string }): Answer =>
    mark(context, [announcementId], what, () => {
      throw new Refusal('not_found');
    });

async function mark(
  { actor: { userId }, tx, tell }: CommandContext,
  announcementIds: readonly string[],
  what: recipients.Mark,
  none: () => void = () => {},
): Answer {
  const places = await placesOf(tx, userId);
  const marked = await recipients.mark(tx, userId, announcementIds, places, what);
  // Nearly always all of it is new.
  const isAll = marked.length === announcementIds.length;
  const all = isAll ? marked : await recipients.marksFor(tx, userId, announcementIds, places);
  if (all.length === 0) none();
  if (marked.length === 0) return recipients.publicMarks(all);
  for (const { announcementId, late } of marked) if (!late) tellReach(tell, announcementId);
  if (what !== 'received')
    tell(announcements, 'announcements:looked', [], {
      userId,
      announcementIds: marked.map(({ announcementId }) => announcementId),
    });
  const topic = identity.topics.person.of({ userId });
  return tell(announcements, 'announcements:marked', [topic], recipients.publicMarks(all));
}

/** That a mail which said it went out to somebody, or came back. */
export async function noteMail(
  { tx, tell }: Telling,
  mail: { announcementId: string; personId: string },
  outcome: 'mailed' | 'bounced',
): Promise<void> {
  if (await recipients.noteMail(tx, mail, outcome)) tellReach(tell, mail.announcementId);
}
