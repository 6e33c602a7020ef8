import { useId, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { momentLimits, type DeskBanner } from '../../contract.ts';
import { FaultLine } from './FaultLine.tsx';
import type { MomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

interface BannerPartProps {
  banners: readonly DeskBanner[];
  acts: MomentActs;
  /** How many students belong to the cohort, in or not. */
  students: number;
  canSay: boolean;
  /** Of the clock that the times are shown by. */
  zone: string;
}

/** Saying something to the whole session, who has read it, and what was said before. */
export function BannerPart({ banners, acts, students, canSay, zone }: BannerPartProps) {
  const { t } = useMomentDeskWords();
  const heading = useId();
  const up = banners.find(({ endedAt }) => endedAt === null);
  const before = banners.filter(({ endedAt }) => endedAt !== null).toReversed();
  if (!canSay && banners.length === 0) return null;
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <h2 id={heading} className="text-section">
        {t('banner.title')}
      </h2>
      {up && <Up banner={up} acts={acts} students={students} zone={zone} />}
      {canSay && <SayForm acts={acts} />}
      <FaultLine acts={acts} part="banner" />
      {before.length > 0 && (
        <details className="group" open={!canSay || undefined}>
          <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
            {t('banner.before', { count: before.length })}
            <DownIcon className="size-4 group-open:rotate-180" />
          </summary>
          <ul className="max-h-80 overflow-auto border-t border-hairline">
            {before.map((banner) => (
              <Before key={banner.id} banner={banner} zone={zone} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

type UpProps = Pick<BannerPartProps, 'acts' | 'students' | 'zone'> & { banner: DeskBanner };

function Up({ banner: { id, text, saidAt, acknowledged }, acts, students, zone }: UpProps) {
  const { t } = useMomentDeskWords();
  const formats = useFormats();
  return (
    <div className="grid justify-items-start gap-1 rounded-surface border border-accent bg-accent-soft p-4">
      <p dir="auto" className="text-title whitespace-pre-line [overflow-wrap:anywhere]">
        {text}
      </p>
      <p className="flex flex-wrap gap-x-4 text-caption">
        <span className="text-muted">{t('banner.up', { when: formats.clock(saidAt, zone) })}</span>
        <span className="font-strong">
          {t('banner.read', { count: acknowledged, students: formats.number(students) })}
        </span>
      </p>
      <Button
        look="plain"
        className="-mb-3"
        onClick={() => void acts.onDo({ name: 'banner:take-down', input: { bannerId: id } })}
      >
        {t('banner.down')}
      </Button>
    </div>
  );
}

function Before({ banner: { text, saidAt, acknowledged }, zone }: { banner: DeskBanner; zone: string }) {
  const { t } = useMomentDeskWords();
  const formats = useFormats();
  return (
    <li className="border-b border-hairline py-1.5">
      {text === '' ? (
        <p className="text-muted">{t('banner.forgotten')}</p>
      ) : (
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          {text}
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 text-caption text-muted">
        <span>{formats.clock(saidAt, zone)}</span>
        <span>{t('banner.wasRead', { count: acknowledged })}</span>
      </p>
    </li>
  );
}

function SayForm({ acts }: Pick<BannerPartProps, 'acts'>) {
  const { t } = useMomentDeskWords();
  const id = useId();
  const [text, setText] = useState('');
  const left = momentLimits.bannerLength - text.trim().length;
  const canSend = text.trim() !== '' && left >= 0;
  const say = async (): Promise<void> => {
    if (!canSend || acts.isSending('banner')) return;
    // What was refused stays in the field.
    if (await acts.onDo({ name: 'banner:say', input: { text: text.trim() } })) setText('');
  };
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-1"
      onSubmit={(form) => {
        form.preventDefault();
        void say();
      }}
    >
      <label htmlFor={id} className="text-label">
        {t('banner.label')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          dir="auto"
          value={text}
          aria-invalid={left < 0}
          aria-describedby={`${id}-left`}
          onChange={({ target }) => setText(target.value)}
          className="field min-w-0"
        />
        <Button type="submit" look={canSend ? 'primary' : 'quiet'} className="shrink-0">
          {t('banner.say')}
        </Button>
      </div>
      <p id={`${id}-left`} className={`text-caption ${left < 0 ? 'text-live' : 'text-muted'}`}>
        {left < 0 ? t('banner.over', { count: -left }) : left <= 60 ? t('banner.left', { count: left }) : ''}
      </p>
    </form>
  );
}
