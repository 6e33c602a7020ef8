import type { ItemKind } from '../../contract.ts';
import { comparable } from '../grading/words.ts';
import { splitGaps, splitSides } from './escapes.ts';
import { quoted, type Faults } from './faults.ts';
import type { Accepted, ChoiceOption, Gap, Item, ItemOf, NumberRange } from './quiz.ts';
import { gapsOf } from './quiz.ts';
import { joined } from './marks.ts';
import { decimalOf, percentOfText, withPercent } from './values.ts';

export interface AnswerLine {
  number: number;
  text: string;
  feedback: string[];
}

interface Given {
  kind: ItemKind;
  flags: ReadonlySet<string>;
  answers: readonly AnswerLine[];
  unit: string | null;
  /** The item's own first line. */
  line: number;
}

type Head = Omit<ItemOf<'truth'>, 'kind' | 'isTrue' | 'feedbackTrue' | 'feedbackFalse'>;

/** An attempt's answer names at most so many. */
const mostChoices = 40;
const mostLabelCharacters = 1_000;

/** Makes the item of its head and its answer lines. */
export function readAnswers(head: Head, given: Given, faults: Faults): Item | undefined {
  const { kind, flags, answers, line } = given;
  if (answers.length > mostChoices) faults.add(line, `An item has at most ${mostChoices} answers.`);
  for (const { number, text, feedback } of answers) {
    if (text.length > mostLabelCharacters) faults.add(number, 'An answer has at most 1,000 characters.');
    if (joined(feedback).length > 2_000)
      faults.add(number, 'Feedback for one answer has at most 2,000 characters.');
  }
  switch (kind) {
    case 'single':
      return { ...head, kind, options: readOptions(given, faults), keepsOrder: flags.has('in order') };
    case 'multiple':
      return { ...head, kind, options: readOptions(given, faults), keepsOrder: flags.has('in order') };
    case 'truth':
      return { ...head, kind, ...readTruth(given, faults) };
    case 'numeric': {
      const accepted = readAccepted(given, faults, readRange);
      return { ...head, kind, accepted, unit: given.unit === '' ? null : given.unit };
    }
    case 'text': {
      const caseCounts = flags.has('exact case');
      const accentsCount = !flags.has('ignore accents');
      const accepted = readAccepted(given, faults, (text) => text);
      refuseDoubles(
        given,
        accepted.map(({ value }) => comparable(value, { caseCounts, accentsCount })),
        faults,
      );
      return { ...head, kind, accepted, caseCounts, accentsCount };
    }
    case 'ordering':
      return { ...head, kind, steps: readSteps(given, faults) };
    case 'matching':
      return { ...head, kind, pairs: readPairs(given, faults) };
    case 'gaps':
      return readGaps(head, given, faults);
  }
}

function readOptions({ kind, answers, line }: Given, faults: Faults): ChoiceOption[] {
  const options = answers.map(({ number, text, feedback }): ChoiceOption => {
    const end = text.indexOf(kind === 'multiple' ? ']' : ')');
    const mark = text.slice(1, end);
    const label = text.slice(end + 1).trim();
    if (label === '') faults.add(number, 'This option says nothing.');
    const percent = mark === 'x' ? 100 : mark === ' ' ? 0 : percentOfText(mark)!;
    if (percent < -100 || percent > 100)
      faults.add(number, 'An option is worth -100% to 100% of the points.');
    return { label, percent, feedback: joined(feedback) };
  });
  const right = options.filter(({ percent }) => percent === 100).length;
  if (options.length < 2) faults.add(line, 'A choice needs at least two options.');
  if (kind === 'single' && right !== 1) faults.add(line, `One option is right, here ${right} are.`);
  if (kind === 'multiple' && right === 0) faults.add(line, 'At least one option is right.');
  refuseDoubles(
    { answers },
    options.map(({ label }) => label),
    faults,
  );
  return options;
}

function readTruth(
  { answers, line }: Given,
  faults: Faults,
): Pick<ItemOf<'truth'>, 'isTrue' | 'feedbackTrue' | 'feedbackFalse'> {
  const find = (word: string): AnswerLine | undefined =>
    answers.find(({ text }) => text.slice(3).trim().toLowerCase() === word);
  const [yes, no] = [find('true'), find('false')];
  const isMarked = (answer: AnswerLine | undefined): boolean => answer?.text.startsWith('(x)') ?? false;
  if (!yes || !no || answers.length !== 2 || isMarked(yes) === isMarked(no))
    faults.add(line, 'A true/false item has the lines `(x) true` and `( ) false`, or the other way round.');
  return {
    isTrue: isMarked(yes),
    feedbackTrue: joined(yes?.feedback ?? []),
    feedbackFalse: joined(no?.feedback ?? []),
  };
}

function readAccepted<Value>(
  { answers, line }: Given,
  faults: Faults,
  read: (text: string) => Value | undefined,
): Accepted<Value>[] {
  const accepted = answers.flatMap(({ number, text, feedback }): Accepted<Value>[] => {
    const { text: written, percent } = withPercent(text.slice(2));
    const value = written === '' ? undefined : read(written);
    if (value === undefined) faults.add(number, `${quoted(written)} is no answer that can be compared.`);
    if (percent < 0 || percent > 100) faults.add(number, 'An answer is worth 0% to 100% of the points.');
    return value === undefined ? [] : [{ value, percent, feedback: joined(feedback) }];
  });
  if (!accepted.some(({ percent }) => percent === 100))
    faults.add(line, 'At least one answer is worth all points.');
  return accepted;
}

/** `42`, `42 ± 2`, `42 ± 5%`, `40 .. 45` */
function readRange(text: string): NumberRange | undefined {
  const range = text.split('..');
  if (range.length === 2) {
    const [from, to] = range.map((part) => decimalOf(part.trim()));
    return from !== undefined && to !== undefined && Number(from) <= Number(to) ? { from, to } : undefined;
  }
  const [value = '', tolerance, ...more] = text.replace('+-', '±').split('±');
  const at = decimalOf(value.trim());
  if (at === undefined || more.length > 0) return undefined;
  if (tolerance === undefined) return { at, plusMinus: '0' };
  const isPercent = tolerance.trim().endsWith('%');
  const amount = decimalOf(tolerance.trim().replace(/ ?%$/, ''));
  if (amount === undefined || amount.startsWith('-')) return undefined;
  return isPercent ? { at, plusMinusPercent: amount } : { at, plusMinus: amount };
}

function readSteps({ answers, line }: Given, faults: Faults): string[] {
  const steps = answers.map(({ number, text }, index) => {
    const end = text.indexOf('.');
    if (Number(text.slice(0, end)) !== index + 1) faults.add(number, `This is step ${index + 1}.`);
    const label = text.slice(end + 1).trim();
    if (label === '') faults.add(number, 'This step says nothing.');
    return label;
  });
  if (steps.length < 2) faults.add(line, 'An order needs at least two steps.');
  refuseDoubles({ answers }, steps, faults);
  refuseFeedback(answers, faults);
  return steps;
}

function readPairs({ answers, line }: Given, faults: Faults): ItemOf<'matching'>['pairs'] {
  const pairs = answers.flatMap(({ number, text }) => {
    const sides = splitSides(text.slice(2));
    if (!sides || sides.right === '') {
      faults.add(
        number,
        'A pair is `- left -> right`; a right side that belongs to nothing is `- -> right`.',
      );
      return [];
    }
    return [{ left: sides.left === '' ? null : sides.left, right: sides.right }];
  });
  const lefts = pairs.map(({ left }) => left).filter((left) => left !== null);
  if (lefts.length < 2) faults.add(line, 'There are at least two pairs to match.');
  if (new Set(pairs.map(({ right }) => right)).size < 2)
    faults.add(line, 'There are at least two right sides to choose from.');
  if (new Set(lefts).size < lefts.length) faults.add(line, 'Two left sides are the same.');
  const used = new Set(pairs.filter(({ left }) => left !== null).map(({ right }) => right));
  const loose = pairs.filter(({ left }) => left === null).map(({ right }) => right);
  if (new Set(loose).size < loose.length || loose.some((right) => used.has(right)))
    faults.add(line, 'A right side that belongs to nothing stands once, and belongs to nothing.');
  refuseFeedback(answers, faults);
  return pairs;
}

function readGaps(head: Head, { answers, line }: Given, faults: Faults): Item {
  const pieces: (string | Gap)[] = [];
  const add = (piece: string | Gap): void => {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  };
  for (const [index, { number, text }] of answers.entries()) {
    if (index > 0) add('\n');
    const read = splitGaps(text.startsWith('| ') ? text.slice(2) : text.slice(1));
    if (!read) faults.add(number, 'A gap that begins with `[[` ends with `]]`.');
    for (const piece of read ?? []) {
      if (typeof piece === 'string') add(piece);
      else add(gapOf(piece.alternatives, number, faults));
    }
  }
  refuseFeedback(answers, faults);
  const item: Item = { ...head, kind: 'gaps', pieces };
  const gaps = gapsOf(item);
  if (gaps.length === 0) faults.add(line, 'There is no gap; write one as `[[right]]`.');
  if (gaps.length > mostChoices) faults.add(line, `There are at most ${mostChoices} gaps.`);
  return item;
}

function gapOf(alternatives: { text: string; isMarked: boolean }[], line: number, faults: Faults): Gap {
  const texts = alternatives.map(({ text }) => text);
  if (texts.some((text) => text === '' || text.length > 200))
    faults.add(line, 'What fits a gap has 1 to 200 characters.');
  if (new Set(texts).size < texts.length) faults.add(line, 'A gap has the same answer twice.');
  const right = alternatives.filter(({ isMarked }) => isMarked).map(({ text }) => text);
  if (right.length === 0) return { right: texts, wrong: null };
  const wrong = alternatives.filter(({ isMarked }) => !isMarked).map(({ text }) => text);
  if (wrong.length === 0) faults.add(line, 'A gap to choose from has a wrong choice too.');
  if (texts.length > mostChoices) faults.add(line, `A gap has at most ${mostChoices} choices.`);
  return { right, wrong };
}

function refuseDoubles({ answers }: Pick<Given, 'answers'>, texts: readonly string[], faults: Faults): void {
  for (const [index, text] of texts.entries()) {
    const first = texts.indexOf(text);
    if (first < index)
      faults.add(answers[index]?.number ?? 1, `This is the same as in line ${answers[first]!.number}.`);
  }
}

function refuseFeedback(answers: readonly AnswerLine[], faults: Faults): void {
  for (const { number, feedback } of answers) {
    if (feedback.length > 0)
      faults.add(number, 'Feedback for this kind stands below all answers, not indented.');
  }
}
