import type { ReactNode } from 'react';

interface ResultTableProps {
  label: string;
  heads: readonly string[];
  /** The first cell of each line names it. */
  lines: readonly { id: string; cells: readonly ReactNode[] }[];
}

/** The same figures as a table. */
export function ResultTable({ label, heads, lines }: ResultTableProps) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-t border-hairline">
        <thead>
          <tr className="border-b border-hairline text-label text-muted">
            {heads.map((head, place) => (
              <th
                key={head}
                scope="col"
                className={`py-2 ${place === 0 ? 'pe-4 text-start' : 'ps-4 text-end'}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, cells: [name, ...figures] }) => (
            <tr key={id} className="border-b border-hairline">
              <th scope="row" className="py-2 pe-4 text-start font-regular [overflow-wrap:anywhere]">
                {name}
              </th>
              {figures.map((figure, place) => (
                <td key={place} className="py-2 ps-4 text-end align-top">
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
