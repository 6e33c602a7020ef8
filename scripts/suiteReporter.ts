import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

/** What scripts/test.ts wants to know about a run of vitest. */
export interface SuiteReport {
  passed: number;
  /** the titles of failed tests, and of files and hooks that failed outside any test */
  failed: string[];
  /** why tests were skipped, once per test */
  skipped: string[];
}

/** Writes a SuiteReport to the file named in STOA_SUITE_REPORT: vitest's own JSON leaves the reasons out. */
export default class implements Reporter {
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
        else if (result.state === 'failed') report.failed.push(`${name} > ${test.fullName}`);
        else if (result.state === 'skipped') report.skipped.push(result.note ?? unsaid(test.options.mode));
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

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
