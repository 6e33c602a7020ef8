import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { minutesAhead } from '#platform/web/i18n/formats.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { CohortPlan, PlanRule } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { FillDownSheet } from './FillDownSheet.tsx';
import {
  filledDown,
  rulesOf,
  wasChangedElsewhere,
  withText,
  type Edits,
  type TimesText,
} from './planDraft.ts';
import { PlanRow } from './PlanRow.tsx';

export type PlanSaving =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string };

type Module = CohortPlan['modules'][number];
type Lesson = Module['lessons'][number];

interface PlanEditorProps {
  plan: CohortPlan;
  canAct: boolean;
  saving: PlanSaving;
  /** @returns whether it was saved: what was typed is then done with */
  onSave: (rules: PlanRule[]) => Promise<boolean>;
}

/** When lessons open and are due, as days counted from the first, with the real dates beside them. */
export function PlanEditor({ plan, canAct, saving, onSave }: PlanEditorProps) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  const now = useNow();
  const [edits, setEdits] = useState<Edits>(new Map());
  const [filling, setFilling] = useState<{ module: Module; lesson: Lesson } | null>(null);
  const { cohort } = plan;
  const differs = minutesAhead(formats.zone, cohort.zone, now) !== 0;
  const rules = rulesOf(plan, edits);
  const edit = (key: string, item: Module | Lesson, text: TimesText): void =>
    setEdits((before) => withText(before, key, item, text));
  const save = async (): Promise<void> => {
    if (rules && rules.length > 0 && (await onSave(rules))) setEdits(new Map());
  };
  const titles = new Map(
    plan.modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title] as const)),
  );
  const row = { plan, edits, differs, canAct, onEdit: edit };

  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-section">{t('plan.lessons')}</h2>
      <div className="grid max-w-read gap-1 text-muted">
        <p>{t('plan.lead')}</p>
        <p>
          {differs
            ? t('plan.zones', {
                zone: formats.zoneName(cohort.zone, now),
                mine: formats.zoneName(formats.zone, now),
              })
            : t('plan.sameZone', { zone: formats.zoneName(cohort.zone, now) })}
        </p>
      </div>
      {wasChangedElsewhere(plan, edits) && <Notice tone="caution">{t('plan.changedElsewhere')}</Notice>}
      {titles.size === 0 && <EmptyNote why={t('plan.noLessons')} example={t('plan.noLessonsExample')} />}
      {plan.modules.map((module) => (
        <table key={module.key} className="w-full max-bar:block">
          <caption className="sr-only">{module.title}</caption>
          <thead className="text-label text-muted max-bar:sr-only">
            <tr className="border-b border-hairline">
              <th scope="col" className="py-2 text-start">
                {t('plan.lesson')}
              </th>
              <th scope="col" className="w-64 py-2 text-start">
                {t('plan.opens')}
              </th>
              <th scope="col" className="w-64 py-2 text-start">
                {t('plan.due')}
              </th>
              <th scope="col" className="w-28">
                <span className="sr-only">{t('people.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-bar:block">
            <PlanRow {...row} itemKey={module.key} item={module} module={module} />
            {module.lessons.map((lesson) => (
              <PlanRow
                key={lesson.id}
                {...row}
                itemKey={lesson.id}
                item={lesson}
                module={module}
                after={lesson.after.flatMap((id) => titles.get(id) ?? [])}
                onFill={() => setFilling({ module, lesson })}
              />
            ))}
          </tbody>
        </table>
      ))}
      {canAct && (edits.size > 0 || saving.state !== 'ready') && (
        <SaveBar
          count={edits.size}
          canSave={rules !== undefined && rules.length > 0}
          saving={saving}
          onSave={() => void save()}
          onDiscard={() => setEdits(new Map())}
        />
      )}
      {filling && (
        <FillDownSheet
          lesson={filling.lesson.title}
          onFill={(days) => {
            setEdits((before) => filledDown(before, filling.module, filling.lesson, days));
            setFilling(null);
          }}
          onClose={() => setFilling(null)}
        />
      )}
    </section>
  );
}

interface SaveBarProps {
  count: number;
  canSave: boolean;
  saving: PlanSaving;
  onSave: () => void;
  onDiscard: () => void;
}

function SaveBar({ count, canSave, saving, onSave, onDiscard }: SaveBarProps) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  return (
    <div className="sticky bottom-[calc(var(--bar-bottom)+0.5rem)] z-30 flex flex-wrap items-center gap-3 rounded-surface border border-hairline bg-surface p-3 shadow-float">
      {count > 0 && (
        <>
          <Button
            look="primary"
            aria-disabled={!canSave}
            busy={saving.state === 'saving' && t('plan.saving')}
            onClick={onSave}
          >
            {t('plan.save', { count })}
          </Button>
          <Button onClick={onDiscard}>{t('plan.discard')}</Button>
        </>
      )}
      <p role="status">
        {saving.state === 'saved' && count === 0 && (
          <span className="text-good">{t('plan.saved', { when: formats.clock(saving.at) })}</span>
        )}
        {saving.state === 'failed' && (
          <span className="text-live">{t('plan.notSaved', { reason: saving.sentence })}</span>
        )}
      </p>
    </div>
  );
}
