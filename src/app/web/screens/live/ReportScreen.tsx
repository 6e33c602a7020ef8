import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { ChatSummary } from '#features/chat/contract.ts';
import { ChatPart, lacksOfChat } from '#features/chat/web/report/ChatPart.tsx';
import { useReportWords as useChatWords } from '#features/chat/web/report/useReportWords.ts';
import type { MomentDesk } from '#features/moment/contract.ts';
import { PulseReport } from '#features/moment/web/report/PulseReport.tsx';
import { useReportWords as usePulseWords } from '#features/moment/web/report/useReportWords.ts';
import type { PollsReport } from '#features/polls/contract.ts';
import { lacksOfPolls, PollsPart } from '#features/polls/web/report/PollsPart.tsx';
import { useReportWords as usePollsWords } from '#features/polls/web/report/useReportWords.ts';
import type { QuestionsReport } from '#features/qna/contract.ts';
import { lacksOfQuestions, QuestionsPart, UnansweredPart } from '#features/qna/web/report/QuestionsPart.tsx';
import { useReportWords as useQnaWords } from '#features/qna/web/report/useReportWords.ts';
import type { SessionAttendance } from '#features/sessions/contract.ts';
import type { AttendanceOrder } from '#features/sessions/web/attendanceRows.ts';
import { AttendancePart } from '#features/sessions/web/report/AttendancePart.tsx';
import { HeldPart } from '#features/sessions/web/report/HeldPart.tsx';
import { useReportWords } from '#features/sessions/web/report/useReportWords.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { ReportPart } from './ReportPart.tsx';
import { TimelinePart } from './TimelinePart.tsx';

export interface ReportFiles {
  attendance: string;
  polls: string;
  ballots: string;
  questions: string;
  chat: string;
  pulse: string;
}

export interface ReportScreenProps {
  /** Who was in; with it comes what session it is. */
  attendance: View<SessionAttendance>;
  polls: View<PollsReport>;
  questions: View<QuestionsReport>;
  chat: View<ChatSummary>;
  moment: View<MomentDesk>;
  /** The server's time, in ms since 1970. */
  nowMs: number;
  order: AttendanceOrder;
  onOrder: (order: AttendanceOrder) => void;
  files: ReportFiles;
  onPrint: () => void;
}

/** What happened in a session, and every number of it with how it is made. */
export function ReportScreen({ attendance, ...rest }: ReportScreenProps) {
  const { t } = useReportWords();
  return (
    <Shown
      view={attendance}
      page
      loading={t('loading')}
      failed={t('failed')}
      bones={<Bones lines={['14rem', '26rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => <Report attendance={data} {...rest} />}
    </Shown>
  );
}

type ReportProps = Omit<ReportScreenProps, 'attendance'> & { attendance: SessionAttendance };

function Report(props: ReportProps) {
  const { session } = props.attendance;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Head {...props} />
      {session.startedAt === null ? (
        <NotHeld isCalledOff={session.state === 'cancelled'} />
      ) : (
        <>
          <Standing {...props} />
          <Parts {...props} />
        </>
      )}
    </div>
  );
}

function Head({ attendance: { session, cohort }, onPrint }: ReportProps) {
  const { t } = useReportWords();
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
      <div className="min-w-0">
        <PageHeading title={t('title', { title: session.title })}>{t('heading')}</PageHeading>
        <p className="text-title [overflow-wrap:anywhere]">
          <bdi>{session.title}</bdi>
        </p>
        <p className="text-muted">
          <bdi>{cohort.title}</bdi>
        </p>
      </div>
      <p className="flex flex-wrap items-center gap-x-6" data-print="no">
        {session.startedAt !== null && <Button onClick={onPrint}>{t('print')}</Button>}
        <Link to={sessionPaths.host(session.id)} className="controls flex items-center text-accent">
          {t('toConsole')}
        </Link>
        <Link to={sessionPaths.teach(cohort.id)} className="controls flex items-center text-accent">
          {t('toSessions')}
        </Link>
      </p>
    </header>
  );
}

function NotHeld({ isCalledOff }: { isCalledOff: boolean }) {
  const { t } = useReportWords();
  if (isCalledOff) return <EmptyNote why={t('calledOff')} />;
  return <EmptyNote why={t('notHeld')} example={t('notHeldExample')} />;
}

/** Whether this is all, and whether it is going to change. */
function Standing({ attendance, polls, questions, chat }: ReportProps) {
  const { t } = useReportWords();
  const there = <Data,>(view: View<Data>, lacks: (data: Data) => boolean): boolean =>
    view.state === 'full' && lacks(view.data);
  const isPartial =
    there(polls, lacksOfPolls) || there(questions, lacksOfQuestions) || there(chat, lacksOfChat);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {attendance.session.endedAt === null && <Notice tone="live">{t('onAir')}</Notice>}
      {isPartial && <Notice tone="caution">{t('partial')}</Notice>}
      <p className="max-w-read text-caption text-muted">{t('stays')}</p>
    </div>
  );
}

type Part = ComponentProps<typeof ReportPart>;

/** The parts, with a way to each of them: the list of a large class is long. */
function Parts(props: ReportProps) {
  const { t } = useReportWords();
  const parts = [...useAttended(props), ...useAsked(props), ...useAlong(props)];
  return (
    <>
      <nav aria-label={t('parts')} data-print="no">
        <ul className="flex flex-wrap gap-x-6">
          {parts.map(({ id, heading }) => (
            <li key={id}>
              <a href={`#${id}`} className="controls inline-flex items-center text-accent">
                {heading}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10 print:gap-6">
        {parts.map((part) => (
          <ReportPart key={part.id} {...part} />
        ))}
      </div>
    </>
  );
}

function useAttended({ attendance, nowMs, order, onOrder, files }: ReportProps): Part[] {
  const { t } = useReportWords();
  return [
    {
      ...{ id: 'held', heading: t('held.heading') },
      children: <HeldPart attendance={attendance} nowMs={nowMs} />,
    },
    {
      ...{ id: 'attendance', heading: t('attendance.heading') },
      children: <AttendancePart {...{ attendance, nowMs, order, onOrder }} csvHref={files.attendance} />,
    },
  ];
}

/** What was asked by staff, and by the class; what is made of both waits for both. */
function useAsked({ attendance: { session, cohort }, polls, questions }: ReportProps): Part[] {
  const { t } = useReportWords();
  const { t: ofPolls } = usePollsWords();
  const { t: ofQuestions } = useQnaWords();
  const { zone } = cohort;
  const parts: Part[] = [
    {
      ...{ id: 'polls', heading: ofPolls('heading'), onPaper: 'newPage' },
      children: (
        <Shown view={polls} loading={ofPolls('loading')} failed={ofPolls('failed')} bones={bones}>
          {(report) => <PollsPart report={report} zone={zone} />}
        </Shown>
      ),
    },
    {
      ...{ id: 'questions', heading: ofQuestions('heading'), onPaper: 'newPage' },
      children: (
        <Shown view={questions} loading={ofQuestions('loading')} failed={ofQuestions('failed')} bones={bones}>
          {(report) => <QuestionsPart report={report} zone={zone} />}
        </Shown>
      ),
    },
  ];
  if (questions.state !== 'full') return parts;
  const report = questions.data;
  if (report.questions.length > 0)
    parts.push({
      ...{ id: 'unanswered', heading: ofQuestions('owedHeading') },
      children: <UnansweredPart report={report} zone={zone} deskHref={sessionPaths.host(session.id)} />,
    });
  if (polls.state === 'full')
    parts.push({
      ...{ id: 'timeline', heading: t('timeline.heading') },
      children: (
        <TimelinePart parts={{ session, polls: polls.data.polls, questions: report.questions }} zone={zone} />
      ),
    });
  return parts;
}

function useAlong({ attendance: { cohort }, chat, moment, files }: ReportProps): Part[] {
  const { t } = useReportWords();
  const { t: ofChat } = useChatWords();
  const { t: ofPulse } = usePulseWords();
  return [
    {
      ...{ id: 'pulse', heading: ofPulse('heading') },
      children: (
        <Shown view={moment} loading={ofPulse('loading')} failed={ofPulse('failed')} bones={bones}>
          {(desk) => <PulseReport desk={desk} zone={cohort.zone} csvHref={files.pulse} />}
        </Shown>
      ),
    },
    {
      ...{ id: 'chat', heading: ofChat('heading'), onPaper: 'newPage' },
      children: (
        <Shown view={chat} loading={ofChat('loading')} failed={ofChat('failed')} bones={bones}>
          {(summary) => <ChatPart summary={summary} zone={cohort.zone} />}
        </Shown>
      ),
    },
    { ...{ id: 'files', heading: t('files'), onPaper: 'never' }, children: <Files files={files} /> },
  ];
}

const bones = <Bones lines={['12rem', '100%', '80%', '100%']} />;

function Files({ files }: Pick<ReportScreenProps, 'files'>) {
  const { t } = useReportWords();
  const names = {
    attendance: t('filesAttendance'),
    polls: t('filesPolls'),
    ballots: t('filesBallots'),
    questions: t('filesQuestions'),
    chat: t('filesChat'),
    pulse: t('filesPulse'),
  };
  return (
    <ul className="flex flex-wrap gap-x-6">
      {(Object.keys(names) as (keyof ReportFiles)[]).map((file) => (
        <li key={file}>
          <a href={files[file]} download className="controls inline-flex items-center text-accent underline">
            {names[file]}
          </a>
        </li>
      ))}
    </ul>
  );
}
