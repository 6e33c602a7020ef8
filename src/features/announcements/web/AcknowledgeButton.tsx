import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnAnnouncement } from '../contract.ts';
import type { Acting } from '#platform/web/ui/acting.ts';
import { useAnnouncementWords } from './words.ts';

interface AcknowledgeButtonProps {
  one: Pick<OwnAnnouncement, 'title' | 'acknowledgedAt'>;
  acting: Acting;
  onAcknowledge: () => void;
}

/** Says that one has read it; then it says that one said so. */
export function AcknowledgeButton({ one, acting, onAcknowledge }: AcknowledgeButtonProps) {
  const { t } = useAnnouncementWords();
  const { when } = useFormats();
  const now = useNow();
  return (
    <div className="grid justify-items-start gap-2">
      {one.acknowledgedAt === null && (
        <Button
          look="primary"
          aria-label={t('acknowledgeOf', { title: one.title })}
          busy={acting.state === 'doing' && t('acknowledging')}
          onClick={onAcknowledge}
        >
          {t('acknowledge')}
        </Button>
      )}
      <div role="status" className="empty:hidden">
        {one.acknowledgedAt !== null && (
          <p className="flex items-start gap-2 text-muted">
            <CheckIcon className="mt-0.5 text-good" />
            {t('acknowledged', { when: when(one.acknowledgedAt, now) })}
          </p>
        )}
      </div>
      {acting.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('notAcknowledged', { reason: acting.sentence })}
        </p>
      )}
    </div>
  );
}
