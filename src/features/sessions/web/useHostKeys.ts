import { useEffect } from 'react';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';

export interface HostKeyActs {
  /** undefined: there is no next item, or the session is not run now. */
  onNext: (() => void) | undefined;
  onBlank: (() => void) | undefined;
  onHelp: () => void;
}

/** What a key does on the console; letters are the same whether or not they are capital. */
export function actOfKey(key: string, { onNext, onBlank, onHelp }: HostKeyActs): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 'n':
      return onNext;
    case 'b':
      return onBlank;
    case '?':
      return onHelp;
    default:
      return undefined;
  }
}

/** `N`, `B` and `?` on the console, unless single keys are turned off or meant for a field. */
export function useHostKeys(acts: HostKeyActs): void {
  const isOn = useSingleKeys();
  useEffect(() => {
    if (!isOn) return;
    const heard = (press: KeyboardEvent): void => {
      // A key that is held down would run through the whole run sheet.
      if (isTyped(press) || press.repeat) return;
      const act = actOfKey(press.key, acts);
      if (!act) return;
      press.preventDefault();
      act();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [isOn, acts]);
}
