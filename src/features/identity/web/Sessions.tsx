import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { SessionLine } from '../contract.ts';

interface SessionsProps {
  sessions: readonly SessionLine[];
  /** The session that is being ended, or `others`. */
  ending: string | null;
  /** How many were ended by the last "everywhere else". */
  endedOthers: number | null;
  /** Why the last one could not be ended. */
  fault: string | null;
  onEnd: (sessionId: string) => void;
  onEndOthers: () => void;
}

export function Sessions({ sessions, ending, endedOthers, fault, onEnd, onEndOthers }: SessionsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const others = sessions.filter(({ current }) => !current);
  return (
    <div className="grid gap-4">
      <ul className="border-t border-hairline">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline py-3"
          >
            <div>
              <p>
                <bdi>{session.device}</bdi>
                {session.current && (
                  <span className="ms-2 rounded-bar bg-good-soft px-2 py-0.5 text-caption text-good">
                    {t('settings.thisDevice')}
                  </span>
                )}
              </p>
              <p className="text-caption text-muted">
                {t('settings.seen', {
                  when: formats.ago(session.seenAt, now),
                  since: formats.moment(session.startedAt),
                  network: session.network,
                })}
              </p>
            </div>
            {!session.current && (
              <Button
                aria-label={t('settings.endName', { device: session.device })}
                busy={ending === session.id && t('settings.ending')}
                onClick={() => onEnd(session.id)}
              >
                {t('settings.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4">
        {others.length > 0 ? (
          <Button look="danger" busy={ending === 'others' && t('settings.ending')} onClick={onEndOthers}>
            {t('settings.endOthers')}
          </Button>
        ) : (
          <p className="text-muted">{t('settings.onlyHere')}</p>
        )}
        {fault !== null && (
          <p role="alert" className="text-live">
            {fault}
          </p>
        )}
        <p role="status">{endedOthers !== null && t('settings.ended', { count: endedOthers })}</p>
      </div>
    </div>
  );
}
