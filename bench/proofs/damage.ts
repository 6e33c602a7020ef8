import { readdir, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '#app/demo/simulator.ts';
import { faultsIn, type Fault } from '../history.ts';
import { ServeProcess } from '../servers/serveProcess.ts';
import { Classroom, makeClasses, truthOf } from './classroom.ts';

interface Cut {
  file: string;
  /** The share that is left. */
  keep: number;
}

/** What is cut off in the data folder of the embedded database. */
export const damages = {
  'the control file': async (database: string) => [
    { file: path.join(database, 'global/pg_control'), keep: 0 },
  ],
  'the write-ahead log': async (database: string) =>
    (await filesIn(path.join(database, 'pg_wal'))).map((file) => ({ file, keep: 0 })),
  'the largest tables': async (database: string) =>
    (await largest(await filesIn(path.join(database, 'base')), 3)).map((file) => ({ file, keep: 0.4 })),
} satisfies Record<string, (database: string) => Promise<Cut[]>>;

export type Damage = keyof typeof damages;

export interface DamageRound {
  damage: Damage;
  /** From the start on the damaged folder until it served. */
  restoredMs: number;
  readers: number;
  /** Readers that were told to start over, because numbers are counted anew. */
  toldToStartOver: number;
  faults: Fault[];
}

/**
 * Kills the server, cuts files of its folder off, and starts it again: the last dump takes the folder's
 * place under a new epoch, readers of the old one are told so on every door, and the class goes on.
 */
export async function damageRound(folder: string, damage: Damage, seed: string): Promise<DamageRound> {
  const place = { DATA_DIR: folder };
  const classes = await makeClasses(place, 1, 20);
  const server = await ServeProcess.start({ ...place, LOG_LEVEL: 'warn' });
  const room = new Classroom(server.base, classes[0]!, seededRandom(seed));
  try {
    await room.follow(2);
    await room.complete(40, { atOnce: 8 });
    // A server that stops in good order leaves a dump.
    await server.stop();
    await server.start();
    const dumped = room.commands.length;
    await room.complete(40, { atOnce: 8 });
    await room.caughtUp();
    await server.kill();
    for (const { file, keep } of await damages[damage](path.join(folder, 'database'))) {
      await truncate(file, Math.floor((await stat(file)).size * keep));
    }
    const restoredMs = await server.start();
    if (!server.said.includes('THE DATABASE WAS DAMAGED')) throw new Error(`it started on without ${damage}`);
    // What came after the dump is gone, and was said to be.
    for (const command of room.commands.slice(dumped)) command.answer = undefined;
    await room.complete(40, { atOnce: 8 });
    await room.caughtUp();
    const seen = await room.end();
    await server.stop();
    const [truth] = await truthOf(place, classes);
    const startedOver = seen.readers.filter(({ notes, topics }) =>
      topics.every((topic) => notes.some((note) => note.kind === 'resync' && note.topics.includes(topic))),
    );
    return {
      damage,
      restoredMs,
      readers: seen.readers.length,
      toldToStartOver: startedOver.length,
      faults: faultsIn({ ...truth!, ...seen }),
    };
  } finally {
    await room.close();
    await server.stop();
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function largest(files: readonly string[], count: number): Promise<string[]> {
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  return sized
    .sort((a, b) => b.size - a.size)
    .slice(0, count)
    .map(({ file }) => file);
}
