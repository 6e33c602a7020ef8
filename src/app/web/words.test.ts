import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';

const src = path.resolve(import.meta.dirname, '../..');
const screens = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)web\/.*\.tsx$/.test(file))
  .filter((file) => !file.includes('/gallery/') && !/\.(test|suite)\./.test(file));

/** Attributes that a person reads or hears. */
const spoken =
  /^(aria-label|aria-description|title|alt|placeholder|label|description|loading|failed|why|example)$/;
/** What is a name and no word, or is not read at all. */
const isLoading = /^(lazy|eager)$/;

/** Where a screen says something that is not in the catalogue. */
function bareWords(file: string): string[] {
  const text = readFileSync(path.join(src, file), 'utf8');
  const found: string[] = [];
  const note = (words: string, start: number): void => {
    if (!/\p{L}{2,}/u.test(words)) return;
    found.push(`${file}:${text.slice(0, start).split('\n').length} ${words.trim()}`);
  };
  new Visitor({
    JSXText: ({ value, start }) => note(value, start),
    JSXAttribute: ({ name, value, start }) => {
      const isSpoken = name.type === 'JSXIdentifier' && spoken.test(name.name);
      if (isSpoken && value?.type === 'Literal' && !isLoading.test(String(value.value)))
        note(String(value.value), start);
    },
  }).visit(parseSync(file, text).program);
  return found;
}

/** Classes for sides that do not turn around with the reading direction. */
const fixedSide =
  /(?:^|[\s'"`:])-?(?:[mp][lr]-|left-|right-|border-[lr]\b|rounded-[lr]-|text-(?:left|right)\b)/;
const fixedSideInCss =
  /^\s*(?:(?:margin|padding|border)-(?:left|right)|left|right|float)\s*:|text-align:\s*(?:left|right)/;

function linesLike(shape: RegExp, file: string): string[] {
  return readFileSync(path.join(src, file), 'utf8')
    .split('\n')
    .flatMap((line, index) => (shape.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []));
}

test('no screen says a word that is not in the catalogue', () => {
  expect(screens.length).toBeGreaterThan(30);
  expect(screens.flatMap(bareWords)).toEqual([]);
});

test('no screen names a side that would not turn around with the reading direction', () => {
  expect(screens.flatMap((file) => linesLike(fixedSide, file))).toEqual([]);
  const styles = ['platform/web/ui/tokens.css', 'features/lessons/web/reading.css'];
  expect(styles.flatMap((file) => linesLike(fixedSideInCss, file))).toEqual([]);
});
