import { useState, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { SessionConsole } from '../contract.ts';
import { OnAir } from './HostClock.tsx';
import { HostJoin, type WayIn } from './HostJoin.tsx';
import { HostNews } from './HostNews.tsx';
import { hostWhoLeft, isEarly, whoIsIn } from './hostSees.ts';
import { ScheduleWhen } from './ScheduleWhen.tsx';
import { sessionPaths } from './sessionPaths.ts';
import type { Acting, HostAct } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

export interface HostActs {
  onStart: () => void;
  onRehearse: (on: boolean) => void;
  onTakeOver: () => void;
  /** Asks to whom. */
  onHandOver: () => void;
  /** Asks before it ends. */
  onEnd: () => void;
}

interface HostHeadProps extends HostActs {
  console: SessionConsole;
  meId: string;
  /** The server's time. */
  nowMs: () => number;
  acting: Acting;
  screenHref: string;
  /** How one comes in by this code. */
  wayIn: (code: string) => WayIn;
  /** What else can be done from here. */
  children?: ReactNode;
}

/** How the session stands, how people come in, and the one thing to do about it now. */
export function HostHead({
  console: data,
  meId,
  nowMs,
  acting,
  screenHref,
  wayIn,
  children,
  ...acts
}: HostHeadProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  const { session, cohort, here, students, joinCode } = data;
  const inside = whoIsIn(data);
  const left = hostWhoLeft(data);
  const { state, startedAt, host } = session;
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-baseline gap-x-8 gap-y-2">
        {state === 'live' && startedAt ? (
          <OnAir startedAt={startedAt} nowMs={nowMs} />
        ) : (
          <p>
            <ScheduleWhen session={session} zone={cohort.zone} />
          </p>
        )}
        {(state === 'live' || here.length > 0) && (
          <p className="flex flex-wrap gap-x-4">
            <span>
              {t('host.students', {
                count: students.length,
                students: formats.number(inside.students.length),
              })}
            </span>
            {inside.guests.length > 0 && <span>{t('host.guests', { count: inside.guests.length })}</span>}
          </p>
        )}
        {joinCode && <HostJoin code={joinCode} wayIn={wayIn(joinCode)} />}
        {host && (
          <p className="text-muted">
            {host.id === meId ? t('host.hostIsYou') : t('host.hostIs', { name: host.name })}
          </p>
        )}
      </div>
      <HostNews session={session} meId={meId} />
      {left && left.id !== meId && <Notice tone="caution">{t('host.hostLeft', { name: left.name })}</Notice>}
      {state === 'rehearsal' && <Notice tone="caution">{t('host.rehearsal')}</Notice>}
      {state === 'cancelled' && (
        <Notice>
          {session.cancelReason
            ? t('host.cancelledWhy', { reason: session.cancelReason })
            : t('host.cancelled')}
        </Notice>
      )}
      {state === 'ended' && startedAt && session.endedAt && (
        <Notice>
          {t('host.over', {
            began: formats.moment(startedAt, cohort.zone),
            ended: formats.clock(session.endedAt, cohort.zone),
          })}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Acts console={data} meId={meId} nowMs={nowMs} acting={acting} {...acts} />
        {session.meeting && state !== 'cancelled' && state !== 'ended' && (
          <Outside href={session.meeting.url}>
            {t('host.meeting', { provider: t(`provider.${session.meeting.provider}`) })}
          </Outside>
        )}
        {(state === 'live' || state === 'rehearsal' || state === 'scheduled') && (
          <Outside href={screenHref}>{t('host.screen')}</Outside>
        )}
        {children}
      </div>
      {acting.state === 'failed' && acting.act !== 'end' && acting.act !== 'cancel' && (
        <p role="alert" className="text-live">
          {t('host.notDone', { reason: acting.sentence })}
        </p>
      )}
    </header>
  );
}

function Outside({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useHostWords();
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="controls inline-flex items-center px-2 text-label text-accent no-underline hover:underline"
    >
      {children} <span className="sr-only">{t('host.newWindow')}</span>
    </a>
  );
}

type ActsProps = Pick<HostHeadProps, 'console' | 'meId' | 'nowMs' | 'acting'> & HostActs;

function Acts({ console: data, meId, nowMs, acting, ...acts }: ActsProps) {
  const { onStart, onRehearse, onTakeOver, onHandOver, onEnd } = acts;
  const { t } = useHostWords();
  const { session } = data;
  const [isAsking, setAsking] = useState(false);
  const { state, host } = session;
  const sending = (act: HostAct, words: string): string | false =>
    acting.state === 'sending' && acting.act === act && words;
  if (state === 'cancelled') return null;
  if (state === 'ended')
    return <ButtonLink to={sessionPaths.report(session.id)}>{t('host.openReport')}</ButtonLink>;
  if (state === 'live') {
    return (
      <>
        <Button look="danger" busy={sending('end', t('end.sending'))} onClick={onEnd}>
          {t('host.end')}
        </Button>
        {host?.id === meId ? (
          <Button onClick={onHandOver}>{t('host.handOver')}</Button>
        ) : (
          <Button busy={sending('take-over', t('host.takingOver'))} onClick={onTakeOver}>
            {t('host.takeOver')}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <Button
        look="primary"
        busy={sending('start', t('host.starting'))}
        onClick={() => (isEarly(session, nowMs()) ? setAsking(true) : onStart())}
      >
        {t('host.start')}
      </Button>
      <Button
        busy={sending('rehearse', t('host.rehearsing'))}
        onClick={() => onRehearse(state !== 'rehearsal')}
      >
        {state === 'rehearsal' ? t('host.endRehearsal') : t('host.rehearse')}
      </Button>
      {isAsking && (
        <EarlySheet
          console={data}
          onStart={() => {
            setAsking(false);
            onStart();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface EarlySheetProps {
  console: SessionConsole;
  onStart: () => void;
  onClose: () => void;
}

function EarlySheet({ console: { session, cohort }, onStart, onClose }: EarlySheetProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  return (
    <Sheet title={t('early.title')} onClose={onClose}>
      <p>{t('early.text', { when: formats.moment(session.startsAt, cohort.zone) })}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button look="primary" onClick={onStart}>
          {t('early.now')}
        </Button>
        <Button onClick={onClose}>{t('early.back')}</Button>
      </div>
    </Sheet>
  );
}
