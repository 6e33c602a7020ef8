import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { OwnCertificate } from '#features/certificates/web/OwnCertificate.tsx';
import { useCertificateWords } from '#features/certificates/web/words.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

type OwnProps = ComponentProps<typeof OwnCertificate>;

interface CertificateScreenProps extends Omit<OwnProps, 'own'> {
  cohortId: string;
  own: View<OwnProps['own']>;
}

/** A student's certificate, or what is lacking for it. */
export function CertificateScreen({ cohortId, own, ...rest }: CertificateScreenProps) {
  const { t } = useCertificateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Link
        to={`/c/${cohortId}`}
        data-print="no"
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('own.back')}
      </Link>
      <div data-print="no">
        <PageHeading title={t('own.title')} />
      </div>
      <Shown view={own} loading={t('own.loading')} failed={t('own.failed')} bones={<SheetBones lines={4} />}>
        {(data) => (
          <>
            <p className="text-muted" data-print="no">
              <bdi>{data.cohort.course}</bdi>
            </p>
            <OwnCertificate own={data} {...rest} />
          </>
        )}
      </Shown>
    </div>
  );
}
