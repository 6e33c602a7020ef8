import { useId, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { DeskPoll } from '../../contract.ts';
import { Countdown } from '../Countdown.tsx';
import { PollResult } from '../results/PollResult.tsx';
import type { Phase } from '../stance.ts';
import { usePhase } from '../usePhase.ts';
import { CountdownButtons } from './CountdownButtons.tsx';
import { actsFor, classSees, isSealed, type DeskAct } from './desk.ts';
import { Key } from './Key.tsx';
import { SureSheet } from './SureSheet.tsx';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

export interface UpPanelProps {
  poll: DeskPoll;
  acts: DeskActs;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** How many are in the session; null: nobody can say. */
  here: number | null;
  isOver: boolean;
  /** What its vote before this one came to, where it asks again. */
  compared?: ReactNode;
  texts?: ReactNode;
}

const keys: Partial<Record<DeskAct, string>> = { close: 'C', reveal: 'R' };

/** The poll that is up: how many have voted, what it comes to, what the class sees of it, and what to do next. */
export function UpPanel(props: UpPanelProps) {
  const { poll, acts, nowMs, here, isOver, compared, texts } = props;
  const { t } = useDeskWords();
  const heading = useId();
  const [isAsking, setAsking] = useState(false);
  const phase = usePhase(poll, nowMs);
  const { id, prompt, voters, closesAt, revoteOf, tally } = poll;
  const isOpen = poll.state === 'open';
  const act = (what: DeskAct): void => {
    if (what === 'reset') setAsking(true);
    else acts.onDo({ name: `poll:${what}`, input: { pollId: id } });
  };
  return (
    <article
      aria-labelledby={heading}
      className={`grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 rounded-surface border bg-surface p-4 bar:p-5 ${isOpen ? 'border-accent' : 'border-hairline'}`}
    >
      <div className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className={`text-label ${isOpen ? 'text-accent' : 'text-muted'}`}>
            {t(`state.${wordOf(poll, phase)}`)}
            {revoteOf !== null && <span className="ms-2 text-muted">{t('up.again')}</span>}
          </p>
          {isOpen && closesAt !== null && <Countdown closesAt={closesAt} nowMs={nowMs} isSilent />}
        </div>
        <h3 id={heading} dir="auto" className="text-title [overflow-wrap:anywhere]">
          {prompt}
        </h3>
        <p className="flex flex-wrap gap-x-3">
          <span className="font-strong">{t('up.voted', { count: voters })}</span>
          {here !== null && isOpen && <span className="text-muted">{t('up.here', { count: here })}</span>}
        </p>
        <p className="text-caption text-muted">{t(`sees.${classSees(poll)}`)}</p>
      </div>
      {isSealed(poll) && <p className="border-s-4 border-hairline ps-3 text-muted">{t('up.sealed')}</p>}
      {tally !== null && <PollResult poll={poll} tally={tally} texts={texts} />}
      {compared}
      <div className="flex flex-wrap gap-2">
        {actsFor(poll, isOver).map((what, place) => (
          <Button
            key={what}
            look={place === 0 ? 'primary' : 'quiet'}
            aria-keyshortcuts={keys[what]}
            onClick={() => act(what)}
          >
            {t(`up.${what}`)}
            {keys[what] !== undefined && <Key>{keys[what]}</Key>}
          </Button>
        ))}
      </div>
      {phase === 'open' && !isOver && (
        <CountdownButtons
          closesAt={closesAt}
          nowMs={nowMs}
          onSeconds={(seconds) => acts.onDo({ name: 'poll:countdown', input: { pollId: id, seconds } })}
        />
      )}
      <UnderwayLine subject={id} acts={acts} />
      {isAsking && (
        <SureSheet
          title={t('sure.resetTitle')}
          does={t('sure.resetDo')}
          onDo={() => {
            setAsking(false);
            acts.onDo({ name: 'poll:reset', input: { pollId: id } });
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('sure.reset', { count: voters })}</p>
        </SureSheet>
      )}
    </article>
  );
}

function wordOf({ state, revealedAt }: DeskPoll, phase: Phase): 'open' | 'expired' | 'closed' | 'revealed' {
  if (state === 'open') return phase === 'expired' ? 'expired' : 'open';
  return revealedAt === null ? 'closed' : 'revealed';
}
