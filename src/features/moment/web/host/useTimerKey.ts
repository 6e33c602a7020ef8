import { useEffect } from 'react';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';
import { timerHeadingId } from './TimerPart.tsx';

/** `T` on the console leads to the timer, unless single keys are turned off or meant for a field. */
export function useTimerKey(): void {
  const isOn = useSingleKeys();
  useEffect(() => {
    if (!isOn) return;
    const heard = (press: KeyboardEvent): void => {
      if (isTyped(press) || press.repeat || press.key.toLowerCase() !== 't') return;
      const heading = document.getElementById(timerHeadingId);
      if (!heading) return;
      press.preventDefault();
      heading.focus();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [isOn]);
}
