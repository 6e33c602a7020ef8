import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean | null;

/**
 * Rows as CSV that spreadsheets open as it was meant: UTF-8 with its mark, line ends of RFC 4180, and no cell
 * that would be taken for a formula.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const text = stringify(
    [header, ...rows].map((row) => row.map(safe)),
    { bom: true, record_delimiter: 'windows' },
  );
  return new TextEncoder().encode(text);
}

/** What begins a formula somewhere, also behind blanks; the wide forms are taken for plain ones. */
const formulaMarks = new Set(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);

function safe(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') return cell;
  const first = cell.trimStart()[0];
  const isRisky = (first !== undefined && formulaMarks.has(first)) || '\t\r\n'.includes(cell[0] ?? ' ');
  return isRisky ? `'${cell}` : cell;
}
