import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { defaultPreferences, type NotificationPreferences } from '../contract.ts';
import { timeWords, weekdays } from './clockWords.ts';
import { PreferencePart } from './PreferencePart.tsx';
import { usePreferenceWords } from './preferenceWords.ts';
import { isUndisturbed, tomorrowAt } from './preview.ts';
import { TimeField } from './TimeField.tsx';
import type { Keeping, PreferenceActs } from './usePreferring.ts';

export interface PartProps {
  preferences: NotificationPreferences;
  keeping: Keeping;
  acts: PreferenceActs;
}

const hourMs = 3_600_000;
const hoursOfWeek = 7 * 24;

/** Being left in peace for a while, from now on. */
export function DisturbPart({ preferences, keeping, acts }: PartProps) {
  const { t } = usePreferenceWords();
  const formats = useFormats();
  const now = useNow();
  const morning = (preferences.quietHours ?? defaultPreferences.quietHours!).to;
  const until = (moment: Date) => () => acts.onDisturb(moment.toISOString());
  const later = (hours: number) => () => acts.onDisturb(new Date(Date.now() + hours * hourMs).toISOString());
  return (
    <PreferencePart part="disturb" label={t('disturb.label')} keeping={keeping}>
      {isUndisturbed(preferences, now) ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>{t('disturb.until', { until: formats.when(preferences.doNotDisturbUntil!, now) })}</p>
          <Button onClick={() => acts.onDisturb(null)}>{t('disturb.end')}</Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={later(1)}>{t('disturb.hour')}</Button>
          <Button onClick={until(tomorrowAt(morning, formats.zone, now))}>
            {t('disturb.tomorrow', { at: timeWords(morning, formats) })}
          </Button>
          <Button onClick={later(hoursOfWeek)}>{t('disturb.week')}</Button>
        </div>
      )}
    </PreferencePart>
  );
}

/** The hours of every day in which no mail comes. */
export function QuietPart({ preferences, keeping, acts }: PartProps) {
  const { t } = usePreferenceWords();
  const formats = useFormats();
  const now = useNow();
  const { quietHours, startsAnyway } = preferences;
  const notAs = (other: string) => (time: string) => (time === other ? t('quiet.sameTime') : undefined);
  return (
    <PreferencePart
      part="quiet"
      label={t('quiet.label')}
      why={t('quiet.zone', { zone: formats.zoneName(formats.zone, now) })}
      keeping={keeping}
    >
      <Check
        label={t('quiet.on')}
        checked={quietHours !== null}
        onChange={(on) =>
          acts.onQuiet({ quietHours: on ? defaultPreferences.quietHours : null, startsAnyway })
        }
      />
      {quietHours && (
        <div className="flex flex-wrap gap-4">
          <TimeField
            label={t('quiet.from')}
            value={quietHours.from}
            faultOf={notAs(quietHours.to)}
            onKeep={(from) => acts.onQuiet({ quietHours: { ...quietHours, from }, startsAnyway })}
          />
          <TimeField
            label={t('quiet.to')}
            value={quietHours.to}
            faultOf={notAs(quietHours.from)}
            onKeep={(to) => acts.onQuiet({ quietHours: { ...quietHours, to }, startsAnyway })}
          />
        </div>
      )}
      <Check
        label={t('quiet.starts')}
        checked={startsAnyway}
        onChange={(on) => acts.onQuiet({ quietHours, startsAnyway: on })}
      />
    </PreferencePart>
  );
}

/** When the mail comes that gathers what can wait. */
export function DigestPart({ preferences, keeping, acts }: PartProps) {
  const { t } = usePreferenceWords();
  const { digest } = preferences;
  return (
    <PreferencePart part="digest" label={t('digest.label')} why={t('digest.why')} keeping={keeping}>
      <div className="flex flex-wrap items-start gap-4">
        <Choice
          label={t('digest.cadence')}
          value={digest.cadence}
          options={[
            { value: 'daily', label: t('digest.daily') },
            { value: 'weekly', label: t('digest.weekly') },
          ]}
          onChange={(cadence) => acts.onDigest({ ...digest, cadence })}
        />
        {digest.cadence === 'weekly' && (
          <label className="grid gap-1">
            <span className="text-label">{t('digest.weekday')}</span>
            <select
              value={digest.weekday}
              onChange={({ target }) => acts.onDigest({ ...digest, weekday: Number(target.value) })}
              className="field w-36"
            >
              {weekdays.map((weekday, place) => (
                <option key={weekday} value={place + 1}>
                  {t(`weekday.${weekday}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <TimeField
          label={t('digest.at')}
          value={digest.at}
          onKeep={(at) => acts.onDigest({ ...digest, at })}
        />
      </div>
    </PreferencePart>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="controls flex w-fit max-w-full items-center gap-3">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="size-4 shrink-0"
      />
      {label}
    </label>
  );
}
