import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { PasswordField } from './PasswordField.tsx';
import { useWaysWords } from './useWaysWords.ts';

export type SignInState =
  | { state: 'ready' }
  | { state: 'sending' }
  | { state: 'asking-link' }
  | { state: 'refused'; sentence: string };

/** Where people with this address sign in. */
export type SignInRoute = { at: 'here' } | { at: 'organisation'; title: string; enforced: boolean };

interface SignInProps {
  signIn: SignInState;
  route: SignInRoute;
  /** Finds out where an address signs in; `goOn`: and goes there at once, when that is not here. */
  onEmail: (email: string, goOn: boolean) => void;
  onSignIn: (credentials: { email: string; password: string }) => void;
  onOrganisation: (email: string) => void;
  onLink: (email: string) => void;
  onForgotten: (email: string) => void;
}

export function SignIn(props: SignInProps) {
  const { signIn, route, onEmail, onSignIn, onOrganisation, onLink, onForgotten } = props;
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState<'nothing' | 'email' | 'password'>('nothing');
  const address = email.trim();
  const isBusy = signIn.state === 'sending' || signIn.state === 'asking-link';
  const isElsewhere = route.at === 'organisation' && route.enforced;

  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried('password');
    if (!address || isBusy) return;
    if (password && !isElsewhere) onSignIn({ email: address, password });
    else onEmail(address, true);
  };
  const withEmail = (go: (email: string) => void) => (): void => {
    setTried('email');
    if (address) go(address);
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
      <div onBlur={() => address && onEmail(address, false)}>
        <TextField
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          dir="ltr"
          value={email}
          onChange={setEmail}
          fault={tried !== 'nothing' && !address ? t('signIn.missingEmail') : undefined}
        />
      </div>
      <div role="status">
        {route.at === 'organisation' && <Elsewhere {...route} onGo={withEmail(onOrganisation)} />}
      </div>
      {!isElsewhere && (
        <>
          <PasswordField
            label={t('signIn.password')}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            fault={tried === 'password' && address && !password ? t('signIn.missingPassword') : undefined}
          />
          <Button
            type="submit"
            look={route.at === 'here' ? 'primary' : 'quiet'}
            busy={signIn.state === 'sending' && t('signIn.sending')}
          >
            {t('signIn.submit')}
          </Button>
          <OtherWays
            isAsking={signIn.state === 'asking-link'}
            onLink={withEmail(onLink)}
            onForgotten={() => onForgotten(address)}
          />
        </>
      )}
      <p className="text-muted">{t('signIn.help')}</p>
    </form>
  );
}

function Elsewhere({ title, enforced, onGo }: { title: string; enforced: boolean; onGo: () => void }) {
  const { t } = useWaysWords();
  return (
    <div className="grid gap-3 rounded-control bg-accent-soft p-4">
      <p>{enforced ? t('signIn.enforced', { title }) : t('signIn.organisation', { title })}</p>
      <Button look="primary" onClick={onGo}>
        {t('signIn.goThere', { title })}
      </Button>
    </div>
  );
}

interface OtherWaysProps {
  isAsking: boolean;
  onLink: () => void;
  onForgotten: () => void;
}

function OtherWays({ isAsking, onLink, onForgotten }: OtherWaysProps) {
  const { t } = useWaysWords();
  return (
    <p className="flex flex-wrap justify-between gap-x-6">
      <Button look="plain" onClick={onLink} busy={isAsking && t('signIn.linkSending')}>
        {t('signIn.link')}
      </Button>
      <Button look="plain" onClick={onForgotten}>
        {t('signIn.forgotten')}
      </Button>
    </p>
  );
}
