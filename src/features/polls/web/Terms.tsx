import type { OpenPoll } from '../contract.ts';
import { usePollsWords } from './usePollsWords.ts';

/** What becomes of one's choice, and who will see the result: said before one votes, and as it was afterwards. */
export function Terms({
  poll,
  isOver,
}: {
  poll: Pick<OpenPoll, 'anonymity' | 'kind' | 'results'>;
  isOver: boolean;
}) {
  const { t } = usePollsWords();
  const { anonymity, kind, results } = poll;
  const pays = kind === 'quiz' && anonymity !== 'anonymous' && results !== 'staff';
  if (isOver) return <p className="text-caption text-muted">{t(`privacy.${anonymity}Over`)}</p>;
  return (
    <div className="grid gap-0.5 border-s-4 border-hairline ps-3 text-muted">
      <p>{t(`privacy.${anonymity}`)}</p>
      <p>{t(`shows.${results}`)}</p>
      {pays && <p>{t('privacy.quiz')}</p>}
    </div>
  );
}
