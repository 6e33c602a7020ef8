import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';

interface FillDownSheetProps {
  lesson: string;
  onFill: (stepDays: number) => void;
  onClose: () => void;
}

export function FillDownSheet({ lesson, onFill, onClose }: FillDownSheetProps) {
  const { t } = useCohortsWords();
  const [days, setDays] = useState('1');
  const isWhole = /^\s*\d{1,3}\s*$/.test(days);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (isWhole) onFill(Number(days));
  };
  return (
    <Sheet title={t('plan.fillTitle', { lesson })} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <p>{t('plan.fillText')}</p>
        <TextField
          label={t('plan.fillDays')}
          name="days"
          value={days}
          onChange={setDays}
          dir="ltr"
          fault={isWhole ? undefined : t('plan.wrongDay')}
        />
        <div className="flex gap-3">
          <Button type="submit" look="primary">
            {t('plan.fillNow')}
          </Button>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
        </div>
      </form>
    </Sheet>
  );
}
