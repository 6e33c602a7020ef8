import { useEffect } from 'react';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';

/** What the keys of the console do, in the order in which they are listed; undefined: there is nothing to do now. */
export const hostKeys = {
  n: 'next',
  i: 'item',
  a: 'ask',
  s: 'say',
  b: 'blank',
  p: 'screen',
  q: 'questions',
  m: 'chat',
  h: 'host',
  '?': 'help',
} as const;

export type HostKeyAct = (typeof hostKeys)[keyof typeof hostKeys];
export type HostKeyActs = Record<HostKeyAct, (() => void) | undefined>;

/** What a key does on the console; letters are the same whether or not they are capital. */
export function actOfKey(key: string, acts: HostKeyActs): (() => void) | undefined {
  const name = key.toLowerCase();
  return Object.hasOwn(hostKeys, name) ? acts[hostKeys[name as keyof typeof hostKeys]] : undefined;
}

/** The panels of questions and chat have keys of their own for what has the focus there. */
function isAmongTalk({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-talk] [role=tabpanel]') !== null;
}

/** What a letter does also there: none of it is what the same letter does to a question or a message. */
export function everywhereOf({ next, item, blank, help }: HostKeyActs): HostKeyActs {
  const none = undefined;
  return {
    next,
    item,
    blank,
    help,
    ask: none,
    say: none,
    screen: none,
    questions: none,
    chat: none,
    host: none,
  };
}

/** The single keys of the console, unless single keys are turned off or meant for a field. */
export function useHostKeys(acts: HostKeyActs): void {
  const isOn = useSingleKeys();
  useEffect(() => {
    if (!isOn) return;
    const heard = (press: KeyboardEvent): void => {
      // A key that is held down would run through the whole run sheet.
      if (isTyped(press) || press.repeat) return;
      const act = actOfKey(press.key, isAmongTalk(press) ? everywhereOf(acts) : acts);
      if (!act) return;
      press.preventDefault();
      act();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [isOn, acts]);
}
