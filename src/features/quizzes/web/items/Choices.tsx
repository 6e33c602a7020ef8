import { useQuizWords } from '../useQuizWords.ts';
import type { ControlProps } from './control.ts';

const row =
  'flex min-h-11 items-start gap-3 rounded-control border border-control bg-surface px-4 py-2.5 has-checked:border-ink has-checked:bg-quiet has-enabled:cursor-pointer has-enabled:hover:bg-quiet has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent';
const mark = 'mt-1 size-4 shrink-0 outline-none';

interface OptionsProps {
  options: readonly { id: string; label: string }[];
  isChosen: (id: string) => boolean;
  onChoose: (id: string, isChosen: boolean) => void;
  type: 'radio' | 'checkbox';
  name: string;
  isLocked: boolean;
}

function Options({ options, isChosen, onChoose, type, name, isLocked }: OptionsProps) {
  return options.map(({ id, label }) => (
    <label key={id} className={row}>
      <input
        type={type}
        name={name}
        value={id}
        checked={isChosen(id)}
        disabled={isLocked}
        onChange={({ target }) => onChoose(id, target.checked)}
        className={mark}
      />
      <bdi className="min-w-0">{label}</bdi>
    </label>
  ));
}

export function SingleChoice({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'single'>) {
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className="grid gap-2">
      <Options
        type="radio"
        name={item.id}
        options={item.options}
        isLocked={isLocked}
        isChosen={(id) => answer?.optionId === id}
        onChoose={(optionId) => onAnswer({ kind: 'single', optionId })}
      />
    </div>
  );
}

export function MultipleChoice({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'multiple'>) {
  const { t } = useQuizWords();
  const chosen = answer?.optionIds ?? [];
  return (
    <div role="group" aria-labelledby={labelledBy} className="grid gap-2">
      <p className="text-caption text-muted">{t('item.severalCanBeRight')}</p>
      <Options
        type="checkbox"
        name={item.id}
        options={item.options}
        isLocked={isLocked}
        isChosen={(id) => chosen.includes(id)}
        onChoose={(id, isChosen) => {
          const optionIds = isChosen ? [...chosen, id] : chosen.filter((one) => one !== id);
          onAnswer({ kind: 'multiple', optionIds });
        }}
      />
    </div>
  );
}

export function TruthChoice({ item, answer, onAnswer, labelledBy, isLocked }: ControlProps<'truth'>) {
  const { t } = useQuizWords();
  const options = [
    { id: 'true', label: t('item.true') },
    { id: 'false', label: t('item.false') },
  ];
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className="grid gap-2 bar:max-w-form">
      <Options
        type="radio"
        name={item.id}
        options={options}
        isLocked={isLocked}
        isChosen={(id) => answer !== null && String(answer.value) === id}
        onChoose={(id) => onAnswer({ kind: 'truth', value: id === 'true' })}
      />
    </div>
  );
}
