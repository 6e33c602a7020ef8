import type { OpenQuestion, OwnQuestion } from '../contract.ts';
import { OwnActions } from './OwnActions.tsx';
import { QuestionText } from './QuestionFacts.tsx';
import type { Asking } from './useAsking.ts';
import { useQnaWords, type Say } from './useQnaWords.ts';

/** What the reader asked and nobody else sees, with how it stands and why. */
export function OwnList({
  own,
  questions,
  acts,
}: {
  own: readonly OwnQuestion[];
  questions: readonly OpenQuestion[];
  acts: Pick<Asking, 'onEdit' | 'onWithdraw'>;
}) {
  const { t } = useQnaWords();
  if (own.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="text-label text-muted">{t('list.yours')}</h3>
      <ul className="border-t border-hairline">
        {own.map((one) => (
          <li key={one.id} className="grid grid-cols-[minmax(0,1fr)] gap-1 border-b border-hairline py-3">
            <QuestionText text={one.question} />
            <p className={`text-caption ${one.state === 'dismissed' ? 'text-caution' : 'text-muted'}`}>
              {standing(one, questions, t)}
            </p>
            <OwnActions question={one} {...acts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function standing(one: OwnQuestion, questions: readonly OpenQuestion[], t: Say): string {
  switch (one.state) {
    case 'dismissed':
      return one.reason === '' ? t('own.dismissed') : t('own.dismissedBecause', { reason: one.reason });
    case 'merged': {
      const into = questions.find(({ id }) => id === one.mergedInto);
      return into ? t('own.mergedInto', { question: into.question }) : t('own.merged');
    }
    case 'withdrawn':
      return t('own.withdrawn');
    // Let through, and about to be heard of on the session's topic too.
    case 'published':
    case 'answering':
    case 'answered':
      return t('news.ownPublished');
    case 'pending':
      return t('own.pending');
  }
}
