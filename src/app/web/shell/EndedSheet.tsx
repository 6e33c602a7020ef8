import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';

export type Ended =
  | { why: 'signed-out' }
  | { why: 'erased' }
  | { why: 'removed'; cohort: string }
  | { why: 'other-person' }
  | { why: 'new-version' };

interface EndedSheetProps {
  ended: Ended;
  onSignIn: () => void;
  onLeave: () => void;
  onHome: () => void;
  onReload: () => void;
}

/** Stands before the page when going on is no longer possible, and says why. */
export function EndedSheet({ ended, onSignIn, onLeave, onHome, onReload }: EndedSheetProps) {
  const { t } = useTranslation();
  switch (ended.why) {
    case 'signed-out':
      return (
        <Blocking title={t('ended.signedOutTitle')} label={t('ended.signIn')} onGo={onSignIn}>
          {t('ended.signedOutText')}
        </Blocking>
      );
    case 'erased':
      return (
        <Blocking title={t('ended.erasedTitle')} label={t('ended.leave')} onGo={onLeave}>
          {t('ended.erasedText')}
        </Blocking>
      );
    case 'removed':
      return (
        <Blocking title={t('ended.removedTitle')} label={t('ended.toHome')} onGo={onHome}>
          {t('ended.removedText', { cohort: ended.cohort })}
        </Blocking>
      );
    case 'other-person':
      return (
        <Blocking title={t('ended.otherTitle')} label={t('ended.otherReload')} onGo={onReload}>
          {t('ended.otherText')}
        </Blocking>
      );
    case 'new-version':
      return (
        <Blocking title={t('ended.newTitle')} label={t('ended.reload')} onGo={onReload}>
          {t('ended.newText')}
        </Blocking>
      );
  }
}

interface BlockingProps {
  title: string;
  label: string;
  onGo: () => void;
  children: ReactNode;
}

function Blocking({ title, label, onGo, children }: BlockingProps) {
  return (
    <Sheet title={title}>
      <p>{children}</p>
      <Button look="primary" onClick={onGo} className="mt-6 w-full">
        {label}
      </Button>
    </Sheet>
  );
}
