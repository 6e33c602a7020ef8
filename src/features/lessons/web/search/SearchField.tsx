import { useEffect, useRef, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { useLessonWords } from '../words.ts';

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  onGo: () => void;
  /** The page is there to search: the field has the focus at once. */
  autoFocus?: boolean;
}

/** Where one says what is looked for. The key `/` finds it by its mark. */
export function SearchField({ value, onChange, onGo, autoFocus = false }: SearchFieldProps) {
  const { t } = useLessonWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);
  const go = (submit: FormEvent): void => {
    submit.preventDefault();
    onGo();
  };
  return (
    <form role="search" onSubmit={go} className="flex max-w-read flex-wrap items-end gap-2">
      <label className="grid grow gap-1">
        <span className="text-label">{t('search.field')}</span>
        <input
          ref={field}
          type="search"
          data-search
          value={value}
          onChange={(change) => onChange(change.target.value)}
          enterKeyHint="search"
          autoComplete="off"
          maxLength={200}
          dir="auto"
          className="field"
        />
      </label>
      <Button type="submit">{t('search.go')}</Button>
    </form>
  );
}
