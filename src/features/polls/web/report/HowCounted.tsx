import { Formula } from '#platform/web/ui/Figures.tsx';
import type { PollKind } from '../../contract.ts';
import { useReportWords } from './useReportWords.ts';

const formulas = {
  single: 'options',
  multiple: 'options',
  'yes-no': 'options',
  quiz: 'quiz',
  rating: 'rating',
  ranking: 'ranking',
  text: 'text',
  words: 'words',
  number: 'number',
} as const satisfies Record<PollKind, string>;

/** How the numbers of a poll are made: one press away and, on paper, below them. */
export function HowCounted({ kind, prompt }: { kind: PollKind; prompt: string }) {
  const { t } = useReportWords();
  return <Formula about={prompt}>{t(`formula.${formulas[kind]}`)}</Formula>;
}
