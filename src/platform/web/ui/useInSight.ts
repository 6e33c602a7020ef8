import { useEffect, useState } from 'react';

/** Which part of the window counts, by what is left out at its edges. */
const places = {
  /** Where somebody looks; bars at the edges hide nothing of that. */
  middle: '-25% 0px -25% 0px',
  /** Where what one has gone to comes to stand, and what is merely below it does not. */
  upper: '-25% 0px -45% 0px',
  /** All of it but the bars at its edges. */
  anywhere: '-100px 0px -64px 0px',
} as const;
/** How long something that is about to be shown may take, in ms. */
const lateMs = 300;

/** Whether something of the element of this id stands in that part of the window; null: of no element. */
export function useInSight(id: string | null, where: keyof typeof places = 'middle'): boolean {
  const [seen, setSeen] = useState<{ id: string | null; is: boolean }>({ id, is: false });
  useEffect(() => {
    if (id === null) return;
    const watch = new IntersectionObserver(([entry]) => setSeen({ id, is: entry!.isIntersecting }), {
      rootMargin: places[where],
    });
    const look = (): boolean => {
      const element = document.getElementById(id);
      if (element) watch.observe(element);
      return element !== null;
    };
    const timer = look() ? undefined : setTimeout(look, lateMs);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
    };
  }, [id, where]);
  return seen.id === id && seen.is;
}
