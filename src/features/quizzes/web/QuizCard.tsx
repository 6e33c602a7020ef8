import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnQuiz } from '../contract.ts';
import { Prose } from './Prose.tsx';
import { QuizFacts } from './QuizFacts.tsx';
import { outcomeOf, stanceOf } from './quizStance.ts';
import { heldWords, minutesFor, scoreWords, stanceWords } from './scoreWords.ts';
import { clockFace } from './timer.ts';
import { useTimeLeft } from './Timer.tsx';
import { useQuizWords } from './useQuizWords.ts';

export type Starting = { state: 'ready' } | { state: 'starting' } | { state: 'failed'; sentence: string };

export interface QuizCardProps {
  quiz: OwnQuiz;
  /** The cohort's zone. */
  zone: string;
  nowMs: () => number;
  starting: Starting;
  /** Begins an attempt, or goes on with the one that is under way. */
  onStart: () => void;
  attemptHref: (attemptId: string) => string;
  resultHref: (attemptId: string) => string;
  /** Set for staff: they look at it, and do not take it. */
  staffHref?: string;
}

/** A quiz before it is taken, while it is, and after: what it is, how it stands, and the one thing to do. */
export function QuizCard(props: QuizCardProps) {
  const { quiz, zone, nowMs, resultHref, staffHref } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  // Renewed each minute: a quiz opens and closes while one looks at it.
  useNow();
  const stance = stanceOf(quiz, nowMs());
  const outcome = outcomeOf(quiz.attempts);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {quiz.intro.trim() !== '' && stance.state !== 'in-progress' && <Prose text={quiz.intro} />}
      <QuizFacts quiz={quiz} zone={zone} />
      <p className="max-w-read">{stanceWords(stance, outcome, quiz, t, formats)}</p>
      {staffHref === undefined ? (
        <Begin {...props} stance={stance} isFirst={outcome.state === 'none'} />
      ) : (
        <p>
          <Link to={staffHref} className="controls inline-flex items-center text-accent">
            {t('card.staff')}
          </Link>
        </p>
      )}
      {outcome.state === 'released' && (
        <Last href={resultHref(outcome.attempt.id)} link={t('card.seeResult')}>
          {t('card.result', { score: scoreWords(outcome.score, t, formats) })}
        </Last>
      )}
      {outcome.state === 'held' && (
        <Last href={resultHref(outcome.attempt.id)} link={t('card.seeAttempt')}>
          {t('card.held')} {heldWords(quiz.rules, t, formats)}
        </Last>
      )}
    </div>
  );
}

function Last({ href, link, children }: { href: string; link: string; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-4 border-t border-hairline pt-3">
      <span className="max-w-read">{children}</span>
      <Link to={href} className="controls inline-flex items-center text-accent">
        {link}
      </Link>
    </p>
  );
}

type BeginProps = QuizCardProps & { stance: ReturnType<typeof stanceOf>; isFirst: boolean };

function Begin({ quiz, nowMs, stance, isFirst, starting, onStart, attemptHref }: BeginProps) {
  const { t } = useQuizWords();
  const under = stance.state === 'in-progress' ? stance.attempt : null;
  const left = useTimeLeft(nowMs, under?.deadlineAt ?? null, quiz.rules.late.minutes);
  if (under) {
    return (
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink to={attemptHref(under.id)} className="max-bar:w-full">
          {t('card.goOn')}
        </ButtonLink>
        {left.phase === 'running' && <p>{t('timer.clockLeft', { clock: clockFace(left.leftMs) })}</p>}
        {left.phase === 'over' && <p className="text-caution">{t('over.title')}</p>}
      </div>
    );
  }
  if (stance.state !== 'open') return null;
  const minutes = minutesFor(quiz);
  return (
    <div className="grid gap-3">
      {minutes !== null && <p className="max-w-read text-muted">{t('card.clockRuns', { count: minutes })}</p>}
      <Button
        look="primary"
        busy={starting.state === 'starting' && t('card.starting')}
        onClick={onStart}
        className="justify-self-start max-bar:w-full"
      >
        {isFirst ? t('card.begin') : t('card.beginAgain')}
      </Button>
      {starting.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('card.notStarted', { reason: starting.sentence })}
        </p>
      )}
    </div>
  );
}
