import { useState } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon, CopyIcon } from '#platform/web/ui/icons.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { Certificate, CertificateStanding } from '../contract.ts';
import { CertificateFace } from './CertificateFace.tsx';
import type { OwnCertificate as Own } from './reduce.ts';
import { useCertificateWords } from './words.ts';

export type Claiming = { state: 'ready' } | { state: 'claiming' } | { state: 'failed'; sentence: string };

interface OwnCertificateProps {
  own: Own;
  claiming: Claiming;
  onClaim: () => void;
  /** Where a certificate is verified; the whole address, for whoever gets it. */
  addressOf: (certificateId: string) => string;
}

/** A student's certificate, or what is lacking for it. */
export function OwnCertificate({ own, claiming, onClaim, addressOf }: OwnCertificateProps) {
  const { t } = useCertificateWords();
  const { certificate, standing, name } = own;
  if (certificate) return <Issued certificate={certificate} name={name} addressOf={addressOf} />;
  if (!standing) return <EmptyNote why={t('own.none')} example={t('own.noneExample')} />;
  if (!standing.isMet) return <Lacking standing={standing} />;
  return (
    <div className="grid max-w-read gap-4">
      <p className="text-title">{t('own.met')}</p>
      <p>{t('own.name', { name })}</p>
      <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button look="primary" busy={claiming.state === 'claiming' && t('own.claiming')} onClick={onClaim}>
          {t('own.claim')}
        </Button>
        <Link to="/settings" className="controls flex items-center text-accent">
          {t('own.otherName')}
        </Link>
      </p>
      {claiming.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('own.claimFailed', { reason: claiming.sentence })}
        </p>
      )}
    </div>
  );
}

function Lacking({ standing: { lessons, quizzes } }: { standing: CertificateStanding }) {
  const { t } = useCertificateWords();
  const items = [
    ...(lessons
      ? [
          {
            key: 'lessons',
            isDone: lessons.completed >= lessons.needed,
            words:
              lessons.percent === 100
                ? t('own.lessons', { completed: lessons.completed, count: lessons.total })
                : t('own.lessonsOf', lessons),
          },
        ]
      : []),
    ...quizzes.map(({ key, title, passed }) => ({
      key,
      isDone: passed,
      words: passed ? t('own.quizPassed', { quiz: title }) : t('own.quizOpen', { quiz: title }),
    })),
  ];
  return (
    <div className="grid max-w-read gap-3">
      <p className="text-title">{t('own.lacking')}</p>
      <ul className="border-t border-hairline">
        {items.map(({ key, isDone, words }) => (
          <li key={key} className="flex items-center gap-3 border-b border-hairline py-2.5">
            {isDone ? (
              <CheckIcon className="shrink-0 text-good" />
            ) : (
              <span className="flex w-5 shrink-0 justify-center" aria-hidden="true">
                <span className="square" data-is="open" />
              </span>
            )}
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface IssuedProps {
  certificate: Certificate;
  /** What the student is called now. */
  name: string;
  addressOf: (certificateId: string) => string;
}

function Issued({ certificate, name, addressOf }: IssuedProps) {
  const { t } = useCertificateWords();
  const formats = useFormats();
  const [isCopied, setCopied] = useState(false);
  const address = addressOf(certificate.id);
  if (certificate.state !== 'valid') {
    return (
      <div className="grid max-w-read gap-2">
        <p className="text-title">{t('own.revoked', { day: formats.moment(certificate.endedAt!) })}</p>
        {certificate.reason && <p>{t('own.reason', { reason: certificate.reason })}</p>}
        <p className="text-muted">{t('own.revokedHelp')}</p>
      </div>
    );
  }
  const copy = (): void => {
    // Without it the address stands there to be marked by hand.
    void navigator.clipboard?.writeText(address).then(() => setCopied(true));
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <CertificateFace certificate={certificate} address={address} />
      <div className="grid max-w-read gap-4" data-print="no">
        {certificate.name !== name && <Notice>{t('own.renamed', { name })}</Notice>}
        <div>
          <h2 className="text-label">{t('own.link')}</h2>
          <p className="mt-1 break-all">
            <bdi className="select-all">{address}</bdi>
          </p>
          <p className="mt-1 text-caption text-muted">{t('own.linkHint')}</p>
        </div>
        <p className="flex flex-wrap gap-3">
          <Button onClick={copy}>
            <CopyIcon />
            <span role="status">{isCopied ? t('own.copied') : t('own.copy')}</span>
          </Button>
          <Button onClick={() => print()}>{t('own.print')}</Button>
        </p>
      </div>
    </div>
  );
}
