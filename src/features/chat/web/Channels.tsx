import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { chatLimits, type ChannelList } from '../contract.ts';
import { useActing } from './useActing.ts';
import { useChatWords, type Say } from './useChatWords.ts';

type ChannelLine = ChannelList['channels'][number];

export function channelTitle({ name }: Pick<ChannelLine, 'name'>, t: Say): string {
  return name ?? t('room.general');
}

interface ChannelsProps {
  list: ChannelList;
  /** The one that is looked at. */
  current: string;
  hrefOf: (channelId: string) => string;
  /** These reject with ApiProblem. */
  onOpen: (name: string) => Promise<unknown>;
  onRename: (channelId: string, name: string) => Promise<unknown>;
}

/** The channels of a cohort, with how much of each is new; staff open further ones. */
export function Channels({ list, current, hrefOf, onOpen, onRename }: ChannelsProps) {
  const { t } = useChatWords();
  const [form, setForm] = useState<'open' | 'rename' | null>(null);
  const { channels, viewer } = list;
  const here = channels.find(({ id }) => id === current);
  const mayChange = viewer.isStaff && !channels.some(({ archived }) => archived);
  return (
    <nav aria-label={t('channels.title')} className="grid grid-cols-[minmax(0,1fr)] content-start gap-2">
      <ul className="relative flex gap-1 max-wide:overflow-x-auto wide:grid wide:grid-cols-[minmax(0,1fr)]">
        {channels.map((line) => (
          <li key={line.id} className="max-wide:shrink-0">
            <Line line={line} isHere={line.id === current} href={hrefOf(line.id)} />
          </li>
        ))}
      </ul>
      {mayChange && form === null && (
        <div className="flex flex-wrap gap-x-4">
          {channels.length < chatLimits.channels && (
            <Button look="plain" className="mx-0" onClick={() => setForm('open')}>
              {t('channels.open')}
            </Button>
          )}
          {here && (
            <Button look="plain" className="mx-0" onClick={() => setForm('rename')}>
              {t('channels.rename')}
            </Button>
          )}
        </div>
      )}
      {form === 'open' && (
        <NameForm
          label={t('channels.name')}
          submit={t('channels.create')}
          busy={t('channels.creating')}
          failed={(reason) => t('channels.notOpened', { reason })}
          onSave={onOpen}
          onClose={() => setForm(null)}
        />
      )}
      {form === 'rename' && here && (
        <NameForm
          label={t('channels.renameOf', { channel: channelTitle(here, t) })}
          start={here.name ?? ''}
          submit={t('channels.save')}
          busy={t('channels.saving')}
          failed={(reason) => t('channels.notRenamed', { reason })}
          onSave={(name) => onRename(here.id, name)}
          onClose={() => setForm(null)}
        />
      )}
    </nav>
  );
}

function Line({ line, isHere, href }: { line: ChannelLine; isHere: boolean; href: string }) {
  const { t } = useChatWords();
  const formats = useFormats();
  const { unread, mentioned } = line;
  const told =
    unread >= chatLimits.unread ? `${formats.number(chatLimits.unread - 1)}+` : formats.number(unread);
  return (
    <Link
      to={href}
      aria-current={isHere ? 'page' : undefined}
      className="controls flex items-center justify-between gap-3 rounded-control px-3 no-underline hover:bg-quiet aria-[current]:bg-ink aria-[current]:text-canvas"
    >
      <bdi className={`truncate ${unread > 0 ? 'font-strong' : ''}`}>{channelTitle(line, t)}</bdi>
      {!isHere && unread + mentioned > 0 && (
        <span
          className={`rounded-bar px-1.5 text-caption ${mentioned > 0 ? 'bg-accent text-on-accent' : 'bg-quiet text-ink'}`}
        >
          <bdi aria-hidden="true">
            {mentioned > 0 && '@ '}
            {told}
          </bdi>
          <span className="sr-only">
            {t('channels.unread', { count: unread })}{' '}
            {mentioned > 0 && t('channels.mentioned', { count: mentioned })}
          </span>
        </span>
      )}
    </Link>
  );
}

interface NameFormProps {
  label: string;
  start?: string;
  submit: string;
  busy: string;
  failed: (reason: string) => string;
  onSave: (name: string) => Promise<unknown>;
  onClose: () => void;
}

function NameForm({ label, start = '', submit, busy, failed, onSave, onClose }: NameFormProps) {
  const { t } = useChatWords();
  const [name, setName] = useState(start);
  const field = useRef<HTMLInputElement>(null);
  // Whoever pressed the button is about to type.
  useEffect(() => field.current?.focus(), []);
  const { acting, run } = useActing();
  return (
    <form
      noValidate
      onSubmit={(form) => {
        form.preventDefault();
        if (name.trim() !== '') void run(() => onSave(name.trim())).then((done) => done && onClose());
      }}
      className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-2"
    >
      <label className="grid gap-1">
        <span className="text-label">{label}</span>
        <input
          ref={field}
          dir="auto"
          maxLength={chatLimits.channelNameLength}
          value={name}
          onChange={({ target }) => setName(target.value)}
          className="field"
        />
      </label>
      {acting.state === 'failed' && (
        <p role="alert" className="text-caption text-live">
          {failed(acting.reason)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={acting.state === 'acting' && busy}>
          {submit}
        </Button>
        <Button onClick={onClose}>{t('composer.cancel')}</Button>
      </div>
    </form>
  );
}
