import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { InvitationLine } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { CodeGroups } from './CodeGroups.tsx';
import { standingOf } from './invitationStanding.ts';

interface InvitationListProps {
  invitations: readonly InvitationLine[];
  canAct: boolean;
  busy: ReadonlySet<string>;
  /** Why the last act on one of them was refused. */
  fault: string | null;
  onResend: (invitation: InvitationLine) => void;
  onRevoke: (invitation: InvitationLine) => void;
}

/** The ways in: those that lead in first, the others folded away. */
export function InvitationList({ invitations, ...rest }: InvitationListProps) {
  const { t } = useCohortsWords();
  const now = useNow();
  const isOpen = (line: InvitationLine): boolean => {
    const standing = standingOf(line, now);
    return standing === 'open' || (standing === 'expired' && line.kind === 'email');
  };
  const open = invitations.filter(isOpen);
  const past = invitations.filter((line) => !isOpen(line));
  if (invitations.length === 0)
    return <EmptyNote why={t('invitations.none')} example={t('invitations.noneExample')} />;
  return (
    <div className="grid gap-3">
      {rest.fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {rest.fault}
        </p>
      )}
      {open.length > 0 && <Lines invitations={open} {...rest} />}
      {past.length > 0 && (
        <details>
          <summary className="controls inline-flex items-center text-accent underline">
            {t('invitations.past', { count: past.length })}
          </summary>
          <Lines invitations={past} {...rest} />
        </details>
      )}
    </div>
  );
}

function Lines({ invitations, canAct, busy, onResend, onRevoke }: Omit<InvitationListProps, 'fault'>) {
  const { t } = useCohortsWords();
  const now = useNow();
  const formats = useFormats();
  const nameOf = ({ kind, email, code }: InvitationLine): string =>
    email ?? (kind === 'code' ? code! : t('invitations.link'));
  return (
    <ul className="border-t border-hairline">
      {invitations.map((line) => {
        const standing = standingOf(line, now);
        const mayAct = canAct && (standing === 'open' || standing === 'expired');
        return (
          <li
            key={line.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2"
          >
            <div className="min-w-0">
              <p className="break-all">
                {line.email !== null ? (
                  <bdi>{line.email}</bdi>
                ) : line.code !== null ? (
                  <CodeGroups code={line.code} />
                ) : (
                  t('invitations.link')
                )}
                {line.role === 'instructor' && (
                  <span className="ms-2 text-caption text-muted">{t('invitations.asInstructor')}</span>
                )}
              </p>
              <p className="flex flex-wrap gap-x-4 text-caption text-muted">
                <StandingWords line={line} />
                {line.sentAt !== null && (
                  <span>{t('invitations.sent', { when: formats.when(line.sentAt, now) })}</span>
                )}
              </p>
            </div>
            {mayAct && (
              <p className="flex gap-4">
                {line.kind === 'email' && (
                  <Button
                    look="plain"
                    aria-label={t('invitations.resendName', { name: nameOf(line) })}
                    busy={busy.has(line.id) && t('invitations.resending')}
                    onClick={() => onResend(line)}
                  >
                    {t('invitations.resend')}
                  </Button>
                )}
                <Button
                  look="plain"
                  aria-label={t('invitations.revokeName', { name: nameOf(line) })}
                  busy={busy.has(line.id) && t('invitations.revoking')}
                  onClick={() => onRevoke(line)}
                >
                  {t('invitations.revoke')}
                </Button>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function StandingWords({ line }: { line: InvitationLine }) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const now = useNow();
  const standing = standingOf(line, now);
  if (standing !== 'open') return <span>{t(`invitations.${standing}`)}</span>;
  const day = formats.day(line.expiresAt);
  const { uses, usesLimit } = line;
  if (line.kind === 'email' || (uses === 0 && usesLimit === null))
    return <span>{t('invitations.open', { day })}</span>;
  if (usesLimit !== null) return <span>{t('invitations.openOf', { day, uses, limit: usesLimit })}</span>;
  return <span>{t('invitations.openUsed', { day, count: uses })}</span>;
}
