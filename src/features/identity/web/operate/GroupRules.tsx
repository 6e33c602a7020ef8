import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { givesAdministrator, type RuleDraft } from './providerDraft.ts';
import { useOperateWords } from './useOperateWords.ts';

export interface RuleCohort {
  id: string;
  title: string;
}

interface GroupRulesProps {
  rules: readonly RuleDraft[];
  cohorts: readonly RuleCohort[];
  onChange: (rules: readonly RuleDraft[]) => void;
}

/** Which group of the provider gives which role here. */
export function GroupRules({ rules, cohorts, onChange }: GroupRulesProps) {
  const { t } = useOperateWords();
  const put = (key: number, change: Partial<RuleDraft>): void =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)));
  const add = (): void => {
    const key = Math.max(-1, ...rules.map((rule) => rule.key)) + 1;
    const [first] = cohorts;
    onChange([...rules, { key, group: '', gives: first ? `student ${first.id}` : givesAdministrator }]);
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="text-label">{t('sso.rules')}</legend>
      <p className="text-caption text-muted">{t('sso.rulesLead')}</p>
      {rules.length === 0 ? (
        <p>{t('sso.noRules')}</p>
      ) : (
        <ul className="grid gap-3">
          {rules.map((rule) => (
            <li
              key={rule.key}
              className="grid items-end gap-3 border-t border-hairline pt-3 bar:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
            >
              <TextField
                label={t('sso.group')}
                name={`group-${rule.key}`}
                value={rule.group}
                onChange={(group) => put(rule.key, { group })}
              />
              <Gives rule={rule} cohorts={cohorts} onChange={(gives) => put(rule.key, { gives })} />
              <Button
                look="plain"
                aria-label={t('sso.removeRuleName', { group: rule.group })}
                onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}
                className="justify-self-start"
              >
                {t('sso.removeRule')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button onClick={add} className="justify-self-start">
        {t('sso.addRule')}
      </Button>
    </fieldset>
  );
}

interface GivesProps {
  rule: RuleDraft;
  cohorts: readonly RuleCohort[];
  onChange: (gives: string) => void;
}

function Gives({ rule, cohorts, onChange }: GivesProps) {
  const { t } = useOperateWords();
  const [role, cohortId] = rule.gives.split(' ');
  // A cohort that is archived, or was never here, stays as it was written down.
  const isElsewhere = cohortId !== undefined && !cohorts.some(({ id }) => id === cohortId);
  const say = { student: 'sso.student', instructor: 'sso.instructor' } as const;
  return (
    <label className="grid gap-1">
      <span className="text-label">{t('sso.gives')}</span>
      <select value={rule.gives} onChange={(chosen) => onChange(chosen.target.value)} className="field">
        {cohorts.flatMap(({ id, title }) =>
          (['student', 'instructor'] as const).map((which) => (
            <option key={`${which} ${id}`} value={`${which} ${id}`}>
              {t(say[which], { cohort: title })}
            </option>
          )),
        )}
        {isElsewhere && (
          <option value={rule.gives}>
            {t(say[role === 'instructor' ? 'instructor' : 'student'], { cohort: t('sso.otherCohort') })}
          </option>
        )}
        <option value={givesAdministrator}>{t('sso.administrator')}</option>
      </select>
    </label>
  );
}
