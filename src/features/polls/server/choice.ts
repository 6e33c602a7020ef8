import { Refusal } from '#kernel/refusal.ts';
import { pollLimits, type PollChoice } from '../contract.ts';
import type { PollRow } from './rows.ts';

type Asked = Pick<PollRow, 'kind' | 'options' | 'choose' | 'range'>;

/** What stands on a ballot, as this poll takes it. @throws Refusal `invalid` naming the field at fault */
export function choiceOf(poll: Asked, given: PollChoice): PollChoice {
  switch (poll.kind) {
    case 'text':
    case 'words':
      return { ...only(given, 'texts'), texts: textsIn(poll, given) };
    case 'number':
      return { ...only(given, 'number'), number: numberIn(poll, given) };
    default:
      return { ...only(given, 'optionIds'), optionIds: optionsIn(poll, given) };
  }
}

const empty: PollChoice = { optionIds: [], texts: [], number: null };

/** Nothing else may be given: whoever sends it thinks that it counts. */
function only(given: PollChoice, field: keyof PollChoice): PollChoice {
  for (const other of ['optionIds', 'texts', 'number'] as const) {
    const isGiven = other === 'number' ? given.number !== null : given[other].length > 0;
    if (other !== field && isGiven) throw fault(other, 'is not for this poll');
  }
  return empty;
}

function optionsIn({ kind, options, choose }: Asked, { optionIds }: PollChoice): string[] {
  const places = new Map(options.map(({ id }, place) => [id, place]));
  if (optionIds.some((id) => !places.has(id))) throw fault('optionIds', 'names an option of no such poll');
  const chosen = [...new Set(optionIds)];
  if (chosen.length < optionIds.length) throw fault('optionIds', 'names an option twice');
  requireNumber('optionIds', chosen.length, choose);
  return kind === 'ranking' ? chosen : chosen.toSorted((a, b) => places.get(a)! - places.get(b)!);
}

function textsIn({ kind, choose }: Asked, { texts }: PollChoice): string[] {
  const plain = texts.map((text) => text.normalize('NFC').replaceAll(/\s+/gu, ' '));
  const given = kind === 'words' ? [...new Set(plain.map((text) => text.toLowerCase()))] : plain;
  requireNumber('texts', given.length, choose);
  const most = kind === 'words' ? pollLimits.wordLength : pollLimits.textLength;
  if (given.some((text) => text.length > most)) throw fault('texts', `has more than ${most} characters`);
  return given;
}

function numberIn({ range }: Asked, { number }: PollChoice): number {
  if (number === null) throw fault('number', 'is missing');
  if (range && (number < range.least || number > range.most))
    throw fault('number', `does not lie between ${range.least} and ${range.most}`);
  // There is one zero.
  return number === 0 ? 0 : number;
}

function requireNumber(field: string, found: number, { least, most }: PollRow['choose']): void {
  if (found < least) throw fault(field, found === 0 ? 'is missing' : `has fewer than ${least}`);
  if (found > most) throw fault(field, `has more than ${most}`);
}

const fault = (field: string, message: string): Refusal =>
  new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });
