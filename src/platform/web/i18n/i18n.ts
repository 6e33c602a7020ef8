import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { isolate } from '#kernel/isolate.ts';
import { languageOf } from './languages.ts';
import type { laterEn } from './laterEn.ts';
import type { Catalogue } from '#kernel/pseudo.ts';

/** Catalogues of rooms whose words come with their own code; each room adds its own name and type. */
export interface RoomWords {}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & typeof laterEn } & RoomWords;
  }
}

/** Makes a catalogue of the trial language that is spoken here, if one is. */
let asTrial: ((catalogue: Catalogue) => Catalogue) | undefined;
/** What speaks on this page, once it has begun. */
let speaking: i18n | undefined;
let later: Promise<void> | undefined;
/** Texts that came later, which may be before anything speaks. */
let cameLater: Catalogue | undefined;

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
  speaking = instance;
  addLater();
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.direction;
  return instance;
}

async function trialTexts(code: string): Promise<object | undefined> {
  // Written out, so that a production build leaves the trial languages behind.
  if (!(import.meta.env.DEV || import.meta.env.MODE === 'gallery') || code === 'en') return undefined;
  const { pseudoCatalogue } = await import('#kernel/pseudo.ts');
  asTrial = pseudoCatalogue;
  return pseudoCatalogue(en);
}

function i18nextTexts(code: string, trial: object | undefined): Record<string, { translation: object }> {
  return { en: { translation: en }, ...(trial && { [code]: { translation: trial } }) };
}

/** Fetches the texts that no first page needs; what did not come is asked for again. */
export function laterTexts(): Promise<void> {
  later ??= import('./laterEn.ts').then(
    ({ laterEn: texts }) => {
      cameLater = texts;
      addLater();
    },
    (cause: unknown) => {
      later = undefined;
      throw cause;
    },
  );
  return later;
}

function addLater(): void {
  if (!speaking || !cameLater) return;
  speaking.addResourceBundle('en', 'translation', cameLater, true);
  if (asTrial) speaking.addResourceBundle(speaking.language, 'translation', asTrial(cameLater), true);
}

/** The words of a room whose code has just come; they count as the namespace of that name. */
export function addWords(instance: i18n, room: string, words: Catalogue): void {
  if (instance.hasResourceBundle('en', room)) return;
  instance.addResourceBundle('en', room, words);
  if (asTrial) instance.addResourceBundle(instance.language, room, asTrial(words));
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
