import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { Provider } from '../../contract.ts';
import { useOperateWords } from './useOperateWords.ts';

/** The address that is to be registered with the provider. */
export function CallbackAddress({ callback }: { callback: string }) {
  const { t } = useOperateWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(callback);
    setCopied(true);
  };
  return (
    <div className="grid max-w-read gap-1">
      <p className="text-label">{t('sso.callback')}</p>
      <p className="flex flex-wrap items-center gap-4">
        <bdi className="min-w-0 font-mono text-caption select-all [overflow-wrap:anywhere]">{callback}</bdi>
        <Button onClick={() => void copy()}>
          <span role="status">{copied ? t('sso.copied') : t('sso.copy')}</span>
        </Button>
      </p>
    </div>
  );
}

interface TryProviderProps {
  provider: Provider;
  /** Leads to the provider and back. */
  testHref: string;
  removing: { state: 'ready' } | { state: 'removing' } | { state: 'failed'; sentence: string };
  onRemove: () => void;
}

export function TryProvider({ provider, testHref, removing, onRemove }: TryProviderProps) {
  const { t } = useOperateWords();
  const [asking, setAsking] = useState(false);
  return (
    <section className="grid max-w-read gap-3 border-t border-hairline pt-6">
      <p className="flex flex-wrap items-center gap-4">
        <a
          href={testHref}
          className="controls inline-flex items-center rounded-control border border-control bg-surface px-4 text-label text-ink no-underline hover:bg-quiet"
        >
          {t('sso.test')}
        </a>
        <Button
          look="plain"
          onClick={() => setAsking(true)}
          busy={removing.state === 'removing' && t('sso.removing')}
        >
          {t('sso.remove')}
        </Button>
      </p>
      <p className="text-caption text-muted">{t('sso.testHint')}</p>
      {provider.lastTest && <Tested test={provider.lastTest} />}
      {removing.state === 'failed' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {removing.sentence}
        </p>
      )}
      {asking && (
        <Sheet title={t('sso.removeTitle')} onClose={() => setAsking(false)}>
          <p>{t('sso.removeText')}</p>
          <Button
            look="danger"
            className="mt-6 w-full"
            onClick={() => {
              setAsking(false);
              onRemove();
            }}
          >
            {t('sso.removeNow')}
          </Button>
        </Sheet>
      )}
    </section>
  );
}

function Tested({ test }: { test: NonNullable<Provider['lastTest']> }) {
  const { t } = useOperateWords();
  const formats = useFormats();
  const now = useNow();
  const { outcome, email, groups } = test;
  const say = { when: formats.when(test.at, now), email: email ?? '' };
  return (
    <div className={`border-s-4 ps-3 ${outcome === 'passed' ? 'border-good' : 'border-caution'}`}>
      <p className="[overflow-wrap:anywhere]">{t(`sso.tested.${outcome}`, say)}</p>
      <p className="text-caption text-muted [overflow-wrap:anywhere]">
        {groups.length > 0 ? t('sso.testedGroups', { groups: groups.join(', ') }) : t('sso.testedNoGroups')}
      </p>
    </div>
  );
}
