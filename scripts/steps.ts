// The steps that hold the house together, and a small runner for them.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface Step {
  name: string;
  command: string[];
  /** added to the environment of the command */
  environment?: Record<string, string>;
  /** show the output as it comes; otherwise it is kept and shown only when the step fails */
  live?: boolean;
}

export interface Outcome {
  step: Step;
  passed: boolean;
  /** the exit code, or in words what ended the command */
  ending: string;
  seconds: number;
  output: string;
}

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

/** Where steps keep what they know of files that have not changed since. */
const kept = path.join(root, 'node_modules/.cache/stoa');
const types = (part: string): Step => ({
  name: `types: ${part}`,
  command: [
    bin('tsc'),
    ...['-p', `tsconfig.${part}.json`],
    ...['--incremental', '--tsBuildInfoFile', path.join(kept, `${part}.tsbuildinfo`)],
  ],
});

export const checkSteps: Step[] = [
  types('server'),
  types('web'),
  types('tests'),
  { name: 'rooms', command: [process.execPath, '--import', 'tsx', 'scripts/check-rooms.ts'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  {
    name: 'format',
    command: [
      bin('prettier'),
      ...['--check', '--log-level', 'warn', '.'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', path.join(kept, 'prettier')],
    ],
  },
];

export const buildStep: Step = { name: 'build: web', command: [bin('vite'), 'build'] };

/** @param project one of the projects in vitest.config.ts */
export function vitestStep(project: string): Step {
  return { name: `tests: ${project}`, command: [bin('vitest'), 'run', '--project', project] };
}

const running = new Set<ChildProcess>();

/** Ends a step with everything that it has started itself: a worker left behind would hold ports and cores. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !running.has(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It ended by itself in this very moment.
  }
}

let leaving = false;

/** Ends this process as a signal asks, after everything that it has started; a second one does not wait. */
function leave(code: number): void {
  if (leaving) process.exit(code);
  leaving = true;
  for (const child of running) end(child, 'SIGTERM');
  setInterval(() => running.size === 0 && process.exit(code), 50);
  setTimeout(() => {
    for (const child of running) end(child, 'SIGKILL');
    process.exit(code);
  }, 5_000);
}

const onInterrupt = (): void => leave(130);
const onTerminate = (): void => leave(143);

function enter(child: ChildProcess): void {
  if (running.size === 0) process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);
  running.add(child);
}

function exit(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0 && !leaving) process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
}

/** Runs one step to its end. A step that is not over after `deadlineMs` is ended and has failed. */
export async function runStep(step: Step, deadlineMs = 30 * 60_000, signal?: AbortSignal): Promise<Outcome> {
  if (leaving) return new Promise(() => {});
  const startedAt = performance.now();
  const [program = '', ...args] = step.command;
  const child = spawn(program, args, {
    cwd: root,
    // A group of its own, so that `end` reaches the workers of the command too.
    detached: true,
    env: { ...process.env, ...step.environment },
    stdio: ['ignore', step.live ? 'inherit' : 'pipe', step.live ? 'inherit' : 'pipe'],
  });
  enter(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));

  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    end(child, 'SIGTERM');
    setTimeout(() => end(child, 'SIGKILL'), 5_000).unref();
  };
  const deadline = setTimeout(() => stop(`not over after ${deadlineMs / 1000} s`), deadlineMs);
  const abort = (): void => stop('stopped');
  signal?.addEventListener('abort', abort);

  const ending = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, by) => resolve(stopped ?? (by ? `ended by ${by}` : `exit code ${code}`)));
  });
  clearTimeout(deadline);
  signal?.removeEventListener('abort', abort);
  exit(child);
  return {
    step,
    passed: ending === 'exit code 0',
    ending,
    seconds: (performance.now() - startedAt) / 1000,
    output: output.trim(),
  };
}

/**
 * Runs steps, two at a time (more would only take turns on two cores), and tells each outcome as it is known.
 *
 * @param stopAtFirst leave the rest when one has failed
 */
export async function runSteps(steps: Step[], { stopAtFirst = false } = {}): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  const stop = new AbortController();
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runStep(step, undefined, stop.signal);
      if (stop.signal.aborted) return;
      outcomes.push(outcome);
      tell(outcome);
      if (!outcome.passed && stopAtFirst) {
        waiting.length = 0;
        stop.abort();
      }
    }
  };
  await Promise.all([work(), work()]);
  return outcomes;
}

/** One line per step, and the output of a step that failed. */
export function tell({ step, passed, ending, seconds, output }: Outcome): void {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${step.name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!passed) console.log(`${output}\n(${step.name}: ${ending})\n`);
}
