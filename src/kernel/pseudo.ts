const accents: Record<string, string> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ø',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ö',
  U: 'Û',
  C: 'Ç',
  N: 'Ñ',
  Y: 'Ý',
};

/** A catalogue or one branch of it: texts, and branches named by the parts of their keys. */
export interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

/**
 * The catalogue as a language that is 40 % longer: accents for letters, dots for the length, brackets that
 * show where a text was cut or put together from pieces. Placeholders stay as they are.
 */
export function pseudoCatalogue(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).flatMap(([key, text]) => {
      const trial = typeof text === 'string' ? pseudo(text) : pseudoCatalogue(text);
      return pluralKeys(key).map((name) => [name, trial]);
    }),
  );
}

/** Arabic counts in more ways than English. */
function pluralKeys(key: string): string[] {
  if (!key.endsWith('_other')) return [key];
  const stem = key.slice(0, -'other'.length);
  return ['zero', 'two', 'few', 'many', 'other'].map((count) => stem + count);
}

export function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/);
  const letters = parts.filter((part) => !part.startsWith('{{')).join('').length;
  const changed = parts.map((part) =>
    part.startsWith('{{') ? part : part.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter),
  );
  // No language has a word of more letters than this that could not be broken.
  const dots = '·'.repeat(Math.ceil(letters * 0.4)).replace(/·{16}(?=·)/g, '$& ');
  return `[${changed.join('')}${dots}]`;
}
