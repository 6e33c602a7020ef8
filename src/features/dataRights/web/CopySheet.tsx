import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { CopyForm } from './CopyForm.tsx';
import type { Copy } from './useCopy.ts';
import { useRightsWords } from './words.ts';

interface CopySheetProps {
  name: string;
  copy: Copy;
  onCopy: (reason: string) => void;
  onClose: () => void;
}

/** A copy of what one organisation keeps about a person, for whoever administers it. */
export function CopySheet({ name, copy, onCopy, onClose }: CopySheetProps) {
  const { t } = useRightsWords();
  return (
    <Sheet title={t('copy.sheet', { name })} onClose={onClose}>
      <CopyForm text={t('copy.sheetText')} copy={copy} onCopy={onCopy} />
    </Sheet>
  );
}
