import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { isolate } from './isolate.ts';
import { languageOf } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The catalogue in one language. Texts are there at once; a trial language is made on the spot. */
export async function startI18n(code: string): Promise<i18n> {
  const language = languageOf(code);
  const texts = i18nextTexts(language.code, await trialTexts(language.code));
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language.code,
    fallbackLng: 'en',
    resources: texts,
    interpolation: { escapeValue: true, escape: (value: string) => isolate(value, language.direction) },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.direction;
  return instance;
}

async function trialTexts(code: string): Promise<object | undefined> {
  // Written out, so that a production build leaves the trial languages behind.
  if (!(import.meta.env.DEV || import.meta.env.MODE === 'gallery') || code === 'en') return undefined;
  const { pseudoCatalogue } = await import('./pseudo.ts');
  return pseudoCatalogue(en);
}

function i18nextTexts(code: string, trial: object | undefined): Record<string, { translation: object }> {
  return { en: { translation: en }, ...(trial && { [code]: { translation: trial } }) };
}

const LANGUAGE_KEY = 'stoa.language';

export function storedLanguage(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null; // Storage is forbidden here: the page speaks its first language.
  }
}

export function storeLanguage(code: string): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, code);
  } catch {
    // Storage is forbidden here: the choice holds until the page is left.
  }
}
