import { useEffect } from 'react';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';
import { actOfKey, type KeyAct } from './desk.ts';

/**
 * `1`-`9`, `C` and `R` on the console, unless single keys are turned off or meant for a field.
 *
 * @param onAct answers whether there was something to do
 */
export function usePollKeys(onAct: (act: KeyAct) => boolean): void {
  const isOn = useSingleKeys();
  useEffect(() => {
    if (!isOn) return;
    const heard = (press: KeyboardEvent): void => {
      if (isTyped(press) || press.repeat || press.shiftKey) return;
      const act = actOfKey(press.key);
      if (act && onAct(act)) press.preventDefault();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [isOn, onAct]);
}
