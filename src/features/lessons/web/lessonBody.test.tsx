import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { en } from '#platform/web/i18n/en.ts';
import { LessonBody } from './LessonBody.tsx';

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: { en: { translation: en } } });

const shown = (markdown: string, more: Partial<Parameters<typeof LessonBody>[0]> = {}): string =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <MemoryRouter>
        <LessonBody title="A lesson" language="en" markdown={markdown} cohortId="c" links={{}} {...more} />
      </MemoryRouter>
    </I18nextProvider>,
  );

const quiz = 'Before.\n\n```quiz\n  first-quiz \n```\n\nAfter.';

test('a block of another room is what that room makes of it, by its key', () => {
  expect(shown(quiz, { blocks: { quiz: (key) => <b>[{key}]</b> } })).toContain(
    '<div class="block"><b>[first-quiz]</b></div>',
  );
});

test('a block of another room that is not here is left out, and shows nothing of what it holds', () => {
  const html = shown(quiz);
  expect(html).toContain('Before.');
  expect(html).not.toContain('first-quiz');
});

test('LW4 a frame is of an address that the server allowed; any other is a plain link', () => {
  const markdown = 'embed: https://video.example/embed/1\n\nembed: https://elsewhere.example/2';
  const html = shown(markdown, { embeds: ['https://video.example/embed/1'] });
  expect(html).not.toContain('href="https://video.example/embed/1"');
  expect(html).toContain('href="https://elsewhere.example/2"');
  expect(html).not.toContain('<iframe');
});
