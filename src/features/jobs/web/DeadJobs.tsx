import { useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { DeadJob } from '../contract.ts';
import { useJobWords } from './words.ts';

export interface DeadAsked {
  /** Empty: of all queues. */
  queue: string;
  matching: string;
}

export type Decision = 'retry' | 'discard';

/** What came of the last decision. */
export interface Decided {
  decision: Decision;
  queue: string;
  jobs: number;
  left: number;
}

export interface DeadJobsProps {
  jobs: readonly DeadJob[];
  /** Of all pages. */
  count: number;
  /** Absent: that was all. */
  onMore?: (() => void) | undefined;
  isLoadingMore: boolean;
  asked: DeadAsked;
  /** What is waited for: a job's id, or `all`. */
  busy: string | null;
  decided: Decided | null;
  fault: string | null;
  onDecide: (decision: Decision, job: DeadJob) => void;
  /** All that fit, of the queue that was chosen. */
  onDecideAll: (decision: Decision) => void;
}

interface FindDeadProps {
  asked: DeadAsked;
  queues: readonly string[];
  onFind: (asked: DeadAsked) => void;
}

export function FindDead({ asked, queues, onFind }: FindDeadProps) {
  const { t } = useJobWords();
  const [matching, setMatching] = useState(asked.matching);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    onFind({ ...asked, matching: matching.trim() });
  };
  return (
    <form role="search" onSubmit={submit} className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <label className="grid max-w-full gap-1">
        <span className="text-label">{t('dead.queue')}</span>
        <select
          value={asked.queue}
          onChange={(chosen) => onFind({ queue: chosen.target.value, matching: matching.trim() })}
          className="field"
        >
          <option value="">{t('dead.allQueues')}</option>
          {queues.map((queue) => (
            <option key={queue} value={queue}>
              {queue}
            </option>
          ))}
        </select>
      </label>
      <div className="w-full max-w-80">
        <TextField
          label={t('dead.search')}
          name="matching"
          type="search"
          value={matching}
          onChange={(typed) => setMatching(typed.slice(0, 200))}
        />
      </div>
      <Button type="submit">{t('dead.find')}</Button>
    </form>
  );
}

/** Jobs that were given up, the newest first, and what may be decided about them. */
export function DeadJobs(props: DeadJobsProps) {
  const { jobs, count, onMore, isLoadingMore, asked, busy, decided, fault, onDecide, onDecideAll } = props;
  const { t } = useJobWords();
  const [discarding, setDiscarding] = useState<DeadJob | 'all' | null>(null);
  const isNarrowed = asked.queue !== '' || asked.matching !== '';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {t('dead.notDone', { reason: fault })}
        </p>
      )}
      <p role="status" className="text-good empty:hidden">
        {decided && <DecidedWords decided={decided} />}
      </p>
      {jobs.length === 0 ? (
        <EmptyNote
          why={t(isNarrowed ? 'dead.noneFits' : 'dead.none')}
          example={t(isNarrowed ? 'dead.noneFitsExample' : 'dead.noneExample')}
        />
      ) : (
        <>
          <All
            count={count}
            mayDecide={asked.queue !== ''}
            busy={busy === 'all'}
            onRetry={() => onDecideAll('retry')}
            onDiscard={() => setDiscarding('all')}
          />
          <ol className="border-t border-hairline">
            {jobs.map((job) => (
              <DeadLine
                key={job.id}
                job={job}
                busy={busy === job.id}
                onRetry={() => onDecide('retry', job)}
                onDiscard={() => setDiscarding(job)}
              />
            ))}
          </ol>
        </>
      )}
      {onMore && (
        <Button onClick={onMore} busy={isLoadingMore && t('dead.loadingMore')} className="justify-self-start">
          {t('dead.more')}
        </Button>
      )}
      {discarding !== null && (
        <Sheet
          title={t('dead.discardTitle', { count: discarding === 'all' ? count : 1 })}
          onClose={() => setDiscarding(null)}
        >
          <p>{t('dead.discardText')}</p>
          <Button
            look="danger"
            className="mt-6 w-full"
            onClick={() => {
              setDiscarding(null);
              if (discarding === 'all') onDecideAll('discard');
              else onDecide('discard', discarding);
            }}
          >
            {t('dead.discardNow')}
          </Button>
        </Sheet>
      )}
    </div>
  );
}

interface DecideProps {
  busy: boolean;
  onRetry: () => void;
  onDiscard: () => void;
}

function All({
  count,
  mayDecide,
  busy,
  onRetry,
  onDiscard,
}: DecideProps & { count: number; mayDecide: boolean }) {
  const { t } = useJobWords();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="font-strong">{t('dead.count', { count })}</p>
      {!mayDecide && <p className="text-muted">{t('dead.chooseQueue')}</p>}
      {mayDecide && (
        <>
          <Button onClick={onRetry} busy={busy && t('dead.working')}>
            {t('dead.retryAll', { count })}
          </Button>
          {!busy && (
            <Button look="danger" onClick={onDiscard}>
              {t('dead.discardAll', { count })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function DeadLine({ job, busy, onRetry, onDiscard }: DecideProps & { job: DeadJob }) {
  const { t } = useJobWords();
  const formats = useFormats();
  const now = useNow();
  const { queue, effectKey, attempts, fault, askedAt, diedAt } = job;
  const named = { queue, key: effectKey };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 border-b border-hairline py-3 wide:grid-cols-[minmax(0,8fr)_auto] wide:items-start">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>{fault === '' ? t('dead.noCause') : <bdi>{fault}</bdi>}</p>
        <p className="text-caption text-muted">
          <bdi className="font-mono">{queue}</bdi> <bdi className="font-mono">{effectKey}</bdi>
        </p>
        <p className="text-caption text-muted">
          {t('dead.died', { when: formats.when(diedAt, now), asked: formats.when(askedAt, now) })},{' '}
          {t('dead.attempts', { count: attempts })}
        </p>
      </div>
      {busy ? (
        <p className="text-muted">{t('dead.working')}</p>
      ) : (
        <p className="flex flex-wrap gap-x-4">
          <Button look="plain" aria-label={t('dead.retryName', named)} onClick={onRetry}>
            {t('dead.retry')}
          </Button>
          <Button look="plain" aria-label={t('dead.discardName', named)} onClick={onDiscard}>
            {t('dead.discard')}
          </Button>
        </p>
      )}
    </li>
  );
}

function DecidedWords({ decided: { decision, queue, jobs, left } }: { decided: Decided }) {
  const { t } = useJobWords();
  if (jobs === 0) return t('dead.notDead');
  const done = t(decision === 'retry' ? 'dead.retried' : 'dead.discarded', { count: jobs, queue });
  return left === 0 ? done : `${done} ${t('dead.left', { count: left })}`;
}
