import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { pollLimits } from '../../contract.ts';
import { blankOption, type OptionField } from './pollFields.ts';
import { useDeskWords } from './useDeskWords.ts';

interface OptionFieldsProps {
  options: readonly OptionField[];
  withRight: boolean;
  fault: string | undefined;
  onChange: (options: OptionField[]) => void;
}

/** What there is to choose from, one line each; Enter goes on to the next. */
export function OptionFields({ options, withRight, fault, onChange }: OptionFieldsProps) {
  const { t } = useDeskWords();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    list.current?.querySelector<HTMLElement>(`[data-option="${wanted}"]`)?.focus();
    setWanted(null);
  }, [wanted]);
  const set = (key: number, what: Partial<OptionField>): void =>
    onChange(options.map((one) => (one.key === key ? { ...one, ...what } : one)));
  const add = (): void => {
    if (options.length >= pollLimits.options) return;
    const key = Math.max(-1, ...options.map((one) => one.key)) + 1;
    onChange([...options, blankOption(key)]);
    setWanted(key);
  };
  const remove = (place: number): void => {
    onChange(options.toSpliced(place, 1));
    setWanted((options[place + 1] ?? options[place - 1])?.key ?? null);
  };
  return (
    <fieldset
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      aria-describedby={fault === undefined ? undefined : id}
    >
      <legend className="mb-1 text-label">{t('form.options')}</legend>
      <ol ref={list} className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {options.map(({ key, label, isRight }, place) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <input
              dir="auto"
              data-option={key}
              value={label}
              aria-label={t('form.option', { place: place + 1 })}
              placeholder={t('form.option', { place: place + 1 })}
              onChange={({ target }) => set(key, { label: target.value })}
              onKeyDown={(press) => {
                if (press.key !== 'Enter' || press.ctrlKey || press.metaKey) return;
                press.preventDefault();
                const next = options[place + 1];
                if (next) setWanted(next.key);
                else add();
              }}
              className="field w-auto min-w-0 grow"
            />
            {withRight && (
              <label className="controls flex items-center gap-2">
                <input
                  type="checkbox"
                  checked={isRight}
                  aria-label={t('form.right', { place: place + 1 })}
                  onChange={({ target }) => set(key, { isRight: target.checked })}
                />
                <span aria-hidden="true">{t('form.rightShort')}</span>
              </label>
            )}
            {options.length > 2 && (
              <Button
                look="plain"
                aria-label={t('form.remove', { place: place + 1 })}
                onClick={() => remove(place)}
                className="mx-0"
              >
                {t('form.removeShort')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {fault !== undefined && (
        <p id={id} className="text-caption text-live">
          {fault}
        </p>
      )}
      {options.length < pollLimits.options && (
        <Button look="plain" onClick={add} className="justify-self-start">
          {t('form.add')}
        </Button>
      )}
    </fieldset>
  );
}
