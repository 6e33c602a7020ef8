import { useState, type FormEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { cohorts } from '../../contract.ts';
import { CohortDatesWords } from '../CohortWhen.tsx';
import { useCohortsWords, type Say } from '../useCohortsWords.ts';

export type InvitationShown = ViewData<typeof cohorts, 'cohorts:invitation'>;

export type Joining =
  | { state: 'ready' }
  | { state: 'sending' }
  | { state: 'sent'; email: string }
  | { state: 'waiting' }
  | { state: 'failed'; sentence: string };

interface JoinViewProps {
  invitation: InvitationShown;
  /** Who is signed in here. */
  me: { name: string; email: string } | null;
  joining: Joining;
  /** Where signing in leads back to this page. */
  signInHref: string;
  onJoin: () => void;
  /** Comes in by a link that was mailed, with a name where there is no account yet. */
  onArrive: (name?: string) => void;
  onAskMail: (who: { email: string; name: string }) => void;
  onSignOut: () => void;
  onAgain: () => void;
}

/** What an invitation leads to, and the one step that is next. */
export function JoinView(props: JoinViewProps) {
  const { invitation, joining, onAgain } = props;
  const { t } = useCohortsWords();
  if (joining.state === 'sent') {
    return (
      <Said title={t('join.sentTitle')} text={t('join.sentText', { email: joining.email })}>
        <p className="text-muted">{t('join.sentHint')}</p>
        <Button look="plain" onClick={onAgain} className="justify-self-start">
          {t('join.again')}
        </Button>
      </Said>
    );
  }
  if (invitation.state === 'over') return <Said title={t('join.overTitle')} text={t('join.overText')} />;
  return (
    <div className="grid gap-6">
      <What invitation={invitation} />
      {joining.state === 'failed' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {t('join.notNow', { reason: joining.sentence })}
        </p>
      )}
      <Next {...props} />
    </div>
  );
}

/** Somebody came by an invitation and found no room. */
export function InTheRow() {
  const { t } = useCohortsWords();
  return (
    <Said title={t('join.waitingTitle')} text={t('join.waitingText')}>
      <ButtonLink to="/home" className="justify-self-start">
        {t('join.toHome')}
      </ButtonLink>
    </Said>
  );
}

/** A way in that leads nowhere. */
export function NoInvitation() {
  const { t } = useCohortsWords();
  return <Said title={t('join.missing')} text={t('join.missingText')} />;
}

function Said({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="grid gap-4">
      <PageHeading title={title} />
      <p>{text}</p>
      {children}
    </div>
  );
}

function What({ invitation }: { invitation: InvitationShown }) {
  const { t } = useCohortsWords();
  const { academy, course, cohort, role, state } = invitation;
  const said = {
    student: t('join.invites', { academy }),
    instructor: t('join.invitesToTeach', { academy }),
    organisationAdmin: t('join.invitesToRun', { academy }),
  };
  return (
    <div className="grid gap-2">
      <p className="text-muted">{said[role]}</p>
      <PageHeading title={cohort?.title ?? academy} />
      {cohort ? (
        <>
          {course !== cohort.title && (
            <span className="block text-title">
              <bdi>{course}</bdi>
            </span>
          )}
          <p>
            <CohortDatesWords cohort={cohort} />
          </p>
        </>
      ) : (
        <p>{t('join.runText')}</p>
      )}
      {state === 'waiting' && <p className="text-caution">{t('join.full')}</p>}
    </div>
  );
}

function Next(props: JoinViewProps) {
  const { invitation, me, joining, onJoin, onArrive, onSignOut } = props;
  const { t } = useCohortsWords();
  const isSending = joining.state === 'sending';
  const { kind, email, state } = invitation;
  if (kind === 'mailed') {
    return (
      <div className="grid gap-4">
        <p>{t('join.mailedText', { email: email ?? '' })}</p>
        <GoButton busy={isSending} onClick={() => onArrive()} label={t('join.comeIn')} t={t} />
      </div>
    );
  }
  if (me && kind === 'email' && email !== me.email) {
    return (
      <div className="grid gap-4">
        <p>{t('join.otherAddress', { email: email ?? '' })}</p>
        <Button onClick={onSignOut} className="justify-self-start">
          {t('join.signOut')}
        </Button>
      </div>
    );
  }
  if (me) {
    return (
      <div className="grid gap-4">
        <p className="text-muted">{t('join.asMe', me)}</p>
        <GoButton
          busy={isSending}
          onClick={onJoin}
          label={state === 'waiting' ? t('join.wait') : t('join.join')}
          t={t}
        />
      </div>
    );
  }
  return <Stranger {...props} />;
}

function GoButton({
  busy,
  onClick,
  label,
  t,
}: {
  busy: boolean;
  onClick: () => void;
  label: string;
  t: Say;
}) {
  return (
    <Button look="primary" busy={busy && t('join.joining')} onClick={onClick} className="justify-self-start">
      {label}
    </Button>
  );
}

/** Somebody who is not signed in: with a personal link by their name alone, otherwise by mail. */
function Stranger({ invitation, joining, signInHref, onArrive, onAskMail }: JoinViewProps) {
  const { t } = useCohortsWords();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const isPersonal = invitation.kind === 'email';
  const isSending = joining.state === 'sending';
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (isSending || !name.trim()) return;
    if (isPersonal) onArrive(name.trim());
    else if (email.trim()) onAskMail({ email: email.trim(), name: name.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {isPersonal && <p>{t('join.forAddress', { email: invitation.email ?? '' })}</p>}
      <TextField
        label={t('join.name')}
        name="name"
        autoComplete="name"
        description={t('join.nameHint')}
        value={name}
        onChange={setName}
        fault={tried && !name.trim() ? t('join.missingName') : undefined}
      />
      {!isPersonal && (
        <TextField
          label={t('join.email')}
          name="email"
          type="email"
          autoComplete="email"
          dir="ltr"
          value={email}
          onChange={setEmail}
          fault={tried && !email.trim() ? t('join.missingEmail') : undefined}
        />
      )}
      <Button
        type="submit"
        look="primary"
        busy={isSending && (isPersonal ? t('join.joining') : t('join.sending'))}
        className="justify-self-start"
      >
        {isPersonal ? t('join.comeIn') : t('join.sendLink')}
      </Button>
      <p>
        <Link to={signInHref} className="controls inline-flex items-center text-accent">
          {t('join.haveAccount')}
        </Link>
      </p>
    </form>
  );
}
