import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { useRightsWords } from './words.ts';

export type Erasing = { state: 'ready' } | { state: 'busy' } | { state: 'failed'; sentence: string };

interface ConfirmOtherProps {
  name: string;
  erasing: Erasing;
  onErase: () => void;
}

/** The last step for somebody else: that it is their wish. */
export function ConfirmOther({ name, erasing, onErase }: ConfirmOtherProps) {
  const { t } = useRightsWords();
  const [isAgreed, setAgreed] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setAsked(true);
    if (isAgreed && erasing.state !== 'busy') onErase();
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid gap-1">
        <label className="controls flex items-center gap-3">
          <input
            type="checkbox"
            checked={isAgreed}
            onChange={(box) => setAgreed(box.target.checked)}
            className="size-4.5"
          />
          {t('forget.agreed')}
        </label>
        {isAsked && !isAgreed && (
          <p role="alert" className="text-caption text-live">
            {t('forget.missingAgreed')}
          </p>
        )}
      </div>
      {erasing.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('forget.notDone', { reason: erasing.sentence })}
        </p>
      )}
      <Button
        type="submit"
        look="danger"
        busy={erasing.state === 'busy' && t('forget.doing')}
        className="justify-self-start"
      >
        {t('forget.doOther', { name })}
      </Button>
    </form>
  );
}
