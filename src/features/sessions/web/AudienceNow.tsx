import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { announcer } from '#platform/web/ui/announcer.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import { doorsOpenMinutes, type OwnSession } from '../contract.ts';
import { sessionPaths } from './sessionPaths.ts';
import type { SessionPhase } from './sessionPhase.ts';
import { useSessionsWords } from './useSessionsWords.ts';
import { useStartWords } from './useStartWords.ts';

interface AudienceNowProps {
  session: OwnSession;
  phase: SessionPhase;
}

/** What a session is at this moment: still closed, its waiting room, what it is at, or that it is over. */
export function AudienceNow({ session, phase }: AudienceNowProps) {
  const { t } = useSessionsWords();
  const formats = useFormats();
  const startWords = useStartWords();
  useSpoken(useNowWords(session, phase));
  switch (phase.is) {
    case 'ahead':
      return (
        <Surface>
          <p className="text-section">{startWords(session, phase.startsInMs)}</p>
          <p className="mt-3 text-title">{t('room.aheadTitle', { minutes: doorsOpenMinutes })}</p>
          <p className="text-muted">{t('room.aheadText')}</p>
        </Surface>
      );
    case 'waiting':
      return (
        <Surface>
          <p className="text-label text-accent">{t('room.waitingTitle')}</p>
          <p role="timer" aria-live="off" className="mt-1 text-page">
            {startWords(session, phase.startsInMs)}
          </p>
          <p className="mt-2 text-muted">{t('room.waitingText')}</p>
        </Surface>
      );
    case 'live':
      return <OnAir session={session} />;
    case 'ended':
      return (
        <Surface>
          <p className="text-section">{t('room.endedTitle')}</p>
          {session.endedAt && (
            <p className="mt-1">{t('room.endedAt', { when: formats.moment(session.endedAt) })}</p>
          )}
          <p className="text-muted">{t('room.endedText')}</p>
          <p className="mt-2">
            <Link
              to={sessionPaths.report(session.id)}
              className="controls inline-flex items-center text-accent"
            >
              {t('room.report')}
            </Link>
          </p>
        </Surface>
      );
    case 'cancelled':
      return (
        <Surface>
          <p className="text-section">{t('room.cancelledTitle')}</p>
          {session.cancelReason && (
            <p className="mt-1 whitespace-pre-line">
              {t('room.cancelledWhy', { reason: session.cancelReason })}
            </p>
          )}
          <p className="mt-1 text-muted">{t('room.cancelledText')}</p>
        </Surface>
      );
  }
}

function OnAir({ session }: { session: OwnSession }) {
  const { t } = useSessionsWords();
  const formats = useFormats();
  const { agenda, currentItemId, host, here } = session;
  const item = agenda.find(({ id }) => id === currentItemId);
  return (
    <Surface className="border-s-4 border-s-live">
      <p className="flex flex-wrap items-baseline gap-x-3 text-label">
        <span className="text-live">{t('room.onAir')}</span>
        {here !== null && (
          <span className="text-muted">{t('room.here', { number: formats.number(here) })}</span>
        )}
        {item && <span className="text-muted">{t(`kind.${item.kind}`)}</span>}
      </p>
      {item ? (
        <>
          <p className="mt-1 text-page text-balance">
            <bdi>{item.title}</bdi>
          </p>
          <p className="text-muted">{t('when.minutes', { count: item.minutes })}</p>
        </>
      ) : (
        <p className="mt-1 text-section">
          {host ? t('room.hostIsOn', { host: host.name }) : t('room.nothingNow')}
        </p>
      )}
    </Surface>
  );
}

/** What a screen reader is told when it changes: that it began, what it is at, that it is over. */
function useNowWords({ agenda, currentItemId }: OwnSession, { is }: SessionPhase): string {
  const { t } = useSessionsWords();
  const item = agenda.find(({ id }) => id === currentItemId);
  switch (is) {
    case 'ahead':
      return '';
    case 'waiting':
      return t('room.waitingTitle');
    case 'live':
      return item ? t('room.nowAt', { title: item.title }) : t('room.onAir');
    case 'ended':
      return t('room.endedTitle');
    case 'cancelled':
      return t('room.cancelledTitle');
  }
}

/** Says what changed, and nothing about how the page was found. */
function useSpoken(words: string): void {
  const before = useRef(words);
  useEffect(() => {
    if (words === before.current) return;
    before.current = words;
    if (words !== '') announcer.say({ text: words, group: 'session-now' });
  }, [words]);
}
