import type { OpenPoll, PollTally } from '../contract.ts';
import { compared } from './compared.ts';
import { Countdown } from './Countdown.tsx';
import { ComparedTexts } from './results/ComparedTexts.tsx';
import { useStepRows } from './results/Estimate.tsx';
import type { TextsOf } from './results/Texts.tsx';
import { useResultWords } from './results/useResultWords.ts';
import { WallCompared } from './results/WallCompared.tsx';
import { WordCloud } from './results/Words.tsx';
import { manyFrom, rowText, WallBars } from './results/WallBars.tsx';
import { resultRows } from './resultRows.ts';
import type { Phase } from './stance.ts';
import { usePhase } from './usePhase.ts';
import { usePollsWords } from './usePollsWords.ts';

interface PollOnScreenProps {
  poll: OpenPoll;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** The vote that this one asks again. */
  before?: OpenPoll | undefined;
  /** What was written; of polls of texts alone. */
  textsOf: TextsOf;
}

/*
 * Sizes of the wall grow with it, by whichever of its sides is the shorter: nobody scrolls a wall. On 1280 × 800 px the
 * usual one is 28 px, so that the last row, eight metres away, reads it; from so many characters or options on the
 * next smaller one still fits.
 */
const longFrom = 90;
const small = 'text-[length:clamp(1.125rem,min(2.2vw,3.41vh),3.5rem)] leading-[1.3]';

/** A poll on the wall: what is asked and how one answers, then that it is closed, then what came out. */
export function PollOnScreen({ poll, nowMs, before, textsOf }: PollOnScreenProps) {
  const { t } = usePollsWords();
  const phase = usePhase(poll, nowMs);
  const { prompt, tally, closesAt } = poll;
  const rows = Math.max(poll.options.length, tally?.estimate?.steps.length ?? 0);
  const isLong = prompt.length > longFrom || rows >= manyFrom;
  const size = isLong
    ? 'text-[length:clamp(1.5rem,min(3.2vw,4.96vh),5rem)]'
    : 'text-[length:clamp(1.75rem,min(4.4vw,6.82vh),7rem)]';
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-[clamp(0.75rem,2.4vh,3rem)]">
      <div className={`flex flex-wrap items-baseline justify-between gap-x-12 ${small}`}>
        <p className={`font-strong ${phase === 'open' ? 'text-accent' : 'text-muted'}`}>
          {phase === 'open' && poll.revoteOf !== null ? t('screen.again') : t(`screen.${headOf(phase)}`)}
        </p>
        {phase === 'open' && closesAt !== null && (
          <Countdown closesAt={closesAt} nowMs={nowMs} isSilent className="font-strong" />
        )}
        <p className="text-muted">{t('screen.voted', { count: poll.voters })}</p>
      </div>
      <h2
        dir="auto"
        className={`leading-[1.12] font-strong text-balance whitespace-pre-line [overflow-wrap:anywhere] ${size}`}
      >
        {prompt}
      </h2>
      {tally !== null ? (
        <Result poll={poll} tally={tally} before={before} textsOf={textsOf} />
      ) : phase === 'open' ? (
        <Options poll={poll} />
      ) : (
        <p className={`text-muted ${small}`}>
          {poll.results === 'staff' ? t('screen.hiddenStaff') : t('screen.hidden')}
        </p>
      )}
    </section>
  );
}

function headOf(phase: Phase): 'vote' | 'expired' | 'closed' | 'result' {
  if (phase === 'open') return 'vote';
  if (phase === 'revealed') return 'result';
  return phase === 'expired' ? 'expired' : 'closed';
}

/** What there is to choose from; how one does it, the device shows. */
function Options({ poll: { kind, prompt, options } }: { poll: OpenPoll }) {
  const { t } = usePollsWords();
  const isListed = options.length > 0 && kind !== 'rating' && kind !== 'yes-no';
  return (
    <>
      {isListed && (
        <ul
          className={`grid grid-cols-[minmax(0,1fr)] gap-x-[4vw] gap-y-[0.4em] ${rowText(options)} ${options.length >= manyFrom ? 'min-[48rem]:grid-cols-2' : ''}`}
        >
          {options.map(({ id, label }) => (
            <li key={id} className="border-s-[0.25rem] border-hairline ps-[0.6em] [overflow-wrap:anywhere]">
              <bdi>{label}</bdi>
            </li>
          ))}
        </ul>
      )}
      {prompt.length <= longFrom && <p className={`text-muted ${small}`}>{t('screen.how')}</p>}
    </>
  );
}

interface ResultProps {
  poll: OpenPoll;
  tally: PollTally;
  before: OpenPoll | undefined;
  textsOf: TextsOf;
}

function Result({ poll, tally, before, textsOf }: ResultProps) {
  const sentence = useResultWords(poll, tally, { isShort: true });
  const { kind, voters, range } = poll;
  if (voters === 0) return null;
  const both = compared(before, poll);
  if (both?.is === 'texts' && before)
    return (
      <div className={small}>
        <ComparedTexts
          before={before}
          after={poll}
          textsOf={(pollId) => textsOf(pollId, true)}
          shape="gap-x-[4vw] gap-y-[1em] min-[48rem]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
        />
      </div>
    );
  if (both && both.is !== 'texts') return <WallCompared both={both} after={poll} small={small} />;
  return (
    <>
      {kind === 'text' && <div className={small}>{textsOf(poll.id)}</div>}
      {kind === 'words' && <WordCloud words={tally.words} size="wall" />}
      {kind === 'number' && tally.estimate && <Steps estimate={tally.estimate} unit={range?.unit ?? ''} />}
      {poll.options.length > 0 && (
        <WallBars rows={resultRows(poll, tally)} voters={kind === 'ranking' ? 0 : voters} />
      )}
      {sentence !== '' && kind !== 'words' && poll.options.length < manyFrom && (
        <p className={`text-muted ${small}`}>{sentence}</p>
      )}
    </>
  );
}

function Steps({ estimate, unit }: { estimate: NonNullable<PollTally['estimate']>; unit: string }) {
  return <WallBars rows={useStepRows(estimate, unit)} voters={0} />;
}
