import { expect, test } from 'vitest';
import type { PulsePoint } from '../../contract.ts';
import { outlineOf, stepsOf } from './pulseSteps.ts';

const point = (minute: number, lost: number): PulsePoint => ({
  minute: new Date(Date.UTC(2026, 5, 9, 9, minute)).toISOString(),
  pace: { 'too-slow': 0, right: 0, 'too-fast': 0 },
  clarity: { lost, partly: 0, clear: 0 },
});
const lost = ({ clarity }: PulsePoint): number => clarity.lost;

test('a figure stands until the next minute in which somebody said something, the last one for a minute', () => {
  const steps = stepsOf([point(0, 4), point(3, 2)], lost, { most: 4, untilMs: 0 });
  expect(steps).toEqual([
    { x: 0, y: 1 },
    { x: 0.75, y: 0.5 },
  ]);
  expect(outlineOf(steps, 100, 20)).toBe('M0.0,20.0V0.0H75.0V10.0H100.0V20.0Z');
});

test('without a word there is nothing to draw, and where nobody says one thing its line is flat', () => {
  expect(outlineOf(stepsOf([], lost, { most: 4, untilMs: 0 }), 100, 20)).toBe('');
  expect(outlineOf(stepsOf([point(0, 0)], lost, { most: 0, untilMs: 0 }), 100, 20)).toBe(
    'M0.0,20.0V20.0H100.0V20.0Z',
  );
});

test('while the session is live, what was said last stands until now', () => {
  const untilMs = Date.parse(point(10, 0).minute);
  expect(stepsOf([point(0, 4), point(5, 2)], lost, { most: 4, untilMs }).map(({ x }) => x)).toEqual([0, 0.5]);
});
