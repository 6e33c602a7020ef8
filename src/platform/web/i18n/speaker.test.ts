import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { createInstance as createLibrary, type i18n } from 'i18next';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { isolate } from '#kernel/isolate.ts';
import { laterEn } from './laterEn.ts';
import { pseudoCatalogue, type Catalogue } from '#kernel/pseudo.ts';
import { createInstance } from './speaker.ts';

const src = path.resolve(import.meta.dirname, '../../..');

type Say = (key: string, given?: Record<string, unknown>) => string;

/** Both as the house begins them (i18n.ts), in a language that has not every text. */
async function begun(instance: i18n, lng: 'en' | 'ar-XB'): Promise<i18n> {
  const escape = (value: string): string => isolate(value, lng === 'en' ? 'ltr' : 'rtl');
  const trial = { translation: { home: pseudoCatalogue(en.home as Catalogue) } };
  await instance.init({
    lng,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ...(lng !== 'en' && { [lng]: trial }) },
    interpolation: { escapeValue: true, escape },
  });
  instance.addResourceBundle('en', 'translation', laterEn, true);
  instance.addResourceBundle('en', 'room', {
    seats_zero: 'No seats for {{name}}',
    seats_one: 'One seat for {{name}}',
    seats_other: '{{count}} seats for {{name}}',
    only_other: '{{count}} of them',
  });
  return instance;
}

const saying = (instance: i18n, room: string): Say =>
  room === 'translation' ? (instance.t as Say) : (instance.getFixedT(null, room as never) as unknown as Say);

function keysOf(catalogue: Catalogue, before = ''): string[] {
  return Object.entries(catalogue).flatMap(([name, what]) =>
    typeof what === 'string' ? [`${before}${name}`] : keysOf(what, `${before}${name}.`),
  );
}

const keys = [
  ...new Set([...keysOf(en), ...keysOf(laterEn)].map((key) => key.replace(/_(zero|one|other)$/, ''))),
];

test.each(['en', 'ar-XB'] as const)(
  'in %s every text of the house is what the library would say',
  async (lng) => {
    const library = await begun(createLibrary(), lng);
    const own = await begun(createInstance(), lng);
    expect(keys.length).toBeGreaterThan(150);
    const given = fc.record({
      key: fc.constantFrom(...keys, 'home', 'nothing.like.this', 'home.nothing'),
      count: fc.option(fc.constantFrom(0, 1, 2, 3, 11, 1_000), { nil: undefined }),
      name: fc.constantFrom('Amara', 'عمر', '<b>', '$1', '{{count}}'),
    });
    fc.assert(
      fc.property(given, ({ key, count, name }) => {
        const whole = { title: name, name, cohort: name, day: name, ...(count !== undefined && { count }) };
        const said = (saying(library, 'translation') as Say)(key, whole);
        // Where a branch is asked for, the library tells its own reader so; here the key is as good a sign.
        if (said.includes('returned an object')) return;
        expect(saying(own, 'translation')(key, whole)).toBe(said);
      }),
      { numRuns: 2_000 },
    );
  },
);

test('a room counts in its own words, in the language that has them', async () => {
  for (const lng of ['en', 'ar-XB'] as const) {
    const library = saying(await begun(createLibrary(), lng), 'room');
    const own = (await begun(createInstance(), lng)) as unknown as { sayFor: (room: string) => Say };
    const say = own.sayFor('room');
    expect(own.sayFor('room')).toBe(say);
    for (const count of [0, 1, 2, 5])
      for (const key of ['seats', 'only', 'none']) {
        const given = { count, name: 'عمر' };
        expect(say(key, given), `${lng} ${key} ${count}`).toBe(library(key, given));
      }
  }
});

test('what the pages use of the library is here, too: its types promise more', () => {
  const speaker = createInstance() as unknown as object;
  const pages = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)web\/.*(?<!\.test)\.tsx?$/.test(file),
  );
  const used = pages.flatMap((file) => [
    ...readFileSync(path.join(src, file), 'utf8').matchAll(/\bi18n\.(?!tsx?\b)(\w+)/g),
  ]);
  expect(used.length).toBeGreaterThan(5);
  expect(used.map(([, name]) => name!).filter((name) => !(name in speaker))).toEqual([]);
});
