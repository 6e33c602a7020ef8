import { Link } from 'react-router';
import type { QuizResults } from '#features/quizzes/contract.ts';
import { quizPaths } from '#features/quizzes/web/quizPaths.ts';
import {
  AccommodationSheet,
  RegradeSheet,
  ReleaseSheet,
  type RegradePreview,
} from '#features/quizzes/web/staff/Decisions.tsx';
import { exportPaths } from '#features/quizzes/web/staff/exportPaths.ts';
import { figuresOf } from '#features/quizzes/web/staff/resultRows.ts';
import { ResultsView } from '#features/quizzes/web/staff/ResultsView.tsx';
import { RulesForm } from '#features/quizzes/web/staff/RulesForm.tsx';
import { StatisticsView, type Statistics } from '#features/quizzes/web/staff/StatisticsView.tsx';
import type { Decisions } from '#features/quizzes/web/staff/useDecisions.ts';
import { useStaffWords } from '#features/quizzes/web/staff/useStaffWords.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Parts } from './Parts.tsx';
import { StaffHead } from './TeachQuizzesScreen.tsx';

export type QuizPart = 'results' | 'statistics' | 'rules';

interface TeachQuizScreenProps {
  cohortId: string;
  results: View<QuizResults>;
  statistics: View<Statistics>;
  part: QuizPart;
  decisions: Decisions;
  /** What grading anew would change, while that is asked. */
  preview: View<RegradePreview>;
}

/** One quiz for staff: who took it and how, how its questions did, and how this cohort takes it. */
export function TeachQuizScreen({ results, ...rest }: TeachQuizScreenProps) {
  const { t } = useStaffWords();
  return (
    <Shown
      view={results}
      page
      loading={t('quiz.loading')}
      failed={t('quiz.failed')}
      bones={<Bones lines={['14rem', '30rem', '0', '100%', '100%', '100%', '100%']} />}
    >
      {(data) => <OneQuiz results={data} {...rest} />}
    </Shown>
  );
}

type OneQuizProps = Omit<TeachQuizScreenProps, 'results'> & { results: QuizResults };

function OneQuiz({ cohortId, results, statistics, part, decisions, preview }: OneQuizProps) {
  const { t } = useStaffWords();
  const { quiz } = results;
  const paths = quizPaths(cohortId, quiz.id);
  const files = exportPaths(cohortId, quiz.id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <StaffHead
        cohort={results.cohort.title}
        title={t('quiz.title', { title: quiz.title })}
        heading={<bdi>{quiz.title}</bdi>}
      >
        <Link to={`/teach/${cohortId}/quizzes`} className="controls flex items-center text-accent">
          {t('list.toQuizzes')}
        </Link>
        <Link to={`/teach/${cohortId}/grades`} className="controls flex items-center text-accent">
          {t('list.gradebook')}
        </Link>
      </StaffHead>
      <Parts
        label={t('quiz.parts')}
        parts={[
          { name: t('quiz.results'), to: paths.teach, isHere: part === 'results' },
          {
            name: t('quiz.statistics'),
            to: `${paths.teach}?part=statistics`,
            isHere: part === 'statistics',
          },
          { name: t('quiz.rules'), to: `${paths.teach}?part=rules`, isHere: part === 'rules' },
        ]}
      />
      {decisions.regraded && (
        <Notice tone="good">
          <p role="status">
            {t('regrade.done', { count: decisions.regraded.graded, changed: decisions.regraded.changed })}
          </p>
        </Notice>
      )}
      {part === 'results' && (
        <ResultsView
          results={results}
          attemptHref={paths.marking}
          busy={decisions.busy}
          fault={decisions.fault}
          onAcceptLate={decisions.acceptLate}
          onAccommodate={(student) => decisions.open({ is: 'more', student })}
          onRelease={() => decisions.open({ is: 'release' })}
          onRegrade={() => decisions.open({ is: 'regrade' })}
        />
      )}
      {part === 'statistics' && (
        <Shown
          view={statistics}
          loading={t('items.loading')}
          failed={t('items.failed')}
          bones={<Bones lines={['26rem', '100%', '100%', '100%']} />}
        >
          {(data) => <StatisticsView statistics={data} csvHref={files.results} />}
        </Shown>
      )}
      {part === 'rules' && (
        <RulesForm
          // Rules that were saved elsewhere meanwhile are the ones to start from.
          key={JSON.stringify(results.ownRules)}
          results={results}
          saving={decisions.savingRules}
          onSave={decisions.saveRules}
        />
      )}
      <section className="border-t border-hairline pt-4" data-print="no">
        <h2 className="text-label text-muted">{t('exports.heading')}</h2>
        <p className="mt-1 flex flex-wrap gap-x-6">
          <FileLink href={files.results}>{t('exports.csv')}</FileLink>
          <FileLink href={files.qti('3.0')}>{t('exports.qti', { version: '3.0' })}</FileLink>
          <FileLink href={files.qti('2.1')}>{t('exports.qti', { version: '2.1' })}</FileLink>
        </p>
      </section>
      <OpenSheet results={results} decisions={decisions} preview={preview} />
    </div>
  );
}

export function FileLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} download className="controls inline-flex items-center text-accent underline">
      {children}
    </a>
  );
}

function OpenSheet({ results, decisions, preview }: Pick<OneQuizProps, 'results' | 'decisions' | 'preview'>) {
  const { sheet, deciding, open } = decisions;
  const close = { deciding, onClose: () => open(null) };
  switch (sheet?.is) {
    case 'release':
      return <ReleaseSheet count={figuresOf(results).kept} onRelease={decisions.release} {...close} />;
    case 'regrade':
      return <RegradeSheet preview={preview} onRegrade={decisions.regrade} {...close} />;
    case 'more':
      return (
        <AccommodationSheet
          student={sheet.student}
          minutes={results.quiz.rules.timeLimitMinutes}
          onSave={(more) => decisions.accommodate(sheet.student.id, more)}
          {...close}
        />
      );
    default:
      return null;
  }
}
