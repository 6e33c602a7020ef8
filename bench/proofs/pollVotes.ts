import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel/ids.ts';
import { aPollClass, recountBallots } from '../../tests/support/polls.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

/** What came of a class that votes at once. */
export interface VotesRun {
  /** From sending a vote to its acknowledgement, in ms, each. */
  waitedMs: number[];
  /** From the first vote to the last acknowledgement. */
  tookMs: number;
  /** Ballots and voters that are not those that were sent, in rows, views and events. */
  wrong: number;
  /** Tallies told to everybody. */
  told: number;
}

/**
 * So many people vote within a second in one live poll, two nodes taking the votes in turn. One in ten is sent again
 * under its id, as after a time-out; one in ten comes from a second window a moment later, for another option.
 */
export async function pollVotes(rooms: Rooms, { voters }: { voters: number }): Promise<VotesRun> {
  const names = Array.from({ length: voters }, (_, place) => `voter${place}`);
  const school = await aPollClass(rooms, names);
  const poll = await school.launch({ results: 'live' });
  rooms.announced.length = 0;
  const waitedMs: number[] = [];
  const beganMs = performance.now();
  const sent = async (name: string, option: number, atMs: number, commandId = newId()): Promise<void> => {
    await pause(Math.max(0, beganMs + atMs - performance.now()));
    const sentMs = performance.now();
    await school.vote(name, poll, option, commandId);
    waitedMs.push(performance.now() - sentMs);
  };
  const expected = [0, 0, 0];
  await Promise.all(
    names.map(async (name, place) => {
      const atMs = (place * 1_000) / voters;
      const commandId = newId();
      const first = sent(name, place % 3, atMs, commandId);
      if (place % 10 === 1) await sent(name, place % 3, atMs, commandId);
      await first;
      const last = place % 10 === 2 ? (place + 1) % 3 : place % 3;
      if (last !== place % 3) await sent(name, last, atMs);
      expected[last]! += 1;
    }),
  );
  const tookMs = performance.now() - beganMs;
  const { voters: ballots, counts } = await recountBallots(rooms, poll.id);
  const tallies = school.told<{ voters: number; counts: Record<string, number> }>('everybody', 'poll:tally');
  const seen = (await school.seen(poll, names[0]))!;
  let wrong = 0;
  for (const [place, { id }] of poll.options.entries())
    for (const found of [counts[id], tallies.at(-1)?.counts[id], seen.tally?.counts[id]])
      wrong += Math.abs((found ?? 0) - expected[place]!);
  for (const found of [ballots, tallies.at(-1)?.voters, seen.voters])
    wrong += Math.abs((found ?? 0) - voters);
  return { waitedMs, tookMs, wrong, told: tallies.length };
}
