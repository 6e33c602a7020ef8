import { useEffect, useRef } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { useWaysWords } from './useWaysWords.ts';

interface LinkSentProps {
  what: 'link' | 'reset';
  email: string;
  onBack: () => void;
}

/** Says the same whoever asked, and for whichever address. */
export function LinkSent({ what, email, onBack }: LinkSentProps) {
  const { t } = useWaysWords();
  const here = useRef<HTMLDivElement>(null);
  // It takes the place of the form that had the focus.
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className="grid gap-4 outline-none">
      <PageHeading title={t('sent.title')} />
      <p>{what === 'link' ? t('sent.link', { email }) : t('sent.reset', { email })}</p>
      <p className="text-muted">{t('sent.nothing')}</p>
      <Button onClick={onBack} className="justify-self-start">
        {t('sent.back')}
      </Button>
    </div>
  );
}
