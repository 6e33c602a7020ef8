import { newId } from '#kernel/ids.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { brief, median, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const writers = 500;
const forMs = 4_000;
const repetitions = 3;

/** One hot topic: many writers that each tell one event at a time, sharing commits. */
export async function appendBench(report: Report): Promise<void> {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    await inScratchFolder(async (folder) => {
      const sides = [
        {
          name: 'postgresql',
          must: 10_000,
          server: await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATABASE_URL: databaseUrl }),
        },
        {
          name: 'embedded',
          must: 5_000,
          server: await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder }),
        },
      ];
      try {
        const rates = new Map(sides.map(({ name }) => [name, [] as number[]]));
        // The first round warms both up and does not count.
        for (let round = 0; round <= repetitions; round++) {
          for (const { name, server } of sides) {
            const topic = `cohort/${newId()}/staff`;
            const { count, tookMs, kept, isContiguous } = await server.ask('append', {
              topic,
              writers,
              forMs: round === 0 ? forMs / 4 : forMs,
            });
            if (kept !== count || !isContiguous)
              throw new Error(
                `${name}: ${count} events were acknowledged, ${kept} kept, contiguous: ${isContiguous}`,
              );
            if (round > 0) rates.get(name)!.push((1_000 * count) / tookMs);
          }
        }
        report.row(
          `${writers} writers on one topic, one event each at a time, contiguous and complete after every run`,
        );
        for (const { name, must } of sides) {
          const own = rates.get(name)!;
          report.row(`${name}: ${own.map(brief).join(', ')} events/s in ${repetitions} turns`);
          report.atLeast(`append-${name}`, median(own), 'events/s', must);
        }
      } finally {
        for (const { server } of sides) await server.stop();
      }
    });
  } finally {
    await postgres.stop();
  }
}
