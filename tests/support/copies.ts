import { jobTelling } from '#features/jobs/server/feature.ts';
import type { Bytes, Person } from '#platform/server/feature.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import type { Rooms } from './rooms.ts';

/** Makes the copies of somebody's data that were asked for. */
export function makeCopies({ db, log, jobs }: Rooms): Promise<void> {
  return new JobWorker({
    ...{ db, log, telling: jobTelling },
    kinds: jobs.filter(({ queue }) => queue.name === 'rights:copy'),
    logger: { warn() {}, error() {} },
  }).workOff();
}

/** A copy that somebody asks for, as text. */
export async function copyOf(rooms: Rooms, by: Person, command: string, input: object): Promise<string> {
  const { exportId } = (await rooms.perform(by, command, input)) as { exportId: string };
  await makeCopies(rooms);
  const { bytes } = (await rooms.look(by, 'rights:download', { exportId })) as Bytes;
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
