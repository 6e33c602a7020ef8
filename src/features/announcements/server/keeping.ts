import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { Announcement } from '../contract.ts';
import { asksWhatWasDone } from './fitting.ts';
import { forgetMember } from './groups.ts';
import * as recipients from './recipients.ts';
import { peopleOf } from './sending.ts';
import * as store from './store.ts';
import { tellCame, tellGone, tellReach, tellRevised, tellStaff, type Telling } from './tell.ts';
import { noteAct } from './writing.ts';

/** @throws Refusal `conflict` for one that is gone */
export async function pin(
  context: CommandContext,
  { announcementId, pinned }: { announcementId: string; pinned: boolean },
): Promise<Announcement | Told<Announcement>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, announcementId);
  if (before.state === 'recalled' || before.state === 'expired')
    throw new Refusal('conflict', 'Nobody has this any more.');
  if (before.pinned === pinned) return store.shown(before);
  const row = await store.update(tx, announcementId, { pinned });
  if (row.state === 'sent') {
    await tellRevised(context, row as store.SentRow);
    if (pinned) await giveToLateComers(context, row as store.SentRow);
  }
  await noteAct(context, 'announcements:pin', row, { pinned });
  return tellStaff(tell, row);
}

/** Whoever came since it was sent has it from now on, too. Who was chosen one by one, or by what they had not done, is not added to. */
async function giveToLateComers({ tx, tell }: Telling, row: store.SentRow): Promise<void> {
  if (asksWhatWasDone(row) || row.groupId !== null) return;
  const people = await peopleOf(tx, row, { completers: async () => [], studiedWithin: async () => [] });
  tellCame(tell, row, await recipients.give(tx, row.id, people, true));
}

/** @throws Refusal `conflict` for one that nobody has */
export async function recall(
  context: CommandContext,
  { announcementId }: { announcementId: string },
): Promise<Told<Announcement>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, announcementId);
  if (before.state !== 'sent') throw new Refusal('conflict', 'Nobody has it.');
  const row = await store.update(tx, announcementId, {
    ...{ state: 'recalled', pinned: false },
    recalled_at: store.now,
  });
  await tellGone(context, row as store.SentRow);
  await noteAct(context, 'announcements:recall', row);
  return tellStaff(tell, row);
}

/** Takes the name of whoever is forgotten from what they wrote, and them from where it went. */
export async function forgetPerson(write: Telling, userId: string): Promise<void> {
  for (const { id } of await store.writtenBy(write.tx, userId)) {
    const row = await store.update(write.tx, id, { author_name: null });
    if (row.state === 'sent') await tellRevised(write, row as store.SentRow);
    tellStaff(write.tell, row);
  }
  await forgetMember(write, userId);
  for (const announcementId of await recipients.forget(write.tx, userId))
    tellReach(write.tell, announcementId);
}
