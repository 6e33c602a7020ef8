import { useState } from 'react';

/**
 * What is being typed, kept in this tab until it is sent: loading the page again loses no word. The key names whose
 * it is, so that it goes when they sign out.
 *
 * @param place the channel, and the message that it replies to where it does
 */
export function useDraft(personId: string, place: string): [string, (text: string) => void] {
  const key = `stoa.chat/${personId}/${place}`;
  const [draft, setDraft] = useState({ key, text: read(key) });
  if (draft.key !== key) setDraft({ key, text: read(key) });
  return [
    draft.key === key ? draft.text : '',
    (text) => {
      setDraft({ key, text });
      write(key, text);
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
    // Storage is forbidden here: the words last as long as the page that they stand on.
  }
}
