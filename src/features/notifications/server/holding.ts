import * as accounts from '#features/identity/server/accounts.ts';
import type { Holds } from '#platform/server/mail/postman.ts';
import { mayLeave } from './plan.ts';
import { wishesOf } from './preferences.ts';

/**
 * Holds mails back that would come in quiet hours or while somebody wants none: one was made before they began, and a
 * mail server that was away takes it only now.
 */
export const holdNews: Holds = async (db, news) => {
  const readerIds = [...new Set(news.map(({ readerId }) => readerId))];
  const { now, of } = await wishesOf(db, readerIds);
  const zones = new Map((await accounts.byIds(db, readerIds)).map(({ id, zone }) => [id, zone]));
  const held = new Map<string, Date>();
  for (const { id, readerId, kind } of news) {
    const zone = zones.get(readerId);
    if (zone === undefined) continue;
    const at = mayLeave(kind, now, { ...of.get(readerId)!, zone });
    if (at > now) held.set(id, at);
  }
  return held;
};
