import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { CompletionRule } from '#features/cohorts/contract.ts';
import { useProgressWords } from './words.ts';

/** How one lesson stands for the reader, with what is on its way to the server. */
export type CompletionState =
  | { state: 'open' }
  /** Something else than a word completes it, and has not happened yet. */
  | {
      state: 'lacking';
      rule: Exclude<CompletionRule, { by: 'button' }>;
      seconds?: number;
      watchedPercent?: number;
    }
  | { state: 'sending' }
  /** Kept in the outbox until the connection is back. */
  | { state: 'waiting'; what: 'complete' | 'undo' }
  | { state: 'done'; at: string }
  | { state: 'undoing' }
  | { state: 'failed'; what: 'complete' | 'undo'; sentence: string };

interface CompletionProps {
  completion: CompletionState;
  next: { title: string; href: string } | null;
  /** Marks it complete and, where there is a next lesson, goes there. */
  onComplete: () => void;
  onUndo: () => void;
}

/** The end of a lesson: the one thing to do there, and the way back from it. */
export function Completion({ completion, next, onComplete, onUndo }: CompletionProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const label = next ? t('lesson.completeAndGoOn') : t('lesson.complete');
  switch (completion.state) {
    case 'open':
    case 'sending':
    case 'failed': {
      const undoFailed = completion.state === 'failed' && completion.what === 'undo';
      return (
        <div className="grid gap-3">
          <Button
            look="primary"
            busy={completion.state === 'sending' && t('lesson.sending')}
            onClick={undoFailed ? onUndo : onComplete}
            className="justify-self-start max-bar:w-full"
          >
            {undoFailed ? t('lesson.undo') : label}
          </Button>
          {completion.state === 'failed' && (
            <p role="alert" className="text-live">
              {t('lesson.notSaved', { reason: completion.sentence })}
            </p>
          )}
        </div>
      );
    }
    case 'lacking':
      return (
        <div className="grid gap-3">
          <Lacking lacking={completion} />
          {next && <GoOn next={next} />}
        </div>
      );
    case 'waiting':
      return (
        <div className="grid gap-3">
          <Notice tone="caution">
            {completion.what === 'complete' ? t('lesson.waiting') : t('lesson.waitingUndo')}
          </Notice>
          {completion.what === 'complete' && next && <GoOn next={next} />}
        </div>
      );
    case 'done':
    case 'undoing':
      return (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {completion.state === 'done' && (
            <p className="flex items-center gap-2 text-good">
              <CheckIcon />
              {t('lesson.completedAt', { when: formats.when(completion.at, now) })}
            </p>
          )}
          <Button
            look="plain"
            busy={completion.state === 'undoing' && t('lesson.undoing')}
            onClick={onUndo}
            className="mx-0"
          >
            {t('lesson.undo')}
          </Button>
          {next ? <GoOn next={next} /> : <p className="text-muted">{t('lesson.last')}</p>}
        </div>
      );
  }
}

function Lacking({ lacking }: { lacking: Extract<CompletionState, { state: 'lacking' }> }) {
  const { t } = useProgressWords();
  const { rule, seconds = 0, watchedPercent = 0 } = lacking;
  switch (rule.by) {
    case 'dwell':
      return (
        <div>
          <p>{t('lesson.lacks.dwell', { count: rule.minutes })}</p>
          <p className="text-muted">
            {t('lesson.soFar.dwell', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}{' '}
            {t('lesson.byItself')}
          </p>
        </div>
      );
    case 'video':
      return (
        <div>
          <p>{t('lesson.lacks.video', { percent: rule.percent })}</p>
          <p className="text-muted">
            {t('lesson.soFar.video', { percent: watchedPercent })} {t('lesson.byItself')}
          </p>
        </div>
      );
    case 'quiz':
      return (
        <div>
          <p>{t('lesson.lacks.quiz')}</p>
          <p className="text-muted">{t('lesson.byItself')}</p>
        </div>
      );
  }
}

function GoOn({ next }: { next: { title: string; href: string } }) {
  const { t } = useTranslation();
  return (
    <ButtonLink to={next.href} className="min-w-0 max-bar:w-full">
      <span className="truncate">{t('lesson.goOnTo', { title: next.title })}</span>
    </ButtonLink>
  );
}

interface CompletedBeforeProps {
  title: string;
  undone: boolean;
  onUndo: () => void;
}

/** Stands above the lesson one went on to: the lesson before is complete, and can be opened again. */
export function CompletedBefore({ title, undone, onUndo }: CompletedBeforeProps) {
  const { t } = useTranslation();
  return (
    <Notice tone={undone ? 'plain' : 'good'}>
      <p role="status">{undone ? t('lesson.beforeUndone', { title }) : t('lesson.before', { title })}</p>
      {!undone && (
        <Button look="plain" onClick={onUndo} className="mx-0 shrink-0">
          {t('lesson.undo')}
        </Button>
      )}
    </Notice>
  );
}
