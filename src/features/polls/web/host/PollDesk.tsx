import { useId, useRef, type ReactNode, type RefObject } from 'react';
import { Link } from 'react-router';
import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { AgendaItem } from '#features/sessions/contract.ts';
import type { DeskPoll, PollDesk as Desk } from '../../contract.ts';
import type { Trial, TrialAct } from '../rehearsal/trial.ts';
import { TrialPanel } from '../rehearsal/TrialPanel.tsx';
import { actsFor, partsOfDesk } from './desk.ts';
import { PollKeys } from './PollKeys.tsx';
import { PreparedPolls } from './PreparedPolls.tsx';
import { QuickPollForm } from './QuickPollForm.tsx';
import { UnderwayLine } from './UnderwayLine.tsx';
import { UpPanel } from './UpPanel.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';
import { usePollKeys } from './usePollKeys.ts';

export interface PollDeskProps {
  sessionId: string;
  desk: View<Desk>;
  /** The run sheet of the session. */
  agenda: readonly AgendaItem[];
  acts: DeskActs;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** How many are in the session; null: nobody can say. */
  here: number | null;
  /** Not in a rehearsal: students would see it. */
  canAsk: boolean;
  /** In a rehearsal: what is tried out. */
  rehearsal?: Rehearsal | undefined;
  isOver: boolean;
  /** Where polls are written, and their results kept. */
  workshopHref: string;
  textsOf: (poll: DeskPoll) => ReactNode;
  comparedOf: (poll: DeskPoll) => ReactNode;
  /** What stands in the line of the quick poll at first. */
  quick?: string;
}

export interface Rehearsal {
  trial: Trial | null;
  onTry: (poll: DeskPoll) => void;
  onDo: (act: TrialAct) => void;
  onEnd: () => void;
}

/** The polls of a session for whoever runs it: what is up, a quick one, and what is prepared. */
export function PollDesk({ desk, ...rest }: PollDeskProps) {
  const { t } = useDeskWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <h2 id={heading} className="text-section">
        {t('desk.title')}
      </h2>
      <Shown
        view={desk}
        loading={t('desk.loading')}
        failed={t('desk.failed')}
        bones={<Bones className="gap-4" lines={['60%', '100%', '100%']} />}
      >
        {(data) => <Full data={data} {...rest} />}
      </Shown>
    </section>
  );
}

function Full(props: Omit<PollDeskProps, 'desk'> & { data: Desk }) {
  const {
    data,
    agenda,
    sessionId,
    acts,
    nowMs,
    here,
    canAsk,
    rehearsal,
    isOver,
    workshopHref,
    textsOf,
    comparedOf,
    quick,
  } = props;
  const { t } = useDeskWords();
  const { drafts, up, earlier } = partsOfDesk(data.polls, agenda);
  const whole = useRef<HTMLDivElement>(null);
  useKeys(props, up, whole);
  const ask = ({ id }: DeskPoll): void => {
    if (acts.underwayFor(id)?.state === 'sending') return;
    // The button goes with what it asks.
    whole.current?.focus({ preventScroll: true });
    acts.onDo({ name: 'poll:open', input: { pollId: id } });
  };
  return (
    <div ref={whole} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-4 outline-none">
      {up.map((poll) => (
        <UpPanel
          key={poll.id}
          poll={poll}
          acts={acts}
          nowMs={nowMs}
          here={here}
          isOver={isOver}
          texts={poll.kind === 'text' && textsOf(poll)}
          compared={comparedOf(poll)}
        />
      ))}
      {up.length === 0 && !isOver && canAsk && <p className="text-muted">{t('desk.nothing')}</p>}
      {rehearsal && (
        <p className="text-muted">
          {t('desk.rehearsal')} {drafts.length > 0 && t('desk.rehearsalTry')}
        </p>
      )}
      {rehearsal?.trial && (
        <TrialPanel
          trial={rehearsal.trial}
          onDo={rehearsal.onDo}
          onEnd={() => {
            // The panel goes, and the button with it.
            whole.current?.focus({ preventScroll: true });
            rehearsal.onEnd();
          }}
        />
      )}
      {canAsk && (
        <div className="grid gap-1">
          <QuickPollForm
            {...(quick !== undefined && { start: quick })}
            onLaunch={(poll) => acts.onDo({ name: 'poll:launch', input: { sessionId, ...poll } })}
          />
          <UnderwayLine subject={sessionId} acts={acts} />
        </div>
      )}
      {drafts.length > 0 && !isOver && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h3 className="text-title">{t('desk.prepared')}</h3>
          <PreparedPolls
            drafts={drafts}
            agenda={agenda}
            acts={acts}
            does={rehearsal ? 'try' : canAsk ? 'ask' : 'nothing'}
            onDo={rehearsal ? rehearsal.onTry : ask}
          />
        </div>
      )}
      <p className="flex flex-wrap gap-x-6">
        <Link to={workshopHref} className="controls inline-flex items-center text-accent">
          {earlier.length > 0 ? t('desk.toResults', { count: earlier.length }) : t('desk.toWorkshop')}
        </Link>
      </p>
      {!isOver && (
        <Why summary={t('keys.title')}>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2">
            <PollKeys />
          </dl>
          <SingleKeys />
        </Why>
      )}
    </div>
  );
}

/** A digit goes to the button that asks a prepared poll; C and R are for the poll that is up. */
function useKeys(
  { acts, isOver }: Omit<PollDeskProps, 'desk'>,
  [newest]: readonly DeskPoll[],
  whole: RefObject<HTMLElement | null>,
): void {
  usePollKeys((act) => {
    if (act.do === 'select') {
      const button = whole.current?.querySelector<HTMLElement>(`[data-ask="${act.place + 1}"]`);
      button?.focus();
      return button !== null && button !== undefined;
    }
    if (!newest || !actsFor(newest, isOver).includes(act.do)) return false;
    acts.onDo({ name: `poll:${act.do}`, input: { pollId: newest.id } });
    return true;
  });
}
