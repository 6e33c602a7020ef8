import * as ballots from './ballotStore.ts';
import { holdPoll } from './hold.ts';
import { isShownToAll } from './rows.ts';
import { tellAll, tellDesk, type Write } from './tell.ts';

/** Tells staff, who read who voted what in named polls, that somebody has another name. */
export async function tellRenamed({ tx, tell }: Write, userId: string): Promise<void> {
  for (const pollId of await ballots.namedOf(tx, userId)) {
    const { poll } = await holdPoll(tx, pollId);
    tellDesk(tell, poll);
  }
}

/** Takes away all that somebody wrote under their name, or so that they could change it. */
export async function forgetVoter({ tx, tell }: Write, userId: string): Promise<void> {
  const pollIds = await ballots.writtenBy(tx, userId);
  for (const pollId of pollIds) {
    const { poll } = await holdPoll(tx, pollId);
    if (isShownToAll(poll)) tellAll(tell, poll);
    else tellDesk(tell, poll);
  }
  await ballots.forgetTexts(tx, userId, pollIds);
}
