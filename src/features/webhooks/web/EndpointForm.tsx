import { useState, type FormEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { OutgoingType, WebhookEndpoint, WebhookFormat } from '../contract.ts';
import { typeWord } from './typeWords.ts';
import { useWebhookWords } from './words.ts';

export interface EndpointGiven {
  /** Absent: it stays. */
  url?: string;
  description: string;
  format: WebhookFormat;
  types: OutgoingType[];
}

export type EndpointSaving =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string; field?: string | undefined };

interface EndpointFormProps {
  /** null: a new one. */
  endpoint: WebhookEndpoint | null;
  /** All that may leave. */
  types: readonly OutgoingType[];
  saving: EndpointSaving;
  onSave: (given: EndpointGiven) => void;
}

const formats: readonly WebhookFormat[] = ['plain', 'slack', 'discord', 'teams'];

/** Where events are sent, which, and how they are said. */
export function EndpointForm({ endpoint, types, saving, onSave }: EndpointFormProps) {
  const { t } = useWebhookWords();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [format, setFormat] = useState<WebhookFormat>(endpoint?.format ?? 'plain');
  const [chosen, setChosen] = useState<ReadonlySet<OutgoingType>>(new Set(endpoint?.types));
  const [isTried, setTried] = useState(false);
  const isUrlMissing = !endpoint && url.trim() === '';
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (isUrlMissing || chosen.size === 0 || saving.state === 'saving') return;
    const given = {
      description: description.trim(),
      format,
      types: types.filter((type) => chosen.has(type)),
    };
    onSave({ ...given, ...(url.trim() !== '' && { url: url.trim() }) });
  };
  const refused = saving.state === 'failed' && saving.field === 'url' ? saving.sentence : undefined;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-read gap-5">
      <TextField
        label={t('url')}
        name="url"
        type="url"
        dir="ltr"
        description={endpoint ? t('urlKept', { address: endpoint.shownUrl }) : t('urlHint')}
        value={url}
        onChange={setUrl}
        fault={isTried && isUrlMissing ? t('missingUrl') : refused}
      />
      <TextField
        label={t('description')}
        name="description"
        description={t('descriptionHint')}
        value={description}
        onChange={setDescription}
      />
      <Choice
        label={t('format')}
        value={format}
        options={formats.map((value) => ({ value, label: t(`formats.${value}`) }))}
        onChange={setFormat}
      />
      <Types
        types={types}
        chosen={chosen}
        fault={isTried && chosen.size === 0 ? t('missingTypes') : undefined}
        onChange={setChosen}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button
          type="submit"
          look="primary"
          busy={saving.state === 'saving' && (endpoint ? t('saving') : t('adding'))}
        >
          {endpoint ? t('save') : t('addNow')}
        </Button>
        <p role="status">
          <SavingWords saving={saving} />
        </p>
      </div>
    </form>
  );
}

interface TypesProps {
  types: readonly OutgoingType[];
  chosen: ReadonlySet<OutgoingType>;
  fault: string | undefined;
  onChange: (chosen: ReadonlySet<OutgoingType>) => void;
}

function Types({ types, chosen, fault, onChange }: TypesProps) {
  const { t } = useWebhookWords();
  const tick = (type: OutgoingType, isOn: boolean): void =>
    onChange(new Set(types.filter((one) => (one === type ? isOn : chosen.has(one)))));
  return (
    <fieldset
      aria-describedby={fault === undefined ? undefined : 'webhook-types-fault'}
      className="grid gap-1"
    >
      <legend className="text-label">{t('types')}</legend>
      {types.map((type) => (
        <label key={type} className="controls flex cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            checked={chosen.has(type)}
            onChange={(box) => tick(type, box.target.checked)}
            className="size-4.5 shrink-0"
          />
          <span>{t(typeWord(type))}</span>
        </label>
      ))}
      {fault !== undefined && (
        <p id="webhook-types-fault" role="alert" className="text-caption text-live">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

function SavingWords({ saving }: { saving: EndpointSaving }): ReactNode {
  const { t } = useWebhookWords();
  const { when } = useFormats();
  const now = useNow();
  if (saving.state === 'saved')
    return <span className="text-good">{t('saved', { when: when(saving.at, now) })}</span>;
  if (saving.state === 'failed')
    return <span className="text-live">{t('notSaved', { reason: saving.sentence })}</span>;
  return null;
}
