import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { CohortCertificates as Issued } from './reduce.ts';
import { useCertificateWords } from './words.ts';

export type CertificateRow = Issued['certificates'][number];
export type Decision = 'revoke' | 'reissue';

interface CohortCertificatesProps {
  issued: Issued;
  onDecide: (decision: Decision, certificate: CertificateRow) => void;
}

/** Every certificate of a cohort, the newest first, and what staff can do about it. */
export function CohortCertificates({ issued, onDecide }: CohortCertificatesProps) {
  const { t } = useCertificateWords();
  const { certificates } = issued;
  if (certificates.length === 0) return <EmptyNote why={t('staff.none')} example={t('staff.noneExample')} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p>{t('staff.count', { count: certificates.length })}</p>
      <ul className="border-t border-hairline">
        {certificates.map((certificate) => (
          <Row key={certificate.id} certificate={certificate} onDecide={onDecide} />
        ))}
      </ul>
    </div>
  );
}

function Row({
  certificate,
  onDecide,
}: { certificate: CertificateRow } & Pick<CohortCertificatesProps, 'onDecide'>) {
  const { t } = useCertificateWords();
  const formats = useFormats();
  const { id, name, presentName, state, issuedAt, reason } = certificate;
  const day = issuedAt.slice(0, 10);
  const called = name ?? t('staff.erased');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-3">
      <div className="min-w-0">
        <p>
          <bdi className="font-strong">{called}</bdi>
          {name !== null && name !== presentName && (
            <span className="ms-3 text-muted">{t('staff.calledNow', { name: presentName })}</span>
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 text-caption text-muted">
          <span>{t('staff.lineIssued', { day: formats.days(day, day) })}</span>
          <span className={state === 'valid' ? 'text-good' : undefined}>{t(`staff.${state}`)}</span>
          {reason && <bdi>{reason}</bdi>}
        </p>
      </div>
      <p className="flex flex-wrap items-center gap-x-4">
        <Link
          to={`/verify/${id}`}
          aria-label={t('staff.lookName', { name: called })}
          className="controls flex items-center text-accent"
        >
          {t('staff.look')}
        </Link>
        {state !== 'replaced' && name !== null && (
          <Button
            look="plain"
            aria-label={t('staff.reissueName', { name: called })}
            onClick={() => onDecide('reissue', certificate)}
            className="mx-0"
          >
            {t('staff.reissue')}
          </Button>
        )}
        {state === 'valid' && (
          <Button
            look="plain"
            aria-label={t('staff.revokeName', { name: called })}
            onClick={() => onDecide('revoke', certificate)}
            className="mx-0"
          >
            {t('staff.revoke')}
          </Button>
        )}
      </p>
    </li>
  );
}
