import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import type { OwnSession } from '../contract.ts';
import { AudienceNow } from './AudienceNow.tsx';
import { AudiencePlan } from './AudiencePlan.tsx';
import { sessionPaths } from './sessionPaths.ts';
import { phaseOf, type SessionPhase } from './sessionPhase.ts';
import { SessionWhen } from './SessionWhen.tsx';
import { useSessionsWords } from './useSessionsWords.ts';
import { WatchRecordings, type WatchRecordingsProps } from './WatchRecordings.tsx';

export interface AudienceViewProps extends Pick<WatchRecordingsProps, 'keeping' | 'onKeep'> {
  session: OwnSession;
  /** By the server's clock. */
  nowMs: number;
  /** Whoever runs it finds the way to the console here. */
  isStaff: boolean;
  /** What everybody is to see at once. */
  notice?: ReactNode;
  /** What one does in it without a word. */
  moment?: ReactNode;
  /** What is voted on in it. */
  polls?: ReactNode;
  /** What is asked and answered in it. */
  questions?: ReactNode;
}

/** A live session for those who take part, on a phone first. */
export function AudienceView(props: AudienceViewProps) {
  const { session, nowMs, isStaff, notice, moment, polls, questions, keeping, onKeep } = props;
  const phase = phaseOf(session, nowMs);
  const asks = phase.is !== 'cancelled' && questions;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 bar:gap-8">
      <Head session={session} isStaff={isStaff} />
      {notice}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 wide:grid-cols-[minmax(0,7fr)_minmax(0,4fr)] wide:gap-12">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <AudienceNow session={session} phase={phase} />
          {phase.is !== 'cancelled' && polls}
          {phase.is === 'live' && moment}
          <Meeting session={session} phase={phase} />
          {phase.is === 'ended' && (
            <WatchRecordings
              recordings={session.recordings}
              positions={session.positions}
              keeping={keeping}
              onKeep={onKeep}
            />
          )}
          {asks}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <AudiencePlan session={session} />
          <About session={session} />
        </div>
      </div>
    </div>
  );
}

function Head({ session, isStaff }: Pick<AudienceViewProps, 'session' | 'isStaff'>) {
  const { t } = useSessionsWords();
  const { id, title, cohort, host } = session;
  return (
    <header className="grid gap-1">
      <Link
        to={sessionPaths.list(cohort.id)}
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        <bdi>{t('room.toSessions', { cohort: cohort.title })}</bdi>
      </Link>
      <PageHeading title={title}>
        <bdi>{title}</bdi>
      </PageHeading>
      <p>
        <SessionWhen session={session} zone={cohort.zone} />
      </p>
      {host && <p className="text-muted">{t('when.with', { host: host.name })}</p>}
      {isStaff && (
        <p>
          <Link to={sessionPaths.host(id)} className="controls inline-flex items-center text-accent">
            {t('room.host')}
          </Link>
        </p>
      )}
    </header>
  );
}

/** Where picture and sound are, as long as there may be any. */
function Meeting({ session, phase }: { session: OwnSession; phase: SessionPhase }) {
  const { t } = useSessionsWords();
  const { meeting } = session;
  if (!meeting || (phase.is !== 'live' && phase.is !== 'waiting')) return null;
  return (
    <section className="grid gap-2">
      <h2 className="text-title">{t('room.meeting')}</h2>
      <p>
        <a
          href={meeting.url}
          target="_blank"
          rel="noreferrer"
          className="controls inline-flex items-center justify-center rounded-control bg-accent px-4 text-label text-on-accent no-underline hover:bg-accent-strong max-bar:w-full"
        >
          {t('room.openMeeting', { provider: t(`provider.${meeting.provider}`) })}
        </a>
      </p>
      <p className="text-caption text-muted">{t('room.meetingHint')}</p>
    </section>
  );
}

function About({ session }: { session: OwnSession }) {
  const { t } = useSessionsWords();
  const { summary, lessonId, cohort } = session;
  if (summary === '' && lessonId === null) return null;
  return (
    <section>
      <h2 className="text-title">{t('room.about')}</h2>
      {summary !== '' && (
        <p className="mt-2 max-w-read whitespace-pre-line">
          <bdi>{summary}</bdi>
        </p>
      )}
      {lessonId !== null && (
        <p className="mt-1">
          <Link
            to={`/c/${cohort.id}/lessons/${lessonId}`}
            className="controls inline-flex items-center text-accent"
          >
            {t('room.lesson')}
          </Link>
        </p>
      )}
    </section>
  );
}
