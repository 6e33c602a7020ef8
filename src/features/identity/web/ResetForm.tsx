import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { newPasswordFault } from './newPasswordFault.ts';
import { PasswordField } from './PasswordField.tsx';
import { useWaysWords } from './useWaysWords.ts';

export type Resetting = { state: 'ready' } | { state: 'sending' } | { state: 'failed'; sentence: string };

interface ResetFormProps {
  email: string;
  resetting: Resetting;
  onReset: (password: string) => void;
}

export function ResetForm({ email, resetting, onReset }: ResetFormProps) {
  const { t } = useWaysWords();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fault = newPasswordFault(password);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (!fault && resetting.state !== 'sending') onReset(password);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <PageHeading title={t('reset.title')} />
      <p className="[overflow-wrap:anywhere]">{t('reset.text', { email })}</p>
      {resetting.state === 'failed' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {resetting.sentence}
        </p>
      )}
      {/* So that a password manager files it under the right name. */}
      <input type="hidden" name="email" autoComplete="username" value={email} />
      <PasswordField
        label={t('reset.password')}
        autoComplete="new-password"
        description={t('reset.hint')}
        value={password}
        onChange={setPassword}
        fault={tried && fault ? t(`reset.${fault}`) : undefined}
      />
      <Button type="submit" look="primary" busy={resetting.state === 'sending' && t('reset.sending')}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
