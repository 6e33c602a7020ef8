import type { Finding, FindingCode, Skipped } from './course.ts';

/** Collects everything found, so that an author mends a folder once and not twelve times. */
export class Findings {
  readonly #faults = new Map<string, Finding>();
  readonly #notes = new Map<string, Finding>();
  readonly #skipped = new Map<string, Skipped>();
  readonly #strict: boolean;

  /** @param strict our own format: a problem is a fault; otherwise it is a note */
  constructor(strict: boolean) {
    this.#strict = strict;
  }

  fault(file: string, line: number, code: FindingCode, message: string): void {
    add(this.#faults, { file, line, code, message });
  }

  note(file: string, line: number, code: FindingCode, message: string): void {
    add(this.#notes, { file, line, code, message });
  }

  problem(file: string, line: number, code: FindingCode, message: string): void {
    add(this.#strict ? this.#faults : this.#notes, { file, line, code, message });
  }

  skip(path: string, reason: string): void {
    if (!this.#skipped.has(path)) this.#skipped.set(path, { path, reason });
  }

  get faulty(): boolean {
    return this.#faults.size > 0;
  }

  list(): { faults: Finding[]; notes: Finding[]; skipped: Skipped[] } {
    return {
      faults: [...this.#faults.values()].sort(byPlace),
      notes: [...this.#notes.values()].sort(byPlace),
      skipped: [...this.#skipped.values()].sort((a, b) => compareText(a.path, b.path)),
    };
  }
}

function add(findings: Map<string, Finding>, finding: Finding): void {
  findings.set(`${finding.file}\n${finding.line}\n${finding.code}\n${finding.message}`, finding);
}

function byPlace(a: Finding, b: Finding): number {
  return compareText(a.file, b.file) || a.line - b.line || compareText(a.code, b.code);
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
