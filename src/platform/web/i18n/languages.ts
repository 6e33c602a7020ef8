export interface Language {
  code: string;
  /** The language's own name for itself. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Which customs dates, times and numbers follow. */
  customs: string;
}

const english: Language = { code: 'en', name: 'English', direction: 'ltr', customs: 'en-GB' };

/**
 * Two languages that nobody speaks. They show, before any translator is asked, where a text has no room to
 * grow, was never put into the catalogue, or breaks when it is read from the right.
 */
const trials: Language[] = [
  { code: 'en-XA', name: 'Trial, long', direction: 'ltr', customs: 'en-GB' },
  { code: 'ar-XB', name: 'Trial, right to left', direction: 'rtl', customs: 'en-GB' },
];

export const hasTrials: boolean = import.meta.env.DEV || import.meta.env.MODE === 'gallery';

export const languages: readonly Language[] = hasTrials ? [english, ...trials] : [english];

/** Which way a text in this language (BCP 47) is read. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|arc|dv|fa|he|ks|ku-Arab|ps|sd|ug|ur|yi)\b/i.test(language) ? 'rtl' : 'ltr';
}

/** The language of this code, English where we do not have it. */
export function languageOf(code: string | null | undefined): Language {
  return languages.find((language) => language.code === code) ?? english;
}
