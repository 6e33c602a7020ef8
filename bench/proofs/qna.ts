import { openDatabase } from '#platform/server/db/database.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { inMemory, openRooms, type OpenDatabase } from '../../tests/support/rooms.ts';
import type { Report } from '../report.ts';
import { runQnaModel, stepKinds } from './qnaModel.ts';

const runs = 200;
/** Of a run; on average it takes half of them. */
const mostSteps = 110;
const stepsOfRun = 50;
const seed = 20_261_129;

/** Questions of sessions against their model, on both databases. */
export async function proveQuestions(report: Report): Promise<void> {
  await model(report, 'embedded', inMemory);
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    await model(report, 'postgres', (migrations) =>
      openDatabase({ dataDir: 'unused', databaseUrl, migrations }),
    );
  } finally {
    await postgres.stop();
  }
}

async function model(report: Report, name: string, open: OpenDatabase): Promise<void> {
  const rooms = await openRooms(open);
  try {
    const { happened, steps } = await runQnaModel(rooms, { runs, most: mostSteps, seed });
    const taken = stepKinds.map((kind) => `${kind} ${happened.get(kind) ?? 0}`);
    report.row(`${name}, seed ${seed}: ${steps} steps in ${runs} sessions: ${taken.join(', ')}`);
    report.atLeast(`qna-model-${name}-without-fault`, runs, 'runs', runs);
    report.atLeast(`qna-model-${name}-steps`, steps, 'commands', runs * stepsOfRun);
    report.atLeast(`qna-model-${name}-kinds`, happened.size, 'kinds of step', stepKinds.length);
  } catch (cause) {
    report.row(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    report.atLeast(`qna-model-${name}-without-fault`, 0, 'runs', runs);
  } finally {
    await rooms.close();
  }
}
