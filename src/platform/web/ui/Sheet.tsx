import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { CrossIcon } from './icons.tsx';

interface SheetProps {
  title: string;
  /** Absent: the sheet blocks the page, and only what it holds leads on. */
  onClose?: () => void;
  /** `start`: a drawer at the edge where reading begins. */
  place?: 'middle' | 'start';
  children: ReactNode;
}

const places = {
  middle: {
    overlay: 'items-end justify-center bar:items-center',
    sheet: 'w-full max-w-form max-h-[90dvh] rounded-t-surface bar:rounded-surface',
  },
  start: {
    overlay: 'items-stretch justify-start',
    sheet: 'h-full w-full max-w-80 rounded-e-surface',
  },
} as const;

/** What must be answered, or closed, before anything else: keeps the focus inside and gives it back. */
export function Sheet({ title, onClose, place = 'middle', children }: SheetProps) {
  const { t } = useTranslation();
  const shape = places[place];
  return (
    <ModalOverlay
      isOpen
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
      onOpenChange={(open) => !open && onClose?.()}
      className={`appears fixed inset-0 z-50 flex bg-[rgb(20_20_18/0.5)] ${shape.overlay}`}
    >
      <Modal className={`overflow-auto border border-hairline bg-surface shadow-float ${shape.sheet}`}>
        <Dialog role={onClose ? 'dialog' : 'alertdialog'} className="p-6 outline-none">
          <div className="mb-4 flex items-start justify-between gap-4">
            <Heading slot="title" level={1} className="text-section text-balance">
              {title}
            </Heading>
            {onClose && (
              <button
                type="button"
                onClick={onClose}
                aria-label={t('kit.close')}
                className="controls -me-2 -mt-1 flex w-10 shrink-0 items-center justify-center rounded-control text-muted hover:bg-quiet"
              >
                <CrossIcon />
              </button>
            )}
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
