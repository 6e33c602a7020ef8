import { useState, type FormEvent } from 'react';
import { PasswordField } from '#features/identity/web/PasswordField.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Erasing } from './ConfirmOther.tsx';
import { useRightsWords } from './words.ts';

interface ConfirmOwnProps {
  confirmBy: 'password' | 'email';
  erasing: Erasing;
  onErase: (confirmation: string) => void;
}

/** The last step for oneself: what only the account's owner can type. */
export function ConfirmOwn({ confirmBy, erasing, onErase }: ConfirmOwnProps) {
  const { t } = useRightsWords();
  const [confirmation, setConfirmation] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isMissing = isAsked && confirmation === '';
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setAsked(true);
    if (confirmation !== '' && erasing.state !== 'busy') onErase(confirmation);
  };
  const field = { value: confirmation, onChange: setConfirmation };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-4">
      {confirmBy === 'password' ? (
        <PasswordField
          {...field}
          label={t('forget.password')}
          autoComplete="current-password"
          fault={isMissing ? t('forget.missingPassword') : undefined}
        />
      ) : (
        <TextField
          {...field}
          label={t('forget.address')}
          name="email"
          type="email"
          autoComplete="email"
          dir="ltr"
          description={t('forget.addressHint')}
          fault={isMissing ? t('forget.missingAddress') : undefined}
        />
      )}
      {erasing.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('forget.notDone', { reason: erasing.sentence })}
        </p>
      )}
      <Button
        type="submit"
        look="danger"
        busy={erasing.state === 'busy' && t('forget.doing')}
        className="justify-self-start"
      >
        {t('forget.doOwn')}
      </Button>
    </form>
  );
}
