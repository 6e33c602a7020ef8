import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { CopyIcon } from '#platform/web/ui/icons.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { useCohortsWords } from '../useCohortsWords.ts';
import { CodeGroups } from './CodeGroups.tsx';

export type MakingWay =
  | { state: 'ready' }
  | { state: 'making' }
  | { state: 'made'; url: string; code: string | null }
  | { state: 'failed'; sentence: string };

export interface WayWanted {
  kind: 'link' | 'code';
  usesLimit: number | null;
  days: number;
}

interface MakeWayInProps {
  making: MakingWay;
  onMake: (way: WayWanted) => void;
}

/** A link or a code by which whoever has it comes in. */
export function MakeWayIn({ making, onMake }: MakeWayInProps) {
  const { t } = useCohortsWords();
  const [kind, setKind] = useState<'link' | 'code'>('code');
  const [uses, setUses] = useState('');
  const [days, setDays] = useState('30');
  const usesFault = uses.trim() !== '' && !isWhole(uses, 1, 100_000);
  const daysFault = !isWhole(days, 1, 365);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    if (usesFault || daysFault || making.state === 'making') return;
    onMake({ kind, usesLimit: uses.trim() === '' ? null : Number(uses), days: Number(days) });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <p className="max-w-read text-muted">{t('invite.byLinkText')}</p>
      <Choice
        label={t('invite.kind')}
        value={kind}
        options={[
          { value: 'code', label: t('invite.code') },
          { value: 'link', label: t('invite.link') },
        ]}
        onChange={setKind}
      />
      <div className="grid items-start gap-3 bar:grid-cols-[minmax(0,16rem)_minmax(0,10rem)_auto] bar:justify-start">
        <TextField
          label={t('invite.uses')}
          name="uses"
          value={uses}
          onChange={setUses}
          description={t('invite.usesHint')}
          fault={usesFault ? t('invite.usesFault') : undefined}
        />
        <TextField
          label={t('invite.days')}
          name="days"
          value={days}
          onChange={setDays}
          fault={daysFault ? t('invite.daysFault') : undefined}
        />
        <Button
          type="submit"
          look="primary"
          busy={making.state === 'making' && t('invite.making')}
          className="bar:mt-[1.375rem]"
        >
          {t('invite.make')}
        </Button>
      </div>
      <div role="status">
        {making.state === 'made' && <Made url={making.url} code={making.code} />}
        {making.state === 'failed' && <p className="text-live">{making.sentence}</p>}
      </div>
    </form>
  );
}

function Made({ url, code }: { url: string; code: string | null }) {
  const { t } = useCohortsWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      // Forbidden by the browser: the address stands there to be selected.
      () => setCopied(false),
    );
  };
  return (
    <div className="grid gap-2 rounded-control bg-good-soft p-4">
      <p className="text-good">
        {code === null ? t('invite.madeLink') : t('invite.madeCode', { address: shortOf(url) })}
      </p>
      {code !== null && (
        <p className="text-number">
          <CodeGroups code={code} />
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <bdi dir="ltr" className="font-mono break-all select-all">
          {url}
        </bdi>
        <Button onClick={() => void copy()}>
          <CopyIcon />
          {copied ? t('invite.copied') : t('invite.copy')}
        </Button>
      </div>
    </div>
  );
}

/** Where somebody types a code, without the code. */
function shortOf(url: string): string {
  const { host, pathname } = new URL(url, location.href);
  return host + pathname.replace(/\/[^/]*$/, '');
}

function isWhole(typed: string, min: number, max: number): boolean {
  const number = Number(typed);
  return /^\s*\d+\s*$/.test(typed) && number >= min && number <= max;
}
