import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import type { BlockFormat, Reading } from '#features/quizzes/web/staff/BlockReader.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { TeachQuizzesScreen, type QuizzesPart } from '../../screens/quizzes/TeachQuizzesScreen.tsx';
import { useMe } from '../me.ts';
import { QuizProse } from './QuizProse.tsx';
import { useSettled } from './useSettled.ts';

export function TeachQuizzesPage() {
  const { cohortId = '' } = useParams();
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  if (role === 'student') return <NotFound />;
  return (
    <QuizProse cohortId={cohortId}>
      <QuizzesOf key={cohortId} cohortId={cohortId} />
    </QuizProse>
  );
}

/** Silence after which what was typed is looked for, in ms. */
const typingPauseMs = 300;

function QuizzesOf({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('part');
  const part: QuizzesPart = asked === 'bank' || asked === 'reader' ? asked : 'quizzes';
  const words = search.get('q') ?? '';
  const q = useSettled(words, typingPauseMs);
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const overview = useLiveView(quizzes, 'quiz:overview', { cohortId }, { topics });
  const bank = useLiveView(quizzes, 'quiz:bank', { cohortId, q }, { enabled: part === 'bank' });
  const [reading, setReading] = useState<Reading>({ state: 'ready' });

  const read = async (format: BlockFormat, text: string): Promise<void> => {
    setReading({ state: 'reading' });
    try {
      const block = await live.api.command(quizzes, 'quiz:read-block', { cohortId, format, text });
      setReading({ state: 'read', block });
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setReading({ state: 'failed', sentence });
    }
  };
  if (isMissing(overview)) return <NotFound />;
  return (
    <TeachQuizzesScreen
      cohortId={cohortId}
      overview={viewOf(overview)}
      part={part}
      bank={{
        bank: viewOf(bank),
        words,
        onWords: (next) =>
          setSearch(next === '' ? { part: 'bank' } : { part: 'bank', q: next }, { replace: true }),
      }}
      reader={{ reading, onRead: (format, text) => void read(format, text) }}
    />
  );
}
