/** A language that Stoa speaks. */
export interface Language {
  code: string;
  /** The language's own name for itself. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Which customs dates, times and numbers follow. */
  customs: string;
}

export const english: Language = { code: 'en', name: 'English', direction: 'ltr', customs: 'en-GB' };

/**
 * Two languages that nobody speaks. They show, before any translator is asked, where a text has no room to
 * grow, was never put into the catalogue, or breaks when it is read from the right.
 */
export const trials: readonly Language[] = [
  { code: 'en-XA', name: 'Trial, long', direction: 'ltr', customs: 'en-GB' },
  { code: 'ar-XB', name: 'Trial, right to left', direction: 'rtl', customs: 'en-GB' },
];
