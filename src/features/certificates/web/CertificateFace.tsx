import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Mark } from '#platform/web/ui/icons.tsx';
import type { Verification } from '../contract.ts';
import { useCertificateWords } from './words.ts';
import './certificate.css';

type Faced = Omit<Verification, 'state' | 'endedAt'>;

/** The certificate itself, on the page and on paper. */
export function CertificateFace({ certificate, address }: { certificate: Faced; address: string }) {
  const { t } = useCertificateWords();
  const formats = useFormats();
  const { name, course, academy, startsOn, endsOn, completed, total, quizzes, issuedAt } = certificate;
  return (
    <article
      aria-label={t('face.title')}
      className="certificate rounded-surface border border-hairline bg-surface"
    >
      <div className="certificate-paper">
        <header className="flex items-center justify-between gap-4">
          <bdi className="font-strong">{academy}</bdi>
          <Mark className="size-8" />
        </header>
        <div className="grid content-center gap-[0.6em]">
          <p className="text-muted">{t('face.given')}</p>
          <p className="certificate-name">
            <bdi>{name}</bdi>
          </p>
          <p className="text-muted">{t('face.completed')}</p>
          <p className="certificate-course">
            <bdi>{course}</bdi>
          </p>
          <p>{t('face.days', { days: formats.days(startsOn, endsOn) })}</p>
        </div>
        <footer className="certificate-small grid gap-[0.3em]">
          <p>
            {t('face.lessons', { completed, count: total })}
            {quizzes.length > 0 && (
              <span className="block">{t('face.quizzes', { quizzes: quizzes.join(', ') })}</span>
            )}
          </p>
          <p>{t('face.issued', { day: formats.days(issuedAt.slice(0, 10), issuedAt.slice(0, 10)) })}</p>
          <p>
            <span className="text-muted">{t('face.verify')}</span> <bdi className="break-all">{address}</bdi>
          </p>
        </footer>
      </div>
    </article>
  );
}
