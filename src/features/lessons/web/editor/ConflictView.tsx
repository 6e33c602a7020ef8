import { Button } from '#platform/web/ui/Button.tsx';
import { same } from '../saving/merge.ts';
import { DiffView } from './DiffView.tsx';
import { useEditingWords } from './words.ts';

interface ConflictViewProps<Fields extends { markdown: string }> {
  mine: Fields;
  theirs: Fields;
  language: string;
  /** What a field is called. */
  labelOf: (field: keyof Fields & string) => string;
  onSettle: (fields: Fields) => void;
}

/** Two people, or two devices, wrote over each other: both texts, and the choice between them. */
export function ConflictView<Fields extends { markdown: string }>(props: ConflictViewProps<Fields>) {
  const { mine, theirs, language, labelOf, onSettle } = props;
  const { t } = useEditingWords();
  const differing = (Object.keys(mine) as (keyof Fields & string)[]).filter(
    (field) => !same(mine[field], theirs[field]),
  );
  const wordsOf = (value: unknown): string =>
    value === '' || value === null
      ? t('conflict.nothing')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return (
    <section role="alert" className="grid gap-4 border-s-4 border-caution ps-4">
      <div>
        <h2 className="text-title">{t('conflict.title')}</h2>
        <p className="mt-1">{t('conflict.text')}</p>
      </div>
      {differing.map((field) => (
        <div key={field} className="grid grid-cols-[minmax(0,1fr)] gap-1">
          <h3 className="text-label">{labelOf(field)}</h3>
          {field === 'markdown' ? (
            <DiffView before={theirs.markdown} after={mine.markdown} language={language} />
          ) : (
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
              <dt className="text-muted">{t('conflict.here')}</dt>
              <dd className="break-words">{wordsOf(mine[field])}</dd>
              <dt className="text-muted">{t('conflict.there')}</dt>
              <dd className="break-words">{wordsOf(theirs[field])}</dd>
            </dl>
          )}
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onSettle(mine)}>{t('conflict.keepMine')}</Button>
        <Button onClick={() => onSettle(theirs)}>{t('conflict.takeTheirs')}</Button>
        {mine.markdown !== theirs.markdown && (
          <Button onClick={() => onSettle({ ...mine, markdown: `${theirs.markdown}\n\n${mine.markdown}` })}>
            {t('conflict.both')}
          </Button>
        )}
      </div>
    </section>
  );
}
