import type { Envelope } from '#kernel/envelope.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { Client } from './client.ts';
import { RawStream, until } from './stream.ts';

/**
 * A class that goes on learning while something else is measured: students finish lessons at a pace, and a
 * staff view notes how long each took to appear.
 */
export async function watchClass(
  base: string,
  client: Client,
  { students, instructor, perSecond }: { students: LoadPerson[]; instructor: LoadPerson; perSecond: number },
): Promise<{ stop: () => Promise<{ waitedMs: number[]; lost: number }> }> {
  const { cohortId } = instructor;
  const lessonIds = await client.lessonIds(students[0]!.cookie, cohortId);
  const sentMs = new Map<string, number>();
  const waitedMs: number[] = [];
  const stream = await RawStream.open(base, `/api/stream?topics=cohort/${cohortId}/staff`, {
    cookie: instructor.cookie,
    hear(data, event) {
      if (event !== undefined) return;
      const { type, data: told } = JSON.parse(data) as Envelope;
      if (type !== 'progress:updated') return;
      const { studentId, lessonId } = told as Record<'studentId' | 'lessonId', string>;
      const completion = `${studentId} ${lessonId}`;
      waitedMs.push(performance.now() - sentMs.get(completion)!);
      sentMs.delete(completion);
    },
  });
  await stream.ready();
  let index = 0;
  const acts: Promise<unknown>[] = [];
  const act = (): void => {
    const student = students[index % students.length]!;
    const lessonId = lessonIds[Math.floor(index / students.length)];
    index += 1;
    if (lessonId === undefined) return;
    sentMs.set(`${student.userId} ${lessonId}`, performance.now());
    acts.push(client.complete(student.cookie, cohortId, lessonId));
  };
  const timer = setInterval(act, 1_000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(acts);
      await until(() => sentMs.size === 0, 'the staff view heard everything', 5_000).catch(() => {});
      stream.close();
      return { waitedMs, lost: sentMs.size };
    },
  };
}
