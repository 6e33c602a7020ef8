import { useTranslation } from 'react-i18next';
import { languages } from '#platform/web/i18n/languages.ts';
import { Choice } from '#platform/web/ui/Choice.tsx';
import type { Look } from '#platform/web/ui/look.ts';

interface DeviceChoicesProps {
  look: Look;
  onLook: (look: Look) => void;
  language: string;
  onLanguage: (code: string) => void;
}

/** What is chosen per device: how it looks, and in which language. */
export function DeviceChoices({ look, onLook, language, onLanguage }: DeviceChoicesProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4">
      <div>
        <Choice
          label={t('settings.look')}
          value={look}
          onChange={onLook}
          options={[
            { value: 'system', label: t('settings.system') },
            { value: 'light', label: t('settings.light') },
            { value: 'dark', label: t('settings.dark') },
          ]}
        />
        <p className="mt-1 text-caption text-muted">{t('settings.lookHint')}</p>
      </div>
      {languages.length === 1 ? (
        <p>
          <span className="block text-label">{t('settings.language')}</span>
          {languages[0]!.name}
        </p>
      ) : (
        <Choice
          label={t('settings.language')}
          value={language}
          onChange={onLanguage}
          options={languages.map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
    </div>
  );
}
