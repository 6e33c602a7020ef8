import type { QuestionList } from '../contract.ts';

/** What happened between two looks at the questions, as far as it is worth to be said aloud. */
export type News =
  | { what: 'asked'; question: string }
  | { what: 'now'; question: string; isOwn: boolean }
  | { what: 'own-published' | 'own-merged' | 'own-answered' | 'muted' }
  | { what: 'own-dismissed'; reason: string };

export function newsBetween(before: QuestionList, after: QuestionList): News[] {
  const own = new Set(after.own.map(({ id }) => id));
  return [...ofQuestions(before, after, own), ...ofOwn(before, after), ...ofMute(before, after)];
}

function ofQuestions(before: QuestionList, after: QuestionList, own: ReadonlySet<string>): News[] {
  const former = new Map(before.questions.map((one) => [one.id, one]));
  return after.questions.flatMap(({ id, question, state }): News[] => {
    const was = former.get(id);
    const isOwn = own.has(id);
    if (state === 'answering' && was?.state !== 'answering') return [{ what: 'now', question, isOwn }];
    if (isOwn && state === 'answered' && was && was.state !== 'answered') return [{ what: 'own-answered' }];
    return was || isOwn ? [] : [{ what: 'asked', question }];
  });
}

function ofOwn(before: QuestionList, after: QuestionList): News[] {
  const former = new Map(before.own.map((one) => [one.id, one.state]));
  return after.own.flatMap(({ id, state, reason }): News[] => {
    const was = former.get(id);
    if (was === undefined || was === state) return [];
    if (state === 'published' && was === 'pending') return [{ what: 'own-published' }];
    if (state === 'dismissed') return [{ what: 'own-dismissed', reason }];
    return state === 'merged' ? [{ what: 'own-merged' }] : [];
  });
}

function ofMute(before: QuestionList, after: QuestionList): News[] {
  return after.mutedUntil !== null && before.mutedUntil === null ? [{ what: 'muted' }] : [];
}
