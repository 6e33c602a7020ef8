import { expect, test } from 'vitest';
import { english } from './languages.ts';
import { sayIn, spokenTo } from './speech.ts';

const texts = {
  hello: 'Hello {{name}},',
  told: { reply_one: 'A reply', reply_other: '{{count}} replies to {{name}}' },
} as const;

test('a text is a whole sentence with what is put in, and follows the count', () => {
  const say = sayIn(english, texts);
  expect(say('hello', { name: 'Amara' })).toBe('Hello Amara,');
  expect(say('told.reply', { count: 1 })).toBe('A reply');
  expect(say('told.reply', { count: 1200, name: 'Jo' })).toBe('1,200 replies to Jo');
});

test('what somebody is called is put in as it is, whatever it holds', () => {
  expect(sayIn(english, texts)('hello', { name: '{{name}} $& $1' })).toBe('Hello {{name}} $& $1,');
});

test('a trial language changes the texts alone, counts as its people do, and isolates what is put in', () => {
  expect(sayIn(spokenTo('en-XA'), texts)('hello', { name: 'Amara' })).toBe('[Hëllø Amara,···]');
  const fromTheRight = sayIn(spokenTo('ar-XB'), texts);
  expect(fromTheRight('told.reply', { count: 3, name: 'Jo' })).toContain(
    '\u20683\u2069 rëplïës tø \u2068Jo\u2069',
  );
});

test('a language that is not had is English', () => {
  expect(spokenTo('pt-BR')).toBe(english);
});
