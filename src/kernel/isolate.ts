const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Hebrew, Arabic and the scripts beside them, with their presentation forms. */
const readsFromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/**
 * Keeps a name, time or code that is put into a sentence from turning its neighbours around. Left alone
 * where both read from the left, so that ordinary text stays free of invisible characters.
 */
export function isolate(value: string, sentence: 'ltr' | 'rtl'): string {
  const mixed = sentence === 'rtl' || readsFromTheRight.test(value);
  return mixed ? `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}` : value;
}
