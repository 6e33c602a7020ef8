import type { ReactNode } from 'react';

/** One state of one screen, as the gallery shows it. */
export interface Scene {
  name: string;
  /** Where the browser would stand. */
  path: string;
  element: ReactNode;
}
