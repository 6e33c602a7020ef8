import { Link } from 'react-router';

interface PartsProps {
  label: string;
  parts: readonly { name: string; to: string; isHere: boolean }[];
}

/** The parts of a page, each with an address of its own. */
export function Parts({ label, parts }: PartsProps) {
  return (
    <nav aria-label={label} data-print="no" className="flex flex-wrap gap-x-6 border-b border-hairline">
      {parts.map(({ name, to, isHere }) => (
        <Link
          key={to}
          to={to}
          aria-current={isHere ? 'page' : undefined}
          className="controls -mb-px flex items-center border-b-2 border-transparent px-1 text-label text-muted no-underline hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
