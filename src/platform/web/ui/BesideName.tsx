import { createContext, use, type ReactNode } from 'react';

/** What a page has to say of a person wherever one is named on it; it knows of rooms that the list does not. */
export const BesideNameContext = createContext<(personId: string) => ReactNode>(() => null);

/** The place for it, in lists of people. A list that is drawn once need not be drawn again when it changes. */
export function BesideName({ personId }: { personId: string }) {
  return use(BesideNameContext)(personId);
}
