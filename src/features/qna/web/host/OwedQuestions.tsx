import { useId } from 'react';
import { Link } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { qna, type OwedQuestion } from '../../contract.ts';
import { QuestionText } from '../QuestionFacts.tsx';
import { owedFor } from './owed.ts';
import { useDeskWords } from './useDeskWords.ts';

interface OwedQuestionsProps {
  cohortId: string;
  /** The desk of a session's questions, by the session's id. */
  deskHref: (sessionId: string) => string;
}

/** What nobody has answered of sessions that are over; for staff, where at least one session is over. */
export function OwedQuestions({ cohortId, deskHref }: OwedQuestionsProps) {
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const result = useLiveView(qna, 'qa:owed', { cohortId }, { topics });
  return <OwedView owed={viewOf(result)} deskHref={deskHref} />;
}

interface OwedViewProps extends Pick<OwedQuestionsProps, 'deskHref'> {
  owed: View<{ questions: readonly OwedQuestion[] }>;
}

export function OwedView({ owed, deskHref }: OwedViewProps) {
  const { t } = useDeskWords();
  const heading = useId();
  return (
    <Shown
      view={owed}
      loading={t('owed.loading')}
      failed={t('owed.failed')}
      bones={<Bones lines={['12rem', '100%', '80%']} />}
    >
      {({ questions }) =>
        questions.length === 0 ? (
          <p className="text-muted">{t('owed.none')}</p>
        ) : (
          <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-3">
            <h2 id={heading} className="text-section">
              {t('owed.title')}
            </h2>
            <ul className="border-t border-hairline">
              {questions.map((question) => (
                <OwedRow key={question.id} question={question} href={deskHref(question.session.id)} />
              ))}
            </ul>
          </section>
        )
      }
    </Shown>
  );
}

function OwedRow({ question, href }: { question: OwedQuestion; href: string }) {
  const { t } = useDeskWords();
  const now = useNow();
  const { session, state, author, upvotes } = question;
  const { unit, count } = owedFor(session.endedAt, now);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 border-b border-hairline py-3">
      <QuestionText text={question.question} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
        <span className="font-strong text-caution">{t(`owed.${unit}`, { count })}</span>
        <span>{t('row.votes', { count: upvotes })}</span>
        {state === 'pending' && <span>{t('owed.unseen')}</span>}
        <bdi>{author === null ? t('row.hiddenFromAll') : t('row.by', { name: author.name })}</bdi>
      </div>
      <p>
        <Link
          to={href}
          className="controls inline-flex max-w-full items-center text-accent [overflow-wrap:anywhere]"
        >
          <bdi>{t('owed.toDesk', { session: session.title })}</bdi>
        </Link>
      </p>
    </li>
  );
}
