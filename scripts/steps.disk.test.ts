import { describe, expect, test, vi } from 'vitest';
import { runStep, runSteps, type Step } from './steps.ts';

function aStep(name: string, script: string): Step {
  return { name, command: [process.execPath, '-e', script] };
}

const good = aStep('good', 'console.log("fine")');
const bad = aStep('bad', 'console.error("a reason"); process.exitCode = 3');
const endless = aStep('endless', 'setInterval(() => {}, 1000)');

describe('the runner of steps', () => {
  test('a step passes when its command ends with 0, and only then', async () => {
    expect(await runStep(good)).toMatchObject({ passed: true, output: 'fine' });
    expect(await runStep(bad)).toMatchObject({ passed: false, ending: 'exit code 3', output: 'a reason' });
    expect(await runStep({ name: 'absent', command: ['/nowhere/at/all'] })).toMatchObject({ passed: false });
    expect(await runStep(aStep('killed', 'process.kill(process.pid, "SIGKILL")'))).toMatchObject({
      passed: false,
      ending: 'ended by SIGKILL',
    });
  });

  test('a step that does not end is ended at its deadline, with what it has started', async () => {
    const parent = aStep(
      'parent',
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       console.log(child.pid); setInterval(() => {}, 1000);`,
    );
    const outcome = await runStep(parent, 3_000);
    expect(outcome).toMatchObject({ passed: false, ending: 'not over after 3 s' });
    const grandchild = Number(outcome.output);
    expect(grandchild).toBeGreaterThan(0);
    await vi.waitFor(() => expect(() => process.kill(grandchild, 0)).toThrow('ESRCH'), 5_000);
  });

  test('the first failure stops what runs beside it and what waits', async () => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => {});
    const outcomes = await runSteps([endless, bad, good, good], { stopAtFirst: true });
    expect(outcomes.map(({ step }) => step.name)).toEqual(['bad']);
    expect(told.mock.calls.flat().join('\n')).toMatch(/FAILED bad .*\na reason\n\(bad: exit code 3\)/);
    told.mockRestore();
  });

  test('without stopping, every step is run and told', async () => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => {});
    const outcomes = await runSteps([bad, good, good]);
    expect(outcomes.filter(({ passed }) => passed)).toHaveLength(2);
    expect(outcomes).toHaveLength(3);
    told.mockRestore();
  });
});
