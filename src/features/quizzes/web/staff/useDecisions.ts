import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { quizzes } from '../../contract.ts';
import type { Deciding } from './Decisions.tsx';
import type { StudentRow } from './resultRows.ts';
import type { OwnRules } from './ruleFields.ts';
import type { SavingRules } from './RulesForm.tsx';

/** The sheet that is open over the results. */
export type OpenSheet = { is: 'release' } | { is: 'regrade' } | { is: 'more'; student: StudentRow } | null;

/** What staff decide about one quiz. Nothing of it is shown before the server has done it. */
export function useDecisions(cohortId: string, quizId: string) {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const [deciding, setDeciding] = useState<Deciding>({ state: 'ready' });
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<string | null>(null);
  const [regraded, setRegraded] = useState<{ graded: number; changed: number } | null>(null);
  const [savingRules, setSavingRules] = useState<SavingRules>({ state: 'ready' });
  const ofQuiz = { cohortId, quizId };

  const wordsOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');

  /** On the sheet that is open: closed when it is done, open with the reason when it is not. */
  const decide = async (work: () => Promise<unknown>): Promise<void> => {
    setDeciding({ state: 'sending' });
    try {
      await work();
      setSheet(null);
      setDeciding({ state: 'ready' });
    } catch (problem) {
      setDeciding({ state: 'failed', sentence: wordsOf(problem) });
    }
  };

  const acceptLate = async (attemptId: string): Promise<void> => {
    setFault(null);
    setBusy((now) => new Set(now).add(attemptId));
    try {
      await live.api.command(quizzes, 'quiz:accept-late', { ...ofQuiz, attemptId });
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setBusy((now) => new Set([...now].filter((id) => id !== attemptId)));
    }
  };

  const saveRules = async (rules: OwnRules): Promise<void> => {
    setSavingRules({ state: 'saving' });
    try {
      await live.api.command(quizzes, 'quiz:set-rules', { ...ofQuiz, ...rules });
      setSavingRules({ state: 'saved', at: new Date().toISOString() });
    } catch (problem) {
      setSavingRules({ state: 'failed', sentence: wordsOf(problem) });
    }
  };

  return {
    sheet,
    open: (next: OpenSheet) => {
      setDeciding({ state: 'ready' });
      setSheet(next);
    },
    deciding,
    busy,
    fault,
    regraded,
    savingRules,
    acceptLate: (attemptId: string): void => void acceptLate(attemptId),
    saveRules: (rules: OwnRules): void => void saveRules(rules),
    release: (): void => void decide(() => live.api.command(quizzes, 'quiz:release', ofQuiz)),
    regrade: (reason: string): void =>
      void decide(async () =>
        setRegraded(await live.api.command(quizzes, 'quiz:regrade', { ...ofQuiz, reason })),
      ),
    accommodate: (studentId: string, more: { extraPercent: number; extraAttempts: number }): void =>
      void decide(() => live.api.command(quizzes, 'quiz:accommodate', { ...ofQuiz, studentId, ...more })),
  };
}

export type Decisions = ReturnType<typeof useDecisions>;
