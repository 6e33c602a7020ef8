import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { wordStep } from '../resultRows.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { ResultTable } from './ResultTable.tsx';

interface WordsProps {
  words: readonly { text: string; count: number }[];
  size?: 'page' | 'wall';
}

const page = ['text-body', 'text-title', 'text-section', 'text-page', 'text-number'] as const;
const wall = [
  'text-[length:clamp(1.125rem,min(2vw,3.10vh),3rem)]',
  'text-[length:clamp(1.375rem,min(2.6vw,4.03vh),4rem)]',
  'text-[length:clamp(1.625rem,min(3.4vw,5.27vh),5rem)]',
  'text-[length:clamp(2rem,min(4.4vw,6.82vh),6.5rem)]',
  'text-[length:clamp(2.5rem,min(5.6vw,8.68vh),8rem)]',
] as const;
/** How often a word was given is also told by its figure: size alone misleads with long words. */
const tones = ['text-muted', 'text-muted', 'text-ink', 'text-ink', 'text-ink'] as const;

/** Words in lines, the most frequent first and largest: nothing is turned, and all can be read in order. */
export function WordCloud({ words, size = 'page' }: WordsProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  const sizes = size === 'wall' ? wall : page;
  const most = words[0]?.count ?? 1;
  return (
    <ul className="flex flex-wrap items-baseline gap-x-[0.9em] gap-y-1">
      {words.map(({ text, count }) => {
        const step = wordStep(count, most) - 1;
        return (
          <li key={text} className={`${sizes[step]} ${tones[step]} leading-[1.25] [overflow-wrap:anywhere]`}>
            <bdi>{text}</bdi>
            {count > 1 && (
              <>
                <span
                  aria-hidden="true"
                  className="ms-1 align-super text-[max(0.6em,0.75rem)] font-regular text-muted"
                >
                  {formats.number(count)}
                </span>
                <span className="sr-only"> {t('result.times', { count })}</span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function WordTable({ words }: WordsProps) {
  const { t } = usePollsWords();
  const formats = useFormats();
  return (
    <ResultTable
      label={t('card.result')}
      heads={[t('result.wordHead'), t('result.votes')]}
      lines={words.map(({ text, count }) => ({
        id: text,
        cells: [<bdi key="name">{text}</bdi>, formats.number(count)],
      }))}
    />
  );
}
