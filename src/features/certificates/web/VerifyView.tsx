import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import type { Verification } from '../contract.ts';
import { CertificateFace } from './CertificateFace.tsx';
import { useCertificateWords } from './words.ts';

/** What anybody sees who was given a certificate's address. */
export function VerifyView({ verification, address }: { verification: Verification; address: string }) {
  const { t } = useCertificateWords();
  const formats = useFormats();
  const { state, name, course, academy, startsOn, endsOn, issuedAt, endedAt } = verification;
  const day = endedAt ? formats.days(endedAt.slice(0, 10), endedAt.slice(0, 10)) : '';
  const issued = issuedAt.slice(0, 10);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {state === 'valid' ? (
        <p className="flex items-center gap-2 text-title text-good" data-print="no">
          <CheckIcon />
          {t('verify.valid')}
        </p>
      ) : (
        <p className="max-w-read border-s-4 border-caution py-1 ps-4 text-title">
          {state === 'revoked' ? t('verify.revoked', { day }) : t('verify.replaced', { day })}
        </p>
      )}
      {name === null ? (
        <dl className="grid max-w-read grid-cols-[auto_1fr] gap-x-8 gap-y-2">
          <Fact term={t('verify.course')} words={course} />
          <Fact term={t('verify.academy')} words={academy} />
          <Fact term={t('verify.days')} words={formats.days(startsOn, endsOn)} />
          <Fact term={t('verify.issued')} words={formats.days(issued, issued)} />
        </dl>
      ) : (
        <CertificateFace certificate={verification} address={address} />
      )}
    </div>
  );
}

function Fact({ term, words }: { term: string; words: string }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd>
        <bdi>{words}</bdi>
      </dd>
    </>
  );
}
