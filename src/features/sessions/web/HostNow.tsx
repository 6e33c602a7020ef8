import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { SessionConsole } from '../contract.ts';
import { paceOf, plannedItems } from './agendaPace.ts';
import { TimeLeft } from './HostClock.tsx';
import { isRun, shownItem } from './hostSees.ts';
import type { Showing } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';
import { useSeesWords } from './useSeesWords.ts';

interface HostNowProps {
  console: SessionConsole;
  /** The server's time. */
  nowMs: () => number;
  showing: Showing;
  /** What `onNext` shows. */
  next: { title: string } | undefined;
  onNext: (() => void) | undefined;
  /** Hides the item that is shown, or shows the one that was hidden last. */
  onBlank: (() => void) | undefined;
  /** The item that was hidden last. */
  hidden: { title: string } | null;
}

/** What the class sees at this moment, in words, and what comes next. */
export function HostNow(props: HostNowProps) {
  const { console: data, nowMs, showing, next, onNext, onBlank, hidden } = props;
  const { t } = useHostWords();
  const { session, cohort, notes } = data;
  const words = useSeesWords(session, cohort.zone, nowMs());
  const item = shownItem(session);
  const note = item && notes[item.id];
  return (
    <section aria-label={t('sees.label')} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <div className="rounded-surface border border-hairline bg-surface p-4 bar:p-6">
        <p role="status" className="text-section text-balance">
          {words}
        </p>
        <HowItStands showing={showing} />
        {session.state === 'live' && item && <PaceWords session={session} zone={cohort.zone} nowMs={nowMs} />}
        {note && <p className="mt-4 border-s-4 border-hairline ps-4">{t('run.note', { note })}</p>}
        {isRun(session) && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            {onNext && next && (
              <Button
                look="primary"
                aria-keyshortcuts="N"
                onClick={onNext}
                className="max-w-full py-2 text-start"
              >
                {t('run.next', { title: next.title })}
                <Key>N</Key>
              </Button>
            )}
            {onBlank && (
              <Button aria-keyshortcuts="B" onClick={onBlank} className="max-w-full py-2 text-start">
                {!hidden ? t('run.blank') : t('run.unblank', { title: hidden.title })}
                <Key>B</Key>
              </Button>
            )}
            {!next && session.agenda.length > 0 && <p className="text-muted">{t('run.nextNone')}</p>}
          </div>
        )}
      </div>
      {session.state === 'live' && (
        <Why summary={t('run.why')}>
          <p>{t('run.whyText')}</p>
        </Why>
      )}
    </section>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden="true"
      className="rounded-bar border border-current px-1.5 font-mono text-caption max-bar:hidden"
    >
      {children}
    </kbd>
  );
}

/** A change of what the class sees, until it has come through. */
function HowItStands({ showing }: { showing: Showing }) {
  const { t } = useHostWords();
  switch (showing.state) {
    case 'ready':
      return null;
    case 'sending':
      return <p className="mt-2 text-muted">{t('sees.sending')}</p>;
    case 'waiting':
      return <p className="mt-2 text-caution">{t('sees.waiting')}</p>;
    case 'late':
      return <p className="mt-2 text-caution">{t('sees.late')}</p>;
    case 'failed':
      return (
        <p role="alert" className="mt-2 text-live">
          {t('sees.refused', { reason: showing.sentence })}
        </p>
      );
  }
}

interface PaceWordsProps {
  session: SessionConsole['session'];
  zone: string;
  nowMs: () => number;
}

/** How much of the item is left, and how far behind or ahead of the run sheet it is. */
function PaceWords({ session, zone, nowMs }: PaceWordsProps) {
  const { t } = useHostWords();
  const formats = useFormats();
  const pace = paceOf(session, nowMs());
  const planned = plannedItems(session).find(({ id }) => id === session.currentItemId);
  if (!planned || pace.is === 'unknown') return null;
  const when = formats.clock(new Date(planned.endsMs).toISOString(), zone);
  return (
    <div className="mt-4 flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <TimeLeft endsMs={planned.endsMs} nowMs={nowMs} />
      {pace.is === 'behind' && (
        <p className="text-title text-caution">{t('run.behind', { count: pace.minutes })}</p>
      )}
      {pace.is === 'ahead' && <p className="text-title">{t('run.ahead', { count: pace.minutes })}</p>}
      {pace.is === 'on-plan' && <p className="text-muted">{t('run.onPlan')}</p>}
      <p className="text-muted">
        {pace.is === 'behind' ? t('run.timeOver', { when }) : t('run.until', { when })}
      </p>
    </div>
  );
}
