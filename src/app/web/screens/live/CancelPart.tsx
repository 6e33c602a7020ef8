import { useState } from 'react';
import { ScheduleCancel } from '#features/sessions/web/ScheduleCancel.tsx';
import type { Acting } from '#features/sessions/web/useHosting.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';

export interface CancelPartProps {
  acting: Acting;
  /** The sheet opens: what failed before is forgotten. */
  onOpen: () => void;
  /** @returns whether it was called off */
  onCancel: (reason: string) => Promise<boolean>;
}

/** Calling a session off, at the end of what is said about it. */
export function CancelPart({ acting, onOpen, onCancel }: CancelPartProps) {
  const { t } = useHostWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="grid max-w-form gap-2 border-t border-hairline pt-6">
      <h2 className="text-title">{t('cancel.heading')}</h2>
      <p className="text-muted">{t('cancel.text')}</p>
      <Button
        look="danger"
        className="justify-self-start"
        onClick={() => {
          onOpen();
          setOpen(true);
        }}
      >
        {t('cancel.open')}
      </Button>
      {isOpen && (
        <ScheduleCancel
          acting={acting}
          onCancel={(reason) => void onCancel(reason).then((done) => done && setOpen(false))}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
