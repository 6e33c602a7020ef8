import { openDatabase } from '#platform/server/db/database.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { inMemory, openRooms, type OpenDatabase } from '../../tests/support/rooms.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';
import { runLeaderboardModel, stepKinds } from './leaderboardModel.ts';
import { pushRanks } from './rankPush.ts';

const runs = 200;
/** Of a run; on average it takes half of them. */
const mostSteps = 110;
const stepsOfRun = 50;
const seed = 20_261_130;
const phones = 300;
const results = 10;

/** Boards against their model on both databases, and how soon a class has its new ranks. */
export async function proveLeaderboard(report: Report): Promise<void> {
  await model(report, 'embedded', inMemory);
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    await model(report, 'postgres', (migrations) =>
      openDatabase({ dataDir: 'unused', databaseUrl, migrations }),
    );
    await push(report, 'postgres', { DATABASE_URL: await postgres.newDatabase() });
  } finally {
    await postgres.stop();
  }
  await inScratchFolder((folder) => push(report, 'embedded', { DATA_DIR: folder }));
}

async function model(report: Report, name: string, open: OpenDatabase): Promise<void> {
  const rooms = await openRooms(open);
  try {
    const { happened, steps } = await runLeaderboardModel(rooms, { runs, most: mostSteps, seed });
    const taken = stepKinds.map((kind) => `${kind} ${happened.get(kind) ?? 0}`);
    report.row(`${name}, seed ${seed}: ${steps} steps in ${runs} cohorts: ${taken.join(', ')}`);
    report.atLeast(`leaderboard-model-${name}-without-fault`, runs, 'runs', runs);
    report.atLeast(`leaderboard-model-${name}-steps`, steps, 'commands', runs * stepsOfRun);
    report.atLeast(`leaderboard-model-${name}-kinds`, happened.size, 'kinds of step', stepKinds.length);
  } catch (cause) {
    report.row(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    report.atLeast(`leaderboard-model-${name}-without-fault`, 0, 'runs', runs);
  } finally {
    await rooms.close();
  }
}

async function push(report: Report, name: string, settings: Record<string, string>): Promise<void> {
  const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', settings);
  try {
    const { waitedMs, unseen } = await pushRanks(stoa, { phones, results });
    report.row(
      `${name}: ${phones} phones over WebSocket, ${results} quizzes that all got right: a new board after p50 ` +
        `${brief(median(waitedMs))} ms, p95 ${brief(percentile(waitedMs, 0.95))} ms, max ${brief(Math.max(...waitedMs))} ms`,
    );
    report.atMost(`leaderboard-push-${name}-p95`, percentile(waitedMs, 0.95), 'ms', 500);
    report.atMost(`leaderboard-push-${name}-unseen`, unseen, 'boards', 0);
  } finally {
    await stoa.stop();
  }
}
