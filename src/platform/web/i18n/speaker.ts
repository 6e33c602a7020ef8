import type { i18n, TOptions } from 'i18next';
import { createContext, createElement, use, type ReactNode } from 'react';

/**
 * What `i18next` and `react-i18next` are in the browser. Of theirs, the catalogues use keys with dots, plurals,
 * words that are put in, and a room's own words under its name: that is this file. The libraries' 19 kB,
 * compressed, would be on every first page; they check the types of every key, and that this speaks as they do
 * (speaker.test.tsx).
 */

type Texts = Readonly<Record<string, unknown>>;

interface Beginning {
  lng: string;
  fallbackLng: string;
  resources: Record<string, { translation: object }>;
  interpolation?: { escape?: (value: string) => string };
}

type Say = (key: string, given?: TOptions) => string;

class Speaker {
  language = '';
  #fallback = '';
  #escape = (value: string): string => value;
  /** By language, then by room. */
  readonly #texts = new Map<string, Map<string, Texts>>();
  /** One for each room, always the same: what is shown does not change because somebody asked again. */
  readonly #says = new Map<string, Say>();
  readonly #plurals = new Map<string, Intl.PluralRules>();

  use(_plugin: unknown): this {
    return this;
  }

  init({ lng, fallbackLng, resources, interpolation }: Beginning): Promise<Say> {
    this.language = lng;
    this.#fallback = fallbackLng;
    if (interpolation?.escape) this.#escape = interpolation.escape;
    for (const [language, rooms] of Object.entries(resources))
      for (const [room, texts] of Object.entries(rooms)) this.addResourceBundle(language, room, texts);
    return Promise.resolve(this.t);
  }

  hasResourceBundle(language: string, room: string): boolean {
    return this.#texts.get(language)?.has(room) ?? false;
  }

  /** @param deep put into what is there, instead of taking its place */
  addResourceBundle(language: string, room: string, texts: object, deep = false): void {
    const rooms = this.#texts.get(language) ?? new Map<string, Texts>();
    this.#texts.set(language, rooms);
    const former = rooms.get(room);
    rooms.set(room, deep && former ? merged(former, texts as Texts) : (texts as Texts));
  }

  t: Say = (key, given) => this.say('translation', key, given);

  sayFor(room: string): Say {
    const known = this.#says.get(room);
    if (known) return known;
    const say: Say = (key, given) => this.say(room, key, given);
    this.#says.set(room, say);
    return say;
  }

  /** @returns the key itself where there is no such text, as it is easiest found then */
  say(room: string, key: string, given: TOptions = {}): string {
    for (const language of new Set([this.language, this.#fallback])) {
      const texts = this.#texts.get(language)?.get(room);
      const text = texts && this.#find(texts, language, key, given.count);
      if (text !== undefined) return this.#filled(text, given);
    }
    return key;
  }

  #find(texts: Texts, language: string, key: string, count: number | undefined): string | undefined {
    if (count === undefined) return textAt(texts, key);
    const form = this.#pluralsOf(language).select(count);
    const zero = count === 0 ? textAt(texts, `${key}_zero`) : undefined;
    return zero ?? textAt(texts, `${key}_${form}`) ?? textAt(texts, key);
  }

  #pluralsOf(language: string): Intl.PluralRules {
    const known = this.#plurals.get(language) ?? new Intl.PluralRules(language);
    this.#plurals.set(language, known);
    return known;
  }

  #filled(text: string, given: TOptions): string {
    return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      // What was forgotten shows itself.
      if (!(name in given)) return whole;
      return this.#escape(String((given[name] as string | number | undefined) ?? ''));
    });
  }
}

function textAt(texts: Texts, key: string): string | undefined {
  let here: unknown = texts;
  for (const step of key.split('.')) here = (here as Texts | undefined)?.[step];
  return typeof here === 'string' ? here : undefined;
}

function merged(former: Texts, more: Texts): Texts {
  const whole: Record<string, unknown> = { ...former };
  for (const [key, value] of Object.entries(more)) {
    const was = whole[key];
    const isBoth = typeof value === 'object' && value !== null && typeof was === 'object' && was !== null;
    whole[key] = isBoth ? merged(was as Texts, value as Texts) : value;
  }
  return whole;
}

export function createInstance(): i18n {
  return new Speaker() as unknown as i18n;
}

/** With the library, what binds it to React. */
export const initReactI18next = {};

const SpeakerContext = createContext<Speaker | undefined>(undefined);

export function I18nextProvider({ i18n: speaker, children }: { i18n: i18n; children: ReactNode }) {
  return createElement(SpeakerContext, { value: speaker as unknown as Speaker }, children);
}

export function useTranslation(room = 'translation'): { t: Say; i18n: Speaker } {
  const speaker = use(SpeakerContext);
  if (!speaker) throw new Error('nothing speaks here: there is no I18nextProvider around');
  return { t: speaker.sayFor(room), i18n: speaker };
}
