import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { CertificateRow, Decision } from './CohortCertificates.tsx';
import { useCertificateWords } from './words.ts';

interface DecideSheetProps {
  decision: Decision;
  certificate: CertificateRow;
  deciding: { state: 'ready' } | { state: 'busy' } | { state: 'failed'; sentence: string };
  onDecide: (reason: string) => void;
  onClose: () => void;
}

/** Says what a decision about a certificate does, and asks for the reason. */
export function DecideSheet({ decision, certificate, deciding, onDecide, onClose }: DecideSheetProps) {
  const { t } = useCertificateWords();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setAsked(true);
    if (reason.trim() && deciding.state !== 'busy') onDecide(reason.trim());
  };
  const isRevoking = decision === 'revoke';
  return (
    <Sheet title={isRevoking ? t('staff.revokeTitle') : t('staff.reissueTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p>
          {isRevoking ? t('staff.revokeText') : t('staff.reissueText', { name: certificate.presentName })}
        </p>
        <TextField
          label={t('staff.reason')}
          name="reason"
          description={t('staff.reasonHint')}
          value={reason}
          onChange={setReason}
          fault={isAsked && !reason.trim() ? t('staff.missingReason') : undefined}
        />
        {deciding.state === 'failed' && (
          <p role="alert" className="text-live">
            {t('staff.notDone', { reason: deciding.sentence })}
          </p>
        )}
        <Button
          type="submit"
          look={isRevoking ? 'danger' : 'primary'}
          busy={deciding.state === 'busy' && t('staff.doing')}
          className="justify-self-start"
        >
          {isRevoking ? t('staff.doRevoke') : t('staff.doReissue')}
        </Button>
      </form>
    </Sheet>
  );
}
