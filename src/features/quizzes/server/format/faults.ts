import type { PartFinding } from '#features/cohorts/server/courseParts.ts';

/** What is wrong in a block, by line, so that its author mends it once. */
export class Faults {
  readonly list: PartFinding[] = [];

  /** @param line counted from 1 */
  add(line: number, message: string): void {
    const isKnown = this.list.some((one) => one.line === line && one.message === message);
    if (!isKnown && this.list.length < mostFaults) this.list.push({ line, message });
  }

  sorted(): PartFinding[] {
    return this.list.toSorted((a, b) => a.line - b.line);
  }
}

/** Nobody reads more; a block that is no quiz at all has one in every line. */
const mostFaults = 50;

export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
