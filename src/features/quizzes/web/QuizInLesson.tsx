import { useState } from 'react';
import { useNavigate } from 'react-router';
import { serverNowMs, serverTime } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { loading } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { quizzes, type OwnQuiz } from '../contract.ts';
import { storedChoices, storeChoices } from './attemptChoices.ts';
import { AttemptView } from './AttemptView.tsx';
import { quizPaths } from './quizPaths.ts';
import { LessonFrame, QuizSection } from './LessonFrame.tsx';
import { QuizCard } from './QuizCard.tsx';
import { useAttempt } from './useAttempt.ts';
import { useQuizWords } from './useQuizWords.ts';
import { useStart } from './useStart.ts';

interface QuizInLessonProps {
  cohortId: string;
  lessonId: string;
  /** What the lesson's text says where the quiz stands. */
  quizKey: string;
  isStaff: boolean;
}

/** A quiz where it stands in its lesson: how it stands, and the quiz itself once it is under way. */
export function QuizInLesson({ cohortId, lessonId, quizKey, isStaff }: QuizInLessonProps) {
  const { t } = useQuizWords();
  const overview = useLiveView(quizzes, 'quiz:overview', { cohortId });
  if (overview.data) serverTime.hear(overview.data.now);
  const all = overview.data?.quizzes.filter(({ key }) => key === quizKey) ?? [];
  const quiz = all.find((one) => one.lessonId === lessonId) ?? all[0];
  return (
    <LessonFrame>
      <Shown
        view={viewOf(overview)}
        loading={t('card.loading')}
        failed={t('card.failed')}
        bones={<Bones lines={['40%', '80%', '60%']} />}
      >
        {({ cohort }) =>
          quiz ? (
            <QuizHere quiz={quiz} cohortId={cohortId} zone={cohort.zone} isStaff={isStaff} />
          ) : (
            <p className="text-muted">{t('quiz.missing')}</p>
          )
        }
      </Shown>
    </LessonFrame>
  );
}

interface QuizHereProps {
  quiz: OwnQuiz;
  cohortId: string;
  zone: string;
  isStaff: boolean;
}

function QuizHere({ quiz, cohortId, zone, isStaff }: QuizHereProps) {
  const navigate = useNavigate();
  const paths = quizPaths(cohortId, quiz.id);
  const { starting, start } = useStart(cohortId, quiz.id);
  // A quiz without a clock goes on in its place; one with a clock has a page to itself.
  const isInPlace = quiz.rules.timeLimitMinutes === null;
  const under = quiz.attempts.find(({ state }) => state === 'open');
  const begin = async (): Promise<void> => {
    const attemptId = await start();
    if (attemptId !== null && !isInPlace) await navigate(paths.attempt(attemptId));
  };
  return (
    <QuizSection title={quiz.title} ownPage={isInPlace && under && !isStaff ? paths.attempt(under.id) : null}>
      {isInPlace && under && !isStaff ? (
        <AttemptHere key={under.id} cohortId={cohortId} quiz={quiz} attemptId={under.id} />
      ) : (
        <QuizCard
          quiz={quiz}
          zone={zone}
          nowMs={serverNowMs}
          starting={starting}
          onStart={() => void begin()}
          attemptHref={paths.attempt}
          resultHref={paths.result}
          {...(isStaff && { staffHref: paths.teach })}
        />
      )}
    </QuizSection>
  );
}

function AttemptHere({ cohortId, quiz, attemptId }: { cohortId: string; quiz: OwnQuiz; attemptId: string }) {
  const { t } = useQuizWords();
  const [choices, setChoices] = useState(storedChoices);
  const at = useAttempt({ cohortId, quizId: quiz.id, attemptId });
  return (
    <Shown
      // Until this device's own answers are there, it is not known what to show.
      view={at.attempt.state === 'full' && !at.desk ? loading : at.attempt}
      loading={t('quiz.loading')}
      failed={t('quiz.failed')}
      bones={<Bones lines={['30%', '90%', '70%', '70%', '70%']} />}
    >
      {(attempt) => (
        <AttemptView
          attempt={attempt}
          late={quiz.rules.late}
          desk={at.desk!}
          nowMs={serverNowMs}
          level={3}
          choices={choices}
          onChoices={(next) => {
            setChoices(next);
            storeChoices(next);
          }}
          isFromDevice={at.isFromDevice}
          refusal={at.refusal}
          {...at.acts}
        />
      )}
    </Shown>
  );
}
