import { ButtonLink } from '#platform/web/ui/Button.tsx';
import type { LiveSession } from '../contract.ts';
import { SessionMark } from './SessionMark.tsx';
import { groupsOf, phaseOf } from './sessionPhase.ts';
import { useSessionsWords } from './useSessionsWords.ts';
import { useStartWords } from './useStartWords.ts';

interface SessionNewsProps {
  sessions: readonly LiveSession[];
  /** By the server's clock. */
  nowMs: number;
  hrefOf: (sessionId: string) => string;
}

/** What is live, or about to be: on top of a page, and nothing at all where nothing is. */
export function SessionNews({ sessions, nowMs, hrefOf }: SessionNewsProps) {
  const { t } = useSessionsWords();
  const startWords = useStartWords();
  const { now } = groupsOf(sessions, nowMs);
  if (now.length === 0) return null;
  return (
    <section aria-label={t('list.title')}>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {now.map((session) => {
          const phase = phaseOf(session, nowMs);
          const { id, title, host } = session;
          const isLive = phase.is === 'live';
          return (
            <li
              key={id}
              className={`appears flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-surface border bg-surface p-4 bar:px-6 ${isLive ? 'border-live' : 'border-hairline'}`}
            >
              <div className="min-w-0">
                <SessionMark phase={phase.is} />
                <p className="text-title">
                  <bdi>{title}</bdi>
                </p>
                <p className="text-muted">
                  {phase.is === 'waiting'
                    ? startWords(session, phase.startsInMs)
                    : host && t('when.with', { host: host.name })}
                </p>
              </div>
              <ButtonLink
                to={hrefOf(id)}
                aria-label={isLive ? t('go.joinName', { title }) : t('go.enterName', { title })}
                className="max-bar:w-full"
              >
                {isLive ? t('go.join') : t('go.enter')}
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
