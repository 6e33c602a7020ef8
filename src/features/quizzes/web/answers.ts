import type { ItemAnswer } from '../contract.ts';

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
