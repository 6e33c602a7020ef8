import * as banners from './bannerStore.ts';
import * as hands from './handStore.ts';
import { takeTurn } from './hold.ts';
import { tellBanner, tellDeskBanner, tellLowered, tellTimer, type Write } from './tell.ts';
import { stop } from './timerStore.ts';

/** Nothing of the moment outlives the session; its row is held by whoever ends it. */
export async function clearSession({ tx, tell }: Write, { id: sessionId }: { id: string }): Promise<void> {
  await takeTurn(tx, sessionId);
  tellLowered(tell, await hands.lower(tx, hands.ofSession(sessionId)));
  if (await stop(tx, sessionId)) tellTimer(tell, sessionId);
  const down = await banners.takeDown(tx, banners.ofSession(sessionId));
  for (const banner of down) tellDeskBanner(tell, banner);
  if (down.length > 0) tellBanner(tell, sessionId);
}
