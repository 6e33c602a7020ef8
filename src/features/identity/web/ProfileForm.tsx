import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { zoneOptions } from '#platform/web/i18n/zoneOptions.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Pick } from '#platform/web/ui/Pick.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';

export type Saving =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string };

interface ProfileFormProps {
  account: { name: string; zone: string };
  saving: Saving;
  onSave: (profile: { name: string; zone: string }) => void;
}

export function ProfileForm({ account, saving, onSave }: ProfileFormProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const [name, setName] = useState(account.name);
  const [zone, setZone] = useState(account.zone);
  // Hundreds of names, and a list that is open begins anew when they change.
  const zones = useMemo(() => zoneOptions(account.zone), [account.zone]);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (name.trim() && saving.state !== 'saving') onSave({ name: name.trim(), zone });
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-4">
      <TextField
        label={t('settings.name')}
        name="name"
        autoComplete="name"
        description={t('settings.nameHint')}
        value={name}
        onChange={setName}
        fault={name.trim() ? undefined : t('settings.missingName')}
      />
      <Pick label={t('settings.zone')} value={zone} options={zones} onChange={setZone} />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" look="primary" busy={saving.state === 'saving' && t('settings.saving')}>
          {t('settings.save')}
        </Button>
        <p role="status">
          {saving.state === 'saved' && (
            <span className="text-good">{t('settings.saved', { when: formats.when(saving.at, now) })}</span>
          )}
          {saving.state === 'failed' && (
            <span className="text-live">{t('settings.notSaved', { reason: saving.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );
}
