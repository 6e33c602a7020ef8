import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Certificate } from '../contract.ts';
import { useCertificateWords } from './words.ts';

/** That somebody has a certificate, and where staff decide about it. */
export function CertificateLine({ certificate, allHref }: { certificate: Certificate; allHref: string }) {
  const { t } = useCertificateWords();
  const formats = useFormats();
  const day = certificate.issuedAt.slice(0, 10);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="text-label">{t('staff.line')}</span>
      <span>{t('staff.lineIssued', { day: formats.days(day, day) })}</span>
      <span className="text-muted">{t(`staff.${certificate.state}`)}</span>
      <Link to={allHref} className="controls flex items-center text-accent">
        {t('staff.all')}
      </Link>
    </p>
  );
}
