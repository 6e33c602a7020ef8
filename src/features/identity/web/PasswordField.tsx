import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '#platform/web/ui/TextField.tsx';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  description?: string | undefined;
  fault?: string | undefined;
}

/** A password, which may be pasted, and looked at. */
export function PasswordField({ autoComplete, ...field }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="grid gap-2">
      <TextField
        {...field}
        name={autoComplete === 'new-password' ? 'new-password' : 'password'}
        type={shown ? 'text' : 'password'}
        autoComplete={autoComplete}
        dir="ltr"
      />
      <label className="controls flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={shown}
          onChange={(box) => setShown(box.target.checked)}
          className="size-4.5"
        />
        {t('signIn.showPassword')}
      </label>
    </div>
  );
}
