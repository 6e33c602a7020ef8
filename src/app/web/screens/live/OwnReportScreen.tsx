import { Link } from 'react-router';
import type { PollList } from '#features/polls/contract.ts';
import { OwnPollsPart } from '#features/polls/web/report/OwnPollsPart.tsx';
import type { TextsOf } from '#features/polls/web/results/Texts.tsx';
import { useReportWords as usePollsWords } from '#features/polls/web/report/useReportWords.ts';
import type { QuestionList } from '#features/qna/contract.ts';
import { OwnQuestionsPart } from '#features/qna/web/report/OwnQuestionsPart.tsx';
import { useReportWords as useQnaWords } from '#features/qna/web/report/useReportWords.ts';
import type { OwnSession } from '#features/sessions/contract.ts';
import { HeldSpan } from '#features/sessions/web/report/HeldSpan.tsx';
import { useReportWords } from '#features/sessions/web/report/useReportWords.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { SessionWhen } from '#features/sessions/web/SessionWhen.tsx';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { ReportPart } from './ReportPart.tsx';

export interface OwnReportScreenProps {
  session: View<OwnSession>;
  polls: View<PollList>;
  questions: View<QuestionList>;
  /** What was written in a poll of texts. */
  textsOf: TextsOf;
  onPrint: () => void;
}

/** What came out of a session for those who took part: results and answers, to read again or to print. */
export function OwnReportScreen({ session, ...rest }: OwnReportScreenProps) {
  const { t } = useReportWords();
  return (
    <Shown view={session} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={3} />}>
      {(data) => (
        <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-8">
          <Head session={data} onPrint={rest.onPrint} />
          {data.startedAt === null ? (
            <EmptyNote why={t(data.state === 'cancelled' ? 'calledOff' : 'notHeld')} />
          ) : (
            <Parts session={data} {...rest} />
          )}
        </div>
      )}
    </Shown>
  );
}

function Head({ session, onPrint }: { session: OwnSession; onPrint: () => void }) {
  const { t } = useReportWords();
  const { zone } = useFormats();
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <PageHeading title={t('title', { title: session.title })}>{t('heading')}</PageHeading>
      <p className="text-title [overflow-wrap:anywhere]">
        <bdi>{session.title}</bdi>
      </p>
      {session.startedAt === null ? (
        <p>
          <SessionWhen session={session} zone={session.cohort.zone} />
        </p>
      ) : (
        <HeldSpan session={session} zone={zone} />
      )}
      <p className="flex flex-wrap items-center gap-x-6" data-print="no">
        {session.startedAt !== null && <Button onClick={onPrint}>{t('print')}</Button>}
        <Link to={sessionPaths.audience(session.id)} className="controls flex items-center text-accent">
          {t('toSession')}
        </Link>
      </p>
    </header>
  );
}

type PartsProps = Omit<OwnReportScreenProps, 'session' | 'onPrint'> & { session: OwnSession };

function Parts({ session, polls, questions, textsOf }: PartsProps) {
  const { t } = useReportWords();
  const { t: ofPolls } = usePollsWords();
  const { t: ofQuestions } = useQnaWords();
  return (
    <>
      {session.endedAt === null && <Notice tone="live">{t('onAir')}</Notice>}
      <ReportPart id="polls" heading={ofPolls('heading')}>
        <Shown view={polls} loading={ofPolls('loading')} failed={ofPolls('failed')} bones={bones}>
          {(list) => <OwnPollsPart list={list} textsOf={textsOf} />}
        </Shown>
      </ReportPart>
      <ReportPart id="questions" heading={ofQuestions('heading')}>
        <Shown view={questions} loading={ofQuestions('loading')} failed={ofQuestions('failed')} bones={bones}>
          {(list) => <OwnQuestionsPart list={list} />}
        </Shown>
      </ReportPart>
    </>
  );
}

const bones = <Bones lines={['12rem', '100%', '80%']} />;
