import { seededRandom } from '#app/demo/simulator.ts';
import { faultsIn, type Fault, type History } from '../history.ts';
import { ServeProcess } from '../servers/serveProcess.ts';
import { Classroom, makeClasses, truthOf, type Place } from './classroom.ts';

const completions = 500;
const studentsEach = 40;
const atOnce = 16;
const readersEach = 4;

export interface KillRound {
  seed: string;
  /** Acknowledged when the process was killed. */
  killedAfter: number;
  repeated: number;
  /** From the kill until the restarted server served. */
  awayMs: number;
  /** From the last acknowledgement until every reader had applied all. */
  caughtUpMs: number;
  /** Readers that lost their connection and came back. */
  cameBack: number;
  /** Frames that readers heard, all of them judged. */
  heard: number;
  faults: Fault[];
}

/**
 * Kills in the middle of 500 completions over HTTP, with readers on streams, sockets and polls, and starts
 * again on the same data. All must be there that was acknowledged, and every reader catch up by its cursor
 * without a hole or a double.
 *
 * @param wreck kills something and brings it back; the server itself unless given
 */
export async function killRounds(
  place: Place,
  {
    seeds,
    wreck = async (server) => {
      await server.kill();
      await server.start();
    },
    told = () => {},
  }: {
    seeds: readonly string[];
    wreck?: (server: ServeProcess) => Promise<void>;
    told?: (round: Omit<KillRound, 'faults'>) => void;
  },
): Promise<KillRound[]> {
  const classes = await makeClasses(place, seeds.length, studentsEach);
  const server = await ServeProcess.start(place);
  const rounds: SeenRound[] = [];
  try {
    for (const [index, seed] of seeds.entries()) {
      const random = seededRandom(seed);
      const room = new Classroom(server.base, classes[index]!, random);
      try {
        const round = await killRound(room, { seed, random, wreck: () => wreck(server) });
        rounds.push(round);
        told(round);
      } finally {
        await room.close();
      }
    }
  } finally {
    await server.stop();
  }
  const truths = await truthOf(place, classes);
  return rounds.map(({ commands, readers, figures, ...round }, index) => {
    const faults = faultsIn({ ...truths[index]!, commands, readers, figures });
    const startedOver = readers.filter(({ notes }) => notes.some(({ kind }) => kind === 'resync'));
    for (const { name } of startedOver) {
      faults.push({ rule: 'lost', words: `${name} had to start over, although nothing was cut off` });
    }
    return { ...round, faults };
  });
}

type SeenRound = Omit<KillRound, 'faults'> & Pick<History, 'commands' | 'readers' | 'figures'>;

async function killRound(
  room: Classroom,
  { seed, random, wreck }: { seed: string; random: () => number; wreck: () => Promise<void> },
): Promise<SeenRound> {
  await room.follow(readersEach);
  const killedAfter = 50 + Math.floor(random() * (completions - 100));
  let wrecking: Promise<number> | undefined;
  const wreckNow = async (): Promise<number> => {
    const startMs = performance.now();
    await wreck();
    return performance.now() - startMs;
  };
  await room.complete(completions, {
    atOnce,
    each() {
      if (room.acknowledged !== killedAfter) return;
      wrecking = wreckNow();
      // Heard below; until then the class tries in vain.
      wrecking.catch(() => {});
    },
  });
  const awayMs = await wrecking!;
  const caughtUpMs = await room.caughtUp();
  const seen = await room.end();
  const counted = seen.readers.map(({ notes }) => ({
    openings: notes.filter(({ kind }) => kind === 'opened').length,
    heard: notes.filter(({ kind }) => kind === 'heard').length,
  }));
  return {
    seed,
    killedAfter,
    repeated: room.repeated,
    awayMs,
    caughtUpMs,
    cameBack: counted.filter(({ openings }) => openings > 1).length,
    heard: counted.reduce((sum, { heard }) => sum + heard, 0),
    ...seen,
  };
}
