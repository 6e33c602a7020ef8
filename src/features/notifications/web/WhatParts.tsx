import type { NotificationPreferences } from '../contract.ts';
import { PreferencePart } from './PreferencePart.tsx';
import { usePreferenceWords } from './preferenceWords.ts';
import { Check, type PartProps } from './WhenParts.tsx';

type TypeChoice = NotificationPreferences['types'][number];

/** Every kind of news, and by which ways it is told. */
export function TypesPart({ preferences, keeping, acts }: PartProps) {
  const { t } = usePreferenceWords();
  return (
    <PreferencePart part="types" label={t('types.label')} keeping={keeping}>
      <ul className="border-t border-hairline">
        {preferences.types.map((choice) => (
          <TypeRow key={choice.type} choice={choice} onChoose={acts.onType} />
        ))}
      </ul>
    </PreferencePart>
  );
}

function TypeRow({ choice, onChoose }: { choice: TypeChoice; onChoose: (choice: TypeChoice) => void }) {
  const { t } = usePreferenceWords();
  const type = t(`types.${choice.type}`);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_11rem] items-center gap-x-6 border-b border-hairline py-2 bar:grid-cols-[minmax(0,1fr)_auto_11rem]">
      <p className="max-bar:col-span-2">{type}</p>
      <label className="controls flex items-center gap-3">
        <input
          type="checkbox"
          aria-label={t('types.inAppOf', { type })}
          checked={choice.inApp}
          onChange={({ target }) => onChoose({ ...choice, inApp: target.checked })}
          className="size-4 shrink-0"
        />
        {t('types.inApp')}
      </label>
      <select
        aria-label={t('types.mailOf', { type })}
        value={choice.mail}
        onChange={({ target }) => onChoose({ ...choice, mail: target.value as TypeChoice['mail'] })}
        className="field"
      >
        {mails.map((mail) => (
          <option key={mail} value={mail}>
            {t(`types.${mail}`)}
          </option>
        ))}
      </select>
    </li>
  );
}

const mails = ['none', 'now', 'digest'] as const satisfies readonly TypeChoice['mail'][];

interface CohortsPartProps extends PartProps {
  cohorts: readonly { id: string; title: string }[];
}

/** Cohorts of which one wants to hear nothing. */
export function CohortsPart({ preferences, keeping, acts, cohorts }: CohortsPartProps) {
  const { t } = usePreferenceWords();
  return (
    <PreferencePart part="cohorts" label={t('cohorts.label')} why={t('cohorts.why')} keeping={keeping}>
      {cohorts.length === 0 && <p className="text-muted">{t('cohorts.none')}</p>}
      {cohorts.map(({ id, title }) => (
        <Check
          key={id}
          label={title}
          checked={preferences.mutedCohortIds.includes(id)}
          onChange={(muted) => acts.onMute(id, muted)}
        />
      ))}
    </PreferencePart>
  );
}
