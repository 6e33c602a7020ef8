import { sql, type SqlBool } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { momentLimits, type DeskBanner } from '../contract.ts';
import * as store from './bannerStore.ts';
import { heldInTurn, takeTurn } from './hold.ts';
import { tellBanner, tellDeskBanner, tellReceipts, tellRead } from './tell.ts';

interface OfBanner {
  sessionId: string;
  bannerId: string;
}

/** Says something to the whole session, in place of what was said before. */
export async function say(
  { actor, tx, tell }: CommandContext,
  { sessionId, text }: { sessionId: string; text: string },
): Promise<Told<DeskBanner>> {
  await heldInTurn(tx, sessionId);
  const former = await store.takeDown(tx, store.ofSession(sessionId));
  const id = newId();
  if (!(await store.insert(tx, { id, sessionId, authorId: actor.userId, text })))
    throw new Refusal('conflict', `A session has ${momentLimits.banners} banners at most.`);
  for (const banner of former) tellDeskBanner(tell, banner);
  tellBanner(tell, sessionId);
  return tellDeskBanner(tell, { id, sessionId });
}

export async function takeDown(
  { tx, tell }: CommandContext,
  { sessionId, bannerId }: OfBanner,
): Promise<DeskBanner | Told<DeskBanner>> {
  await takeTurn(tx, sessionId);
  const one = sql<SqlBool>`${store.ofSession(sessionId)} and ${store.withId(bannerId)}`;
  const [banner] = await store.bannersWhere(tx, one);
  if (!banner) throw new Refusal('not_found', 'This was not said here.');
  if ((await store.takeDown(tx, one)).length === 0) return banner;
  tellBanner(tell, sessionId);
  return tellDeskBanner(tell, banner);
}

/** Notes that somebody has read what is up; again is as good as once. */
export async function acknowledge(
  { actor, tx, tell }: CommandContext,
  { sessionId, bannerId }: OfBanner,
): Promise<OfBanner> {
  const banner = await store.share(tx, { sessionId, bannerId });
  if (!banner) throw new Refusal('not_found', 'This was not said here.');
  if (!banner.isUp) throw new Refusal('conflict', 'This was taken down.');
  if (await store.acknowledge(tx, bannerId, actor.userId)) {
    tellReceipts(tell, { sessionId, bannerId });
    tellRead(tell, actor.userId, { sessionId, bannerId });
  }
  return { sessionId, bannerId };
}
