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

/** Tells what is left of polls in which somebody wrote, once their words are emptied later in this transaction. */
export async function tellForgotten({ tx, tell }: Write, userId: string): Promise<void> {
  for (const pollId of await ballots.writtenBy(tx, userId)) {
    const { poll } = await holdPoll(tx, pollId);
    if (isShownToAll(poll)) tellAll(tell, poll);
    else tellDesk(tell, poll);
  }
}
