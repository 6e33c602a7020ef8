// `npm run check`: everything that needs no service, in under a minute. Stops at the first failure.
import { checkSteps, runSteps, vitestStep } from './steps.ts';

const startedAt = performance.now();
const seconds = (): string => ((performance.now() - startedAt) / 1000).toFixed(1);

let outcomes = await runSteps(checkSteps, { stopAtFirst: true });
// The tests use both cores by themselves, so they run alone and after the quick answers.
if (outcomes.every(({ passed }) => passed)) outcomes = await runSteps([vitestStep('unit')]);

const failed = outcomes.find(({ passed }) => !passed);
console.log(
  failed ? `check stopped at ${failed.step.name} (${seconds()} s)` : `check passed (${seconds()} s)`,
);
process.exitCode ??= failed ? 1 : 0;
