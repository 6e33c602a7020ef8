import { Suspense, type ReactNode } from 'react';
import { LessonBody } from '#features/lessons/web/LessonBody.tsx';
import type { Attempt, OwnQuiz } from '#features/quizzes/contract.ts';
import type { DeskView } from '#features/quizzes/web/answerDesk.ts';
import { AttemptView, type AttemptViewProps } from '#features/quizzes/web/AttemptView.tsx';
import { LessonFrame, QuizSection } from '#features/quizzes/web/LessonFrame.tsx';
import { ProseContext } from '#features/quizzes/web/Prose.tsx';
import { QuizCard, type Starting } from '#features/quizzes/web/QuizCard.tsx';
import { QuizNews } from '#features/quizzes/web/QuizNews.tsx';
import type { AttemptAtHand } from '#features/quizzes/web/useAttempt.ts';
import type { Marking } from '#features/quizzes/web/staff/MarkingView.tsx';
import type { Decisions } from '#features/quizzes/web/staff/useDecisions.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { AttemptScreen } from '../screens/quizzes/AttemptScreen.tsx';
import { GradebookScreen } from '../screens/quizzes/GradebookScreen.tsx';
import { GradesScreen } from '../screens/quizzes/GradesScreen.tsx';
import { MarkingScreen } from '../screens/quizzes/MarkingScreen.tsx';
import { QuizScreen } from '../screens/quizzes/QuizScreen.tsx';
import { TeachQuizScreen, type QuizPart } from '../screens/quizzes/TeachQuizScreen.tsx';
import { TeachQuizzesScreen, type QuizzesPart } from '../screens/quizzes/TeachQuizzesScreen.tsx';
import * as fixture from './quizFixtures.ts';

type Wrap = (
  path: string,
  element: ReactNode,
  as?: 'student' | 'staff',
) => { path: string; element: ReactNode };

const nothing = (): void => {};
const prose = (text: string): ReactNode => (
  <Suspense>
    <LessonBody title="" language="en" markdown={text} cohortId="cohort" links={{}} under={3} />
  </Suspense>
);

const quiz = (view: View<OwnQuiz>, starting: Starting = { state: 'ready' }, isStaff = false): ReactNode => (
  <QuizScreen
    cohortId="cohort"
    quiz={
      view.state === 'full'
        ? full({ ...view.data, now: '2026-06-09T13:02:00.000Z', zone: 'Africa/Lagos' })
        : view
    }
    nowMs={fixture.nowMs}
    starting={starting}
    onStart={nothing}
    isStaff={isStaff}
  />
);

const acts: AttemptAtHand['acts'] = {
  onAnswer: nothing,
  onFlag: nothing,
  onInsist: nothing,
  onRetry: nothing,
  onHandIn: nothing,
  onTakeBack: nothing,
  onOver: nothing,
  onLetGo: nothing,
};

interface AttemptParts {
  desk?: DeskView;
  more?: Partial<AttemptAtHand>;
  start?: AttemptViewProps['start'];
}

const attempt = (view: View<Attempt>, { desk, more, start }: AttemptParts = {}): ReactNode => (
  <AttemptScreen
    cohortId="cohort"
    nowMs={fixture.nowMs}
    {...(start && { start })}
    at={{
      attempt: view,
      isMissing: false,
      isFromDevice: false,
      quiz: fixture.quiz({ rules: fixture.timed }),
      desk: desk ?? fixture.desk(4),
      acts,
      refusal: null,
      ...more,
    }}
  />
);
const question = (place: number, parts: AttemptParts = {}): ReactNode =>
  attempt(full(fixture.attempt()), { desk: fixture.desk(8), start: { at: place }, ...parts });

const around = `What makes an answer good enough? Two criteria, and not one number.

- Helpful
- True

\`\`\`quiz
evaluating
\`\`\`

After the quiz, the [text](lesson:working/8) goes on.`;

/** A quiz where it stands in a lesson's text. */
const inLesson = (quizHere: ReactNode): ReactNode => (
  <div>
    <PageHeading title="Evaluating an answer" className="mb-6" />
    <Suspense>
      <LessonBody
        title="Evaluating an answer"
        language="en"
        markdown={around}
        cohortId="cohort"
        links={{ 'working/8': 'lesson-8' }}
        blocks={{ quiz: () => <LessonFrame>{quizHere}</LessonFrame> }}
      />
    </Suspense>
  </div>
);

const decisions: Decisions = {
  sheet: null,
  open: nothing,
  deciding: { state: 'ready' },
  busy: new Set(),
  fault: null,
  regraded: null,
  savingRules: { state: 'ready' },
  acceptLate: nothing,
  saveRules: nothing,
  release: nothing,
  regrade: nothing,
  accommodate: nothing,
};

const teachQuiz = (
  part: QuizPart,
  more: Partial<Parameters<typeof TeachQuizScreen>[0]> = {},
  decided: Partial<Decisions> = {},
): ReactNode => (
  <TeachQuizScreen
    cohortId="cohort"
    results={full(fixture.results(12))}
    statistics={full(fixture.statistics)}
    part={part}
    decisions={{ ...decisions, ...decided }}
    preview={full(fixture.preview)}
    {...more}
  />
);

const teachQuizzes = (
  part: QuizzesPart,
  more: Partial<Parameters<typeof TeachQuizzesScreen>[0]> = {},
): ReactNode => (
  <TeachQuizzesScreen
    cohortId="cohort"
    overview={full(fixture.overview(fixture.several))}
    part={part}
    bank={{ bank: full(fixture.bank), words: '', onWords: nothing }}
    reader={{ reading: { state: 'ready' }, onRead: nothing }}
    {...more}
  />
);

const marking = (view: View<Attempt>, state: Marking = { state: 'ready' }): ReactNode => (
  <MarkingScreen
    cohortId="cohort"
    quizId="quiz"
    attempt={view}
    previous={{ attemptId: 'a', name: 'Jonas Weber' }}
    next={{ attemptId: 'b', name: 'عمر الفاروق' }}
    nextLink={{ current: null }}
    marking={state}
    onMark={nothing}
    onAcceptLate={nothing}
    isAccepting={false}
    remarks={['See the sheet.']}
    onLast={nothing}
  />
);

const grades = (view: Parameters<typeof GradesScreen>[0]['overview']): ReactNode => (
  <GradesScreen cohortId="cohort" overview={view} nowMs={fixture.nowMs} />
);
const gradebook = (view: Parameters<typeof GradebookScreen>[0]['gradebook']): ReactNode => (
  <GradebookScreen cohortId="cohort" gradebook={view} onOpen={nothing} />
);

/** The screens of quizzes in each of their states. */
export function quizScenes(
  wrap: Wrap,
  failed: View<never>,
): Record<string, { path: string; element: ReactNode }> {
  const inside: Wrap = (path, element, as) =>
    wrap(path, <ProseContext value={prose}>{element}</ProseContext>, as);
  const at = '/c/cohort/quiz/quiz';
  const attemptAt = `${at}/attempt/attempt`;
  const resultAt = `${at}/result/attempt`;
  const teachAt = '/teach/cohort/quizzes';
  const [firstStudent] = fixture.results(1).students;
  return {
    'quiz-news': inside(
      '/home',
      <div>
        <PageHeading title="Good afternoon, Amara" className="mb-6" />
        <QuizNews
          quizzes={fixture.several}
          nowMs={fixture.nowMs()}
          quizHref={() => at}
          resultHref={() => resultAt}
        />
      </div>,
    ),
    'quiz-loading': inside(at, quiz(loading)),
    'quiz-failed': inside(at, quiz(failed)),
    quiz: inside(at, quiz(full(fixture.timedQuiz))),
    'quiz-starting': inside(at, quiz(full(fixture.timedQuiz), { state: 'starting' })),
    'quiz-not-started': inside(
      at,
      quiz(full(fixture.quiz()), { state: 'failed', sentence: 'Stoa cannot be reached right now.' }),
    ),
    'quiz-not-yet': inside(at, quiz(full(fixture.notYet))),
    'quiz-in-progress': inside(at, quiz(full(fixture.inProgress))),
    'quiz-held': inside(at, quiz(full(fixture.held))),
    'quiz-taken': inside(at, quiz(full(fixture.taken))),
    'quiz-closed': inside(at, quiz(full(fixture.closed))),
    'quiz-staff': inside(at, quiz(full(fixture.timedQuiz), { state: 'ready' }, true), 'staff'),

    'quiz-in-lesson': inside(
      '/c/cohort/lessons/lesson-10',
      inLesson(
        <QuizSection title="Evaluating an answer" ownPage={null}>
          <QuizCard
            quiz={fixture.taken}
            zone="Africa/Lagos"
            nowMs={fixture.nowMs}
            starting={{ state: 'ready' }}
            onStart={nothing}
            attemptHref={() => attemptAt}
            resultHref={() => resultAt}
          />
        </QuizSection>,
      ),
    ),
    'quiz-under-way-in-lesson': inside(
      '/c/cohort/lessons/lesson-10',
      inLesson(
        <QuizSection title="Evaluating an answer" ownPage={attemptAt}>
          <AttemptView
            attempt={fixture.attempt()}
            late={fixture.timed.late}
            desk={fixture.desk(3)}
            nowMs={fixture.nowMs}
            level={3}
            choices={{ layout: 'one', hidesTime: false }}
            onChoices={nothing}
            isFromDevice={false}
            refusal={null}
            start={{ at: 1 }}
            {...acts}
          />
        </QuizSection>,
      ),
    ),

    'attempt-loading': inside(attemptAt, attempt(loading)),
    'attempt-failed': inside(attemptAt, attempt(failed)),
    attempt: inside(attemptAt, attempt(full(fixture.timedAttempt))),
    'attempt-multiple': inside(attemptAt, question(1)),
    'attempt-truth': inside(attemptAt, question(2)),
    'attempt-numeric': inside(attemptAt, question(3)),
    'attempt-text': inside(attemptAt, question(4)),
    'attempt-ordering': inside(attemptAt, question(5)),
    'attempt-ordering-untouched': inside(attemptAt, question(5, { desk: fixture.desk(2) })),
    'attempt-matching': inside(attemptAt, question(6)),
    'attempt-gaps': inside(attemptAt, question(7)),
    'attempt-kept': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), {
        desk: fixture.desk(3, { state: 'kept' }),
        start: { at: 1 },
        more: { isFromDevice: true },
      }),
    ),
    'attempt-refused': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), {
        desk: fixture.desk(2, { state: 'refused', sentence: 'This attempt has been handed in.' }),
        start: { at: 1 },
      }),
    ),
    'attempt-overruled': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), {
        desk: fixture.desk(3, undefined, { overruled: 'single' }),
        start: { at: 0 },
      }),
    ),
    'attempt-review': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), { desk: fixture.desk(7), start: { stage: 'review' } }),
    ),
    'attempt-review-refused': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), {
        desk: fixture.desk(7),
        start: { stage: 'review' },
        more: { refusal: 'This quiz is closed.' },
      }),
    ),
    'attempt-handing-in-offline': inside(
      attemptAt,
      attempt(full(fixture.timedAttempt), {
        desk: fixture.desk(8, { state: 'kept' }, { handingIn: 'waiting' }),
        start: { stage: 'review' },
      }),
    ),
    'attempt-late': inside(
      attemptAt,
      attempt(full({ ...fixture.timedAttempt, deadlineAt: '2026-06-09T13:00:30.000Z' }), {
        desk: fixture.desk(5),
      }),
    ),
    'attempt-over': inside(
      attemptAt,
      attempt(full({ ...fixture.timedAttempt, deadlineAt: '2026-06-09T12:50:00.000Z' }), {
        desk: fixture.desk(3, { state: 'kept' }),
      }),
    ),

    'result-held': inside(resultAt, attempt(full(fixture.heldAttempt), { more: { quiz: fixture.held } })),
    result: inside(resultAt, attempt(full(fixture.released), { more: { quiz: fixture.taken } })),
    'result-regraded': inside(resultAt, attempt(full(fixture.regraded), { more: { quiz: fixture.taken } })),
    'result-late': inside(
      resultAt,
      attempt(full(fixture.lateAttempt), {
        desk: fixture.desk(2, { state: 'kept' }),
        more: { quiz: fixture.taken },
      }),
    ),

    'grades-loading': inside('/c/cohort/grades', grades(loading)),
    'grades-failed': inside('/c/cohort/grades', grades(failed)),
    'grades-empty': inside('/c/cohort/grades', grades(full(fixture.overview([])))),
    grades: inside('/c/cohort/grades', grades(full(fixture.overview(fixture.several)))),

    'teach-quizzes-loading': inside(teachAt, teachQuizzes('quizzes', { overview: loading }), 'staff'),
    'teach-quizzes-failed': inside(teachAt, teachQuizzes('quizzes', { overview: failed }), 'staff'),
    'teach-quizzes-empty': inside(
      teachAt,
      teachQuizzes('quizzes', { overview: full(fixture.overview([])) }),
      'staff',
    ),
    'teach-quizzes': inside(teachAt, teachQuizzes('quizzes'), 'staff'),
    'bank-loading': inside(
      teachAt,
      teachQuizzes('bank', { bank: { bank: loading, words: 'criteria', onWords: nothing } }),
      'staff',
    ),
    'bank-failed': inside(
      teachAt,
      teachQuizzes('bank', { bank: { bank: failed, words: 'criteria', onWords: nothing } }),
      'staff',
    ),
    'bank-empty': inside(
      teachAt,
      teachQuizzes('bank', { bank: { bank: full({ items: [] }), words: 'no such', onWords: nothing } }),
      'staff',
    ),
    bank: inside(teachAt, teachQuizzes('bank'), 'staff'),
    'read-block': inside(teachAt, teachQuizzes('reader'), 'staff'),
    'read-block-fine': inside(
      teachAt,
      teachQuizzes('reader', {
        reader: { reading: { state: 'read', block: fixture.readFine }, onRead: nothing },
      }),
      'staff',
    ),
    'read-block-faulty': inside(
      teachAt,
      teachQuizzes('reader', {
        reader: { reading: { state: 'read', block: fixture.readFaulty }, onRead: nothing },
      }),
      'staff',
    ),

    'teach-quiz-loading': inside(teachAt, teachQuiz('results', { results: loading }), 'staff'),
    'teach-quiz-failed': inside(teachAt, teachQuiz('results', { results: failed }), 'staff'),
    'teach-quiz-empty': inside(teachAt, teachQuiz('results', { results: full(fixture.results(0)) }), 'staff'),
    'teach-quiz-few': inside(
      teachAt,
      teachQuiz('results', { results: full(fixture.results(3, { needsRegrade: true })) }),
      'staff',
    ),
    'teach-quiz': inside(teachAt, teachQuiz('results', {}, { busy: new Set(['attempt-3']) }), 'staff'),
    'teach-quiz-release': inside(teachAt, teachQuiz('results', {}, { sheet: { is: 'release' } }), 'staff'),
    'teach-quiz-regrade': inside(
      teachAt,
      teachQuiz(
        'results',
        {},
        { sheet: { is: 'regrade' }, deciding: { state: 'failed', sentence: 'Too many at once.' } },
      ),
      'staff',
    ),
    'teach-quiz-regrade-loading': inside(
      teachAt,
      teachQuiz('results', { preview: loading }, { sheet: { is: 'regrade' } }),
      'staff',
    ),
    'teach-quiz-regraded': inside(
      teachAt,
      teachQuiz('results', {}, { regraded: { graded: 31, changed: 4 } }),
      'staff',
    ),
    'teach-quiz-more-time': inside(
      teachAt,
      teachQuiz('results', {}, { sheet: { is: 'more', student: firstStudent! } }),
      'staff',
    ),
    'quiz-statistics': inside(teachAt, teachQuiz('statistics'), 'staff'),
    'quiz-statistics-few': inside(
      teachAt,
      teachQuiz('statistics', { statistics: full(fixture.fewStatistics) }),
      'staff',
    ),
    'quiz-statistics-empty': inside(
      teachAt,
      teachQuiz('statistics', { statistics: full({ ...fixture.statistics, attempts: 0 }) }),
      'staff',
    ),
    'quiz-rules': inside(
      teachAt,
      teachQuiz('rules', {}, { savingRules: { state: 'saved', at: '2026-06-09T13:01:00Z' } }),
      'staff',
    ),

    'marking-loading': inside(teachAt, marking(loading), 'staff'),
    'marking-failed': inside(teachAt, marking(failed), 'staff'),
    'marking-open': inside(teachAt, marking(full(fixture.attempt())), 'staff'),
    marking: inside(
      teachAt,
      marking(full({ ...fixture.regraded, lateAnswers: 2 }), { state: 'saved', itemId: 'single' }),
      'staff',
    ),

    'gradebook-loading': inside('/teach/cohort/grades', gradebook(loading), 'staff'),
    'gradebook-failed': inside('/teach/cohort/grades', gradebook(failed), 'staff'),
    'gradebook-empty': inside('/teach/cohort/grades', gradebook(full(fixture.gradebook(0))), 'staff'),
    gradebook: inside('/teach/cohort/grades', gradebook(full(fixture.gradebook(12))), 'staff'),
  };
}
