import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import type { Saving } from '../saving/useAutosave.ts';
import { useEditingWords } from './words.ts';

/** How what is written stands. */
export function SavingLine({ saving, onRetry }: { saving: Saving<unknown>; onRetry: () => void }) {
  const { t } = useEditingWords();
  const { t: house } = useTranslation();
  switch (saving.state) {
    case 'saved':
      return <p className="text-caption text-muted">{t('saving.saved')}</p>;
    case 'saving':
      return <p className="text-caption text-muted">{t('saving.saving')}</p>;
    case 'kept':
      return (
        <p role="status" className="text-caption text-caution">
          {t('saving.kept')}
        </p>
      );
    case 'unfit':
      return (
        <p role="status" className="text-caption text-caution">
          {t('saving.unfit')}
        </p>
      );
    case 'conflict':
      return (
        <p role="status" className="text-caption text-caution">
          {t('saving.conflict')}
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className="flex items-center gap-4 text-caption text-live">
          {t('saving.failed', { reason: saving.sentence })}
          <Button look="plain" onClick={onRetry} className="mx-0">
            {house('states.retry')}
          </Button>
        </p>
      );
  }
}
