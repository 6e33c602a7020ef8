import { Choice } from '#platform/web/ui/Choice.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { OwnPresence } from '../contract.ts';
import { usePresenceWords } from './words.ts';

export type SeenSaving = { state: 'ready' | 'saving' | 'saved' } | { state: 'failed'; sentence: string };

export interface BeingSeenProps {
  own: View<OwnPresence>;
  saving: SeenSaving;
  onHide: (hidden: boolean) => void;
}

/** Whether others see that one is here, and what that means to whom. */
export function BeingSeen({ own, saving, onHide }: BeingSeenProps) {
  const { t } = usePresenceWords();
  return (
    <Shown
      view={own}
      loading={t('settings.loading')}
      failed={t('settings.failed')}
      bones={<Bones lines={['10rem', '16rem', '80%']} />}
    >
      {({ hidden }) => (
        <div className="grid max-w-read gap-3">
          <Choice
            label={t('settings.label')}
            value={hidden ? 'hidden' : 'seen'}
            options={[
              { value: 'seen', label: t('settings.seen') },
              { value: 'hidden', label: t('settings.hidden') },
            ]}
            onChange={(chosen) => onHide(chosen === 'hidden')}
          />
          <p>{hidden ? t('settings.hiddenText') : t('settings.seenText')}</p>
          <p className="text-muted">{t('settings.still')}</p>
          <p role="status" className="min-h-6 text-muted">
            <Standing saving={saving} />
          </p>
        </div>
      )}
    </Shown>
  );
}

function Standing({ saving }: { saving: SeenSaving }) {
  const { t } = usePresenceWords();
  switch (saving.state) {
    case 'ready':
      return null;
    case 'failed':
      return t('settings.notSaved', { reason: saving.sentence });
    default:
      return t(`settings.${saving.state}`);
  }
}
