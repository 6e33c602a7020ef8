import { useId } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { full } from '#platform/web/ui/view.ts';
import { isSealed } from '../host/desk.ts';
import { useDeskWords } from '../host/useDeskWords.ts';
import { PollResult } from '../results/PollResult.tsx';
import { TextsView } from '../results/Texts.tsx';
import { deskTrial, trialActs, trialTexts, type Trial, type TrialAct } from './trial.ts';

interface TrialPanelProps {
  trial: Trial;
  onDo: (act: TrialAct) => void;
  onEnd: () => void;
}

/** The poll that is tried out in a rehearsal: what stands on the phone and on the wall, and what to do next. */
export function TrialPanel({ trial, onDo, onEnd }: TrialPanelProps) {
  const { t } = useDeskWords();
  const heading = useId();
  const poll = deskTrial(trial);
  const { prompt, voters, tally } = poll;
  return (
    <article
      aria-labelledby={heading}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 rounded-surface border border-caution bg-surface p-4 bar:p-5"
    >
      <div className="grid gap-1">
        <p className="text-label text-caution">{t('trial.label')}</p>
        <h3 id={heading} dir="auto" className="text-title [overflow-wrap:anywhere]">
          {prompt}
        </h3>
        <p role="status">{t(voters === 0 ? `trial.${trial.stands}` : `trial.${trial.stands}Voted`)}</p>
        <p className="text-caption text-muted">{t('trial.lead')}</p>
      </div>
      {isSealed(poll) && <p className="border-s-4 border-hairline ps-3 text-muted">{t('up.sealed')}</p>}
      {tally !== null && voters > 0 && (
        <PollResult
          poll={poll}
          tally={tally}
          texts={<TextsView view={full({ texts: trialTexts(trial) })} />}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {/* By its place: the button that is pressed stays, with the focus, and says what comes next. */}
        {trialActs(trial).map((act, place) => (
          <Button key={place} look={place === 0 ? 'primary' : 'quiet'} onClick={() => onDo(act)}>
            {act === 'again' ? t('trial.again') : t(`up.${act}`)}
          </Button>
        ))}
        <Button onClick={onEnd}>{t('trial.end')}</Button>
      </div>
    </article>
  );
}
