import { useSyncExternalStore } from 'react';

const narrow = '(width < 47.5rem)';

/** Whether this is a phone's width, where some screens take another shape and not just another size. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(listen, () => matchMedia(narrow).matches);
}

function listen(onChange: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
