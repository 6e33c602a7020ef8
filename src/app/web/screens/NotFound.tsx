import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="max-w-read">
      <PageHeading title={t('notFound.title')} />
      <p className="mt-2 text-muted">{t('notFound.text')}</p>
      <ButtonLink to="/home" className="mt-6">
        {t('notFound.toHome')}
      </ButtonLink>
    </div>
  );
}
