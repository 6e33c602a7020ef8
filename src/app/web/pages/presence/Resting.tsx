import { useMatch } from 'react-router';
import { useResting } from '#features/presence/web/useResting.ts';

/** Shows nothing: says whether anybody is at this browser. Whoever follows a live session looks on. */
export function Resting() {
  useResting(useMatch('/live/*') !== null);
  return null;
}
