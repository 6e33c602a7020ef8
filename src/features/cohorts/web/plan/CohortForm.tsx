import { useMemo, useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { zoneOptions } from '#platform/web/i18n/zoneOptions.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Pick } from '#platform/web/ui/Pick.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { CohortFacts } from '../../contract.ts';
import { DayField } from '../DayField.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';
import type { PlanSaving } from './PlanEditor.tsx';

export type FactsWanted = Omit<CohortFacts, 'cohortId' | 'archived'>;

type Typed = Partial<Omit<FactsWanted, 'capacity'>> & { places?: string };

interface CohortFormProps {
  facts: FactsWanted;
  canAct: boolean;
  saving: PlanSaving;
  /** @returns whether it was saved */
  onSave: (facts: FactsWanted) => Promise<boolean>;
}

/** What a cohort is called, when and where it is, and how many it takes. What is not being typed stays true. */
export function CohortForm({ facts, canAct, saving, onSave }: CohortFormProps) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const [typed, setTyped] = useState<Typed>({});
  const { capacity, ...known } = facts;
  const places = typed.places ?? (capacity === null ? '' : String(capacity));
  const { title, zone, startsOn, endsOn } = { ...known, ...typed };
  const zones = useMemo(() => zoneOptions(facts.zone), [facts.zone]);
  const type = (more: Typed): void => setTyped((before) => ({ ...before, ...more }));
  const isFaulty = {
    title: title.trim() === '',
    places: places.trim() !== '' && !/^\s*[1-9]\d{0,4}\s*$/.test(places),
    days: startsOn === '' || endsOn === '' || endsOn < startsOn,
  };
  const submit = async (form: FormEvent): Promise<void> => {
    form.preventDefault();
    if (isFaulty.title || isFaulty.places || isFaulty.days || saving.state === 'saving') return;
    const wanted = { title: title.trim(), zone, startsOn, endsOn };
    const isSaved = await onSave({ ...wanted, capacity: places.trim() === '' ? null : Number(places) });
    if (isSaved) setTyped({});
  };
  return (
    <form onSubmit={(form) => void submit(form)} noValidate className="grid max-w-form gap-4">
      <fieldset disabled={!canAct} className="grid gap-4">
        <TextField
          label={t('cohort.name')}
          name="title"
          value={title}
          onChange={(value) => type({ title: value })}
          fault={isFaulty.title ? t('cohort.missingName') : undefined}
        />
        <div className="grid gap-4 bar:grid-cols-2">
          <DayField
            label={t('cohort.startsOn')}
            value={startsOn}
            onChange={(day) => type({ startsOn: day })}
          />
          <DayField
            label={t('cohort.endsOn')}
            value={endsOn}
            onChange={(day) => type({ endsOn: day })}
            fault={isFaulty.days ? t('cohort.endsBefore') : undefined}
          />
        </div>
        <Pick
          label={t('cohort.zone')}
          value={zone}
          options={zones}
          onChange={(name) => type({ zone: name })}
        />
        <TextField
          label={t('cohort.capacity')}
          name="capacity"
          value={places}
          onChange={(value) => type({ places: value })}
          description={t('cohort.capacityHint')}
          fault={isFaulty.places ? t('cohort.capacityFault') : undefined}
        />
      </fieldset>
      {canAct && (
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" look="primary" busy={saving.state === 'saving' && t('cohort.saving')}>
            {t('cohort.save')}
          </Button>
          <p role="status">
            {saving.state === 'saved' && (
              <span className="text-good">{t('cohort.saved', { when: formats.clock(saving.at) })}</span>
            )}
            {saving.state === 'failed' && (
              <span className="text-live">{t('cohort.notSaved', { reason: saving.sentence })}</span>
            )}
          </p>
        </div>
      )}
    </form>
  );
}
