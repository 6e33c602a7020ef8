// npm run proof: the long forms. Everything, written to docs/proof/<day>.md; or one of them:
//   npm run proof -- kill embedded 3 | kill postgres 3 | kill postmaster 3 | damage | switch | join 20 | jobs 20 | quiz | qna | polls | leaderboard | live 2 | screens
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '#platform/server/db/database.ts';
import { startPostgres, startServer } from '../tests/support/postgres.ts';
import { openRooms, type OpenDatabase } from '../tests/support/rooms.ts';
import { damageRound, damages, type Damage } from './proofs/damage.ts';
import { joinRound } from './proofs/join.ts';
import type { Place } from './proofs/classroom.ts';
import { jobsRounds, type JobsRound } from './proofs/jobs.ts';
import { killRounds } from './proofs/kill.ts';
import { proveLeaderboard } from './proofs/leaderboard.ts';
import { proveLiveHour } from './proofs/live.ts';
import { provePolls } from './proofs/polls.ts';
import { proveQuestions } from './proofs/qna.ts';
import { proveQuizzes } from './proofs/quiz.ts';
import { switchRun } from './proofs/switch.ts';
import { brief, isOk, machineFacts, percentile, Report } from './report.ts';
import { benches, runBenches } from './run.ts';
import { inScratchFolder } from './servers/scratch.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Rounds of which a run takes part after part, so that a class of people never grows without end. */
const roundsAtOnce = 5;

type Kill = 'embedded' | 'postgres' | 'postmaster';

/** Rounds of kill -9 in the middle of 500 completions. */
export async function proveKills(report: Report, kind: Kill, rounds: number): Promise<void> {
  const found = [];
  for (let from = 0; from < rounds; from += roundsAtOnce) {
    const seeds = Array.from(
      { length: Math.min(roundsAtOnce, rounds - from) },
      (_, index) => `round ${from + index + 1}`,
    );
    const options = {
      seeds,
      told: (round: {
        seed: string;
        killedAfter: number;
        repeated: number;
        awayMs: number;
        caughtUpMs: number;
      }) =>
        report.row(
          `${kind}, ${round.seed}: killed after ${round.killedAfter} of 500, ${round.repeated} sent again, ` +
            `back after ${brief(round.awayMs / 1_000)} s, all caught up ${brief(round.caughtUpMs / 1_000)} s after the last`,
        ),
    };
    if (kind === 'embedded') {
      found.push(...(await inScratchFolder((folder) => killRounds({ DATA_DIR: folder }, options))));
      continue;
    }
    const postgres = await startServer();
    try {
      const wreck = kind === 'postmaster' ? { wreck: () => postgres.crash() } : {};
      found.push(...(await killRounds({ DATABASE_URL: postgres.url }, { ...options, ...wreck })));
    } finally {
      await postgres.stop();
    }
  }
  for (const { seed, faults } of found) {
    for (const { rule, words } of faults.slice(0, 5)) report.row(`${kind}, ${seed}: ${rule}: ${words}`);
  }
  const heard = found.reduce((sum, round) => sum + round.heard, 0);
  report.row(
    `${kind}: ${found.length} rounds, ${found.length * 500} completions acknowledged, ${heard} frames judged`,
  );
  report.atLeast(
    `kill-${kind}-without-fault`,
    found.filter(({ faults }) => faults.length === 0).length,
    'rounds',
    rounds,
  );
  const backS = found.map(({ awayMs }) => awayMs / 1_000);
  report.atMost(`kill-${kind}-back-p95`, percentile(backS, 0.95), 's', 8);
  report.atMost(`kill-${kind}-back-max`, Math.max(...backS), 's', 30);
}

/** A data folder with files cut off: restored from its dump, under a new epoch that every reader is told of. */
export async function proveRestores(report: Report): Promise<void> {
  let good = 0;
  const kinds = Object.keys(damages) as Damage[];
  const tookS: number[] = [];
  for (const damage of kinds) {
    const round = await inScratchFolder((folder) => damageRound(folder, damage, damage));
    const { restoredMs, readers, toldToStartOver, faults } = round;
    for (const { rule, words } of faults.slice(0, 5)) report.row(`without ${damage}: ${rule}: ${words}`);
    report.row(
      `without ${damage}: served again after ${brief(restoredMs / 1_000)} s, ${toldToStartOver} of ${readers} readers told to start over`,
    );
    tookS.push(restoredMs / 1_000);
    if (faults.length === 0 && toldToStartOver === readers) good += 1;
  }
  report.atLeast('restore-without-fault', good, 'folders', kinds.length);
  report.atMost('restore-max', Math.max(...tookS), 's', 30);
}

/** Doors changed in mid-stream, the new connection taking over from the old one. */
export async function proveSwitches(report: Report): Promise<void> {
  const { readers, moves, heard, faults } = await inScratchFolder((folder) =>
    switchRun({ DATA_DIR: folder }, 'doors'),
  );
  for (const { rule, words } of faults.slice(0, 5)) report.row(`${rule}: ${words}`);
  report.row(
    `${readers} readers changed doors ${moves} times while 500 lessons were finished; ${heard} frames judged`,
  );
  report.atMost('switch-lost-or-doubled', faults.length, 'faults', 0);
  report.atLeast('switch-moves', moves, 'moves', 100);
}

/** Rounds of fifty people who press one link at once for the last ten places of a cohort. */
export async function proveJoins(report: Report, rounds: number): Promise<void> {
  const on = async (name: string, open: OpenDatabase): Promise<void> => {
    const rooms = await openRooms(open);
    let good = 0;
    try {
      for (let round = 0; round < rounds; round++) {
        const { came, waiting, faults } = await joinRound(rooms);
        for (const words of faults.slice(0, 5)) report.row(`${name}, round ${round + 1}: ${words}`);
        if (faults.length === 0) good += 1;
        else report.row(`${name}, round ${round + 1}: ${came} came in, ${waiting} wait`);
      }
    } finally {
      await rooms.close();
    }
    report.row(`${name}: ${rounds} rounds, 50 joins each for 10 places, then 40 moved up in order`);
    report.atLeast(`join-${name}-without-fault`, good, 'rounds', rounds);
  };
  await inScratchFolder((folder) =>
    on('embedded', (migrations) => openDatabase({ dataDir: folder, migrations })),
  );
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.newDatabase();
    await on('postgres', (migrations) => openDatabase({ dataDir: 'unused', databaseUrl, migrations }));
  } finally {
    await postgres.stop();
  }
}

/**
 * Rounds of a class that is told of things while workers are killed, mail has its troubles and jobs are poisoned. A
 * round waits more than it works, so both databases have theirs at the same time, the embedded one in two folders.
 */
export async function proveJobs(report: Report, rounds: number): Promise<void> {
  const postgres = await startPostgres();
  const place = async (): Promise<Place> => ({ DATABASE_URL: await postgres.newDatabase() });
  try {
    await inScratchFolder((one) =>
      inScratchFolder(async (other) => {
        const folders = [{ DATA_DIR: one }, { DATA_DIR: other }];
        await Promise.all([
          proveJobsOn(report, 'embedded', folders, rounds),
          proveJobsOn(report, 'postgres', [await place()], rounds),
        ]);
      }),
    );
    // Once as everybody has it: how long others wait for a killed worker is a matter of its lease.
    const [round] = await jobsRounds(await place(), {
      seeds: ['at its own pace'],
      paces: 'house',
      told: tellJobs(report, 'postgres'),
    });
    report.atMost('jobs-own-pace-faults', round!.faults.length, 'faults', 0);
    report.atMost('jobs-own-pace-longest', round!.longestMs / 1_000, 's', 30);
  } finally {
    await postgres.stop();
  }
}

async function proveJobsOn(
  report: Report,
  name: 'embedded' | 'postgres',
  places: readonly Place[],
  rounds: number,
): Promise<void> {
  const seeds = Array.from({ length: rounds }, (_, index) => `round ${index + 1}`);
  const told = tellJobs(report, name);
  const dealt = places.map((place, at) => ({
    place,
    seeds: seeds.filter((_, index) => index % places.length === at),
  }));
  const busy = dealt.filter((lane) => lane.seeds.length > 0);
  const lanes = await Promise.all(busy.map(({ place, seeds }) => jobsRounds(place, { seeds, told })));
  const found = lanes.flat();
  const sum = (of: (round: JobsRound) => number): number => found.reduce((all, round) => all + of(round), 0);
  report.row(
    `${name}: ${sum(({ bells }) => bells)} bells, ${sum(({ mails }) => mails)} mails and ${sum(({ errands }) => errands)} errands ` +
      `in ${rounds} rounds, each exactly once unless told above; ${sum(({ kills }) => kills)} processes killed, ` +
      `${sum(({ poisoned }) => poisoned)} more by poisoned jobs, ${sum(({ stills }) => stills)} stood still; ` +
      `${sum(({ troubles }) => troubles)} troubles with mail, ${sum(({ repetitions }) => repetitions)} mails taken again ` +
      'under their Message-ID',
  );
  report.atLeast(
    `jobs-${name}-without-fault`,
    found.filter(({ faults }) => faults.length === 0).length,
    'rounds',
    rounds,
  );
  // On the embedded database nobody takes over, and the server itself is killed eight times.
  if (name === 'postgres')
    report.atMost(
      `jobs-${name}-longest`,
      Math.max(...found.map(({ longestMs }) => longestMs / 1_000)),
      's',
      30,
    );
  // A poisoned job ends five processes; one that was killed in its hands anyway is one of them.
  report.atMost(`jobs-${name}-poisoned`, Math.max(...found.map(({ poisoned }) => poisoned)), 'processes', 5);
}

const tellJobs =
  (report: Report, name: string) =>
  ({
    seed,
    bells,
    mails,
    errands,
    kills,
    poisoned,
    troubles,
    repetitions,
    longestMs,
    tookMs,
    faults,
  }: JobsRound) => {
    report.row(
      `${name}, ${seed}: ${bells} bells, ${mails} mails, ${errands} errands; ${kills} killed, ${poisoned} by poison, ` +
        `${troubles} troubles with mail, ${repetitions} taken again; the longest errand ${brief(longestMs / 1_000)} s, ` +
        `all over after ${brief(tookMs / 1_000)} s`,
    );
    for (const { rule, words } of faults.slice(0, 5)) report.row(`${name}, ${seed}: ${rule}: ${words}`);
  };

/** Suites that `npm test` runs in turns, whole. @param every what makes them so */
function proveWhole(report: Report, name: string, every: string, suites: readonly string[]): void {
  const ended = spawnSync(path.join(root, 'node_modules/.bin/vitest'), ['run', ...suites], {
    cwd: root,
    env: { ...process.env, [every]: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  report.atMost(`${name}-failed`, ended.status === 0 ? 0 : 1, 'runs', 0);
}

/**
 * Every full screen by axe and by its layout, light and dark, on a desk and on a phone, in both directions; every
 * state of it on both.
 */
const proveScreens = (report: Report): void =>
  proveWhole(report, 'screens', 'EVERY_MANNER', [
    'tests/journeys/screens.looks.test.ts',
    'src/app/web/gallery/gallery.looks.test.ts',
    'tests/xss.looks.test.ts',
  ]);

/** Law E with everybody looking at everything, whatever happens. */
const proveViews = (report: Report): void =>
  proveWhole(report, 'views', 'EVERY_VIEW', ['tests/lawE.test.ts']);

async function everything(report: Report): Promise<void> {
  await proveKills(report, 'embedded', 20);
  await proveKills(report, 'postgres', 20);
  await proveKills(report, 'postmaster', 5);
  await proveRestores(report);
  await proveSwitches(report);
  await proveJoins(report, 20);
  await proveJobs(report, 20);
  await proveQuizzes(report);
  await proveQuestions(report);
  await provePolls(report);
  await proveLeaderboard(report);
  await proveLiveHour(report, 2);
  proveScreens(report);
  proveViews(report);
}

/** The day's page: what was measured, on what, against which limit. */
function pageOf(day: string, facts: string, report: Report, rows: readonly string[]): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const figures = report.bars.map((bar) => {
    const { name, value, unit, must, limit } = bar;
    return `| ${name} | ${brief(value)} | ${must === '<=' ? '≤' : '≥'} ${brief(limit)} ${unit} | ${isOk(bar) ? 'ok' : '**short**'} |`;
  });
  return [
    `# Proof of ${day}`,
    '',
    `Made by \`npm run proof\` at ${commit}, on ${facts}.`,
    '',
    '| figure | measured | must be | |',
    '|---|---|---|---|',
    ...figures,
    '',
    '## Rows',
    '',
    '```',
    ...rows,
    '```',
    '',
  ].join('\n');
}

async function main(given: readonly string[]): Promise<number> {
  const rows: string[] = [];
  const write = (line: string): void => {
    console.log(line);
    if (!line.startsWith('BAR ')) rows.push(line.trim());
  };
  const report = new Report(write);
  const [what, kind, count] = given;
  const facts = machineFacts();
  write(facts);
  if (what === undefined) {
    await everything(report);
    report.bars.push(...(await runBenches(Object.keys(benches), write)).bars);
    const day = new Date().toISOString().slice(0, 10);
    const file = path.join(root, 'docs/proof', `${day}.md`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, pageOf(day, facts, report, rows));
    console.log(`written to ${path.relative(root, file)}`);
  } else if (what === 'kill' && (kind === 'embedded' || kind === 'postgres' || kind === 'postmaster')) {
    await proveKills(report, kind, Number(count ?? 3));
  } else if (what === 'damage') await proveRestores(report);
  else if (what === 'switch') await proveSwitches(report);
  else if (what === 'quiz') await proveQuizzes(report);
  else if (what === 'qna') await proveQuestions(report);
  else if (what === 'polls') await provePolls(report);
  else if (what === 'leaderboard') await proveLeaderboard(report);
  else if (what === 'live') await proveLiveHour(report, Number(kind ?? 2));
  else if (what === 'screens') proveScreens(report);
  else if (what === 'views') proveViews(report);
  else if (what === 'join') await proveJoins(report, Number(kind ?? 20));
  else if (what === 'jobs') await proveJobs(report, Number(kind ?? 20));
  else {
    console.error(
      'npm run proof [-- kill embedded|postgres|postmaster <rounds> | damage | switch | join <rounds> | jobs <rounds> | quiz | qna | polls | leaderboard | live <rounds> | screens | views]',
    );
    return 2;
  }
  return report.isOk ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (cause) {
    console.error(cause);
    process.exit(1);
  }
}
