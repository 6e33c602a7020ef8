import { useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Security } from '../contract.ts';
import { PasswordField } from './PasswordField.tsx';
import { useWaysWords } from './useWaysWords.ts';

export type EmailChange =
  | { state: 'ready' }
  | { state: 'sending'; what: 'verification' | 'change' }
  | { state: 'sent'; email: string }
  | { state: 'failed'; sentence: string };

interface EmailFormProps {
  security: Security;
  change: EmailChange;
  onVerify: () => void;
  onChange: (change: { email: string; password?: string }) => Promise<boolean>;
}

/** The address one signs in with: whether it is confirmed, and another one. */
export function EmailForm({ security, change, onVerify, onChange }: EmailFormProps) {
  const { t } = useWaysWords();
  const { email, emailVerified, waitingEmail, hasPassword, mailBackSince } = security;
  const isTrusted = emailVerified && mailBackSince === null;
  const formats = useFormats();
  return (
    <div className="grid max-w-form gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="[overflow-wrap:anywhere]">{t('settings.emailIs', { email })}</p>
        {isTrusted ? (
          <span className="rounded-bar bg-good-soft px-2 py-0.5 text-caption text-good">
            {t('settings.verified')}
          </span>
        ) : (
          <span className="rounded-bar bg-caution-soft px-2 py-0.5 text-caption text-caution">
            {mailBackSince === null ? t('settings.unverified') : t('settings.comesBack')}
          </span>
        )}
        {!isTrusted && (
          <Button
            onClick={onVerify}
            busy={change.state === 'sending' && change.what === 'verification' && t('settings.sending')}
          >
            {t('settings.sendVerification')}
          </Button>
        )}
      </div>
      {mailBackSince !== null && (
        <p className="border-s-4 border-hairline ps-3">
          {t('settings.comesBackSince', { when: formats.moment(mailBackSince) })}
        </p>
      )}
      {waitingEmail !== null && (
        <p className="border-s-4 border-hairline ps-3">{t('settings.waiting', { email: waitingEmail })}</p>
      )}
      <details>
        <summary className="controls inline-flex cursor-pointer items-center text-accent underline">
          {t('settings.another')}
        </summary>
        <div className="pt-2">
          <NewEmail hasPassword={hasPassword} change={change} onChange={onChange} />
        </div>
      </details>
      <p role="status">
        {change.state === 'sent' && (
          <span className="text-good">{t('settings.emailAsked', { email: change.email })}</span>
        )}
        {change.state === 'failed' && (
          <span className="text-live">{t('settings.notDone', { reason: change.sentence })}</span>
        )}
      </p>
    </div>
  );
}

function NewEmail({
  hasPassword,
  change,
  onChange,
}: Pick<EmailFormProps, 'change' | 'onChange'> & { hasPassword: boolean }) {
  const { t } = useWaysWords();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = email.trim() === '';
  const lacksPassword = hasPassword && password === '';
  const submit = async (form: FormEvent): Promise<void> => {
    form.preventDefault();
    setTried(true);
    if (isMissing || lacksPassword || change.state === 'sending') return;
    if (!(await onChange({ email: email.trim(), ...(hasPassword && { password }) }))) return;
    setTried(false);
    setEmail('');
    setPassword('');
  };
  return (
    <form onSubmit={(form) => void submit(form)} noValidate className="grid gap-4">
      <TextField
        label={t('settings.newEmail')}
        name="new-email"
        type="email"
        autoComplete="email"
        dir="ltr"
        description={t('settings.newEmailHint')}
        value={email}
        onChange={setEmail}
        fault={tried && isMissing ? t('settings.missingEmail') : undefined}
      />
      {hasPassword && (
        <PasswordField
          label={t('settings.current')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          fault={tried && lacksPassword ? t('settings.missingCurrent') : undefined}
        />
      )}
      <Button
        type="submit"
        className="justify-self-start"
        busy={change.state === 'sending' && change.what === 'change' && t('settings.sending')}
      >
        {t('settings.changeEmail')}
      </Button>
    </form>
  );
}
