import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { usePreferenceWords } from './preferenceWords.ts';
import { PreviewWords } from './PreviewWords.tsx';
import type { Preferring } from './usePreferring.ts';
import { CohortsPart, TypesPart } from './WhatParts.tsx';
import { DigestPart, DisturbPart, QuietPart } from './WhenParts.tsx';

export interface PreferencesViewProps extends Preferring {
  /** Since when mails come back; null: none does. */
  mailBackSince: string | null;
  /** Where the address can be confirmed, or be another one. */
  addressHref: string;
  cohorts: readonly { id: string; title: string }[];
}

/** When and where one is told what, with what that comes to in plain words. Every choice is kept at once. */
export function PreferencesView(props: PreferencesViewProps) {
  const { preferences, keeping, acts, cohorts, mailBackSince, addressHref } = props;
  const { t } = usePreferenceWords();
  return (
    <Shown
      view={preferences}
      loading={t('loading')}
      failed={t('failed')}
      bones={<Bones lines={['100%', '60%', '80%', '100%', '60%', '80%']} />}
    >
      {(data) => {
        const part = { preferences: data, keeping, acts };
        return (
          <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-4">
            {mailBackSince !== null && <MailBackNote since={mailBackSince} href={addressHref} />}
            <PreviewWords preferences={data} />
            <DisturbPart {...part} />
            <QuietPart {...part} />
            <DigestPart {...part} />
            <TypesPart {...part} />
            <CohortsPart {...part} cohorts={cohorts} />
          </div>
        );
      }}
    </Shown>
  );
}

/** Why no news is mailed, whatever was chosen. */
function MailBackNote({ since, href }: { since: string; href: string }) {
  const { t } = usePreferenceWords();
  const formats = useFormats();
  return (
    <p className="max-w-read border-s-4 border-caution ps-3">
      {t('mailBack', { when: formats.moment(since) })}{' '}
      <Link to={href} className="controls inline-flex items-center text-label text-accent">
        {t('toAddress')}
      </Link>
    </p>
  );
}
