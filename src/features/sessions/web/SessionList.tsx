import { Link } from 'react-router';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import type { LiveSession } from '../contract.ts';
import { SessionMark } from './SessionMark.tsx';
import { groupsOf, phaseOf } from './sessionPhase.ts';
import { SessionWhen } from './SessionWhen.tsx';
import { useSessionsWords } from './useSessionsWords.ts';
import { useStartWords } from './useStartWords.ts';

interface SessionListProps {
  /** The earliest first. */
  sessions: readonly LiveSession[];
  /** The cohort's. */
  zone: string;
  /** By the server's clock. */
  nowMs: number;
  hrefOf: (sessionId: string) => string;
}

/** The sessions of a cohort: what is on, what comes, what was. */
export function SessionList({ sessions, zone, nowMs, hrefOf }: SessionListProps) {
  const { t } = useSessionsWords();
  const { now, next, past } = groupsOf(sessions, nowMs);
  const rows = (group: readonly LiveSession[]) => (
    <ul className="mt-2 border-t border-hairline">
      {group.map((session) => (
        <SessionRow key={session.id} session={session} zone={zone} nowMs={nowMs} href={hrefOf(session.id)} />
      ))}
    </ul>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {now.length > 0 && (
        <section>
          <h2 className="text-section">{t('list.now')}</h2>
          {rows(now)}
        </section>
      )}
      <section>
        <h2 className="text-section">{t('list.next')}</h2>
        {next.length > 0 ? rows(next) : <p className="mt-2 text-muted">{t('list.noneNext')}</p>}
      </section>
      {past.length > 0 && (
        <section>
          <h2 className="text-section">{t('list.past')}</h2>
          {rows(past)}
        </section>
      )}
    </div>
  );
}

interface SessionRowProps extends Pick<SessionListProps, 'zone' | 'nowMs'> {
  session: LiveSession;
  href: string;
}

function SessionRow({ session, zone, nowMs, href }: SessionRowProps) {
  const { t } = useSessionsWords();
  const startWords = useStartWords();
  const phase = phaseOf(session, nowMs);
  const { title, host, cancelReason, recordings } = session;
  const isOn = phase.is === 'live' || phase.is === 'waiting';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-hairline py-4">
      <div className="min-w-0 max-w-read">
        <p className="flex flex-wrap items-baseline gap-x-3">
          {isOn ? (
            <bdi className="text-title">{title}</bdi>
          ) : (
            <Link
              to={href}
              className="inline-flex min-h-6 items-center text-title no-underline hover:underline"
            >
              <bdi>{title}</bdi>
            </Link>
          )}
          <SessionMark phase={phase.is} />
        </p>
        <p>
          <SessionWhen session={session} zone={zone} />
        </p>
        {phase.is === 'waiting' && <p>{startWords(session, phase.startsInMs)}</p>}
        {host && <p className="text-muted">{t('when.with', { host: host.name })}</p>}
        {cancelReason && <p className="text-muted">{t('room.cancelledWhy', { reason: cancelReason })}</p>}
        {recordings.length > 0 && (
          <p className="text-muted">{t('list.recordings', { count: recordings.length })}</p>
        )}
      </div>
      {isOn && (
        <ButtonLink
          to={href}
          aria-label={phase.is === 'live' ? t('go.joinName', { title }) : t('go.enterName', { title })}
          className="max-bar:w-full"
        >
          {phase.is === 'live' ? t('go.join') : t('go.enter')}
        </ButtonLink>
      )}
    </li>
  );
}
