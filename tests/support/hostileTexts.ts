import fc from 'fast-check';

/** Characters that readers of any kind stop at, and some that they do not. */
const usual = [...' \t\na0-_.@<>"\'\\/()[]{}*`$#:=&,;|!%+~^?', 'é', '漢', '\u0301', '\u00a0'];

/**
 * Texts that a regular expression likes least: what nearly matches, over and over, and never ends as it should.
 *
 * @param length of each, in characters
 */
export function* textsAgainst(pattern: RegExp, length: number): Generator<string> {
  const samples = textsThatMatch(pattern).filter((text) => text !== '');
  const own = [...new Set([...pattern.source, ...samples.flatMap((text) => [...text])])].slice(0, 24);
  const filled = (text: string, end: string): string =>
    text.repeat(Math.ceil((length - end.length) / text.length)).slice(0, length - end.length) + end;
  for (const character of new Set([...own, ...usual])) for (const end of ends) yield filled(character, end);
  for (const first of own.slice(0, 10))
    for (const second of own.slice(0, 10)) yield filled(first + second, '\u0001');
  for (const sample of samples.slice(0, 12)) {
    yield filled(sample, '\u0001');
    for (let size = 1; size < Math.min(sample.length, 10); size++) {
      const beginning = sample.slice(0, size);
      yield filled(beginning, '\u0001');
      for (const end of ends) yield beginning + filled(sample[size]!, end).slice(size);
    }
  }
}

/** Texts that the readers of names, addresses, lists, Markdown, XML and quizzes like least. */
export function* textsAgainstReaders(length: number): Generator<string> {
  const pieces = [
    ...usual,
    'a\u0301\u0316\u0327',
    '\u0316\u0301',
    '\u1100\u1161\u11a8',
    'a.',
    'a@',
    'a@a.',
    'a-',
    '[a](',
    '![',
    '](',
    '[^',
    '[a]:',
    '**a_',
    '*a ',
    '`` ` ',
    '> ',
    '- ',
    '- a\n  ',
    '1. ',
    '<a ',
    '<!--',
    '<![CDATA[',
    '<a>',
    '<a b="',
    '&lt;',
    '&#x26;',
    '&a',
    '$$',
    '$a',
    '\\\\(',
    '|a',
    '| --- ',
    '```',
    '```\n',
    '---\n',
    ': ',
    '== a: single\n',
    '== a: gaps\n[',
    '- [x] a\n',
    '[a | b]',
    '"",',
    '";"',
    '=1+',
    'https://a.',
    'www.a',
    '00:00.000 --> ',
    'embed: ',
    'Mozilla/5.0 (',
    '%25',
    '\ud83d\ude00',
  ];
  for (const piece of pieces) {
    for (const end of ends) {
      yield piece.repeat(Math.ceil(length / piece.length)).slice(0, length - end.length) + end;
    }
  }
}

/** Short texts that an expression takes, always the same; none where its means are beyond what can be thought up. */
export function textsThatMatch(pattern: RegExp): string[] {
  // What a look around forbids beyond the rest makes no difference here.
  const plain = pattern.source.replaceAll(/\(\?<?[!=](?:\\.|[^()\\])*\)/g, '');
  // The generator would look for ever among the characters that it knows.
  if ((plain.match(/\[\^(?:\\.|[^\]\\])*\]/g) ?? []).some((set) => !new RegExp(set, 'u').test(printable)))
    return [];
  try {
    const matching = fc.stringMatching(new RegExp(plain, pattern.flags.replaceAll(/[gimy]/g, '')));
    return fc.sample(matching, { seed: 1, numRuns: 200 });
  } catch {
    return [];
  }
}

const printable = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place)).join('');
const ends = ['', '\u0001', '!'];
