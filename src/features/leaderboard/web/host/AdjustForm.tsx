import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Pick } from '#platform/web/ui/Pick.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { leaderboardLimits } from '../../contract.ts';
import type { SeenActing } from '../SeenAs.tsx';
import { useLeaderboardWords } from '../words.ts';
import { faultsOf, freshFields, pointsIn, type AdjustFields } from './adjusting.ts';

export interface NewAdjustment {
  personId: string;
  points: number;
  reason: string;
}

export interface AdjustFormProps {
  students: readonly { id: string; name: string }[];
  acting: SeenActing;
  /** @returns whether it was entered */
  onAdjust: (adjustment: NewAdjustment) => Promise<boolean>;
  start?: AdjustFields;
}

/** Gives somebody points or takes some; what was written stays until it is entered. */
export function AdjustForm({ students, acting, onAdjust, start = freshFields }: AdjustFormProps) {
  const { t } = useLeaderboardWords();
  const [fields, setFields] = useState(start);
  const [isTold, setTold] = useState(false);
  const [entered, setEntered] = useState(0);
  const faults = isTold ? faultsOf(fields) : {};
  const set = (part: Partial<AdjustFields>): void => setFields((before) => ({ ...before, ...part }));
  const send = async (): Promise<void> => {
    const points = pointsIn(fields.points);
    setTold(true);
    if (points === undefined || Object.keys(faultsOf(fields)).length > 0) return;
    const { personId, reason } = fields;
    if (!(await onAdjust({ personId, points, reason: reason.trim() }))) return;
    setTold(false);
    setFields(freshFields);
    setEntered((before) => before + 1);
  };
  const long = fields.reason.trim().length - leaderboardLimits.reasonLength;
  return (
    <form
      noValidate
      className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-3"
      onSubmit={(form) => {
        form.preventDefault();
        if (acting.state !== 'busy') void send();
      }}
    >
      <div className="grid gap-1">
        <Pick
          key={entered}
          label={t('host.person')}
          value={fields.personId}
          options={students.map(({ id, name }) => ({ id, label: name }))}
          onChange={(personId) => set({ personId })}
        />
        {faults.personId && <p className="text-caption text-live">{t('host.fault.person')}</p>}
      </div>
      <TextField
        label={t('host.amount')}
        name="points"
        value={fields.points}
        onChange={(points) => set({ points })}
        description={t('host.amountHint')}
        fault={faults.points && t('host.fault.points', { most: leaderboardLimits.points })}
        dir="ltr"
      />
      <TextField
        label={t('host.reason')}
        name="reason"
        value={fields.reason}
        onChange={(reason) => set({ reason })}
        description={t('host.reasonHint')}
        fault={
          faults.reason &&
          (faults.reason === 'long' ? t('host.fault.long', { count: long }) : t('host.fault.reason'))
        }
      />
      <Button type="submit" className="justify-self-start" busy={acting.state === 'busy' && t('seen.busy')}>
        {t('host.give')}
      </Button>
      <p role="status" className={`min-h-6 ${acting.state === 'failed' ? 'text-live' : 'text-muted'}`}>
        {acting.state === 'failed'
          ? t('seen.failed', { reason: acting.sentence })
          : entered > 0 && acting.state === 'ready' && t('host.given')}
      </p>
    </form>
  );
}
