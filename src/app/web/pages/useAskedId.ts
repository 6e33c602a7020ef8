import { useRef } from 'react';
import { newId } from '#kernel/ids.ts';

/**
 * The command id of what somebody asks for: the same while they ask for the same, so that where only the answer was lost
 * nothing is made twice. Once it was answered, `onAnswer` lets the same words be asked for anew.
 */
export function useAskedId(): { idOf: (input: object) => string; onAnswer: () => void } {
  const asked = useRef({ words: '', commandId: '' });
  const idOf = (input: object): string => {
    const words = JSON.stringify(input);
    if (asked.current.words !== words) asked.current = { words, commandId: newId() };
    return asked.current.commandId;
  };
  const onAnswer = (): void => {
    asked.current = { words: '', commandId: '' };
  };
  return { idOf, onAnswer };
}
