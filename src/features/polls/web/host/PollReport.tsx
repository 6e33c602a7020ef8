import { useId, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { DeskPoll } from '../../contract.ts';
import { PollResult } from '../results/PollResult.tsx';
import { Terms } from '../Terms.tsx';
import { actsFor, classSees, isSealed } from './desk.ts';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface PollReportProps {
  poll: DeskPoll;
  isOver: boolean;
  acts: DeskActs;
  onCopy: () => void;
  texts: ReactNode;
  names: ReactNode;
  compared: ReactNode;
}

/** What one poll came to, for staff, during the session and long after it. */
export function PollReport({ poll, isOver, acts, onCopy, texts, names, compared }: PollReportProps) {
  const { t } = useDeskWords();
  const formats = useFormats();
  const now = useNow();
  const heading = useId();
  const { id, prompt, kind, openedAt, tally } = poll;
  return (
    <article
      aria-labelledby={heading}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-surface border border-hairline bg-surface p-4 bar:p-5"
    >
      <div className="grid gap-1">
        <h3 id={heading} dir="auto" className="text-title [overflow-wrap:anywhere]">
          {prompt}
        </h3>
        <p className="flex flex-wrap gap-x-3 text-caption text-muted">
          <span>{t(`kind.${kind}`)}</span>
          {openedAt !== null && <bdi>{t('report.when', { when: formats.when(openedAt, now) })}</bdi>}
          <span>{t(`sees.${classSees(poll)}`)}</span>
        </p>
      </div>
      {isSealed(poll) && <p className="text-muted">{t('up.sealed')}</p>}
      {tally !== null && <PollResult poll={poll} tally={tally} texts={texts} />}
      {kind === 'words' && tally !== null && tally.words.length > 0 && (
        <Why summary={t('report.moderate')}>{texts}</Why>
      )}
      {compared}
      {poll.anonymity === 'named' && poll.voters > 0 && <Why summary={t('report.names')}>{names}</Why>}
      <Terms poll={poll} isOver />
      <p className="flex flex-wrap gap-x-5">
        {actsFor(poll, isOver).includes('reveal') && (
          <Button look="plain" onClick={() => acts.onDo({ name: 'poll:reveal', input: { pollId: id } })}>
            {t('up.reveal')}
          </Button>
        )}
        {!isOver && (
          <Button look="plain" aria-label={t('shop.copyOf', { prompt })} onClick={onCopy}>
            {t('shop.copy')}
          </Button>
        )}
      </p>
      <UnderwayLine subject={id} acts={acts} />
    </article>
  );
}
