import { identity } from '#features/identity/contract.ts';
import { notifications } from '../contract.ts';
import * as store from './store.ts';
import type { Write } from './telling.ts';

/** Takes somebody who is forgotten out of what others were told; their bells, and this person's own, are fetched again. */
export async function forgetCauser({ tx, tell }: Write, userId: string): Promise<void> {
  const told = new Set([...(await store.forgetBy(tx, userId)), userId]);
  const topics = [...told].map((personId) => identity.topics.person.of({ userId: personId }));
  tell(notifications, 'notifications:changed', topics, {});
}
