import type { ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { useDeskWords } from './useDeskWords.ts';

interface SureSheetProps {
  title: string;
  does: string;
  onDo: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What cannot be taken back is asked once. */
export function SureSheet({ title, does, onDo, onClose, children }: SureSheetProps) {
  const { t } = useDeskWords();
  return (
    <Sheet title={title} onClose={onClose}>
      {children}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button look="danger" onClick={onDo}>
          {does}
        </Button>
        <Button onClick={onClose}>{t('sure.keep')}</Button>
      </div>
    </Sheet>
  );
}
