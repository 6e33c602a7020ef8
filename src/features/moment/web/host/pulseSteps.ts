import type { PulsePoint } from '../../contract.ts';

const minuteMs = 60_000;

/** A figure from one moment on; x and y between 0 and 1. */
export interface Step {
  x: number;
  y: number;
}

/**
 * One figure of the line as steps: it stays what it was until somebody says something else.
 *
 * @param most the figure at the top, so that lines beside each other are measured alike
 * @param untilMs up to when the last figure stands, in ms since 1970; never less than its own minute
 * @returns from the first to the last point, or nothing
 */
export function stepsOf(
  line: readonly PulsePoint[],
  figureOf: (point: PulsePoint) => number,
  { most, untilMs }: { most: number; untilMs: number },
): Step[] {
  const [first] = line;
  const last = line.at(-1);
  if (!first || !last) return [];
  const beginMs = Date.parse(first.minute);
  // The last minute is drawn as well: it is no less than the others.
  const spanMs = Math.max(Date.parse(last.minute) + minuteMs, untilMs) - beginMs;
  const top = Math.max(1, most);
  return line.map((point) => ({
    x: (Date.parse(point.minute) - beginMs) / spanMs,
    y: figureOf(point) / top,
  }));
}

/** The steps as the outline of an area on a field of this size, its foot at the bottom. */
export function outlineOf(steps: readonly Step[], width: number, height: number): string {
  if (steps.length === 0) return '';
  const at = (share: number, size: number): string => (share * size).toFixed(1);
  const ups = steps.map(({ y }, place) => {
    const endX = steps[place + 1]?.x ?? 1;
    return `V${at(1 - y, height)}H${at(endX, width)}`;
  });
  return `M${at(steps[0]!.x, width)},${at(1, height)}${ups.join('')}V${at(1, height)}Z`;
}
