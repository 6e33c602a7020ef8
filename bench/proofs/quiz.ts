import type { Database } from '#platform/server/db/database.ts';
import { openDatabase } from '#platform/server/db/database.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { inMemory, openRooms, type OpenDatabase, type Rooms } from '../../tests/support/rooms.ts';
import type { Report } from '../report.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { Place } from './classroom.ts';
import { quizAttempts } from './quizAttempts.ts';
import { runQuizModel, situations, stepKinds } from './quizModel.ts';

const runs = 200;
const mostSteps = 50;
const attempts = { students: 200, each: 5, kills: 4 };

/** Quizzes against their model, and a thousand attempts on a bad road, on both databases. */
export async function proveQuizzes(report: Report): Promise<void> {
  await model(report, 'embedded', inMemory);
  await inScratchFolder((folder) => thousand(report, 'embedded', { DATA_DIR: folder }));
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    await model(report, 'postgres', (migrations) =>
      openDatabase({ dataDir: 'unused', databaseUrl, migrations }),
    );
    await thousand(report, 'postgres', { DATABASE_URL: await postgres.newDatabase() });
  } finally {
    await postgres.stop();
  }
}

async function model(report: Report, name: string, open: OpenDatabase): Promise<void> {
  let db: Database | undefined;
  const opened: Rooms[] = [];
  const reopen = async (): Promise<Rooms> => {
    const rooms = await openRooms(async (migrations) => {
      db ??= await open(migrations);
      return { ...db, close: async () => {} };
    });
    opened.push(rooms);
    return rooms;
  };
  const seed = 20_261_125;
  try {
    const { happened, met, steps } = await runQuizModel(await reopen(), {
      runs,
      most: mostSteps,
      seed,
      reopen,
    });
    const taken = stepKinds.map((kind) => `${kind} ${happened.get(kind) ?? 0}`);
    report.row(`${name}, seed ${seed}: ${steps} steps in ${runs} classes: ${taken.join(', ')}`);
    report.atLeast(`quiz-model-${name}-without-fault`, runs, 'runs', runs);
    report.atLeast(`quiz-model-${name}-kinds`, happened.size, 'kinds of step', stepKinds.length);
    report.atLeast(`quiz-model-${name}-situations`, met.size, 'situations', situations.length);
  } catch (cause) {
    report.row(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    report.atLeast(`quiz-model-${name}-without-fault`, 0, 'runs', runs);
  } finally {
    for (const rooms of opened) await rooms.close();
    await db?.close();
  }
}

async function thousand(report: Report, name: string, place: Place): Promise<void> {
  const found = await quizAttempts(place, { seed: 'hazel', ...attempts });
  for (const words of [...found.lost.slice(0, 5), ...found.misgraded.slice(0, 5)])
    report.row(`${name}: ${words}`);
  report.row(
    `${name}: ${found.attempts} attempts, ${found.answers} answers acknowledged, ${found.repeated} requests sent ` +
      `again, the process killed ${found.kills} times`,
  );
  report.atLeast(`quiz-attempts-${name}`, found.attempts, 'attempts', attempts.students * attempts.each);
  report.atLeast(`quiz-attempts-${name}-kills`, found.kills, 'times', attempts.kills);
  report.atMost(`quiz-attempts-${name}-lost`, found.lost.length, 'answers', 0);
  report.atMost(`quiz-attempts-${name}-misgraded`, found.misgraded.length, 'attempts', 0);
}
