import type { ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { SessionConsole } from '../contract.ts';
import { whoIsIn } from './hostSees.ts';
import type { Acting } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

interface HostEndProps {
  console: SessionConsole;
  acting: Acting;
  /** What other rooms leave open, in sentences: questions without an answer. */
  open?: ReactNode;
  onEnd: () => void;
  onClose: () => void;
}

/** Ending it ends it for everybody and cannot be taken back, so it is asked once. */
export function HostEnd({ console: data, acting, open, onEnd, onClose }: HostEndProps) {
  const { t } = useHostWords();
  const { session } = data;
  const at = session.agenda.findIndex(({ id }) => id === session.currentItemId);
  const unshown = session.agenda.length - at - 1;
  return (
    <Sheet title={t('end.title')} onClose={onClose}>
      <div className="grid gap-2">
        <p>{t('end.text', { count: whoIsIn(data).students.length })}</p>
        {at >= 0 && unshown > 0 && <p>{t('end.unshown', { count: unshown })}</p>}
        {open}
        <p className="text-muted">{t('end.after')}</p>
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          look="danger"
          busy={acting.state === 'sending' && acting.act === 'end' && t('end.sending')}
          onClick={onEnd}
        >
          {t('end.now')}
        </Button>
        <Button onClick={onClose}>{t('end.back')}</Button>
      </div>
      {acting.state === 'failed' && acting.act === 'end' && (
        <p role="alert" className="mt-4 text-live">
          {t('host.notDone', { reason: acting.sentence })}
        </p>
      )}
    </Sheet>
  );
}
