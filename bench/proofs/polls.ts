import { openDatabase } from '#platform/server/db/database.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { inMemory, openRooms, type OpenDatabase } from '../../tests/support/rooms.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import { runPollsModel, stepKinds } from './pollsModel.ts';
import { pollVotes } from './pollVotes.ts';

const runs = 200;
/** Of a run; on average it takes half of them. */
const mostSteps = 110;
const stepsOfRun = 50;
const seed = 20_261_129;
const voters = 500;

/** Polls of sessions against their model, and a class that votes at once, on both databases. */
export async function provePolls(report: Report): Promise<void> {
  await model(report, 'embedded', inMemory);
  await inScratchFolder((folder) =>
    votes(report, 'embedded', (migrations) => openDatabase({ dataDir: folder, migrations })),
  );
  const postgres = await startPostgres();
  try {
    const on = (databaseUrl: string): OpenDatabase => {
      return (migrations) => openDatabase({ dataDir: 'unused', databaseUrl, migrations });
    };
    await model(report, 'postgres', on(await postgres.newDatabase()));
    await votes(report, 'postgres', on(await postgres.newDatabase()));
  } finally {
    await postgres.stop();
  }
}

async function model(report: Report, name: string, open: OpenDatabase): Promise<void> {
  const rooms = await openRooms(open);
  try {
    const { happened, steps } = await runPollsModel(rooms, { runs, most: mostSteps, seed });
    const taken = stepKinds.map((kind) => `${kind} ${happened.get(kind) ?? 0}`);
    report.row(`${name}, seed ${seed}: ${steps} steps in ${runs} sessions: ${taken.join(', ')}`);
    report.atLeast(`polls-model-${name}-without-fault`, runs, 'runs', runs);
    report.atLeast(`polls-model-${name}-steps`, steps, 'commands', runs * stepsOfRun);
    report.atLeast(`polls-model-${name}-kinds`, happened.size, 'kinds of step', stepKinds.length);
  } catch (cause) {
    report.row(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    report.atLeast(`polls-model-${name}-without-fault`, 0, 'runs', runs);
  } finally {
    await rooms.close();
  }
}

async function votes(report: Report, name: string, open: OpenDatabase): Promise<void> {
  const rooms = await openRooms(open);
  try {
    const { waitedMs, tookMs, wrong, told } = await pollVotes(rooms, { voters });
    report.row(
      `${name}: ${voters} people, ${waitedMs.length} votes in ${brief(tookMs / 1_000)} s, acknowledged p50 ` +
        `${brief(median(waitedMs))} ms, p95 ${brief(percentile(waitedMs, 0.95))} ms; ${told} tallies told`,
    );
    report.atMost(`polls-votes-${name}-p95`, percentile(waitedMs, 0.95), 'ms', 500);
    report.atMost(`polls-votes-${name}-wrong`, wrong, 'ballots', 0);
  } finally {
    await rooms.close();
  }
}
