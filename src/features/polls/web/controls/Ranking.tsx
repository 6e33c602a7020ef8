import { useEffect, useRef, useState } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { chosen, moved } from '../choice.ts';
import { usePollsWords } from '../usePollsWords.ts';
import type { ControlProps } from './control.ts';

/** Rows that are put in order with two buttons each. What stands below the number that is asked for does not count. */
export function Ranking({ poll, choice, onChoose, labelledBy }: ControlProps) {
  const { t } = usePollsWords();
  const list = useRef<HTMLOListElement>(null);
  const { most } = poll.choose;
  const [arranged, setOrder] = useState(poll.options);
  const isArranged = choice.optionIds.every((id, place) => arranged[place]?.id === id);
  const order = isArranged ? arranged : inOrder(poll.options, choice.optionIds);
  // A row that is moved in the document loses the focus; its button takes it again.
  const [pressed, setPressed] = useState<string | null>(null);
  useEffect(() => {
    if (pressed === null) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${CSS.escape(pressed)}"]`)?.focus();
    setPressed(null);
  }, [pressed]);
  const step = (from: number, by: -1 | 1): void => {
    const to = from + by;
    const option = order[from]!;
    if (to < 0 || to >= order.length) return;
    const next = moved(order, from, to);
    setOrder(next);
    onChoose(chosen({ optionIds: next.slice(0, most).map(({ id }) => id) }));
    setPressed(`${option.id} ${by}`);
    announcer.say({
      text: t('choose.movedTo', { option: option.label, place: to + 1, of: order.length }),
      group: `polls/${poll.id}`,
    });
  };
  const isPart = most < order.length;
  return (
    <div role="group" aria-labelledby={labelledBy} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="text-caption text-muted">
        {isPart ? t('choose.rankingSome', { count: most }) : t('choose.ranking')}
      </p>
      <ol ref={list} className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {order.map(({ id, label }, place) => {
          const counts = place < most;
          return (
            <li
              key={id}
              className={`flex items-center gap-2 rounded-control border ps-3 pe-1 ${counts ? 'border-control bg-surface' : 'border-dashed border-hairline text-muted'} ${place === most ? 'mt-3' : ''}`}
            >
              <span className="w-5 shrink-0 text-label">
                {counts ? place + 1 : <span className="sr-only">{t('choose.notCounted')}</span>}
              </span>
              <bdi className="min-w-0 grow py-2 [overflow-wrap:anywhere]">{label}</bdi>
              <span className="flex shrink-0">
                <Step
                  move={`${id} -1`}
                  isAtEnd={place === 0}
                  label={t('choose.moveUp', { option: label })}
                  onStep={() => step(place, -1)}
                  isUp
                />
                <Step
                  move={`${id} 1`}
                  isAtEnd={place === order.length - 1}
                  label={t('choose.moveDown', { option: label })}
                  onStep={() => step(place, 1)}
                />
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

type Options = ControlProps['poll']['options'];

function inOrder(options: Options, ids: readonly string[]): Options {
  const named = ids.flatMap((id) => options.find((option) => option.id === id) ?? []);
  return [...named, ...options.filter(({ id }) => !ids.includes(id))];
}

interface StepProps {
  move: string;
  isAtEnd: boolean;
  label: string;
  onStep: () => void;
  isUp?: boolean;
}

function Step({ move, isAtEnd, label, onStep, isUp = false }: StepProps) {
  return (
    <button
      type="button"
      data-move={move}
      aria-label={label}
      aria-disabled={isAtEnd || undefined}
      onClick={onStep}
      className="controls flex w-11 items-center justify-center rounded-control text-accent hover:bg-quiet aria-disabled:text-muted"
    >
      <DownIcon className={isUp ? 'rotate-180' : ''} />
    </button>
  );
}
