export interface GridPlace {
  row: number;
  column: number;
}

interface GridSize {
  rows: number;
  columns: number;
  /** Rows that Page Up and Page Down pass over. */
  page: number;
  direction: 'ltr' | 'rtl';
}

interface Press {
  key: string;
  ctrlKey: boolean;
}

/** Where a key leads in a grid, by the ARIA grid pattern; undefined for a key that moves nothing. */
export function gridMove(from: GridPlace, { key, ctrlKey }: Press, size: GridSize): GridPlace | undefined {
  const { row, column } = from;
  const onward = size.direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = size.direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const to = (toRow: number, toColumn: number): GridPlace => ({
    row: Math.min(size.rows - 1, Math.max(0, toRow)),
    column: Math.min(size.columns - 1, Math.max(0, toColumn)),
  });
  switch (key) {
    case onward:
      return to(row, column + 1);
    case back:
      return to(row, column - 1);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'PageDown':
      return to(row + size.page, column);
    case 'PageUp':
      return to(row - size.page, column);
    case 'Home':
      return to(ctrlKey ? 0 : row, 0);
    case 'End':
      return to(ctrlKey ? size.rows - 1 : row, size.columns - 1);
    default:
      return undefined;
  }
}
