import { useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Organisation } from '../OrganisationView.tsx';
import { standingOf } from '../people/invitationStanding.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

export type InvitingAdmin =
  | { state: 'ready' }
  | { state: 'inviting' }
  | { state: 'invited'; email: string }
  | { state: 'failed'; sentence: string };

interface AdministratorsProps {
  organisation: Organisation;
  meId: string;
  inviting: InvitingAdmin;
  onInvite: (email: string) => void;
  /** Whose line waits for the server: an administrator's or an invitation's id. */
  busy: ReadonlySet<string>;
  onDismiss: (userId: string) => void;
  onRevoke: (invitationId: string) => void;
}

export function Administrators(props: AdministratorsProps) {
  const { organisation, meId, inviting, onInvite, busy, onDismiss, onRevoke } = props;
  const { t } = useCohortsWords();
  const formats = useFormats();
  const now = useNow();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const open = organisation.invitations.filter((line) => standingOf(line, now) === 'open');
  const admins = [...organisation.admins].sort((a, b) => formats.compare(a.name, b.name));
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (email.trim() && inviting.state !== 'inviting') {
      onInvite(email.trim());
      setTried(false);
    }
  };
  const line = 'flex flex-wrap items-center justify-between gap-x-6 border-b border-hairline py-2';
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h2 className="text-section">{t('organisation.admins')}</h2>
        <p className="mt-1 max-w-read text-muted">{t('organisation.adminsText')}</p>
      </div>
      <ul className="border-t border-hairline">
        {admins.map(({ userId, name, email: address }) => (
          <li key={userId} className={line}>
            <p className="min-w-0">
              <bdi className="font-strong">{name}</bdi>
              {userId === meId && (
                <span className="ms-2 rounded-bar bg-quiet px-2 py-0.5 text-caption text-muted">
                  {t('organisation.you')}
                </span>
              )}
              <span className="block truncate text-muted">
                <bdi>{address}</bdi>
              </span>
            </p>
            {admins.length > 1 && (
              <Button
                look="plain"
                aria-label={t('organisation.dismissName', { name })}
                busy={busy.has(userId) && t('organisation.dismissing')}
                onClick={() => onDismiss(userId)}
              >
                {t('organisation.dismiss')}
              </Button>
            )}
          </li>
        ))}
        {open.map((invitation) => (
          <li key={invitation.id} className={line}>
            <p className="min-w-0">
              <span className="block truncate">
                <bdi>{invitation.email}</bdi>
              </span>
              <span className="text-caption text-muted">
                {t('organisation.invitedUntil', { day: formats.day(invitation.expiresAt) })}
              </span>
            </p>
            <Button
              look="plain"
              aria-label={t('organisation.revokeName', { email: invitation.email ?? '' })}
              busy={busy.has(invitation.id) && t('invitations.revoking')}
              onClick={() => onRevoke(invitation.id)}
            >
              {t('organisation.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} noValidate className="grid gap-2">
        <div className="grid items-start gap-3 bar:grid-cols-[minmax(0,22rem)_auto] bar:justify-start">
          <TextField
            label={t('organisation.adminEmail')}
            name="email"
            type="email"
            dir="ltr"
            value={email}
            onChange={setEmail}
            fault={tried && !email.trim() ? t('organisation.missingEmail') : undefined}
          />
          <Button
            type="submit"
            busy={inviting.state === 'inviting' && t('organisation.inviting')}
            className="bar:mt-[1.375rem]"
          >
            {t('organisation.inviteAdmin')}
          </Button>
        </div>
        <p role="status">
          {inviting.state === 'invited' && (
            <span className="text-good">{t('organisation.invited', { email: inviting.email })}</span>
          )}
          {inviting.state === 'failed' && <span className="text-live">{inviting.sentence}</span>}
        </p>
      </form>
    </section>
  );
}
