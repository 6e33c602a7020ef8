import { useState, type FormEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Provider } from '../../contract.ts';
import { GroupRules, type RuleCohort } from './GroupRules.tsx';
import { draftOf, givenBy, type ProviderDraft, type ProviderGiven } from './providerDraft.ts';
import { useOperateWords } from './useOperateWords.ts';

export type ProviderSaving =
  | { state: 'ready' }
  | { state: 'saving' }
  | { state: 'saved'; at: string }
  | { state: 'failed'; sentence: string; field?: string | undefined };

interface ProviderFormProps {
  provider: Provider | null;
  cohorts: readonly RuleCohort[];
  saving: ProviderSaving;
  onSave: (given: ProviderGiven) => void;
}

/** How an organisation's own identity provider is asked. */
export function ProviderForm({ provider, cohorts, saving, onSave }: ProviderFormProps) {
  const { t } = useOperateWords();
  const [draft, setDraft] = useState(() => draftOf(provider));
  const [tried, setTried] = useState(false);
  const put = (change: Partial<ProviderDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const isWhole = [draft.title, draft.issuer, draft.clientId].every((value) => value.trim() !== '');
  const faultIn = (field: 'title' | 'issuer' | 'clientId' | 'clientSecret'): string | undefined => {
    if (tried && field !== 'clientSecret' && draft[field].trim() === '') return t('sso.missing');
    return saving.state === 'failed' && saving.field === field ? saving.sentence : undefined;
  };
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (isWhole && saving.state !== 'saving') onSave(givenBy(draft));
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-read gap-5">
      <TextField
        label={t('sso.name')}
        name="title"
        description={t('sso.nameHint')}
        value={draft.title}
        onChange={(title) => put({ title })}
        fault={faultIn('title')}
      />
      <TextField
        label={t('sso.issuer')}
        name="issuer"
        type="url"
        dir="ltr"
        description={t('sso.issuerHint')}
        value={draft.issuer}
        onChange={(issuer) => put({ issuer })}
        fault={faultIn('issuer')}
      />
      <TextField
        label={t('sso.clientId')}
        name="client-id"
        dir="ltr"
        value={draft.clientId}
        onChange={(clientId) => put({ clientId })}
        fault={faultIn('clientId')}
      />
      <TextField
        label={t('sso.secret')}
        name="client-secret"
        type="password"
        dir="ltr"
        description={provider?.hasSecret ? t('sso.secretKept') : t('sso.secretNew')}
        value={draft.clientSecret}
        onChange={(clientSecret) => put({ clientSecret })}
        fault={faultIn('clientSecret')}
      />
      <Domains provider={provider} value={draft.domains} onChange={(domains) => put({ domains })} />
      <TextField
        label={t('sso.groupClaim')}
        name="group-claim"
        dir="ltr"
        value={draft.groupClaim}
        onChange={(groupClaim) => put({ groupClaim })}
      />
      <GroupRules rules={draft.rules} cohorts={cohorts} onChange={(rules) => put({ rules })} />
      <Tick checked={draft.enabled} onChange={(enabled) => put({ enabled })}>
        {t('sso.enabled')}
      </Tick>
      <Tick
        checked={draft.enabled && draft.enforced}
        isOff={!draft.enabled}
        onChange={(enforced) => put({ enforced })}
        hint={t('sso.enforcedHint')}
      >
        {t('sso.enforced')}
      </Tick>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" look="primary" busy={saving.state === 'saving' && t('sso.saving')}>
          {t('sso.save')}
        </Button>
        <p role="status">
          <SavingWords saving={saving} />
        </p>
      </div>
    </form>
  );
}

function SavingWords({ saving }: { saving: ProviderSaving }): ReactNode {
  const { t } = useOperateWords();
  const formats = useFormats();
  const now = useNow();
  if (saving.state === 'saved')
    return <span className="text-good">{t('sso.saved', { when: formats.when(saving.at, now) })}</span>;
  if (saving.state === 'failed')
    return <span className="text-live">{t('sso.notSaved', { reason: saving.sentence })}</span>;
  return null;
}

interface DomainsProps {
  provider: Provider | null;
  value: string;
  onChange: (value: string) => void;
}

function Domains({ provider, value, onChange }: DomainsProps) {
  const { t } = useOperateWords();
  return (
    <div className="grid gap-1">
      <label htmlFor="sso-domains" className="text-label">
        {t('sso.domains')}
      </label>
      <textarea
        id="sso-domains"
        rows={3}
        dir="ltr"
        spellCheck={false}
        aria-describedby="sso-domains-hint"
        value={value}
        onChange={(typed) => onChange(typed.target.value)}
        className="field h-auto py-2"
      />
      <p id="sso-domains-hint" className="text-caption text-muted">
        {t('sso.domainsHint')}
      </p>
      <ul className="text-caption">
        {provider?.domains.map(({ domain, confirmed }) => (
          <li key={domain} className={confirmed ? 'text-good' : 'text-caution'}>
            {confirmed ? t('sso.confirmed', { domain }) : t('sso.claimed', { domain })}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface TickProps {
  checked: boolean;
  isOff?: boolean;
  onChange: (checked: boolean) => void;
  hint?: string;
  children: ReactNode;
}

function Tick({ checked, isOff = false, onChange, hint, children }: TickProps) {
  return (
    <label className="flex cursor-pointer gap-3">
      <input
        type="checkbox"
        checked={checked}
        disabled={isOff}
        onChange={(box) => onChange(box.target.checked)}
        className="mt-0.5 size-4.5 shrink-0"
      />
      <span>
        {children}
        {hint !== undefined && <span className="block text-caption text-muted">{hint}</span>}
      </span>
    </label>
  );
}
