import { useState } from 'react';

/**
 * What is being typed, kept in this tab until it is sent: turning to another part of the page, or loading it again,
 * loses no word. The key names whose it is, so that it goes when they sign out.
 */
export function useDraft(personId: string, sessionId: string): [string, (text: string) => void] {
  const key = `stoa.question/${personId}/${sessionId}`;
  const [text, setText] = useState(() => read(key));
  return [
    text,
    (typed) => {
      setText(typed);
      write(key, typed);
    },
  ];
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return ''; // Storage is forbidden here.
  }
}

function write(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Storage is forbidden here: the words last as long as the part of the page that they stand in.
  }
}
