export type SquareState = 'done' | 'next' | 'stands' | 'open';

export function Square({ is, fresh = false }: { is: SquareState; fresh?: boolean }) {
  return <span className="square" data-is={is} data-fresh={fresh || undefined} />;
}

interface SquaresProps {
  /** One list per module: the gaps between them are the course's own. */
  groups: SquareState[][];
  /** The sentence that says the same in words. */
  label: string;
  sizePx?: number;
}

/** Progress as one square per lesson. */
export function Squares({ groups, label, sizePx = 16 }: SquaresProps) {
  return (
    <div
      role="img"
      aria-label={label}
      className="flex flex-wrap gap-x-3 gap-y-1.5"
      style={{ '--square': `${sizePx}px` } as React.CSSProperties}
    >
      {groups.map((group, place) => (
        <span key={place} className="flex flex-wrap gap-1">
          {group.map((is, index) => (
            <Square key={index} is={is} />
          ))}
        </span>
      ))}
    </div>
  );
}

/** Squares of an outline's lessons; `goOnAt` is the lesson where the reader goes on. */
export function squaresOf(
  modules: readonly { lessons: readonly { id: string; completedAt: string | null }[] }[],
  goOnAt: string | null,
): SquareState[][] {
  return modules.map(({ lessons }) =>
    lessons.map(({ id, completedAt }) => (completedAt ? 'done' : id === goOnAt ? 'next' : 'open')),
  );
}
