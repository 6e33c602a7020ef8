import { describe, expect, test } from 'vitest';
import { inMemory } from '../../../../tests/support/rooms.ts';
import { certificatesSuite } from './certificates.suite.ts';
import { standing } from './standing.ts';

certificatesSuite(inMemory);

describe('what a course asks for', () => {
  const quizzes = [
    { key: 'one', title: 'One', passed: true },
    { key: 'two', title: 'Two', passed: false },
  ];
  const all = { completed: 13, total: 13 };

  test('CERT3 quizzes that it names are to be passed; others, and one that it lacks, ask for nothing', () => {
    const isMet = (quizKeys: string[]): boolean =>
      standing({ lessonsPercent: 100, quizKeys }, all, quizzes).isMet;
    expect(isMet([])).toBe(true);
    expect(isMet(['one'])).toBe(true);
    expect(isMet(['one', 'two'])).toBe(false);
    expect(isMet(['one', 'gone'])).toBe(true);
  });

  test('CERT3 it may ask for quizzes alone', () => {
    const rule = { lessonsPercent: 0, quizKeys: ['one'] };
    expect(standing(rule, { completed: 0, total: 13 }, quizzes)).toEqual({
      lessons: null,
      quizzes: [quizzes[0]],
      isMet: true,
    });
  });

  test.each([
    [80, 13, 11],
    [100, 13, 13],
    [1, 13, 1],
    [50, 2, 1],
  ])('CERT3 %i percent of %i lessons are %i', (lessonsPercent, total, needed) => {
    const at = (completed: number) => standing({ lessonsPercent, quizKeys: [] }, { completed, total }, []);
    expect(at(needed).isMet).toBe(true);
    expect(at(needed - 1).isMet).toBe(false);
  });

  test('CERT3 a course without lessons completes nobody', () => {
    expect(standing({ lessonsPercent: 0, quizKeys: [] }, { completed: 0, total: 0 }, []).isMet).toBe(false);
  });
});
