import { useState } from 'react';
import type { Attempt } from '#features/quizzes/contract.ts';
import { storeChoices, storedChoices } from '#features/quizzes/web/attemptChoices.ts';
import { AttemptView, type AttemptViewProps } from '#features/quizzes/web/AttemptView.tsx';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import { ResultView } from '#features/quizzes/web/ResultView.tsx';
import type { AttemptAtHand } from '#features/quizzes/web/useAttempt.ts';
import { useQuizWords } from '#features/quizzes/web/useQuizWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { loading } from '#platform/web/ui/view.ts';
import { BackToLesson } from './QuizScreen.tsx';

interface AttemptScreenProps {
  cohortId: string;
  at: AttemptAtHand;
  nowMs: () => number;
  start?: AttemptViewProps['start'];
}

/** An attempt under way, or what came of it. */
export function AttemptScreen({ cohortId, at, nowMs, start }: AttemptScreenProps) {
  const { t } = useQuizWords();
  const isOver = at.attempt.state === 'full' && at.attempt.data.state !== 'open';
  return (
    <Shown
      // Until this device's own answers are there, it is not known what to show.
      view={at.attempt.state === 'full' && !at.desk ? loading : at.attempt}
      page
      loading={isOver ? t('result.loading') : t('quiz.loading')}
      failed={isOver ? t('result.failed') : t('quiz.failed')}
      bones={<Bones lines={['14rem', '60%', '0', '90%', '70%', '70%', '70%']} />}
    >
      {(attempt) => (
        <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-4">
          <BackToLesson
            cohortId={cohortId}
            lessonId={attempt.quiz.lessonId}
            title={at.quiz?.lessonTitle ?? null}
          />
          {attempt.state === 'open' ? (
            <Open {...{ at, attempt, nowMs, start }} />
          ) : (
            <Over cohortId={cohortId} attempt={attempt} at={at} />
          )}
        </div>
      )}
    </Shown>
  );
}

interface OpenProps extends Pick<AttemptScreenProps, 'at' | 'nowMs'> {
  attempt: Attempt;
  start: AttemptViewProps['start'];
}

const noLateAnswers = { minutes: 0, percentOff: 0 };

function Open({ at, attempt, nowMs, start }: OpenProps) {
  const { t } = useQuizWords();
  const [choices, setChoices] = useState(storedChoices);
  const { number } = attempt;
  return (
    <>
      <PageHeading title={t('attempt.title', { title: attempt.quiz.title, number })}>
        <bdi>{attempt.quiz.title}</bdi>
      </PageHeading>
      <AttemptView
        attempt={attempt}
        late={at.quiz?.rules.late ?? noLateAnswers}
        desk={at.desk!}
        nowMs={nowMs}
        level={2}
        choices={choices}
        onChoices={(next) => {
          setChoices(next);
          storeChoices(next);
        }}
        isFromDevice={at.isFromDevice}
        refusal={at.refusal}
        {...(start && { start })}
        {...at.acts}
      />
    </>
  );
}

function Over({ cohortId, attempt, at }: { cohortId: string; attempt: Attempt; at: AttemptAtHand }) {
  const { t } = useQuizWords();
  const { unsent, refused } = at.desk!;
  return (
    <>
      <ResultView
        attempt={attempt}
        quiz={at.quiz}
        leftBehind={{ sending: unsent - refused, refused }}
        onLetGo={at.acts.onLetGo}
        lessonHref={(lessonId, anchor) =>
          `/c/${cohortId}/lessons/${lessonId}${anchor === null ? '' : `#${anchor}`}`
        }
        quizHref={quizPaths(cohortId, attempt.quizId).quiz}
      />
      {attempt.result && (
        <p data-print="no">
          <Button onClick={() => print()}>{t('result.print')}</Button>
        </p>
      )}
    </>
  );
}
