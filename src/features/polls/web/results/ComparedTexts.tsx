import type { ReactNode } from 'react';
import type { Round } from '../compared.ts';
import { usePollsWords } from '../usePollsWords.ts';

interface ComparedTextsProps {
  before: Round;
  after: Round;
  /** What was written in one of them, as whoever looks may read it. */
  textsOf: (pollId: string) => ReactNode;
  /** How the two lists stand beside each other. */
  shape: string;
}

/** What was written in two rounds: how many wrote in each, and what was written most. */
export function ComparedTexts({ before, after, textsOf, shape }: ComparedTextsProps) {
  const { t } = usePollsWords();
  return (
    <dl className={`grid items-start ${shape}`}>
      {(['first', 'second'] as const).map((name) => {
        const { id, voters } = name === 'first' ? before : after;
        return (
          <div key={name} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-[0.4em]">
            <dt className="flex flex-wrap items-baseline gap-x-[0.6em]">
              <span className="font-strong">{t(`result.${name}`)}</span>
              <span className="text-muted">{t('result.wrote', { count: voters })}</span>
            </dt>
            <dd className="m-0 min-w-0">{textsOf(id)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
