import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { CourseVersionLine } from '../../contract.ts';
import { useEditingWords } from './words.ts';

interface VersionsProps {
  versions: readonly CourseVersionLine[];
  /** Whether a draft is open, which another one would take the place of. */
  hasDraft: boolean;
  busy: boolean;
  fault: string | null;
  onRestore: (version: number) => void;
  onCompare: (version: number) => void;
}

/** What was published when, by whom, and what it changed. */
export function Versions({ versions, hasDraft, busy, fault, onRestore, onCompare }: VersionsProps) {
  const { t } = useEditingWords();
  const [asking, setAsking] = useState<number | null>(null);
  const restore = (number: number): void => (hasDraft ? setAsking(number) : onRestore(number));
  return (
    <>
      {fault !== null && (
        <p role="alert" className="text-live">
          {t('draft.notDone', { reason: fault })}
        </p>
      )}
      <ol className="grid gap-4">
        {versions.map((version) => (
          <Line
            key={version.number}
            version={version}
            busy={busy}
            onRestore={() => restore(version.number)}
            onCompare={() => onCompare(version.number)}
          />
        ))}
      </ol>
      {asking !== null && (
        <Sheet title={t('versions.restore')} onClose={() => setAsking(null)}>
          <p>{t('versions.replace', { number: asking })}</p>
          <Button
            look="danger"
            onClick={() => {
              setAsking(null);
              onRestore(asking);
            }}
            className="mt-6 w-full"
          >
            {t('versions.replaceGo')}
          </Button>
        </Sheet>
      )}
    </>
  );
}

interface LineProps {
  version: CourseVersionLine;
  busy: boolean;
  onRestore: () => void;
  onCompare: () => void;
}

function Line({ version, busy, onRestore, onCompare }: LineProps) {
  const { t } = useEditingWords();
  const formats = useFormats();
  const now = useNow();
  const { number, publishedAt, publishedBy, from, changes, current } = version;
  const when = formats.when(publishedAt, now);
  return (
    <li className="grid gap-2 border-t border-hairline pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div>
          <h2 className="text-title">
            {t('versions.number', { number })}
            {current && <span className="ms-3 text-caption text-good">{t('versions.current')}</span>}
          </h2>
          <p className="flex flex-wrap gap-x-3 text-caption text-muted">
            <span>
              {publishedBy === null
                ? t('versions.byNobody', { when })
                : t('versions.by', { when, name: publishedBy })}
            </span>
            <span>{t(from === 'folder' ? 'versions.fromFolder' : 'versions.fromEditor')}</span>
            <span>{t('versions.lessons', { count: version.lessons })}</span>
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          <Button onClick={onCompare} aria-label={t('versions.compareName', { number })}>
            {t('versions.compare')}
          </Button>
          <Button
            onClick={onRestore}
            disabled={busy}
            aria-label={t('versions.restoreName', { number })}
            className="disabled:opacity-60"
          >
            {t('versions.restore')}
          </Button>
        </span>
      </div>
      {changes.length === 0 ? (
        <p className="text-muted">{number === 1 ? t('versions.first') : t('versions.noChanges')}</p>
      ) : (
        <ul className="list-disc ps-5">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
