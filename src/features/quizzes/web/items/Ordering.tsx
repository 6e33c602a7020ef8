import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { announcer } from '#platform/web/ui/announcer.ts';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { useQuizWords } from '../useQuizWords.ts';
import type { ControlProps } from './control.ts';
import { inAnsweredOrder, moved } from './order.ts';

/** Rows that are put in order with two buttons each, or by dragging. */
export function Ordering({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'ordering'>) {
  const { t } = useQuizWords();
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<{ id: string; order: typeof item.options } | null>(null);
  const options = dragged?.order ?? inAnsweredOrder(item.options, answer?.optionIds ?? []);
  const give = (order: typeof options): void =>
    onAnswer({ kind: 'ordering', optionIds: order.map(({ id }) => id) });

  // A row that is moved in the document loses the focus; its button takes it again.
  const [pressed, setPressed] = useState<string | null>(null);
  useEffect(() => {
    if (pressed === null) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${CSS.escape(pressed)}"]`)?.focus();
    setPressed(null);
  }, [pressed]);

  const step = (from: number, by: -1 | 1): void => {
    const to = from + by;
    const option = options[from]!;
    if (to < 0 || to >= options.length) return;
    give(moved(options, from, to));
    setPressed(`${option.id} ${by}`);
    announcer.say({
      text: t('item.movedTo', { option: option.label, place: to + 1, of: options.length }),
      group: item.id,
    });
  };

  const drag = (pointer: PointerEvent): void => {
    if (!dragged) return;
    const rows = [...list.current!.children].map((row) => row.getBoundingClientRect());
    const below = rows.findIndex(({ bottom }) => pointer.clientY < bottom);
    const to = below < 0 ? rows.length - 1 : below;
    const from = dragged.order.findIndex(({ id }) => id === dragged.id);
    if (to !== from) setDragged({ ...dragged, order: moved(dragged.order, from, to) });
  };
  const drop = (): void => {
    if (dragged) give(dragged.order);
    setDragged(null);
  };

  return (
    <div role="group" aria-labelledby={labelledBy} className="grid gap-3">
      <ol ref={list} className="grid max-w-read gap-2">
        {options.map((option, place) => (
          <li
            key={option.id}
            data-dragged={dragged?.id === option.id || undefined}
            className="flex items-center gap-2 rounded-control border border-control bg-surface ps-1 pe-1 data-dragged:border-accent data-dragged:bg-accent-soft"
          >
            <span
              aria-hidden="true"
              onPointerDown={(pointer) => {
                if (isLocked) return;
                pointer.currentTarget.setPointerCapture(pointer.pointerId);
                setDragged({ id: option.id, order: options });
              }}
              onPointerMove={drag}
              onPointerUp={drop}
              onPointerCancel={() => setDragged(null)}
              className={`flex min-h-11 w-8 shrink-0 touch-none items-center justify-center text-muted select-none ${isLocked ? '' : 'cursor-grab'}`}
            >
              {place + 1}
            </span>
            <bdi className="min-w-0 grow py-2">{option.label}</bdi>
            {!isLocked && (
              <span className="flex shrink-0">
                <Step
                  id={option.id}
                  by={-1}
                  isAtEnd={place === 0}
                  label={t('item.moveUp', { option: option.label })}
                  onStep={() => step(place, -1)}
                />
                <Step
                  id={option.id}
                  by={1}
                  isAtEnd={place === options.length - 1}
                  label={t('item.moveDown', { option: option.label })}
                  onStep={() => step(place, 1)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      {answer === null && !isLocked && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted">
          <p>{t('item.orderUntouched')}</p>
          <Button
            onClick={() => {
              give(options);
              setPressed(`${options[0]?.id} -1`);
            }}
          >
            {t('item.keepOrder')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface StepProps {
  id: string;
  by: -1 | 1;
  isAtEnd: boolean;
  label: string;
  onStep: () => void;
}

function Step({ id, by, isAtEnd, label, onStep }: StepProps) {
  return (
    <button
      type="button"
      data-move={`${id} ${by}`}
      aria-label={label}
      aria-disabled={isAtEnd || undefined}
      onClick={onStep}
      className="controls flex w-10 items-center justify-center rounded-control text-accent hover:bg-quiet aria-disabled:text-muted"
    >
      <DownIcon className={by === -1 ? 'rotate-180' : ''} />
    </button>
  );
}
