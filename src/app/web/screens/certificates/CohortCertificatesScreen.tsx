import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import {
  CohortCertificates,
  type CertificateRow,
  type Decision,
} from '#features/certificates/web/CohortCertificates.tsx';
import { DecideSheet } from '#features/certificates/web/DecideSheet.tsx';
import type { CohortCertificates as Issued } from '#features/certificates/web/reduce.ts';
import { useCertificateWords } from '#features/certificates/web/words.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface CohortCertificatesScreenProps {
  cohortId: string;
  issued: View<Issued>;
  /** What is asked about at the moment. */
  asking: { decision: Decision; certificate: CertificateRow } | undefined;
  deciding: ComponentProps<typeof DecideSheet>['deciding'];
  onAsk: (decision: Decision, certificate: CertificateRow) => void;
  onDecide: (reason: string) => void;
  onClose: () => void;
}

/** Every certificate of a cohort, for those who run it. */
export function CohortCertificatesScreen(props: CohortCertificatesScreenProps) {
  const { cohortId, issued, asking, deciding, onAsk, onDecide, onClose } = props;
  const { t } = useCertificateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Link
        to={`/teach/${cohortId}`}
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('staff.back')}
      </Link>
      <Shown
        view={issued}
        page
        loading={t('staff.loading')}
        failed={t('staff.failed')}
        bones={<Bones lines={['12rem', '0', '100%', '100%', '100%']} />}
      >
        {(data) => (
          <>
            <header className="grid gap-1">
              <PageHeading title={t('staff.heading', { cohort: data.cohort.title })}>
                {t('staff.title')}
              </PageHeading>
              <p className="text-muted">
                <bdi>{data.cohort.title}</bdi>
              </p>
            </header>
            <CohortCertificates issued={data} onDecide={onAsk} />
          </>
        )}
      </Shown>
      {asking && <DecideSheet {...asking} deciding={deciding} onDecide={onDecide} onClose={onClose} />}
    </div>
  );
}
