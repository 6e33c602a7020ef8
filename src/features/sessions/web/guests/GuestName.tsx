import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useGuestWords } from './useGuestWords.ts';

export type ComingIn = { state: 'ready' } | { state: 'sending' } | { state: 'failed'; sentence: string };

export interface GuestNameProps {
  /** Of the session. */
  title: string;
  /** Whoever is signed in comes under that name; null: they say one. */
  me: string | null;
  comingIn: ComingIn;
  signInHref: string;
  codeHref: string;
  onEnter: (name: string | undefined) => void;
}

/** The last step at the door of a session that takes guests: a name, and in. */
export function GuestName({ title, me, comingIn, signInHref, codeHref, onEnter }: GuestNameProps) {
  const { t } = useGuestWords();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = me === null && name.trim() === '';
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (!isMissing) onEnter(me === null ? name.trim() : undefined);
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div>
        <PageHeading title={t('name.title')} />
        <p className="mt-1 text-muted">
          <bdi>{t('name.lead', { title })}</bdi>
        </p>
      </div>
      {me === null ? (
        <TextField
          label={t('name.field')}
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          description={t('name.hint')}
          fault={tried && isMissing ? t('name.fault') : undefined}
        />
      ) : (
        <p>
          <bdi>{t('name.asYourself', { name: me })}</bdi>
        </p>
      )}
      {comingIn.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('name.notIn', { reason: comingIn.sentence })}
        </p>
      )}
      <Button
        type="submit"
        look="primary"
        busy={comingIn.state === 'sending' && t('name.going')}
        className="justify-self-start"
      >
        {t('name.go')}
      </Button>
      <p className="flex flex-wrap items-center gap-x-3 text-muted">
        {me === null && (
          <span>
            {t('name.member')}{' '}
            <Link to={signInHref} className="controls inline-flex items-center text-accent">
              {t('name.signIn')}
            </Link>
          </span>
        )}
        <Link to={codeHref} className="controls inline-flex items-center text-accent">
          {t('name.other')}
        </Link>
      </p>
    </form>
  );
}
