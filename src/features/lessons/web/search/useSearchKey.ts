import { useEffect } from 'react';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';

/** The key `/` goes to the page's search field, or else does what it is told to. */
export function useSearchKey(goToSearch: (() => void) | undefined): void {
  const singleKeys = useSingleKeys();
  useEffect(() => {
    if (!goToSearch || !singleKeys) return;
    const heard = (press: KeyboardEvent): void => {
      if (press.key !== '/' || isTyped(press)) return;
      press.preventDefault();
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (!field) return goToSearch();
      field.focus();
      field.select();
    };
    document.addEventListener('keydown', heard);
    return () => document.removeEventListener('keydown', heard);
  }, [goToSearch, singleKeys]);
}
