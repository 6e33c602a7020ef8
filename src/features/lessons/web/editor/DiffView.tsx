import { useMemo } from 'react';
import { lineDiff, partsOf, type DiffLine } from './lineDiff.ts';
import { useEditingWords } from './words.ts';

interface DiffViewProps {
  before: string;
  after: string;
  language: string;
}

/** What became of a text, line by line; what stayed is folded away. */
export function DiffView({ before, after, language }: DiffViewProps) {
  const { t } = useEditingWords();
  const parts = useMemo(() => partsOf(lineDiff(before, after)), [before, after]);
  if (before === after) return <p className="text-muted">{t('diff.none')}</p>;
  return (
    <div
      lang={language}
      dir="auto"
      tabIndex={0}
      role="group"
      aria-label={t('versions.compareTitle')}
      className="max-h-[60dvh] overflow-auto rounded-control border border-hairline bg-surface py-2 font-mono text-label font-regular"
    >
      {parts.map((part, place) =>
        part.kind === 'lines' ? (
          part.lines.map((line, at) => <Line key={`${place}/${at}`} line={line} />)
        ) : (
          <details key={place}>
            <summary className="px-3 py-1 text-muted hover:bg-quiet">
              {t('diff.same', { count: part.lines.length })}
            </summary>
            {part.lines.map((line, at) => (
              <Line key={at} line={line} />
            ))}
          </details>
        ),
      )}
    </div>
  );
}

const looks = { same: '', gone: 'bg-live-soft', new: 'bg-good-soft' } as const;
const signs = { same: ' ', gone: '−', new: '+' } as const;

function Line({ line: { kind, text } }: { line: DiffLine }) {
  const { t } = useEditingWords();
  return (
    <p className={`flex gap-3 px-3 ${looks[kind]}`}>
      <span aria-hidden="true" className="w-3 shrink-0 text-muted select-none">
        {signs[kind]}
      </span>
      {kind !== 'same' && <span className="sr-only">{kind === 'gone' ? t('diff.gone') : t('diff.new')}</span>}
      <span className="min-w-0 break-words whitespace-pre-wrap">{text}</span>
    </p>
  );
}
