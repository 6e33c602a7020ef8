import { Suspense, type ContextType, type ReactNode } from 'react';
import { LessonBody } from '#features/lessons/web/LessonBody.tsx';
import type { LessonQuestion, OwedQuestion, QuestionDesk, QuestionList } from '#features/qna/contract.ts';
import type { AskFormProps } from '#features/qna/web/AskForm.tsx';
import { AttachAllView } from '#features/qna/web/host/AttachAll.tsx';
import { CourseLessonsContext, SessionLessonContext } from '#features/qna/web/host/courseLessons.ts';
import { undoOf, type DeskCommand } from '#features/qna/web/host/desk.ts';
import { DeskSheet, type SheetAct } from '#features/qna/web/host/DeskSheets.tsx';
import { DeskView, type DeskViewProps } from '#features/qna/web/host/DeskView.tsx';
import { OwedView } from '#features/qna/web/host/OwedQuestions.tsx';
import type { DeskActs, Underway } from '#features/qna/web/host/useDeskActs.ts';
import { PutSheet } from '#features/qna/web/host/TalkActs.tsx';
import { LessonQuestionsView } from '#features/qna/web/LessonQuestions.tsx';
import { AnswerProseContext } from '#features/qna/web/Prose.tsx';
import { QuestionOnScreen } from '#features/qna/web/QuestionOnScreen.tsx';
import { QuestionsView, type QuestionsViewProps } from '#features/qna/web/QuestionsView.tsx';
import { TalkContext, type Talk } from '#features/qna/web/talk.ts';
import { WantedQuestionContext } from '#features/qna/web/wanted.ts';
import type { Asking } from '#features/qna/web/useAsking.ts';
import type { Voting } from '#features/qna/web/useVoting.ts';
import { hasVoted, type Vote } from '#features/qna/web/voting.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { LessonScreen } from '../screens/LessonScreen.tsx';
import { TeachSessionsScreen } from '../screens/live/TeachSessionsScreen.tsx';
import * as house from './fixtures.ts';
import { note } from './lessonScenes.tsx';
import * as fixture from './qnaFixtures.ts';
import { several } from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const never = (): Promise<never> => new Promise(() => {});
const prose = (text: string): ReactNode => (
  <Suspense>
    <LessonBody title="" language="en" markdown={text} cohortId="cohort" links={{}} under={3} />
  </Suspense>
);

const voting = (list: QuestionList, odd: Record<string, Partial<Vote>> = {}): Voting => ({
  voteFor: (question) => ({
    voted: hasVoted(question, list.voted),
    upvotes: question.upvotes,
    state: 'counted',
    reason: '',
    ...odd[question.id],
  }),
  onToggle: nothing,
  onRetry: nothing,
  onLeave: nothing,
});

const asking: Asking = {
  onAsk: nothing,
  asked: null,
  unsent: [],
  onRetry: nothing,
  onDiscard: nothing,
  onEdit: never,
  onWithdraw: never,
};

const talk: Talk = {
  messageOf: (questionId) => (questionId === 'q2' ? 'm1' : undefined),
  onOpen: nothing,
  putting: { onPut: never, onTakeOut: never },
};

interface Parts extends Partial<QuestionsViewProps> {
  form?: Partial<AskFormProps>;
}

const questions = (list: View<QuestionList>, { form, ...more }: Parts = {}): ReactNode => (
  <AnswerProseContext value={prose}>
    <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
      <PageHeading title="Prompt patterns workshop" />
      <QuestionsView
        list={list}
        asking={asking}
        voting={voting(list.state === 'full' ? list.data : fixture.list)}
        isOver={false}
        takesVotes={more.isOver !== true}
        {...more}
        ask={{
          asks: { may: true },
          settings: { moderated: false, anonymity: 'peers' },
          viewerName: 'Amara Okafor',
          draft: '',
          onDraft: nothing,
          similar: [],
          ...form,
        }}
      />
    </div>
  </AnswerProseContext>
);

const acts = (underway: Record<string, Underway> = {}, done: readonly DeskCommand[] = []): DeskActs => ({
  onDo: nothing,
  kept: new Set(done.map(({ input }) => input.questionId)),
  doneTo: (id) => {
    const command = done.find(({ input }) => input.questionId === id);
    const before = fixture.desk.questions.find((one) => one.id === id);
    return command && before && { command, undo: undoOf(command, before) };
  },
  underwayFor: (id) => underway[id],
  onRetry: nothing,
  onLeave: nothing,
  onAttachAll: never,
});

const desk = (view: View<QuestionDesk>, more: Partial<DeskViewProps> = {}, also?: ReactNode): ReactNode => (
  <AnswerProseContext value={prose}>
    <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-6">
      <PageHeading title="Prompt patterns workshop" />
      <DeskView
        desk={view}
        acts={acts()}
        showsNothing={false}
        files={{ csv: '/questions.csv', json: '/questions.json' }}
        {...more}
      />
      {also}
    </div>
  </AnswerProseContext>
);

const sheet = (act: SheetAct, id: string): ReactNode =>
  desk(
    full(fixture.deskOf(fixture.desk.questions.filter((one) => one.id === id))),
    { start: 'all' },
    <DeskSheet
      act={act}
      question={fixture.desk.questions.find((one) => one.id === id)!}
      questions={fixture.desk.questions}
      onClose={nothing}
      onDo={nothing}
    />,
  );

const onScreen = (question: Parameters<typeof QuestionOnScreen>[0]['question']): ReactNode => (
  <div className="grid gap-8">
    <PageHeading title="Prompt patterns workshop" />
    <QuestionOnScreen question={question} />
  </div>
);

type CourseLessons = ContextType<typeof CourseLessonsContext>;

const attachSheet = (lessons: CourseLessons): ReactNode => (
  <CourseLessonsContext value={lessons}>{sheet('attach', 'q8')}</CourseLessonsContext>
);
const courseLessons: CourseLessons = full([
  { id: 'lesson-6', title: 'Writing a good request' },
  { id: 'lesson-7', title: 'Examples, critique and revision' },
]);

const sessionsWith = (owed: View<{ questions: readonly OwedQuestion[] }>): ReactNode => (
  <TeachSessionsScreen
    cohortId="cohort"
    list={full(several)}
    isPlanning={false}
    lessons={[]}
    owed={<OwedView owed={owed} deskHref={sessionPaths.host} onAnswer={never} />}
    saving={{ state: 'ready' }}
    onSchedule={nothing}
    onPlanning={nothing}
  />
);

const lessonWith = (list: View<{ questions: readonly LessonQuestion[] }>): ReactNode => (
  <AnswerProseContext value={prose}>
    <LessonScreen
      cohortId="cohort"
      lesson={full(house.lesson)}
      outline={full(house.outlineWith(9))}
      completion={{ state: 'open' }}
      onComplete={nothing}
      onUndo={nothing}
      before={null}
      note={note()}
      onDue={nothing}
      discussion={<LessonQuestionsView list={list} />}
    />
  </AnswerProseContext>
);

/** The questions of a live session: of those who take part, of whoever runs it, on the wall, and afterwards. */
export function qnaScenes(inside: Inside, failed: View<never>): Record<string, Placed> {
  const at = '/live/session';
  const asked = (element: ReactNode): Placed => inside(at, element);
  const host = (element: ReactNode): Placed => inside(`${at}/host`, element, 'staff');
  const teach = (element: ReactNode): Placed => inside('/teach/cohort/live', element, 'staff');
  const lesson = (element: ReactNode): Placed => inside('/c/cohort/lessons/lesson-10', element);
  const refused = { state: 'failed', reason: 'This question is not here any more.' } as const;
  return {
    'questions-loading': asked(questions(loading)),
    'questions-failed': asked(questions(failed)),
    'questions-empty': asked(questions(full(fixture.listOf()))),
    questions: asked(questions(full(fixture.list))),
    'questions-moderated': asked(
      questions(full(fixture.moderated), {
        form: { settings: { moderated: true, anonymity: 'everyone' } },
        asking: { ...asking, asked: 'pending' },
      }),
    ),
    'questions-by-name': asked(
      questions(full(fixture.list), {
        form: { settings: { moderated: false, anonymity: 'none' } },
        asking: { ...asking, asked: 'published' },
      }),
    ),
    'questions-unsent': asked(
      questions(full(fixture.list), { asking: { ...asking, unsent: fixture.unsent } }),
    ),
    'questions-votes-underway': asked(
      questions(full(fixture.list), {
        voting: voting(fixture.list, {
          q1: refused,
          q2: { state: 'sending', voted: true, upvotes: 10 },
          q3: { state: 'waiting', voted: true, upvotes: 5 },
          q4: { state: 'asks', voted: true, upvotes: 3 },
        }),
      }),
    ),
    'questions-similar': asked(
      questions(full(fixture.list), {
        form: { draft: 'When do I know that examples', similar: fixture.similar },
      }),
    ),
    'questions-too-long': asked(questions(full(fixture.list), { form: { draft: 'Why? '.repeat(65) } })),
    'questions-muted': asked(
      questions(full(fixture.list), {
        form: { asks: { may: false, why: 'muted', until: '2026-06-09T13:40:00Z' } },
      }),
    ),
    'questions-talked-about': asked(
      <TalkContext value={talk}>
        <WantedQuestionContext value="q2">{questions(full(fixture.list))}</WantedQuestionContext>
      </TalkContext>,
    ),
    'questions-trial': asked(
      questions(full(fixture.list), { takesVotes: false, form: { asks: { may: false, why: 'trial' } } }),
    ),
    'questions-over': asked(
      questions(full(fixture.list), { isOver: true, form: { asks: { may: false, why: 'over' } } }),
    ),
    'questions-over-empty': asked(
      questions(full(fixture.listOf()), { isOver: true, form: { asks: { may: false, why: 'over' } } }),
    ),
    'desk-loading': host(desk(loading)),
    'desk-failed': host(desk(failed)),
    'desk-empty': host(desk(full(fixture.deskOf([])))),
    'desk-none-waiting': host(
      desk(full(fixture.deskOf([fixture.atDesk({ id: 'q1' })])), { start: 'waiting' }),
    ),
    desk: host(desk(full(fixture.desk), { start: 'open' })),
    'desk-talked-about': host(
      <TalkContext value={talk}>{desk(full(fixture.desk), { start: 'open' })}</TalkContext>,
    ),
    'desk-put-into-chat': host(
      desk(
        full(fixture.desk),
        { start: 'open' },
        <PutSheet question={fixture.desk.questions[0]!} putting={talk.putting!} onClose={nothing} />,
      ),
    ),
    'desk-waiting': host(desk(full(fixture.desk))),
    'desk-all': host(desk(full(fixture.desk), { start: 'all' })),
    'desk-hidden': host(desk(full(fixture.desk), { start: 'hidden' })),
    'desk-over': host(desk(full(fixture.desk), { start: 'open', showsNothing: true })),
    'desk-underway': host(
      desk(full(fixture.desk), {
        start: 'all',
        acts: acts(
          {
            q1: { state: 'failed', reason: 'This question is dismissed.' },
            q2: { state: 'sending', reason: '' },
            q3: { state: 'waiting', reason: '' },
            q4: { state: 'asks', reason: '' },
          },
          [
            { name: 'qa:publish', input: { questionId: 'q6' } },
            { name: 'qa:dismiss', input: { questionId: 'q9', reason: '' } },
          ],
        ),
      }),
    ),
    'desk-written': host(sheet('written', 'q1')),
    'desk-dismiss': host(sheet('dismiss', 'q1')),
    'desk-merge': host(sheet('merge', 'q6')),
    'desk-label': host(sheet('label', 'q3')),
    'desk-mute': host(sheet('mute', 'q5')),
    'desk-attach': host(attachSheet(courseLessons)),
    'desk-attach-own': host(
      <SessionLessonContext value="lesson-7">{attachSheet(courseLessons)}</SessionLessonContext>,
    ),
    'desk-attach-all': host(
      desk(
        full(fixture.desk),
        { start: 'answered' },
        <AttachAllView
          count={3}
          lesson="Examples, critique and revision"
          isActing={false}
          fault="This lesson is not part of the course."
          onAttach={nothing}
        />,
      ),
    ),
    'desk-attach-loading': host(attachSheet(loading)),
    'desk-attach-failed': host(attachSheet(failed)),
    'desk-attach-empty': host(attachSheet(full([]))),
    'questions-owed-loading': teach(sessionsWith(loading)),
    'questions-owed-failed': teach(sessionsWith(failed)),
    'questions-owed-none': teach(sessionsWith(full({ questions: [] }))),
    'questions-owed': teach(sessionsWith(full({ questions: fixture.owed }))),
    'lesson-questions-failed': lesson(lessonWith(failed)),
    'lesson-questions-none': lesson(lessonWith(full({ questions: [] }))),
    'lesson-questions': lesson(lessonWith(full({ questions: fixture.ofLesson }))),
    'question-screen': asked(onScreen(fixture.list.questions[1]!)),
    'question-screen-long': asked(onScreen(fixture.longOne)),
  };
}
