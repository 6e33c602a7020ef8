import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { Announcement } from '../../contract.ts';
import type { Acting } from '#platform/web/ui/acting.ts';
import { useStaffWords } from './staffWords.ts';

export type StaffAct = 'edit' | 'discard' | 'pin' | 'unpin' | 'resend' | 'recall';

/** What can be done with one as it stands. */
export function actsFor({ state, pinned }: Announcement, isSeenByAll: boolean): StaffAct[] {
  switch (state) {
    case 'draft':
      return ['edit', 'discard'];
    case 'scheduled':
      return ['discard'];
    case 'sent':
      return ['edit', pinned ? 'unpin' : 'pin', ...(isSeenByAll ? [] : (['resend'] as const)), 'recall'];
    default:
      return [];
  }
}

interface StaffActsProps {
  one: Announcement;
  isSeenByAll: boolean;
  acting: Acting;
  onAct: (act: StaffAct) => void;
}

/** The acts, and how the last one went. */
export function StaffActs({ one, isSeenByAll, acting, onAct }: StaffActsProps) {
  const { t } = useStaffWords();
  const [isAsking, setAsking] = useState(false);
  const label = (act: StaffAct): string =>
    t(act === 'edit' && one.state === 'sent' ? 'acts.editWords' : `acts.${act}`);
  const all = actsFor(one, isSeenByAll);
  if (all.length === 0 && acting.state === 'ready') return null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-3">
        {all.map((act) => (
          <Button
            key={act}
            look={act === 'recall' || act === 'discard' ? 'danger' : 'quiet'}
            onClick={() => (act === 'recall' ? setAsking(true) : onAct(act))}
          >
            {label(act)}
          </Button>
        ))}
      </div>
      <div role="status" className="empty:hidden">
        {acting.state === 'doing' && <p className="text-muted">{t('acts.doing')}</p>}
        {acting.state === 'failed' && (
          <p className="text-live">{t('acts.notDone', { reason: acting.sentence })}</p>
        )}
      </div>
      {isAsking && (
        <Sheet title={t('recall.title')} onClose={() => setAsking(false)}>
          <p>{t('recall.text')}</p>
          <div className="mt-4 flex flex-wrap gap-3">
            <Button
              look="danger"
              onClick={() => {
                setAsking(false);
                onAct('recall');
              }}
            >
              {t('recall.yes')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('form.cancel')}</Button>
          </div>
        </Sheet>
      )}
    </div>
  );
}
