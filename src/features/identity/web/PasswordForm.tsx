import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { newPasswordFault } from './newPasswordFault.ts';
import { PasswordField } from './PasswordField.tsx';
import { useWaysWords } from './useWaysWords.ts';

export type PasswordChange =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; ended: number }
  | { state: 'failed'; sentence: string };

interface PasswordFormProps {
  hasPassword: boolean;
  change: PasswordChange;
  onChange: (passwords: { current?: string; password: string }) => Promise<boolean>;
}

/** Another password, or a first one. */
export function PasswordForm({ hasPassword, change, onChange }: PasswordFormProps) {
  const { t } = useWaysWords();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fault = newPasswordFault(password);
  const lacksCurrent = hasPassword && current === '';

  const submit = async (form: FormEvent): Promise<void> => {
    form.preventDefault();
    setTried(true);
    if (fault || lacksCurrent || change.state === 'saving') return;
    const isDone = await onChange({ ...(hasPassword && { current }), password });
    if (!isDone) return;
    setTried(false);
    setCurrent('');
    setPassword('');
  };
  return (
    <form onSubmit={(form) => void submit(form)} noValidate className="grid max-w-form gap-4">
      {!hasPassword && <p>{t('settings.noPassword')}</p>}
      {hasPassword && (
        <PasswordField
          label={t('settings.current')}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          fault={tried && lacksCurrent ? t('settings.missingCurrent') : undefined}
        />
      )}
      <PasswordField
        label={t('reset.password')}
        autoComplete="new-password"
        description={t('reset.hint')}
        value={password}
        onChange={setPassword}
        fault={tried && fault ? t(`reset.${fault}`) : undefined}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" busy={change.state === 'saving' && t('reset.sending')}>
          {hasPassword ? t('settings.changePassword') : t('settings.setPassword')}
        </Button>
        <p role="status">
          {change.state === 'saved' && (
            <span className="text-good">{t('settings.changed', { count: change.ended })}</span>
          )}
          {change.state === 'failed' && (
            <span className="text-live">{t('settings.notDone', { reason: change.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );
}
