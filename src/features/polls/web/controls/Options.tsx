import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { chosen, withOption } from '../choice.ts';
import { usePollsWords } from '../usePollsWords.ts';
import type { ControlProps } from './control.ts';

/**
 * One of some, each as large as a thumb. A press is the vote, so they are buttons and no radios: with those, going
 * through them by arrow keys would vote for each.
 */
export function OneOption({ poll, choice, onChoose, labelledBy }: ControlProps) {
  return (
    <div role="group" aria-labelledby={labelledBy} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {poll.options.map(({ id, label }) => {
        const isOn = choice.optionIds[0] === id;
        return (
          <button
            key={id}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChoose(chosen({ optionIds: [id] }))}
            className="flex min-h-12 items-center gap-3 rounded-control border border-control bg-surface px-4 py-2.5 text-start hover:bg-quiet aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-strong aria-pressed:text-accent"
          >
            <span className="w-5 shrink-0">{isOn && <CheckIcon />}</span>
            <bdi className="min-w-0 [overflow-wrap:anywhere]">{label}</bdi>
          </button>
        );
      })}
    </div>
  );
}

/** Steps side by side, so that more is further along the line. Steps with words stand below each other. */
export function Rating(props: ControlProps) {
  const { poll, choice, onChoose, labelledBy } = props;
  const { t } = usePollsWords();
  const isPlain = poll.options.every(({ label }, place) => label === String(place + 1));
  if (!isPlain) return <OneOption {...props} />;
  return (
    <div className="grid gap-1">
      <div role="group" aria-labelledby={labelledBy} className="flex flex-wrap gap-2">
        {poll.options.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={choice.optionIds[0] === id}
            onClick={() => onChoose(chosen({ optionIds: [id] }))}
            className="size-12 rounded-control border border-control bg-surface text-title hover:bg-quiet aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent"
          >
            <bdi>{label}</bdi>
          </button>
        ))}
      </div>
      <p className="text-caption text-muted">{t('choose.ratingEnds', { most: poll.options.length })}</p>
    </div>
  );
}

export function SomeOptions({ poll, choice, onChoose, labelledBy }: ControlProps) {
  return (
    <div role="group" aria-labelledby={labelledBy} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <HowMany poll={poll} />
      {poll.options.map(({ id, label }) => (
        <label
          key={id}
          className="flex min-h-12 cursor-pointer items-center gap-3 rounded-control border border-control bg-surface px-4 py-2.5 hover:bg-quiet has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            checked={choice.optionIds.includes(id)}
            onChange={({ target }) => onChoose(withOption(poll, choice, id, target.checked))}
            className="size-4 shrink-0 outline-none"
          />
          <bdi className="min-w-0 [overflow-wrap:anywhere]">{label}</bdi>
        </label>
      ))}
    </div>
  );
}

function HowMany({ poll: { choose, options } }: Pick<ControlProps, 'poll'>) {
  const { t } = usePollsWords();
  const { least, most } = choose;
  const said = (): string => {
    if (least === most) return t('choose.exactly', { count: most });
    if (least > 1) return t('choose.some', { least, most });
    return most >= options.length ? t('choose.any') : t('choose.upTo', { count: most });
  };
  return <p className="text-caption text-muted">{said()}</p>;
}
