import { english, trials, type Language } from '#kernel/languages.ts';

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
