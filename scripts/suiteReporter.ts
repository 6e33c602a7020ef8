import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

/** What scripts/test.ts wants to know about a run of vitest. */
export interface SuiteReport {
  passed: number;
  /** the titles of failed tests with the beginning of their errors; files and hooks that failed outside any test */
  failed: string[];
  /** why tests were skipped, once per test */
  skipped: string[];
}

/** Beside a report that is not there yet: what is under way, a line each. */
export const underWayFile = (reportFile: string): string => `${reportFile}.now`;

/** Writes a SuiteReport to the file named in STOA_SUITE_REPORT: vitest's own JSON leaves the reasons out. */
export default class implements Reporter {
  /** By file; null between its tests. */
  readonly #underWay = new Map<string, string | null>();

  onTestModuleStart(module: TestModule): void {
    this.#stands(module, null);
  }

  onTestCaseReady(test: TestCase): void {
    this.#stands(test.module, test.fullName);
  }

  onTestCaseResult(test: TestCase): void {
    this.#stands(test.module, null);
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#underWay.delete(moduleId);
  }

  /** Of a run that never ends, somebody wants to know where it stood. */
  #stands({ moduleId }: TestModule, test: string | null): void {
    this.#underWay.set(moduleId, test);
    const file = process.env.STOA_SUITE_REPORT;
    if (!file) return;
    const lines = [...this.#underWay].map(
      ([id, name]) => `${path.relative(process.cwd(), id)} > ${name ?? '(outside its tests)'}`,
    );
    writeFileSync(underWayFile(file), lines.join('\n'));
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const file = process.env.STOA_SUITE_REPORT;
    if (!file) return;
    const report: SuiteReport = { passed: 0, failed: [], skipped: [] };
    for (const module of modules) {
      const name = path.relative(process.cwd(), module.moduleId);
      for (const error of module.errors()) report.failed.push(`${name}: ${firstLine(error.message)}`);
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) {
          report.failed.push(`${name} > ${suite.fullName}: ${firstLine(error.message)}`);
        }
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') report.passed += 1;
        else if (result.state === 'failed') {
          report.failed.push(`${name} > ${test.fullName}\n${why(result.errors)}`);
        } else if (result.state === 'skipped') report.skipped.push(result.note ?? unsaid(test.options.mode));
        else report.failed.push(`${name} > ${test.fullName}: never ended`);
      }
    }
    for (const error of unhandled) report.failed.push(`unhandled: ${firstLine(error.message)}`);
    if (reason === 'interrupted') report.failed.push('the run was interrupted');
    writeFileSync(file, JSON.stringify(report));
  }
}

function unsaid(mode: string): string {
  return mode === 'todo' ? 'not written yet (todo)' : 'skipped without a reason';
}

/**
 * How each error and its cause begin: enough to begin with where the run's whole output is gone, such as the seed of a
 * property.
 */
function why(errors: readonly SerializedError[]): string {
  return errors
    .flatMap(({ message, cause }) => [message, (cause as SerializedError | undefined)?.message ?? ''])
    .flatMap((text) => stripVTControlCharacters(text).slice(0, 600).split('\n').slice(0, 8))
    .filter((line) => line.trim() !== '')
    .map((line) => `        ${line}`)
    .join('\n');
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
