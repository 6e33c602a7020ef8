import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';
import { typedCode } from './typedCode.ts';

interface CodeFormProps {
  onCode: (code: string) => void;
  /** What is in the field to begin with. */
  start?: string;
  /** Why that code led nowhere; it is said until another one is typed. */
  refused?: string | undefined;
  /** Says what is happening to the code instead of the button's label. */
  busy?: string | undefined;
}

/** Where a code is typed from a wall: big, in two groups, whatever is typed between them. */
export function CodeForm({ onCode, start = '', refused, busy }: CodeFormProps) {
  const { t } = useCohortsWords();
  const [typed, setTyped] = useState(start);
  const [tried, setTried] = useState(false);
  const [hasLetters, setHasLetters] = useState(false);
  const { shown, code } = typedCode(typed);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (code !== undefined) onCode(code);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div>
        <PageHeading title={t('code.title')} />
        <p className="mt-1 text-muted">{t('code.lead')}</p>
      </div>
      <TextField
        label={t('code.field')}
        name="code"
        autoComplete="one-time-code"
        dir="ltr"
        inputMode={hasLetters ? 'text' : 'numeric'}
        value={shown}
        onChange={setTyped}
        fault={tried && code === undefined ? t('code.fault') : code === start ? refused : undefined}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button type="submit" look="primary" busy={busy}>
          {t('code.go')}
        </Button>
        {/* A phone shows the keys of figures first, since most codes are read from a wall. */}
        {!hasLetters && (
          <span className="hidden pointer-coarse:inline">
            <Button look="plain" onClick={() => setHasLetters(true)}>
              {t('code.letters')}
            </Button>
          </span>
        )}
      </div>
    </form>
  );
}
