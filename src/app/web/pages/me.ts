import { createContext, use } from 'react';
import type { Me } from '../screens/HomeScreen.tsx';

export const MeContext = createContext<Me | null>(null);

/** Whoever is signed in; for pages that stand inside. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe needs somebody to be signed in');
  return me;
}
