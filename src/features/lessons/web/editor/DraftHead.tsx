import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { CourseDraft } from '../../contract.ts';
import { useEditingWords } from './words.ts';

interface DraftHeadProps {
  draft: CourseDraft;
  onPublish: () => void;
  onDiscard: () => void;
}

/** How the draft stands against what is published, and what can be done with it. */
export function DraftHead({ draft, onPublish, onDiscard }: DraftHeadProps) {
  const { t } = useEditingWords();
  const formats = useFormats();
  const now = useNow();
  const { changed, changes, faults, overtaken } = draft;
  const when = formats.when(changed.at, now);
  return (
    <div className="grid gap-3 rounded-surface border border-hairline bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <p className="text-title">
            {changes.length === 0 ? t('draft.nothing') : t('draft.changes', { count: changes.length })}
          </p>
          <p className="text-caption text-muted">
            {changed.by === null
              ? t('draft.lastChangedUnknown', { when })
              : t('draft.lastChanged', { when, name: changed.by })}
          </p>
          {faults.length > 0 && (
            <p className="text-caption text-caution">{t('draft.faults', { count: faults.length })}</p>
          )}
        </div>
        <span className="flex flex-wrap gap-2">
          <Button look="primary" onClick={onPublish} aria-haspopup="dialog">
            {t('draft.publish')}
          </Button>
          <Button onClick={onDiscard} aria-haspopup="dialog">
            {t('draft.discard')}
          </Button>
        </span>
      </div>
      {overtaken && <Notice tone="caution">{t('draft.overtaken')}</Notice>}
    </div>
  );
}
