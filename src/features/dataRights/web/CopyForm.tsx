import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { CopyProgress, CopyStanding } from './CopyStanding.tsx';
import type { Copy } from './useCopy.ts';
import { useRightsWords } from './words.ts';

interface CopyFormProps {
  /** What the copy holds. */
  text: string;
  copy: Copy;
  onCopy: (reason: string) => void;
}

/** A copy of somebody else's data, with the reason that the audit keeps. */
export function CopyForm({ text, copy, onCopy }: CopyFormProps) {
  const { t } = useRightsWords();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setAsked(true);
    if (reason.trim() && copy.state !== 'making') onCopy(reason.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-4">
      <p>{text}</p>
      <TextField
        label={t('copy.reason')}
        name="reason"
        description={t('copy.reasonHint')}
        value={reason}
        onChange={setReason}
        fault={isAsked && !reason.trim() ? t('copy.missingReason') : undefined}
      />
      <Button type="submit" busy={copy.state === 'making' && t('copy.making')} className="justify-self-start">
        {t('copy.make')}
      </Button>
      <CopyProgress copy={copy} />
      <CopyStanding copy={copy} />
    </form>
  );
}
