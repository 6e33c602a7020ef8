import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';

/** Keeps a defect of one page from taking the whole application with it. Give it the page as its key. */
export class BrokenBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state: { broken: boolean } = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken onReload={() => location.reload()} /> : this.props.children;
  }
}

export function Broken({ onReload }: { onReload: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-read border-s-4 border-live ps-4">
      <PageHeading title={t('broken.title')} />
      <p className="mt-2">{t('broken.text')}</p>
      <Button look="primary" onClick={onReload} className="mt-6">
        {t('broken.reload')}
      </Button>
    </div>
  );
}
