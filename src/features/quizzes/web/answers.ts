import type { AnswerKept, Attempt, ItemAnswer } from '../contract.ts';

/** Whether two answers say the same; the order in which options were ticked or pairs were made says nothing. */
export function sameAnswer(one: ItemAnswer | null, other: ItemAnswer | null): boolean {
  return JSON.stringify(one && canonical(one)) === JSON.stringify(other && canonical(other));
}

function canonical(answer: ItemAnswer): unknown {
  switch (answer.kind) {
    case 'single':
      return [answer.kind, answer.optionId];
    case 'multiple':
      return [answer.kind, [...answer.optionIds].sort()];
    case 'truth':
    case 'numeric':
      return [answer.kind, answer.value];
    case 'text':
      return [answer.kind, answer.text];
    case 'ordering':
      return [answer.kind, answer.optionIds];
    case 'matching':
      return [answer.kind, answer.pairs.map(({ left, right }) => [left, right]).sort(byFirst)];
    case 'gaps':
      return [answer.kind, answer.texts.map(({ gapId, text }) => [gapId, text]).sort(byFirst)];
  }
}

function byFirst([one = '']: string[], [other = '']: string[]): number {
  return one < other ? -1 : 1;
}

/** The answer, or null for one that holds nothing: an emptied field is no answer. */
export function unlessEmpty(answer: ItemAnswer): ItemAnswer | null {
  switch (answer.kind) {
    case 'multiple':
      return answer.optionIds.length > 0 ? answer : null;
    case 'numeric':
      return answer.value.trim() === '' ? null : answer;
    case 'text':
      return answer.text.trim() === '' ? null : answer;
    case 'matching':
      return answer.pairs.length > 0 ? answer : null;
    case 'gaps':
      return answer.texts.some(({ text }) => text.trim() !== '') ? answer : null;
    default:
      return answer;
  }
}

/** The attempt with an answer that the server has; of two answers to one item the higher revision counts. */
export function withAnswer(attempt: Attempt, kept: AnswerKept): Attempt {
  const former = attempt.answers.find(({ itemId }) => itemId === kept.itemId);
  if (former && former.revision >= kept.revision) return attempt;
  const order = attempt.asked.map(({ id }) => id);
  const byOrder = (a: AnswerKept, b: AnswerKept): number => order.indexOf(a.itemId) - order.indexOf(b.itemId);
  const others = attempt.answers.filter(({ itemId }) => itemId !== kept.itemId);
  const isOvertaken = kept.late && former !== undefined && !former.late;
  return {
    ...attempt,
    answers: [...others, kept].sort(byOrder),
    inTime: isOvertaken ? [...attempt.inTime, former].sort(byOrder) : attempt.inTime,
  };
}
