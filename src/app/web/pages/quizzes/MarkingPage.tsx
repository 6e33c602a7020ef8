import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { quizzes, type QuizResults } from '#features/quizzes/contract.ts';
import type { Marking } from '#features/quizzes/web/staff/MarkingView.tsx';
import { newestOf } from '#features/quizzes/web/staff/resultRows.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { MarkingScreen, type Neighbour } from '../../screens/quizzes/MarkingScreen.tsx';
import { QuizProse } from './QuizProse.tsx';

export function MarkingPage() {
  const { cohortId = '', quizId = '', attemptId = '' } = useParams();
  return (
    <QuizProse cohortId={cohortId}>
      <OneAttempt cohortId={cohortId} quizId={quizId} attemptId={attemptId} />
    </QuizProse>
  );
}

function OneAttempt(place: { cohortId: string; quizId: string; attemptId: string }) {
  const { cohortId, quizId, attemptId } = place;
  const { t } = useTranslation();
  const { compare } = useFormats();
  const { live } = useRealtime();
  const nextLink = useRef<HTMLAnchorElement>(null);
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const attempt = useLiveView(quizzes, 'quiz:attempt', place, { topics });
  const results = useLiveView(quizzes, 'quiz:results', { cohortId, quizId }, { topics });
  const [marking, setMarking] = useState<Marking>({ state: 'ready' });
  const [isAccepting, setAccepting] = useState(false);
  const [remarks, setRemarks] = useState<readonly string[]>([]);

  const mark = async (given: { itemId: string; points: number; comment: string }): Promise<void> => {
    const { itemId, comment } = given;
    setMarking({ state: 'saving', itemId });
    try {
      await live.api.command(quizzes, 'quiz:mark', { ...place, ...given });
      setMarking({ state: 'saved', itemId });
      if (comment.trim() !== '') setRemarks((before) => [...new Set([comment.trim(), ...before])]);
      void attempt.refetch();
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setMarking({ state: 'failed', itemId, sentence });
    }
  };
  const acceptLate = async (): Promise<void> => {
    setAccepting(true);
    try {
      await live.api.command(quizzes, 'quiz:accept-late', place);
      void attempt.refetch();
    } catch {
      // The attempt as it now is tells what can still be done.
      void attempt.refetch();
    } finally {
      setAccepting(false);
    }
  };

  if (isMissing(attempt)) return <NotFound />;
  return (
    <MarkingScreen
      cohortId={cohortId}
      quizId={quizId}
      attempt={viewOf(attempt)}
      {...neighboursOf(results.data, attemptId, compare)}
      nextLink={nextLink}
      marking={marking}
      onMark={(given) => void mark(given)}
      onAcceptLate={() => void acceptLate()}
      isAccepting={isAccepting}
      remarks={remarks}
      onLast={() => nextLink.current?.focus()}
    />
  );
}

/** The newest attempts that were handed in, by name, before and after the one that is looked at. */
function neighboursOf(
  results: QuizResults | undefined,
  attemptId: string,
  compare: (a: string, b: string) => number,
): { previous: Neighbour | null; next: Neighbour | null } {
  const rows = (results?.students ?? [])
    .filter((student) => {
      const newest = newestOf(student);
      return newest !== undefined && newest.state !== 'open';
    })
    .sort((a, b) => compare(a.name, b.name));
  const at = rows.findIndex(({ attempts }) => attempts.some(({ id }) => id === attemptId));
  const neighbour = (place: number): Neighbour | null => {
    const row = at < 0 ? undefined : rows[place];
    return row ? { attemptId: newestOf(row)!.id, name: row.name } : null;
  };
  return { previous: neighbour(at - 1), next: neighbour(at + 1) };
}
