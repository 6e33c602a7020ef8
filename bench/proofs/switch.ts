import { seededRandom } from '#app/demo/simulator.ts';
import { faultsIn, type Fault } from '../history.ts';
import type { Door } from '../load/follower.ts';
import { ServeProcess } from '../servers/serveProcess.ts';
import { Classroom, makeClasses, truthOf, type Place } from './classroom.ts';

const way: readonly Door[] = ['stream', 'poll', 'socket'];
const studentsEach = 40;
const completions = 500;

export interface SwitchRun {
  readers: number;
  moves: number;
  heard: number;
  faults: Fault[];
}

/**
 * Readers that go from the socket to the stream, to polling and back to the socket, again and again, each
 * new connection taking over from the old one, while a class finishes 500 lessons.
 */
export async function switchRun(place: Place, seed: string): Promise<SwitchRun> {
  const classes = await makeClasses(place, 1, studentsEach);
  const server = await ServeProcess.start(place);
  const room = new Classroom(server.base, classes[0]!, seededRandom(seed));
  try {
    await room.follow(6, ['socket']);
    let isOver = false;
    let moves = 0;
    const moving = room.followers.map(async (follower) => {
      for (let step = 0; !isOver || step % way.length !== 0; step++) {
        await follower.move(way[step % way.length]!);
        moves += 1;
      }
    });
    await room.complete(completions, { atOnce: 2 });
    isOver = true;
    await Promise.all(moving);
    await room.caughtUp();
    const seen = await room.end();
    await server.stop();
    const [truth] = await truthOf(place, classes);
    return {
      readers: seen.readers.length,
      moves,
      heard: seen.readers.flatMap(({ notes }) => notes).filter(({ kind }) => kind === 'heard').length,
      faults: faultsIn({ ...truth!, ...seen }),
    };
  } finally {
    await room.close();
    await server.stop();
  }
}
