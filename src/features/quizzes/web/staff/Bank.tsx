import type { ViewData } from '#kernel/contract.ts';
import { EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import { Bones } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { quizzes } from '../../contract.ts';
import { BlockText } from './BlockText.tsx';
import { useStaffWords } from './useStaffWords.ts';

interface BankProps {
  bank: View<ViewData<typeof quizzes, 'quiz:bank'>>;
  words: string;
  onWords: (words: string) => void;
}

/** Every item of the course, found by its words, as a block that can be copied into a lesson. */
export function Bank({ bank, words, onWords }: BankProps) {
  const { t } = useStaffWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <label className="grid max-w-form gap-1">
        <span className="text-label">{t('bank.search')}</span>
        <input
          type="search"
          dir="auto"
          value={words}
          maxLength={200}
          onChange={({ target }) => onWords(target.value)}
          className="field"
        />
      </label>
      <Shown
        view={bank}
        loading={t('bank.loading')}
        failed={t('bank.failed')}
        bones={<Bones lines={['80%', '60%', '70%']} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote
              why={words.trim() === '' ? t('bank.none') : t('bank.noneFits')}
              example={t('bank.noneExample')}
            />
          ) : (
            <>
              <p role="status" className="text-muted">
                {t('bank.found', { count: items.length })}
              </p>
              <ul className="border-t border-hairline">
                {items.map((item) => (
                  <li
                    key={item.id}
                    className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-hairline py-4"
                  >
                    <p dir="auto" className="max-w-read [text-align:match-parent]">
                      {item.prompt}
                    </p>
                    <p className="flex flex-wrap gap-x-5 text-caption text-muted">
                      <bdi>{t('bank.of', { quiz: item.quizKey, item: item.key })}</bdi>
                      <span>{kindWords(item.kind, t)}</span>
                      {item.tags.map((tag) => (
                        <bdi key={tag}>#{tag}</bdi>
                      ))}
                    </p>
                    <BlockText text={item.block} label={t('bank.block', { item: item.key })} folded />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Shown>
    </div>
  );
}

function kindWords(kind: string, t: ReturnType<typeof useStaffWords>['t']): string {
  const known: Record<string, string> = {
    single: t('kinds.single'),
    multiple: t('kinds.multiple'),
    truth: t('kinds.truth'),
    numeric: t('kinds.numeric'),
    text: t('kinds.text'),
    ordering: t('kinds.ordering'),
    matching: t('kinds.matching'),
    gaps: t('kinds.gaps'),
  };
  return known[kind] ?? kind;
}
