import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { beforeAll, describe, expect, test } from 'vitest';
import { createInstance, type i18n } from 'i18next';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { heldAttempt, lateAttempt, quiz, regraded, released, taken } from '#app/web/gallery/quizFixtures.ts';
import { ResultView, type ResultViewProps } from './ResultView.tsx';

let words: i18n;
beforeAll(async () => {
  words = createInstance();
  await words.init({
    lng: 'en',
    resources: { en: { translation: {} } },
    interpolation: { escapeValue: false },
  });
});

/** What is to be read on it, without tags. */
function textOf(element: ReactNode): string {
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={words}>
      <FormatsProvider zone="Africa/Lagos">
        <MemoryRouter>{element}</MemoryRouter>
      </FormatsProvider>
    </I18nextProvider>,
  );
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll(/\s+/g, ' ');
}

const result = (more: Partial<ResultViewProps>): string =>
  textOf(
    <ResultView
      attempt={released}
      quiz={taken}
      leftBehind={{ sending: 0, refused: 0 }}
      onLetGo={() => {}}
      lessonHref={(lessonId, anchor) => `/${lessonId}#${anchor}`}
      quizHref="/quiz"
      {...more}
    />,
  );

describe('a result', () => {
  test('is told in numbers and in words, question by question', () => {
    const text = result({});
    expect(text).toContain('8 of 12 66%. Passed. 60% was needed.');
    expect(text).toContain('Question 1 Right 1 of 1');
    expect(text).toContain('Question 2 Partly right 1 of 2');
    expect(text).toContain('Question 3 Not right 0 of 1');
    expect(text).toContain('Question 5 Not answered 0 of 1');
    expect(text).toContain('Your answer True Right is False');
    expect(text).toContain('Read again: Writing a good request, What to say');
    expect(text).toContain('You have 1 attempt left.');
  });

  test('QZ55 that is not to be seen yet says when it will be, and shows neither points nor questions', () => {
    const rules = { ...quiz().rules, release: 'after-close' as const, closesAt: '2026-06-09T18:02:00Z' };
    const text = result({ attempt: heldAttempt, quiz: quiz({ rules, attempts: [] }) });
    expect(text).toContain('Your result is shown when the quiz has closed, 9 June at 19:02.');
    expect(text).not.toMatch(/Question|of 12|Right/);
  });

  test('QZ55 that was graded anew tells what changed, and why', () => {
    expect(result({ attempt: regraded })).toMatch(
      /Your result changed from 7 to 8 of 12, .*The key was corrected\. The reason: The key of question 3 was wrong\./,
    );
  });

  test('QZ55 is honest about what came late, and about what is still on this device', () => {
    const text = result({ attempt: lateAttempt, leftBehind: { sending: 1, refused: 2 } });
    expect(text).toContain('2 answers arrived after the time; your instructor can count them.');
    expect(text).toContain('Came after the time and does not count.');
    expect(text).toContain('1 answer on this device is still being sent.');
    expect(text).toContain('2 answers on this device were not taken any more; tell your instructor.');
  });
});
