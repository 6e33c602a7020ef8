import { isolate } from './isolate.ts';
import { english, trials, type Language } from './languages.ts';
import { pseudoCatalogue, type Catalogue } from './pseudo.ts';

/**
 * Texts for people where no page is: mails. They stand in catalogues of the same kind as those of the screens, a whole
 * sentence a text, so that one translator does both.
 */

/** What the texts of a catalogue are asked for by: `told.reply` for `told.reply_one` and `told.reply_other`. */
export type TextKey<Texts, Before extends string = ''> = {
  [Name in keyof Texts & string]: Texts[Name] extends string
    ? `${Before}${WithoutCount<Name>}`
    : TextKey<Texts[Name], `${Before}${Name}.`>;
}[keyof Texts & string];

type WithoutCount<Name extends string> = Name extends `${infer Stem}_${'one' | 'other'}` ? Stem : Name;

/** Values that are put in for `{{name}}`; `count` picks the form. */
export type TextValues = Readonly<Record<string, string | number>>;

export type Say<Texts> = (key: TextKey<Texts>, values?: TextValues) => string;

/** The language of an account, English where we do not have it. Trial languages are had by whoever asks for one. */
export function spokenTo(code: string): Language {
  return [english, ...trials].find((language) => language.code === code) ?? english;
}

/**
 * Speaks one language out of a catalogue.
 *
 * @throws Error for a key that has no text
 */
export function sayIn<const Texts extends Catalogue>(language: Language, texts: Texts): Say<Texts> {
  const own: Catalogue = trials.includes(language) ? pseudoCatalogue(texts) : texts;
  const plural = new Intl.PluralRules(language.code);
  const numbers = new Intl.NumberFormat(language.customs);
  const worded = (value: string | number): string =>
    isolate(typeof value === 'number' ? numbers.format(value) : value, language.direction);
  return (name, values = {}) => {
    const key: string = name as string;
    const { count } = values;
    const form = typeof count === 'number' ? `_${plural.select(count)}` : '';
    const text = textAt(own, key + form) ?? textAt(own, `${key}_other`) ?? textAt(own, key);
    if (text === undefined) throw new Error(`no text stands at ${key}`);
    return text.replaceAll(/\{\{(\w+)\}\}/g, (place, word: string) => {
      const value = values[word];
      return value === undefined ? place : worded(value);
    });
  };
}

function textAt(catalogue: Catalogue, key: string): string | undefined {
  let found: string | Catalogue | undefined = catalogue;
  for (const name of key.split('.')) {
    if (typeof found !== 'object') return undefined;
    found = found[name];
  }
  return typeof found === 'string' ? found : undefined;
}
