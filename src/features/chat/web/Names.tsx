import { useEffect } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { Mentionable } from './mentions.ts';
import { useChatWords } from './useChatWords.ts';

export interface Offered extends Mentionable {
  /** Beside the name. */
  hint: string;
}

interface NamesProps {
  id: string;
  list: readonly Offered[];
  /** Which one Enter takes. */
  at: number;
  onPick: (who: Offered) => void;
}

/** Who may be meant by what is typed after an @, above the field; the focus stays in the field. */
export function Names({ id, list, at, onPick }: NamesProps) {
  const { t } = useChatWords();
  const count = list.length;
  useEffect(() => {
    if (count > 0) announcer.say({ text: t('composer.namesFound', { count }), group: 'chat/names' });
  }, [count, t]);
  if (count === 0) return null;
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={t('composer.names')}
      className="absolute start-0 bottom-full z-10 mb-1 w-72 max-w-full rounded-control border border-hairline bg-surface p-1 shadow-float"
    >
      {list.map((who, place) => (
        <li
          key={who.id}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === at}
          // The field keeps the focus, and with it the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(who);
          }}
          className="controls flex cursor-pointer items-center justify-between gap-3 rounded-control px-3 aria-selected:bg-accent-soft"
        >
          <bdi className="truncate">{who.name}</bdi>
          <span className="shrink-0 text-caption text-muted">{who.hint}</span>
        </li>
      ))}
    </ul>
  );
}
