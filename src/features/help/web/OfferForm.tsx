import { useState } from 'react';
import type { Acting } from '#platform/web/ui/acting.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextArea } from '#platform/web/ui/TextArea.tsx';
import { helpLimits } from '../contract.ts';
import { useHelpWords } from './words.ts';

interface OfferFormProps {
  student: string;
  text: string;
  onText: (text: string) => void;
  offering: Acting;
  onOffer: () => void;
  onCancel: () => void;
}

/** Where staff say what they offer. */
export function OfferForm({ student, text, onText, offering, onOffer, onCancel }: OfferFormProps) {
  const { t } = useHelpWords();
  const [isMissing, setMissing] = useState(false);
  const isBusy = offering.state === 'doing';
  const offer = (): void => {
    setMissing(text.trim() === '');
    if (text.trim() !== '' && !isBusy) onOffer();
  };
  return (
    <form
      noValidate
      aria-label={t('desk.offer')}
      onSubmit={(form) => {
        form.preventDefault();
        offer();
      }}
      className="grid max-w-read grid-cols-[minmax(0,1fr)] gap-3"
    >
      <TextArea
        label={t('desk.text')}
        name="text"
        value={text}
        onChange={(next) => {
          setMissing(false);
          onText(next);
        }}
        maxLength={helpLimits.textLength}
        hint={t('desk.textHint', { name: student })}
        fault={isMissing ? t('desk.missing') : undefined}
        takesFocus
      />
      <div className="flex flex-wrap gap-3">
        <Button look="primary" type="submit" busy={isBusy && t('desk.sending')}>
          {t('desk.send')}
        </Button>
        <Button onClick={onCancel}>{t('desk.cancel')}</Button>
      </div>
      {offering.state === 'failed' && (
        <p role="alert" className="text-live">
          {t('desk.notSent', { reason: offering.sentence })}
        </p>
      )}
    </form>
  );
}
