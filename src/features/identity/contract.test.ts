import { expect, test } from 'vitest';
import { email, language, personName, zone } from './contract.ts';

test.each(['Amara Okafor', 'Ines Müller-Šimić', 'يوسف بن علي', '山田 太郎', 'O’Brien', 'Ana 🌻', 'X'])(
  'ID1 %s is a name',
  (name) => {
    expect(personName.parse(`  ${name} `)).toBe(name.normalize('NFC'));
  },
);

test.each([
  ['nothing', '   '],
  ['121 characters', 'a'.repeat(121)],
  ['a line break', 'Ann\nBcc: all'],
  ['a NUL', 'Ann\u0000'],
  ['an escape', 'Ann\u001b[31m'],
  ['a right-to-left override', 'Ann\u202etxt.exe'],
  ['an isolate', 'Ann\u2066x'],
  ['a line separator', 'Ann\u2028x'],
  ['half a character', 'Ann\ud83c'],
  ['only what cannot be seen', '\u200b\u200b'],
])('ID1 %s is no name', (_what, name) => {
  expect(personName.safeParse(name).success).toBe(false);
});

test('ID1 an e-mail address is kept in lower case', () => {
  expect(email.parse(' Ann@Example.ORG ')).toBe('ann@example.org');
  expect(email.safeParse('ann@').success).toBe(false);
});

test('zones and languages are those that exist in form', () => {
  expect(zone.safeParse('Africa/Lagos').success).toBe(true);
  expect(zone.safeParse('Mars/Olympus').success).toBe(false);
  expect(language.safeParse('pt-BR').success).toBe(true);
  expect(language.safeParse('en\u0000').success).toBe(false);
});
