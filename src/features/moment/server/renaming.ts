import * as banners from './bannerStore.ts';
import * as hands from './handStore.ts';
import { takeTurn } from './hold.ts';
import { tellBanner, tellDeskBanner, tellHand, tellLowered, type Write } from './tell.ts';

/** Tells staff, who read whose hand is up, that somebody has another name. */
export async function tellRenamed({ tx, tell }: Write, userId: string): Promise<void> {
  for (const hand of await hands.handsWhere(tx, hands.ofPerson(userId))) tellHand(tell, hand);
}

/** Takes down the hands of somebody who is being forgotten, and what they said to a session; their words go after this. */
export async function forgetPerson({ tx, tell }: Write, userId: string): Promise<void> {
  const said = await banners.bannersWhere(tx, banners.byAuthor(userId));
  // Turns before rows, as everywhere; of several sessions always in the same order.
  for (const sessionId of [...new Set(said.map((one) => one.sessionId))].sort())
    await takeTurn(tx, sessionId);
  tellLowered(tell, await hands.lower(tx, hands.ofPerson(userId)));
  for (const { sessionId } of await banners.takeDown(tx, banners.byAuthor(userId)))
    tellBanner(tell, sessionId);
  for (const banner of said) tellDeskBanner(tell, banner);
}
