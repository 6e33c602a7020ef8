import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { Attempt, OwnQuiz, Score } from '../contract.ts';
import { ItemOutcome } from './ItemOutcome.tsx';
import { heldWords, pointsWords, scoreWords } from './scoreWords.ts';
import { useQuizWords } from './useQuizWords.ts';

export interface ResultViewProps {
  attempt: Attempt;
  /** The quiz for the reader; the page does not wait for it. */
  quiz: OwnQuiz | undefined;
  /** Answers on this device that the server does not have. */
  leftBehind: { sending: number; refused: number };
  /** The reader knows that what was refused does not count. */
  onLetGo: () => void;
  lessonHref: (lessonId: string, anchor: string | null) => string;
  quizHref: string;
}

/** How an attempt went, question by question; or, until that may be seen, when it will be. */
export function ResultView(props: ResultViewProps) {
  const { attempt, quiz, leftBehind, lessonHref, quizHref } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  const now = useNow();
  const { result } = attempt;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="grid gap-1">
        <PageHeading title={t('result.title', { title: attempt.quiz.title })}>
          <bdi>{attempt.quiz.title}</bdi>
        </PageHeading>
        <p className="flex flex-wrap gap-x-6 text-muted">
          <span>{t('result.attempt', { number: attempt.number })}</span>
          {attempt.submittedAt !== null && (
            <span>{t('result.handedIn', { when: formats.when(attempt.submittedAt, now) })}</span>
          )}
          {/* On paper it is to be known whose it is. */}
          <bdi className="hidden print:inline">{attempt.student.name}</bdi>
        </p>
      </header>
      {result ? (
        <ScoreHead score={result} passPercent={quiz?.rules.passPercent} />
      ) : (
        <div className="max-w-read border-s-4 border-hairline ps-4 py-1" role="status">
          <p className="text-title">{t('held.title')}</p>
          <p className="mt-1">{heldWords(quiz?.rules, t, formats)}</p>
        </div>
      )}
      {result && <Regraded result={result} />}
      {attempt.lateAnswers > 0 && (
        <p className="max-w-read text-caution">{t('result.late', { count: attempt.lateAnswers })}</p>
      )}
      {attempt.late && <p className="max-w-read text-muted">{t('result.lateCounted')}</p>}
      <LeftBehind {...leftBehind} onLetGo={props.onLetGo} />
      {quiz && <Further quiz={quiz} shown={result} quizHref={quizHref} />}
      {result && (
        <ol>
          {attempt.asked.map((item, index) => {
            const own = result.items.find(({ itemId }) => itemId === item.id);
            return own ? (
              <ItemOutcome
                key={item.id}
                item={item}
                place={index + 1}
                kept={attempt.answers.find(({ itemId }) => itemId === item.id)}
                inTime={attempt.inTime.find(({ itemId }) => itemId === item.id)}
                lateCounts={attempt.lateAnswers === 0}
                result={own}
                lessonHref={lessonHref}
              />
            ) : null;
          })}
        </ol>
      )}
    </article>
  );
}

function ScoreHead({ score, passPercent }: { score: Score; passPercent: number | undefined }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const needed = passPercent === undefined ? '' : t('result.needed', { percent: passPercent });
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <p className="text-number">
        <bdi>{pointsWords(score, t, formats)}</bdi>
      </p>
      <p className="max-w-read text-title font-regular">
        {score.passed
          ? t('result.passed', { percent: score.percent })
          : t('result.notPassed', { percent: score.percent })}{' '}
        <span className="text-muted">{needed}</span>
      </p>
    </div>
  );
}

/** The last of several gradings: what it changed, and why. */
function Regraded({ result }: { result: NonNullable<Attempt['result']> }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const now = useNow();
  const [before, last] = result.gradings.slice(-2);
  if (!before || !last) return null;
  const words = {
    before: formats.number(before.points),
    after: pointsWords(result, t, formats),
    when: formats.when(last.at, now),
  };
  const causes = {
    'handed-in': '',
    regraded: t('result.becauseKey'),
    marked: t('result.becauseMarked'),
    'late-accepted': t('result.becauseLate'),
  };
  return (
    <Notice>
      <p role="status">
        {before.points === last.points ? t('result.gradedAnew', words) : t('result.changed', words)}{' '}
        {causes[last.cause]} {last.reason !== '' && <bdi>{t('result.reason', { reason: last.reason })}</bdi>}
      </p>
    </Notice>
  );
}

function LeftBehind({
  sending,
  refused,
  onLetGo,
}: ResultViewProps['leftBehind'] & Pick<ResultViewProps, 'onLetGo'>) {
  const { t } = useQuizWords();
  if (sending === 0 && refused === 0) return null;
  return (
    <Notice tone="caution">
      <p role="status">
        {sending > 0 && t('result.stillSending', { count: sending })}{' '}
        {refused > 0 && t('result.notTaken', { count: refused })}
      </p>
      {refused > 0 && (
        <Button look="plain" onClick={onLetGo} className="mx-0 bar:shrink-0">
          {t('result.letGo')}
        </Button>
      )}
    </Notice>
  );
}

/** What counts in the end, and whether there is another try. */
function Further({ quiz, shown, quizHref }: { quiz: OwnQuiz; shown: Score | null; quizHref: string }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const { best, attemptsLeft, state, attempts } = quiz;
  const mayTryAgain =
    state === 'open' && attemptsLeft !== 0 && !attempts.some((attempt) => attempt.state === 'open');
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3" data-print="no">
      {best && shown && best.points > shown.points && (
        <p>{t('result.bestCounts', { score: scoreWords(best, t, formats) })}</p>
      )}
      {state === 'open' && (
        <p className="text-muted">
          {attemptsLeft === null
            ? t('result.anyAttempts')
            : t('result.attemptsLeft', { count: attemptsLeft })}
        </p>
      )}
      {mayTryAgain && (
        <ButtonLink look="quiet" to={quizHref}>
          {t('result.tryAgain')}
        </ButtonLink>
      )}
    </div>
  );
}
