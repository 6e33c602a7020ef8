import { Suspense, useId, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { part } from '#platform/web/ui/part.ts';
import { useInSight } from '#platform/web/ui/useInSight.ts';
import { useIsNarrow } from '#platform/web/ui/useIsNarrow.ts';
import type { OwnSession } from '../contract.ts';
import { AudienceLine, type AudienceNews } from './AudienceLine.tsx';
import { AudienceNow } from './AudienceNow.tsx';
import { AudiencePlan } from './AudiencePlan.tsx';
import { sessionPaths } from './sessionPaths.ts';
import { phaseOf, type SessionPhase } from './sessionPhase.ts';
import { barButton, FreshDot, SessionTabBar, SessionTabPanel, type SessionTab } from './SessionTabs.tsx';
import { SessionWhen } from './SessionWhen.tsx';
import { useSessionsWords } from './useSessionsWords.ts';
import type { WatchRecordingsProps } from './WatchRecordings.tsx';

// Of what is over alone.
const WatchRecordings = part(() => import('./WatchRecordings.tsx'), 'WatchRecordings');

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
  /** What is said in it; only looked at once somebody goes there. Absent: that is not for the reader. */
  chat?: ReactNode;
  /** Which of the two is open, where the page decides it. */
  tab?: SessionTab;
  onTab?: (tab: SessionTab) => void;
  /** Messages that the reader has not seen. */
  unread?: number;
  /** What one would miss here. */
  news?: AudienceNews | undefined;
  /** Who leads. */
  board?: ReactNode;
}

/** A live session for those who take part, on a phone first. */
export function AudienceView(props: AudienceViewProps) {
  const { session, nowMs, isStaff, notice, moment, polls, questions, chat, unread = 0, news, board } = props;
  const phase = phaseOf(session, nowMs);
  const takesPart = phase.is !== 'cancelled';
  const isNarrow = useIsNarrow();
  const [ownTab, setOwnTab] = useState<SessionTab>('questions');
  const tab = props.tab ?? ownTab;
  const id = useId();
  const isTalkSeen = useInSight(`${id}-panel`, 'upper');
  const top = useRef<HTMLDivElement>(null);
  const talk = useRef<HTMLDivElement>(null);
  const hasTalk = takesPart && questions !== undefined;
  const goTo = (next: SessionTab): void => {
    (props.onTab ?? setOwnTab)(next);
    // The row stays in sight, and so does what it leads to.
    if (isNarrow || news) talk.current?.scrollIntoView({ block: 'start' });
  };
  const line = news && (
    <AudienceLine
      news={{
        ...news,
        onGo: () => {
          if (news.about === 'questions') goTo('questions');
          news.onGo();
        },
      }}
    />
  );
  const bar = {
    ...{ id, tab, onTab: goTo, unread, hasChat: chat !== undefined },
    fresh: { questions: news?.about === 'questions' },
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 bar:gap-8">
      {!isNarrow && line && (
        // Of no height, so nothing moves; where the page begins it lies below the bar, not behind it.
        <div className="sticky top-[calc(var(--bar-top)+0.75rem)] z-30 -mb-8 h-0">
          <div className="mx-auto max-w-read">{line}</div>
        </div>
      )}
      <Head session={session} isStaff={isStaff} />
      {notice}
      {isNarrow && hasTalk && (
        <div className="sticky top-[calc(var(--bar-top)+env(safe-area-inset-top))] z-30 -mx-4 bg-canvas px-4">
          <SessionTabBar
            {...bar}
            isElsewhere={!isTalkSeen}
            before={
              <ToNow
                isHere={!isTalkSeen}
                isFresh={news?.about === 'now'}
                onGo={() => top.current?.scrollIntoView({ block: 'start' })}
              />
            }
          />
          {/* Over the page: what stands there does not move. */}
          <div className="absolute inset-x-4 top-full pt-2 empty:hidden">{line}</div>
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 wide:grid-cols-[minmax(0,7fr)_minmax(0,4fr)] wide:gap-12">
        <div ref={top} className="under-tabs grid grid-cols-[minmax(0,1fr)] gap-8">
          <AudienceNow session={session} phase={phase} />
          {takesPart && polls}
          {phase.is === 'live' && moment}
          <Meeting session={session} phase={phase} />
          {phase.is === 'ended' && <Recordings {...props} />}
          {hasTalk && (
            <div ref={talk} className="under-tabs grid grid-cols-[minmax(0,1fr)] gap-4">
              {!isNarrow && <SessionTabBar {...bar} />}
              <SessionTabPanel id={id} tab={tab}>
                {/* Also while another is looked at: what becomes of one's own question is told. */}
                <div hidden={tab !== 'questions'}>{questions}</div>
                {tab === 'chat' && chat}
              </SessionTabPanel>
            </div>
          )}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <AudiencePlan session={session} />
          <About session={session} />
          {takesPart && board}
        </div>
      </div>
    </div>
  );
}

/** Back to what is on and voted on. */
function ToNow({ isHere, isFresh, onGo }: { isHere: boolean; isFresh: boolean; onGo: () => void }) {
  const { t } = useSessionsWords();
  return (
    <button type="button" aria-current={isHere || undefined} onClick={onGo} className={barButton}>
      {t('tabs.now')}
      {isFresh && <FreshDot />}
    </button>
  );
}

function Recordings({ session, keeping, onKeep }: AudienceViewProps) {
  const { recordings, positions } = session;
  return (
    <Suspense fallback={<span aria-hidden="true" className="bone h-24 rounded-surface" />}>
      <WatchRecordings recordings={recordings} positions={positions} keeping={keeping} onKeep={onKeep} />
    </Suspense>
  );
}

function Head({ session, isStaff }: Pick<AudienceViewProps, 'session' | 'isStaff'>) {
  const { t } = useSessionsWords();
  const { id, title, cohort, host, asGuest } = session;
  return (
    <header className="grid gap-1">
      {!asGuest && (
        <Link
          to={sessionPaths.list(cohort.id)}
          className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
        >
          <BackIcon />
          <bdi>{t('room.toSessions', { cohort: cohort.title })}</bdi>
        </Link>
      )}
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
  const { summary, cohort, asGuest } = session;
  const lessonId = asGuest ? null : session.lessonId;
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
