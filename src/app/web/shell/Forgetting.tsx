import { useEffect } from 'react';
import { forgetStays } from '#features/progress/web/keptStays.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { erasedHere } from '../house.ts';

/** Wanted once in a life, if ever: no first page carries it. */
export const loadForgetHere = () => import('../forgetHere.ts');

async function forgetHere(personId: string): Promise<void> {
  await (await loadForgetHere()).forgetHere(personId);
}

/** Lets go of what this browser keeps of a person as soon as the server says that they were forgotten. */
export function Forgetting({ personId }: { personId: string }) {
  const { session } = useRealtime();
  useEffect(() => {
    const forget = (): void => {
      if (!erasedHere.get()) return;
      forgetStays(personId);
      void forgetHere(personId);
    };
    const stopWatching = erasedHere.subscribe(forget);
    const stopHearing = session?.line.hear((news) => {
      if (news.kind === 'event' && news.envelope.type === 'rights:erased') erasedHere.set(true);
    });
    return () => {
      stopWatching();
      stopHearing?.();
    };
  }, [session, personId]);
  return null;
}

/** When somebody leaves this browser: whatever they did not tell goes, and of one who was forgotten everything. */
export async function leaveNothing(personId: string): Promise<void> {
  forgetStays(personId);
  if (!erasedHere.get()) return;
  await forgetHere(personId);
  erasedHere.set(false);
}
