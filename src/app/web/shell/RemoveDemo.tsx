import { useTranslation } from 'react-i18next';
import { Sheet } from '#platform/web/ui/Sheet.tsx';

/** How the demo class is taken away: a deed for whoever has the machine, since nothing brings it back. */
export function RemoveDemo({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('shell.removeTitle')} onClose={onClose}>
      <p>{t('shell.removeText')}</p>
      <Command line="npm run reset" />
      <p className="mt-4">{t('shell.removeThen')}</p>
      <Command line="npm run setup" />
    </Sheet>
  );
}

function Command({ line }: { line: string }) {
  return (
    <code dir="ltr" className="mt-2 block rounded-control bg-quiet px-3 py-2 font-mono select-all">
      {line}
    </code>
  );
}
