import type { ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { SessionConsole } from '../contract.ts';
import { paceOf, plannedItems } from './agendaPace.ts';
import { TimeLeft } from './HostClock.tsx';
import { isRun, shownItem } from './hostSees.ts';
import type { Showing } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

/** Something that is ready to be done at an item. */
export interface Offer {
  words: string;
  onDo: () => void;
  /** What happens to it, while it does. */
  busy: string | false;
}

/** What other rooms have ready for the item that is shown, one key each. */
export interface ItemOffers {
  ask?: Offer | undefined;
  say?: Offer | undefined;
  /** What else is ready. */
  more?: string | undefined;
  /** Why what was pressed came to nothing. */
  faults?: readonly string[];
}

export interface HostNowProps {
  console: SessionConsole;
  /** What the class has before it, in sentences: what is in front, and what else. */
  sees: { front: string; more: readonly string[] };
  /** The server's time. */
  nowMs: () => number;
  showing: Showing;
  /** What `onNext` shows. */
  next: { title: string } | undefined;
  onNext: (() => void) | undefined;
  /** Hides the item that is shown, or shows the one that was hidden last. */
  onItem: (() => void) | undefined;
  /** The item that was hidden last. */
  hidden: { title: string } | null;
  /** Makes the walls dark, or brings them back. */
  onBlank: (() => void) | undefined;
  isBlanking: boolean;
  /** What is prepared for the item that is shown. */
  offers: ItemOffers;
}

/** What the class sees at this moment, in words, and what comes next. */
export function HostNow(props: HostNowProps) {
  const {
    console: data,
    sees,
    nowMs,
    showing,
    next,
    onNext,
    onItem,
    hidden,
    onBlank,
    isBlanking,
    offers,
  } = props;
  const { t } = useHostWords();
  const { session, cohort, notes, isBlank } = data;
  const item = shownItem(session);
  const note = item && notes[item.id];
  return (
    <section aria-label={t('sees.label')} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <div className="rounded-surface border border-hairline bg-surface p-4 bar:p-6">
        <div role="status" className="grid gap-1">
          {isBlank && <p className="text-section text-caution">{t('sees.blank')}</p>}
          <p className="text-section text-balance [overflow-wrap:anywhere]">{sees.front}</p>
          {sees.more.map((sentence) => (
            <p key={sentence} className="[overflow-wrap:anywhere] text-muted">
              {sentence}
            </p>
          ))}
        </div>
        <HowItStands showing={showing} />
        {session.state === 'live' && item && <PaceWords session={session} zone={cohort.zone} nowMs={nowMs} />}
        {note && <p className="mt-4 border-s-4 border-hairline ps-4">{t('run.note', { note })}</p>}
        {(offers.ask ?? offers.say) && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            {offers.ask && (
              <Act name="A" onClick={offers.ask.onDo} busy={offers.ask.busy}>
                <bdi>{offers.ask.words}</bdi>
              </Act>
            )}
            {offers.say && (
              <Act name="S" onClick={offers.say.onDo} busy={offers.say.busy}>
                <bdi>{offers.say.words}</bdi>
              </Act>
            )}
          </div>
        )}
        {offers.more !== undefined && <p className="mt-2 text-caption text-muted">{offers.more}</p>}
        {offers.faults?.map((fault) => (
          <p key={fault} role="alert" className="mt-2 text-live">
            {fault}
          </p>
        ))}
        {(isRun(session) || onBlank) && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            {onNext && next && (
              <Act look="primary" name="N" onClick={onNext}>
                {t('run.next', { title: next.title })}
              </Act>
            )}
            {onItem && (
              <Act name="I" onClick={onItem}>
                {!hidden ? t('run.hide') : t('run.unhide', { title: hidden.title })}
              </Act>
            )}
            {onBlank && (
              <Act name="B" onClick={onBlank} busy={isBlanking && t('run.blanking')}>
                {isBlank ? t('run.unblank') : t('run.blank')}
              </Act>
            )}
            {isRun(session) && !next && session.agenda.length > 0 && (
              <p className="text-muted">{t('run.nextNone')}</p>
            )}
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

interface ActProps {
  look?: 'primary';
  /** The key that does the same. */
  name: string;
  onClick: () => void;
  busy?: string | false;
  children: ReactNode;
}

function Act({ look, name, onClick, busy = false, children }: ActProps) {
  return (
    <Button
      {...(look && { look })}
      aria-keyshortcuts={name}
      onClick={onClick}
      busy={busy}
      className="max-w-full py-2 text-start"
    >
      {children}
      <Key>{name}</Key>
    </Button>
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
