import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useWaysWords } from './useWaysWords.ts';

export type Asking = { state: 'ready' } | { state: 'asking' } | { state: 'failed'; sentence: string };

interface AskResetProps {
  /** What was typed before. */
  email: string;
  asking: Asking;
  onAsk: (email: string) => void;
  onBack: () => void;
}

export function AskReset({ email: typed, asking, onAsk, onBack }: AskResetProps) {
  const { t } = useWaysWords();
  const { t: say } = useTranslation();
  const [email, setEmail] = useState(typed);
  const [tried, setTried] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (email.trim() && asking.state !== 'asking') onAsk(email.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div>
        <PageHeading title={t('forgotten.title')} />
        <p className="mt-1 text-muted">{t('forgotten.lead')}</p>
      </div>
      {asking.state === 'failed' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {asking.sentence}
        </p>
      )}
      <TextField
        label={say('signIn.email')}
        name="email"
        type="email"
        autoComplete="username"
        dir="ltr"
        value={email}
        onChange={setEmail}
        fault={tried && !email.trim() ? say('signIn.missingEmail') : undefined}
      />
      <Button type="submit" look="primary" busy={asking.state === 'asking' && t('forgotten.sending')}>
        {t('forgotten.submit')}
      </Button>
      <Button look="plain" onClick={onBack} className="justify-self-start">
        {t('forgotten.back')}
      </Button>
    </form>
  );
}
