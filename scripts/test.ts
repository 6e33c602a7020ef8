// `npm test`: the one command that proves the house, with nothing prepared. It brings the services that the
// suites need, checks, builds the web and runs every suite. `npm test -- pg browser` runs those parts only.
// With CI=true a suite that cannot run has failed; elsewhere it is skipped, and the reason is told.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bringServices, type ServiceName } from './services.ts';
import {
  buildStep,
  checkSteps,
  runStep,
  runSteps,
  tell,
  vitestStep,
  type Outcome,
  type Step,
} from './steps.ts';
import { underWayFile, type SuiteReport } from './suiteReporter.ts';

/**
 * The projects of vitest.config.ts, in order, with the services that each cannot do without, and those that single
 * files of it use: they skip themselves where there is none.
 */
const suites: { project: string; needs: ServiceName[]; uses?: ServiceName[] }[] = [
  { project: 'unit', needs: [] },
  { project: 'house', needs: [], uses: ['nginx'] },
  { project: 'pg', needs: ['postgresql'] },
  { project: 'browser', needs: ['chromium'] },
  { project: 'looks', needs: ['chromium'] },
];

interface Row extends SuiteReport {
  name: string;
  seconds: number;
}

function rowOf({ step, passed, ending, seconds }: Outcome): Row {
  return { name: step.name, passed: passed ? 1 : 0, failed: passed ? [] : [ending], skipped: [], seconds };
}

const reports = mkdtempSync(path.join(tmpdir(), 'stoa-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

/** Patient: the one with the browser has taken more than half an hour on a slow machine. */
const suiteDeadlineMs = 45 * 60_000;

function underWay(reportFile: string): string {
  const file = underWayFile(reportFile);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').join('; ') : 'nothing';
}

async function runSuite(project: string): Promise<Row> {
  const step = vitestStep(project);
  const file = path.join(reports, `${project}.json`);
  console.log(`\n== ${step.name}`);
  const command = [...step.command, '--reporter=default', '--reporter=./scripts/suiteReporter.ts'];
  const environment = { STOA_SUITE_REPORT: file };
  const { seconds, passed, ending } = await runStep(
    { ...step, command, environment, live: true },
    suiteDeadlineMs,
  );
  const report: SuiteReport = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as SuiteReport)
    : { passed: 0, failed: [`ended without a report: ${ending}; under way: ${underWay(file)}`], skipped: [] };
  if (!passed && report.failed.length === 0) report.failed.push(ending);
  // A suite that found nothing to do proves nothing.
  if (report.passed + report.failed.length + report.skipped.length === 0)
    report.failed.push('no tests found');
  return { name: step.name, seconds, ...report };
}

/** A suite whose service is missing counts with each of its tests. */
async function rowOfSkipped(project: string, reason: string): Promise<Row> {
  const step = vitestStep(project);
  const row: Row = { name: step.name, passed: 0, failed: [], skipped: [], seconds: 0 };
  if (process.env.CI === 'true') return { ...row, failed: [reason] };
  const list: Step = {
    name: step.name,
    command: [step.command[0] ?? '', 'list', '--project', project, '--static-parse'],
  };
  const { output } = await runStep(list, 60_000);
  const count = output.split('\n').filter((line) => line.includes(' > ')).length;
  return { ...row, skipped: new Array<string>(Math.max(1, count)).fill(reason) };
}

function counted(reasons: string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} × ${reason}`);
}

function tellAll(rows: Row[]): void {
  const cells = (name: string, ...rest: string[]): string =>
    name.padEnd(18) + rest.map((cell) => cell.padStart(9)).join('');
  console.log(`\n${cells('', 'passed', 'failed', 'skipped', 'seconds')}`);
  for (const { name, passed, failed, skipped, seconds } of rows) {
    console.log(cells(name, `${passed}`, `${failed.length}`, `${skipped.length}`, seconds.toFixed(1)));
  }
  for (const { name, failed } of rows) for (const what of failed) console.log(`FAILED  ${name}: ${what}`);
  for (const { name, skipped } of rows)
    for (const why of counted(skipped)) console.log(`skipped ${name}: ${why}`);

  const total = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const failures = total(({ failed }) => failed.length);
  const figures = [
    `${total(({ passed }) => passed)} passed`,
    `${failures} failed`,
    `${total(({ skipped }) => skipped.length)} skipped`,
  ];
  console.log(`\n${figures.join(', ')}`);
  process.exitCode ??= failures > 0 ? 1 : 0;
}

async function main(asked: string[]): Promise<void> {
  const parts = ['check', 'build', ...suites.map(({ project }) => project)];
  const unknown = asked.filter((part) => !parts.includes(part));
  if (unknown.length > 0) {
    console.error(`There is no part called ${unknown.join(', ')}. The parts are: ${parts.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const wants = (part: string): boolean => asked.length === 0 || asked.includes(part);
  const chosen = suites.filter(({ project }) => wants(project));

  const wanted = chosen.flatMap(({ needs, uses = [] }) => [...needs, ...uses]);
  const missing = await bringServices([...new Set(wanted)]);
  for (const reason of missing.values()) console.log(`services: ${reason}`);

  const rows: Row[] = [];
  if (wants('check')) {
    const outcomes = await runSteps(checkSteps);
    rows.push(
      ...checkSteps.flatMap((step) => outcomes.filter((outcome) => outcome.step === step)).map(rowOf),
    );
  }
  // Browsers open what is built here.
  if (wants('build') || wants('browser') || wants('looks')) {
    const outcome = await runStep(buildStep);
    tell(outcome);
    rows.push(rowOf(outcome));
  }
  for (const { project, needs } of chosen) {
    const reasons = needs.flatMap((need) => missing.get(need) ?? []);
    rows.push(reasons.length > 0 ? await rowOfSkipped(project, reasons.join('; ')) : await runSuite(project));
  }
  tellAll(rows);
}

await main(process.argv.slice(2));
