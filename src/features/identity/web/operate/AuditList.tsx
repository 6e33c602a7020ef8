import { useState, type FormEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { AuditLine } from '../../contract.ts';
import { useOperateWords } from './useOperateWords.ts';

export interface AuditAsked {
  act: string;
  about: string;
  by: string;
}

interface AuditFilterProps {
  asked: AuditAsked;
  onShow: (asked: AuditAsked) => void;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function AuditFilter({ asked, onShow }: AuditFilterProps) {
  const { t } = useOperateWords();
  const [act, setAct] = useState(asked.act);
  const [about, setAbout] = useState(asked.about);
  const [by, setBy] = useState(asked.by);
  const [tried, setTried] = useState(false);
  const isBad = by.trim() !== '' && !uuid.test(by.trim());
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (!isBad) onShow({ act: act.trim(), about: about.trim(), by: by.trim() });
  };
  return (
    <form role="search" onSubmit={submit} noValidate className="grid gap-4 bar:grid-cols-3">
      <TextField
        label={t('audit.act')}
        name="act"
        dir="ltr"
        description={t('audit.actHint')}
        value={act}
        onChange={setAct}
      />
      <TextField
        label={t('audit.about')}
        name="about"
        dir="ltr"
        description={t('audit.aboutHint')}
        value={about}
        onChange={setAbout}
      />
      <TextField
        label={t('audit.by')}
        name="by"
        dir="ltr"
        description={t('audit.byHint')}
        value={by}
        onChange={setBy}
        fault={tried && isBad ? t('audit.badId') : undefined}
      />
      <Button type="submit" className="justify-self-start">
        {t('audit.show')}
      </Button>
    </form>
  );
}

interface AuditListProps {
  entries: readonly AuditLine[];
  /** The same as a table. */
  csvHref: string;
  /** Absent: there are no older ones. */
  onOlder?: (() => void) | undefined;
  isLoadingOlder: boolean;
}

/** What was done, newest first. */
export function AuditList({ entries, csvHref, onOlder, isLoadingOlder }: AuditListProps) {
  const { t } = useOperateWords();
  const formats = useFormats();
  if (entries.length === 0) return <EmptyNote why={t('audit.none')} example={t('audit.noneExample')} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p>
        <a href={csvHref} download className="controls inline-flex items-center text-accent">
          {t('audit.csv')}
        </a>
      </p>
      <ol className="border-t border-hairline">
        {entries.map((entry) => (
          <li
            key={entry.id}
            className="grid gap-x-8 gap-y-1 border-b border-hairline py-3 wide:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_minmax(0,5fr)]"
          >
            <p>
              <bdi className="font-mono text-label">{entry.act}</bdi>
              <span className="block text-caption text-muted">
                <time dateTime={entry.at}>{formats.moment(entry.at)}</time>
              </span>
            </p>
            <p className="min-w-0 text-caption [overflow-wrap:anywhere]">
              <Line label={t('audit.who')}>
                {entry.actor ? (entry.actor.name ?? t('audit.gone')) : t('audit.house')}
                {entry.network !== null && (
                  <span className="text-muted"> {t('audit.from', { network: entry.network })}</span>
                )}
              </Line>
              <Line label={t('audit.whom')}>
                <bdi>{entry.about.name ?? entry.about.kind}</bdi>{' '}
                <bdi className="font-mono text-muted select-all">{entry.about.id}</bdi>
              </Line>
            </p>
            <p className="min-w-0 text-caption text-muted [overflow-wrap:anywhere]">
              <Details details={entry.details} />
            </p>
          </li>
        ))}
      </ol>
      {onOlder && (
        <Button
          onClick={onOlder}
          busy={isLoadingOlder && t('audit.loadingOlder')}
          className="justify-self-start"
        >
          {t('audit.older')}
        </Button>
      )}
    </div>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="block">
      <span className="text-muted">{label}</span> {children}
    </span>
  );
}

function Details({ details }: Pick<AuditLine, 'details'>): ReactNode {
  const { t } = useOperateWords();
  if (details === null) return t('audit.erased');
  const parts = Object.entries(details);
  return parts.map(([name, value]) => (
    <span key={name} className="block">
      <bdi className="font-mono">
        {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
      </bdi>
    </span>
  ));
}
