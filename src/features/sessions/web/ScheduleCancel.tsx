import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { sessionLimits } from '../contract.ts';
import type { Acting } from './useHosting.ts';
import { useHostWords } from './useHostWords.ts';

interface ScheduleCancelProps {
  acting: Acting;
  onCancel: (reason: string) => void;
  onClose: () => void;
}

/** A session is called off: it cannot be taken back, so it is asked once, with a reason for the class. */
export function ScheduleCancel({ acting, onCancel, onClose }: ScheduleCancelProps) {
  const { t } = useHostWords();
  const [reason, setReason] = useState('');
  const isSending = acting.state === 'sending';
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (!isSending) onCancel(reason.trim().slice(0, sessionLimits.reasonLength));
  };
  return (
    <Sheet title={t('cancel.heading')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p>{t('cancel.text')}</p>
        <TextField
          label={t('cancel.reason')}
          name="reason"
          value={reason}
          onChange={setReason}
          description={t('cancel.reasonHint')}
        />
        <Button type="submit" look="danger" busy={isSending && t('cancel.sending')} className="w-full">
          {t('cancel.now')}
        </Button>
        {acting.state === 'failed' && (
          <p role="alert" className="text-live">
            {t('host.notDone', { reason: acting.sentence })}
          </p>
        )}
      </form>
    </Sheet>
  );
}
