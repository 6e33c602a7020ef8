import { cpus, loadavg, totalmem } from 'node:os';

/** One measured figure against its limit. */
export interface Bar {
  name: string;
  value: number;
  unit: string;
  must: '<=' | '>=';
  limit: number;
}

export function isOk({ value, must, limit }: Bar): boolean {
  return must === '<=' ? value <= limit : value >= limit;
}

/** `BAR <name> <value> <unit> <= <limit> ok|short`, which tools read; nothing else begins with BAR. */
export function barLine(bar: Bar): string {
  const { name, value, unit, must, limit } = bar;
  return `BAR ${name} ${brief(value)} ${unit} ${must} ${brief(limit)} ${isOk(bar) ? 'ok' : 'short'}`;
}

/** What a bench found: figures with a limit, and rows that let them be understood. */
export class Report {
  readonly bars: Bar[] = [];
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = console.log) {
    this.#write = write;
  }

  atMost(name: string, value: number, unit: string, limit: number): void {
    this.#take({ name, value, unit, must: '<=', limit });
  }

  atLeast(name: string, value: number, unit: string, limit: number): void {
    this.#take({ name, value, unit, must: '>=', limit });
  }

  row(words: string): void {
    this.#write(`    ${words}`);
  }

  get isOk(): boolean {
    return this.bars.length > 0 && this.bars.every(isOk);
  }

  #take(bar: Bar): void {
    this.bars.push(bar);
    this.#write(barLine(bar));
  }
}

/** What the figures were measured on: without it they say little. */
export function machineFacts(): string {
  const [one, five] = loadavg() as [number, number, number];
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  return (
    `node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${memoryGb} GB, ` +
    `load average ${one.toFixed(1)} over a minute, ${five.toFixed(1)} over five`
  );
}

/** The value below which `share` of the values lie; NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Three digits that mean something; whole numbers stay whole. */
export function brief(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
