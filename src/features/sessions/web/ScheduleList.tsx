import { Link } from 'react-router';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { isOver, type LiveSession } from '../contract.ts';
import { ScheduleState } from './ScheduleState.tsx';
import { ScheduleWhen } from './ScheduleWhen.tsx';
import { useHostWords } from './useHostWords.ts';

interface ScheduleListProps {
  /** The earliest first. */
  sessions: readonly LiveSession[];
  /** The cohort's. */
  zone: string;
  hostHref: (sessionId: string) => string;
  attendanceHref: (sessionId: string) => string;
  reportHref: (sessionId: string) => string;
}

/** The sessions of a cohort for its staff: what is on air, what comes, and what was, the newest first. */
export function ScheduleList({ sessions, ...rest }: ScheduleListProps) {
  const { t } = useHostWords();
  if (sessions.length === 0) return <EmptyNote why={t('list.none')} example={t('list.noneExample')} />;
  const onAir = sessions.filter(({ state }) => state === 'live');
  const ahead = sessions.filter(({ state }) => state === 'scheduled' || state === 'rehearsal');
  const over = sessions.filter(({ state }) => isOver(state)).toReversed();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {onAir.length > 0 && <Part heading={t('list.now')} sessions={onAir} {...rest} />}
      <Part heading={t('list.ahead')} sessions={ahead} none={t('list.noneAhead')} {...rest} />
      {over.length > 0 && <Part heading={t('list.over')} sessions={over} {...rest} />}
    </div>
  );
}

function Part({ heading, none, sessions, ...rest }: ScheduleListProps & { heading: string; none?: string }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-section">{heading}</h2>
      {sessions.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ul className="border-t border-hairline">
          {sessions.map((session) => (
            <SessionLine key={session.id} session={session} {...rest} />
          ))}
        </ul>
      )}
    </section>
  );
}

type SessionLineProps = Omit<ScheduleListProps, 'sessions'> & { session: LiveSession };

function SessionLine({ session, zone, hostHref, attendanceHref, reportHref }: SessionLineProps) {
  const { t } = useHostWords();
  const { id, title, state, agenda, recordings, host, cancelReason } = session;
  const names = { title };
  const wasHeld = state === 'live' || state === 'ended';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-1 border-b border-hairline py-3 wide:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_15rem]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-title">
            <bdi>{title}</bdi>
          </span>
          <ScheduleState state={state} />
        </p>
        <p className="flex flex-wrap gap-x-4 text-caption text-muted">
          <span>{agenda.length === 0 ? t('list.noItems') : t('list.items', { count: agenda.length })}</span>
          {host && <span>{t('list.host', { name: host.name })}</span>}
          {recordings.length > 0 && <span>{t('list.recordings', { count: recordings.length })}</span>}
          {cancelReason && <span>{t('list.reason', { reason: cancelReason })}</span>}
        </p>
      </div>
      <p>
        <ScheduleWhen session={session} zone={zone} />
      </p>
      <p className="flex flex-wrap items-center gap-x-6 wide:justify-end">
        {state !== 'cancelled' && (
          <Link
            to={hostHref(id)}
            aria-label={state === 'ended' ? t('list.lookBackOf', names) : t('list.openOf', names)}
            className="controls inline-flex items-center text-accent"
          >
            {state === 'ended' ? t('list.lookBack') : t('list.open')}
          </Link>
        )}
        {wasHeld && (
          <Link
            to={attendanceHref(id)}
            aria-label={t('list.attendanceOf', names)}
            className="controls inline-flex items-center text-accent"
          >
            {t('list.attendance')}
          </Link>
        )}
        {wasHeld && (
          <Link
            to={reportHref(id)}
            aria-label={t('list.reportOf', names)}
            className="controls inline-flex items-center text-accent"
          >
            {t('list.report')}
          </Link>
        )}
      </p>
    </li>
  );
}
