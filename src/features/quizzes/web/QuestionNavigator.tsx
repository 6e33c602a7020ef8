import type { ItemAsked } from '../contract.ts';
import type { DeskView } from './answerDesk.ts';
import { useQuizWords } from './useQuizWords.ts';

interface QuestionNavigatorProps {
  asked: readonly ItemAsked[];
  items: DeskView['items'];
  /** The question that is looked at; null: none in particular. */
  at: number | null;
  onGo: (place: number) => void;
}

/** One number per question: filled when it is answered, with a flag when it is to be looked at again. */
export function QuestionNavigator({ asked, items, at, onGo }: QuestionNavigatorProps) {
  const { t } = useQuizWords();
  const wordsOf = (id: string, place: number): string => {
    const item = items.get(id);
    const states = [
      item?.answer ? t('navigator.answered') : t('navigator.unanswered'),
      ...(item?.flagged ? [t('navigator.flagged')] : []),
      ...(item?.saving.state === 'refused' ? [t('navigator.notSaved')] : []),
    ];
    return t('navigator.question', { place: place + 1, states: states.join(', ') });
  };
  return (
    <nav aria-label={t('navigator.label')} data-print="no">
      <ol className="flex flex-wrap gap-2">
        {asked.map(({ id }, place) => {
          const item = items.get(id);
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => onGo(place)}
                aria-label={wordsOf(id, place)}
                aria-current={at === place ? 'step' : undefined}
                data-answered={item?.answer ? true : undefined}
                data-refused={item?.saving.state === 'refused' || undefined}
                className="relative flex size-10 items-center justify-center rounded-bar border border-control bg-surface text-label pointer-coarse:size-11 data-answered:border-ink data-answered:bg-ink data-answered:text-canvas data-refused:border-live data-refused:bg-live-soft data-refused:text-live aria-[current]:outline-3 aria-[current]:outline-offset-2 aria-[current]:outline-accent"
              >
                {place + 1}
                {item?.flagged && <FlagCorner />}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A corner turned down, as in a book. */
function FlagCorner() {
  return (
    <span
      aria-hidden="true"
      className="absolute end-0 top-0 size-3 rounded-se-bar bg-caution [clip-path:polygon(0_0,100%_0,100%_100%)] rtl:-scale-x-100"
    />
  );
}
