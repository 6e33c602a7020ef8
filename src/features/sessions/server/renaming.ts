import type { Write } from '#platform/server/log/log.ts';
import { tellGuestRenamed } from './guests.ts';
import { hostedBy } from './store.ts';
import { tellAll } from './telling.ts';

/** Tells whoever sees the name of a host, or of a guest, that it is another. */
export async function tellRenamed({ tx, tell }: Pick<Write, 'tx' | 'tell'>, userId: string): Promise<void> {
  for (const session of await hostedBy(tx, userId)) tellAll(tell, session);
  await tellGuestRenamed({ tx, tell }, userId);
}
