import { expect, test } from 'vitest';
import { gridMove } from './gridMoves.ts';

test('keys move through the grid along the reading direction and stop at its edges', () => {
  const size = { rows: 3, columns: 4, page: 2, direction: 'ltr' } as const;
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey });
  expect(gridMove({ row: 0, column: 0 }, press('ArrowRight'), size)).toEqual({ row: 0, column: 1 });
  expect(gridMove({ row: 0, column: 0 }, press('ArrowLeft'), size)).toEqual({ row: 0, column: 0 });
  expect(gridMove({ row: 1, column: 2 }, press('End', true), size)).toEqual({ row: 2, column: 3 });
  expect(gridMove({ row: 2, column: 2 }, press('Home'), size)).toEqual({ row: 2, column: 0 });
  expect(gridMove({ row: 0, column: 2 }, press('PageDown'), size)).toEqual({ row: 2, column: 2 });
  expect(gridMove({ row: 0, column: 2 }, press('Tab'), size)).toBeUndefined();
  const rtl = { ...size, direction: 'rtl' } as const;
  expect(gridMove({ row: 0, column: 0 }, press('ArrowLeft'), rtl)).toEqual({ row: 0, column: 1 });
});
