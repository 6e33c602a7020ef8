import { useEffect, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { Acting } from '#platform/web/ui/acting.ts';
import { useStaffWords } from './staffWords.ts';
import { useTakesFocus } from '#platform/web/ui/useTakesFocus.ts';

/** What is to be sent, and the way back while there is one. */
export function HoldPart({
  dueAt,
  acting,
  takesFocus,
  nowMs,
  onUndo,
}: {
  dueAt: string;
  acting: Acting;
  /** Whether it comes because somebody here has just sent it. */
  takesFocus: boolean;
  /** By the server's clock. */
  nowMs: () => number;
  onUndo: () => void;
}) {
  const { t } = useStaffWords();
  const { when } = useFormats();
  const now = useNow();
  const seconds = useSecondsTo(dueAt, nowMs);
  const words = useTakesFocus<HTMLParagraphElement>(takesFocus);
  const said = (): string => {
    if (seconds > 60) return t('state.scheduled', { when: when(dueAt, now) });
    return seconds > 0 ? t('send.holding', { count: seconds }) : t('send.due');
  };
  return (
    <Notice tone="caution">
      {/* The seconds are for the eye: a screen reader is told once, when it begins. */}
      <p ref={words} tabIndex={-1} aria-live="off" className="tabular-nums">
        {said()}
      </p>
      <Button busy={acting.state === 'doing' && t('send.undoing')} onClick={onUndo}>
        {t('send.undo')}
      </Button>
    </Notice>
  );
}

/** Whole seconds until then, renewed each second. */
function useSecondsTo(moment: string, nowMs: () => number): number {
  const left = (): number => Math.max(0, Math.ceil((Date.parse(moment) - nowMs()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1_000);
    return () => clearInterval(timer);
  });
  return seconds;
}
