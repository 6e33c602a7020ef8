import { expect, test } from 'vitest';
import { spokenTo } from '#kernel/speech.ts';
import { everyLetter } from './letters.samples.ts';

test('NO11 every letter says in both its bodies who it is from, what happened, where it is, why it came and how it stops', () => {
  for (const [name, { subject, text, html }] of Object.entries(everyLetter())) {
    expect(subject, name).not.toMatch(/\{\{|undefined|null/);
    for (const body of [text, html]) {
      expect(body, name).toContain('North Academy');
      expect(body, name).toContain('Hello Amara Okafor,');
      expect(body, name).toContain('You get this because');
      expect(body, name).toContain('https://learn.northacademy.example/stop/');
      expect(body, name).toContain('https://learn.northacademy.example/settings#notifications');
      expect(body, name).not.toMatch(/\{\{|undefined/);
    }
    expect(text, name).not.toMatch(/<\w/);
    // Nothing is fetched for who opens it: no picture watches a reader.
    expect(html, name).not.toMatch(/<img|src=|url\(|@import|<script|<link/);
  }
});

test('NO11 a moment is told on the clocks of its reader, which are named', () => {
  expect(everyLetter()['session-soon']!.text).toContain(
    'Day two: from answers to habits begins on Wednesday 10 June at 10:00 GMT+1.',
  );
});

test('NO11 a digest says each thing once, the daily and the weekly by their own name', () => {
  const letters = everyLetter();
  expect(letters['digest-daily']!.subject).toBe('Your day: 15 things you have not read');
  expect(letters['digest-daily']!.text.match(/^- /gm)).toHaveLength(15);
  expect(letters['digest-weekly']!.subject).toBe('Your week: one thing you have not read');
});

test('NO11 no sentence of ours stands outside the catalogue', () => {
  const english = everyLetter();
  for (const [name, { subject, text }] of Object.entries(everyLetter(spokenTo('en-XA')))) {
    // What is nobody's to translate: names, titles, addresses, and moments, which customs write.
    const own = (words: string): string[] =>
      words
        .replaceAll(/https:\S+/g, '')
        .replaceAll(
          /North Academy|Amara Okafor|AI Enablement, Spring 2026|Jonas Weber|Day two: from answers to habits|Office hour|Evening walk-in|Choosing a first use case|Working with documents and tables: what did you take along\?|Foundations|Room changed to B2 from 14:00 on|Wednesday 10 June at 10:00 GMT\+1/g,
          '',
        )
        .match(/[a-z]{3,}/gi) ?? [];
    const spoken = new Set(own(`${english[name]!.subject} ${english[name]!.text}`));
    expect(
      own(`${subject} ${text}`).filter((word) => spoken.has(word)),
      name,
    ).toEqual([]);
  }
});
