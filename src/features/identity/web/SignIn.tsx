import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';

export type SignInState = { state: 'ready' } | { state: 'sending' } | { state: 'refused'; sentence: string };

interface SignInProps {
  signIn: SignInState;
  onSignIn: (credentials: { email: string; password: string }) => void;
}

export function SignIn({ signIn, onSignIn }: SignInProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);

  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (email.trim() && password && signIn.state !== 'sending') onSignIn({ email: email.trim(), password });
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div>
        <PageHeading title={t('signIn.title')} />
        <p className="mt-1 text-muted">{t('signIn.lead')}</p>
      </div>
      {signIn.state === 'refused' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {signIn.sentence}
        </p>
      )}
      <TextField
        label={t('signIn.email')}
        name="email"
        type="email"
        autoComplete="username"
        dir="ltr"
        value={email}
        onChange={setEmail}
        fault={tried && !email.trim() ? t('signIn.missingEmail') : undefined}
      />
      <div className="grid gap-2">
        <TextField
          label={t('signIn.password')}
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          dir="ltr"
          value={password}
          onChange={setPassword}
          fault={tried && !password ? t('signIn.missingPassword') : undefined}
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
      <Button type="submit" look="primary" busy={signIn.state === 'sending' && t('signIn.sending')}>
        {t('signIn.submit')}
      </Button>
      <p className="text-muted">{t('signIn.help')}</p>
    </form>
  );
}
