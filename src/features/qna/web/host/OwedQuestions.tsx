import { useId, useState } from 'react';
import { Link } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { qna, type OwedQuestion } from '../../contract.ts';
import { QuestionText } from '../QuestionFacts.tsx';
import { WrittenSheet } from './DeskSheets.tsx';
import { owedFor } from './owed.ts';
import { useActing } from './useActing.ts';
import { useDeskWords } from './useDeskWords.ts';

interface OwedQuestionsProps {
  cohortId: string;
  /** Where a question stands at the desk of its session. */
  deskHref: (sessionId: string, questionId: string) => string;
}

/** What nobody has answered of sessions that are over; for staff, where at least one session is over. */
export function OwedQuestions({ cohortId, deskHref }: OwedQuestionsProps) {
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const result = useLiveView(qna, 'qa:owed', { cohortId }, { topics });
  const { live } = useRealtime();
  return (
    <OwedView
      owed={viewOf(result)}
      deskHref={deskHref}
      onAnswer={(questionId, text) => live.api.command(qna, 'qa:answer', { questionId, text })}
    />
  );
}

interface OwedViewProps extends Pick<OwedQuestionsProps, 'deskHref'> {
  owed: View<{ questions: readonly OwedQuestion[] }>;
  /** `text` null: it was answered aloud. Rejects with ApiProblem. */
  onAnswer: (questionId: string, text: string | null) => Promise<unknown>;
}

export function OwedView({ owed, deskHref, onAnswer }: OwedViewProps) {
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
                <OwedRow
                  key={question.id}
                  question={question}
                  href={deskHref(question.session.id, question.id)}
                  onAnswer={onAnswer}
                />
              ))}
            </ul>
          </section>
        )
      }
    </Shown>
  );
}

interface OwedRowProps extends Pick<OwedViewProps, 'onAnswer'> {
  question: OwedQuestion;
  href: string;
}

function OwedRow({ question, href, onAnswer }: OwedRowProps) {
  const { t } = useDeskWords();
  const now = useNow();
  const [isWriting, setWriting] = useState(false);
  const { isActing, fault, run } = useActing();
  const { id, session, state, author, upvotes } = question;
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
      {fault !== null && (
        <p role="alert" className="text-caption text-live">
          {t('row.failed', { reason: fault })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {/* What nobody has seen is let through at the desk before it is answered. */}
        {state !== 'pending' && (
          <>
            <Button busy={isActing && t('row.sending')} onClick={() => setWriting(true)}>
              {t('act.written')}
            </Button>
            <Button onClick={() => void run(() => onAnswer(id, null))}>{t('act.aloud')}</Button>
          </>
        )}
        <Link
          to={href}
          className="controls inline-flex max-w-full items-center text-accent [overflow-wrap:anywhere]"
        >
          <bdi>{t('owed.toDesk', { session: session.title })}</bdi>
        </Link>
      </div>
      {isWriting && (
        <WrittenSheet
          question={{ ...question, answer: null }}
          onClose={() => setWriting(false)}
          onDo={({ input }) => {
            setWriting(false);
            if ('text' in input) void run(() => onAnswer(id, input.text));
          }}
        />
      )}
    </li>
  );
}
