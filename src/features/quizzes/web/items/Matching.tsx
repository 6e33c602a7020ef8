import { useId, useState, type PointerEvent } from 'react';
import { useQuizWords } from '../useQuizWords.ts';
import type { ControlProps } from './control.ts';

/** What lies under the pointer, of the rows that something can be dropped on. */
function leftUnder({ clientX, clientY }: PointerEvent): string | null {
  const rows = document.elementsFromPoint(clientX, clientY).map((one) => one.closest('[data-left]'));
  return rows.find((row) => row !== null)?.getAttribute('data-left') ?? null;
}

/** Each left one gets a right one: from its list, or dragged onto it. */
export function Matching({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'matching'>) {
  const { t } = useQuizWords();
  const base = useId();
  const pairs = answer?.pairs ?? [];
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const pair = (left: string, right: string): void => {
    const others = pairs.filter((one) => one.left !== left);
    onAnswer({ kind: 'matching', pairs: right === '' ? others : [...others, { left, right }] });
  };
  return (
    <div role="group" aria-labelledby={labelledBy} className="grid max-w-wide gap-4">
      <ul className="grid gap-2">
        {item.left.map((left) => (
          <li
            key={left.id}
            data-left={left.id}
            data-over={dragged?.over === left.id || undefined}
            className="grid items-center gap-x-4 gap-y-1 rounded-control border border-hairline bg-surface px-4 py-2 data-over:border-accent data-over:bg-accent-soft bar:grid-cols-2"
          >
            <bdi id={`${base}${left.id}`}>{left.label}</bdi>
            <select
              aria-labelledby={`${base}${left.id}`}
              value={pairs.find((one) => one.left === left.id)?.right ?? ''}
              disabled={isLocked}
              onChange={({ target }) => pair(left.id, target.value)}
              className="field"
            >
              <option value="">{t('item.choose')}</option>
              {item.right.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {!isLocked && (
        // For the pointer alone: the lists above say and do the same.
        <div aria-hidden="true" className="max-bar:hidden">
          <p className="text-caption text-muted">{t('item.dragHint')}</p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {item.right.map(({ id, label }) => (
              <RightOne
                key={id}
                id={id}
                label={label}
                isUsed={pairs.some(({ right }) => right === id)}
                dragged={dragged}
                onDrag={setDragged}
                onDrop={(left) => pair(left, id)}
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface Dragged {
  id: string;
  fromX: number;
  fromY: number;
  byX: number;
  byY: number;
  /** The left one that it would be dropped on. */
  over: string | null;
}

interface RightOneProps {
  id: string;
  label: string;
  isUsed: boolean;
  dragged: Dragged | null;
  onDrag: (dragged: Dragged | null) => void;
  onDrop: (leftId: string) => void;
}

function RightOne({ id, label, isUsed, dragged, onDrag, onDrop }: RightOneProps) {
  const own = dragged?.id === id ? dragged : null;
  return (
    <li
      onPointerDown={(pointer) => {
        pointer.currentTarget.setPointerCapture(pointer.pointerId);
        onDrag({ id, fromX: pointer.clientX, fromY: pointer.clientY, byX: 0, byY: 0, over: null });
      }}
      onPointerMove={(pointer) => {
        if (!own) return;
        const [byX, byY] = [pointer.clientX - own.fromX, pointer.clientY - own.fromY];
        onDrag({ ...own, byX, byY, over: leftUnder(pointer) });
      }}
      onPointerUp={() => {
        if (own?.over) onDrop(own.over);
        onDrag(null);
      }}
      onPointerCancel={() => onDrag(null)}
      style={own ? { transform: `translate(${own.byX}px, ${own.byY}px)` } : undefined}
      className={`cursor-grab touch-none rounded-control border bg-surface px-3 py-2 select-none ${isUsed ? 'border-hairline text-muted' : 'border-control'} ${own ? 'relative z-10 shadow-float' : ''}`}
    >
      <bdi>{label}</bdi>
    </li>
  );
}
