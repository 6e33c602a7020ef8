import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { CohortPlan, PlanMoment } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { atOf, holdingFor, readMoment, textOf, timesOf, type Edits, type TimesText } from './planDraft.ts';

type Module = CohortPlan['modules'][number];
type Lesson = Module['lessons'][number];
type What = 'opens' | 'due';

interface PlanRowProps {
  plan: CohortPlan;
  edits: Edits;
  differs: boolean;
  canAct: boolean;
  onEdit: (key: string, item: Module | Lesson, text: TimesText) => void;
  itemKey: string;
  item: Module | Lesson;
  module: Module;
  /** Titles of lessons that come before this one. */
  after?: readonly string[];
  onFill?: () => void;
}

/** A part of the course or a lesson; under a lesson's empty fields stands what it follows. */
export function PlanRow({
  plan,
  edits,
  differs,
  canAct,
  onEdit,
  itemKey,
  item,
  module,
  after = [],
  onFill,
}: PlanRowProps) {
  const { t } = useCohortsWords();
  const isModule = item === module;
  const text = edits.get(itemKey)?.text ?? { opens: textOf(item.opens), due: textOf(item.due) };
  const own = timesOf(item, edits.get(itemKey));
  const holding = isModule ? own : holdingFor(own, timesOf(module, edits.get(module.key)));
  const isSet = own.opens !== null || own.due !== null;
  const isBackwards =
    holding.opens !== null &&
    holding.due !== null &&
    atOf(holding.due, plan.cohort) <= atOf(holding.opens, plan.cohort);
  const isLast = module.lessons.at(-1) === item;
  const cell = 'py-2 align-top max-bar:block max-bar:py-1';
  return (
    <tr className={`border-b border-hairline max-bar:block max-bar:py-2 ${isModule ? 'bg-quiet' : ''}`}>
      <th scope="row" className={`${cell} text-start ${isModule ? 'px-2 text-title' : 'ps-2 font-strong'}`}>
        <span className="block">
          <bdi>{item.title}</bdi>
        </span>
        {'minutes' in item && (
          <span className="block text-caption text-muted">
            {t('plan.minutesShort', { count: item.minutes })}
          </span>
        )}
        {after.length > 0 && (
          <span className="block text-caption text-muted">
            {t('plan.after', { lessons: after.join(', ') })}
          </span>
        )}
        {isBackwards && <span className="block text-caption text-caution">{t('plan.dueBeforeOpen')}</span>}
      </th>
      {(['opens', 'due'] as const).map((what) => (
        <td key={what} className={cell}>
          <MomentFields
            what={what}
            title={item.title}
            text={text[what]}
            canAct={canAct}
            onChange={(moment) => onEdit(itemKey, item, { ...text, [what]: moment })}
          />
          <Real
            what={what}
            moment={holding[what]}
            follows={!isModule && own[what] === null && holding[what] !== null}
            cohort={plan.cohort}
            differs={differs}
          />
        </td>
      ))}
      <td className={`${cell} text-end`}>
        {canAct && isSet && (
          <span className="flex flex-wrap justify-end gap-x-3 max-bar:justify-start">
            {onFill && !isLast && (
              <Button look="plain" aria-label={t('plan.fillDownOf', { lesson: item.title })} onClick={onFill}>
                {t('plan.fillDown')}
              </Button>
            )}
            <Button
              look="plain"
              aria-label={t('plan.clearOf', { lesson: item.title })}
              onClick={() => onEdit(itemKey, item, { opens: textOf(null), due: textOf(null) })}
            >
              {t('plan.clear')}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

interface MomentFieldsProps {
  what: What;
  title: string;
  text: TimesText[What];
  canAct: boolean;
  onChange: (text: TimesText[What]) => void;
}

function MomentFields({ what, title, text, canAct, onChange }: MomentFieldsProps) {
  const { t } = useCohortsWords();
  const faultId = useId();
  const read = readMoment(text, what);
  const fault = 'fault' in read ? read.fault : undefined;
  const names = { what: t(`plan.${what}`), lesson: title };
  return (
    <span className="block">
      <span className="flex items-center gap-2">
        <span aria-hidden="true" className="w-14 text-caption text-muted bar:hidden">
          {t(`plan.${what}`)}
        </span>
        <span aria-hidden="true" className="text-caption text-muted">
          {t('plan.day')}
        </span>
        <input
          inputMode="numeric"
          value={text.day}
          readOnly={!canAct}
          onChange={(typed) => onChange({ ...text, day: typed.target.value })}
          aria-label={t('plan.dayOf', names)}
          aria-invalid={fault === 'day'}
          aria-describedby={fault === 'day' ? faultId : undefined}
          dir="ltr"
          className="field max-w-16"
        />
        <input
          value={text.time}
          readOnly={!canAct}
          placeholder={what === 'opens' ? '09:00' : '23:59'}
          onChange={(typed) => onChange({ ...text, time: typed.target.value })}
          aria-label={t('plan.timeOf', names)}
          aria-invalid={fault === 'time'}
          aria-describedby={fault === 'time' ? faultId : undefined}
          dir="ltr"
          className="field max-w-20"
        />
      </span>
      {fault !== undefined && (
        <span id={faultId} className="block text-caption text-live">
          {fault === 'day' ? t('plan.wrongDay') : t('plan.wrongTime')}
        </span>
      )}
    </span>
  );
}

interface RealProps {
  what: What;
  moment: PlanMoment | null;
  /** The lesson says nothing itself. */
  follows: boolean;
  cohort: CohortPlan['cohort'];
  differs: boolean;
}

/** The date that a moment really is, by the clock of the cohort and, where that differs, of the reader. */
function Real({ what, moment, follows, cohort, differs }: RealProps) {
  const { t } = useCohortsWords();
  const formats = useFormats();
  if (!moment) {
    return (
      <span className="block text-caption text-muted">
        {what === 'opens' ? t('plan.fromStart') : t('plan.never')}
      </span>
    );
  }
  const at = atOf(moment, cohort).toISOString();
  const there = formats.moment(at, cohort.zone);
  return (
    <span className="block text-caption text-muted">
      {follows ? t('plan.asPart', { when: there }) : there}
      {differs && <span className="block">{t('plan.here', { when: formats.moment(at) })}</span>}
    </span>
  );
}
