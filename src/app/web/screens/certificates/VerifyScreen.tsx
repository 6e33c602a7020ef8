import type { Verification } from '#features/certificates/contract.ts';
import { VerifyView } from '#features/certificates/web/VerifyView.tsx';
import { useCertificateWords } from '#features/certificates/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface VerifyScreenProps {
  /** null: there is none at this address. */
  verification: View<Verification | null>;
  address: string;
}

/** Whether a certificate is genuine, for anybody who was given its address. */
export function VerifyScreen({ verification, address }: VerifyScreenProps) {
  const { t } = useCertificateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div data-print="no">
        <PageHeading title={t('verify.title')} />
      </div>
      <Shown
        view={verification}
        loading={t('verify.loading')}
        failed={t('verify.failed')}
        bones={<SheetBones lines={4} />}
      >
        {(data) =>
          data ? (
            <VerifyView verification={data} address={address} />
          ) : (
            <EmptyNote why={t('verify.missing')} example={t('verify.missingExample')} />
          )
        }
      </Shown>
    </div>
  );
}
