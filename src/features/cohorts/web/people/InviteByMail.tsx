import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { CohortRole, InvitedRow, InviteOutcome } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

/** Writing a list, seeing what would become of it, sending. */
export type MailInviting =
  | { state: 'writing' }
  | { state: 'checking' }
  | { state: 'checked'; rows: readonly InvitedRow[] }
  | { state: 'sending'; rows: readonly InvitedRow[] }
  | { state: 'sent'; count: number }
  | { state: 'failed'; sentence: string };

export interface InviteList {
  lines: string[];
  role: CohortRole;
}

interface InviteByMailProps {
  inviting: MailInviting;
  onCheck: (list: InviteList) => void;
  onSend: (list: InviteList) => void;
  onBack: () => void;
}

export function InviteByMail({ inviting, onCheck, onSend, onBack }: InviteByMailProps) {
  const { t } = useCohortsWords();
  const [text, setText] = useState('');
  const [role, setRole] = useState<CohortRole>('student');
  const [tried, setTried] = useState(false);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const list = { lines, role };
  if (inviting.state === 'checked' || inviting.state === 'sending') {
    return (
      <Checked
        rows={inviting.rows}
        isSending={inviting.state === 'sending'}
        onSend={() => onSend(list)}
        onBack={onBack}
      />
    );
  }
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (lines.length > 0 && inviting.state !== 'checking') onCheck(list);
  };
  const isMissing = tried && lines.length === 0;
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <p className="max-w-read text-muted">{t('invite.byMailText')}</p>
      <label className="grid max-w-wide gap-1">
        <span className="text-label">{t('invite.lines')}</span>
        <textarea
          value={text}
          onChange={(typed) => setText(typed.target.value)}
          rows={5}
          dir="ltr"
          placeholder={t('invite.linesExample')}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? 'invite-lines-fault' : undefined}
          className="field py-2"
        />
        {isMissing && (
          <span id="invite-lines-fault" className="text-caption text-live">
            {t('invite.missingLines')}
          </span>
        )}
      </label>
      <div className="flex flex-wrap items-end gap-3">
        <label className="grid gap-1">
          <span className="text-label">{t('add.role')}</span>
          <select
            value={role}
            onChange={(chosen) => setRole(chosen.target.value as CohortRole)}
            className="field"
          >
            <option value="student">{t('people.student')}</option>
            <option value="instructor">{t('people.instructor')}</option>
          </select>
        </label>
        <Button type="submit" look="primary" busy={inviting.state === 'checking' && t('invite.checking')}>
          {t('invite.check')}
        </Button>
      </div>
      <p role="status">
        {inviting.state === 'sent' && (
          <span className="text-good">{t('invite.sent', { count: inviting.count })}</span>
        )}
        {inviting.state === 'failed' && <span className="text-live">{inviting.sentence}</span>}
      </p>
    </form>
  );
}

const tones: Record<InviteOutcome, string> = {
  ready: 'text-good',
  'would-wait': 'text-caution',
  'already-member': 'text-muted',
  'already-invited': 'text-muted',
  duplicate: 'text-muted',
  'bad-address': 'text-live',
};

interface CheckedProps {
  rows: readonly InvitedRow[];
  isSending: boolean;
  onSend: () => void;
  onBack: () => void;
}

function Checked({ rows, isSending, onSend, onBack }: CheckedProps) {
  const { t } = useCohortsWords();
  const count = rows.filter(({ outcome }) => outcome === 'ready' || outcome === 'would-wait').length;
  return (
    <div className="grid gap-3">
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={t('invite.rows')}>
        <table className="w-full border-t border-hairline">
          <thead className="text-label text-muted">
            <tr className="border-b border-hairline">
              <th scope="col" className="py-2 text-start">
                {t('invite.line')}
              </th>
              <th scope="col" className="py-2 text-start">
                {t('invite.outcome')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index} className="border-b border-hairline">
                <td className="py-2 pe-4 break-all">
                  <span className="block">
                    <bdi>{row.email ?? row.given}</bdi>
                  </span>
                  {row.email !== null && row.name !== null && (
                    <span className="block text-caption text-muted">
                      <bdi>{row.name}</bdi>
                    </span>
                  )}
                </td>
                <td className={`py-2 ${tones[row.outcome]}`}>{t(`invite.outcomes.${row.outcome}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {count > 0 ? (
          <Button look="primary" busy={isSending && t('invite.sending')} onClick={onSend}>
            {t('invite.send', { count })}
          </Button>
        ) : (
          <p role="status">{t('invite.nobodyReady')}</p>
        )}
        <Button onClick={onBack}>{t('invite.back')}</Button>
      </div>
    </div>
  );
}
