import { CheckIcon, CrossIcon } from '#platform/web/ui/icons.tsx';
import type { ItemResult } from '../contract.ts';
import { useQuizWords } from './useQuizWords.ts';

const tones: Record<ItemResult['verdict'], string> = {
  right: 'text-good',
  partly: 'text-caution',
  wrong: 'text-live',
  unanswered: 'text-muted',
};

/** Right or not, as a sign and a word: colour alone says nothing. */
export function Verdict({ verdict }: { verdict: ItemResult['verdict'] }) {
  const { t } = useQuizWords();
  const words = {
    right: t('verdict.right'),
    partly: t('verdict.partly'),
    wrong: t('verdict.wrong'),
    unanswered: t('verdict.unanswered'),
  };
  return (
    <span className={`inline-flex items-center gap-2 text-label ${tones[verdict]}`}>
      <Sign verdict={verdict} />
      {words[verdict]}
    </span>
  );
}

function Sign({ verdict }: { verdict: ItemResult['verdict'] }) {
  if (verdict === 'right') return <CheckIcon />;
  if (verdict === 'wrong') return <CrossIcon />;
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="shrink-0">
      {verdict === 'partly' ? (
        <>
          <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
          <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
        </>
      ) : (
        <path d="M5 10h10" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      )}
    </svg>
  );
}
