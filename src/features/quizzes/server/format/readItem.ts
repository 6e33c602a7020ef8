import type { ItemKind } from '../../contract.ts';
import { quoted, type Faults } from './faults.ts';
import {
  freeText,
  isAnswerLine,
  isItemLine,
  isKey,
  itemMark,
  joined,
  kindOf,
  kindWords,
  specialInPrompt,
} from './marks.ts';
import type { Item, ReadAgain, UsedItem } from './quiz.ts';
import { readAnswers, type AnswerLine } from './readAnswers.ts';
import { pointsOf } from './values.ts';

export interface NumberedLine {
  /** Counted from 1 in the block. */
  number: number;
  text: string;
}

interface ItemLineParts {
  key: string;
  kind: ItemKind;
  points: number;
  minus: number;
  isPartial: boolean;
  pool: string | null;
  flags: ReadonlySet<string>;
}

const mostPoints = 100_000;
const mostPromptCharacters = 10_000;
const mostFeedbackCharacters = 4_000;

/** Reads the lines of one item, its first line `== …` among them. */
export function readItem(lines: readonly NumberedLine[], faults: Faults): Item | UsedItem | undefined {
  const [first, ...rest] = lines as [NumberedLine, ...NumberedLine[]];
  const words = first.text.slice(itemMark.length).trim();
  if (words === 'use' || words.startsWith('use ')) return readUse(first, words.slice(3).trim(), rest, faults);
  const head = readItemLine(first, words, faults);
  if (!head) return undefined;

  const { key, kind, points, minus, isPartial, pool, flags } = head;
  const answersFrom = rest.findIndex(({ text }) => isAnswerLine(kind, text));
  const promptLines = answersFrom === -1 ? rest : rest.slice(0, answersFrom);
  const prompt = freeText(
    promptLines.map(({ text }) => text),
    specialInPrompt(kind),
  );
  if (prompt === '') faults.add(first.number, 'The item asks nothing: its question stands below this line.');
  if (prompt.length > mostPromptCharacters)
    faults.add(first.number, 'The question is longer than 10,000 characters.');
  if (answersFrom === -1) {
    faults.add(first.number, `There is no answer. ${howToAnswer[kind]}`);
    return undefined;
  }
  const { answers, feedback, fields } = sortLines(kind, rest.slice(answersFrom), faults);
  const itemHead = {
    key,
    points,
    minus,
    isPartial,
    pool,
    prompt,
    feedback,
    tags: readTags(fields.get('tags'), faults),
    readAgain: readReadAgain(fields.get('read again'), faults),
  };
  const unit = fields.get('unit');
  if (unit && kind !== 'numeric') faults.add(unit.number, '`unit` is for numeric items.');
  return readAnswers(
    itemHead,
    { kind, flags, answers, unit: unit?.text ?? null, line: first.number },
    faults,
  );
}

const howToAnswer: Record<ItemKind, string> = {
  single: 'Options are lines `( ) …`, the right one `(x) …`.',
  multiple: 'Options are lines `[ ] …`, the right ones `[x] …`.',
  truth: 'Write `(x) true` and `( ) false`, or the other way round.',
  numeric: 'Write `= 42`, `= 42 ± 2` or `= 40 .. 45`.',
  text: 'Write a line `= …` for each answer that counts.',
  ordering: 'Write the steps in their right order, `1. …`, `2. …`.',
  matching: 'Write a line `- left -> right` for each pair.',
  gaps: 'Write the sentence behind `| `, with gaps such as `[[right | also right]]` or `[[*right | wrong]]`.',
};

function readUse(
  first: NumberedLine,
  words: string,
  rest: readonly NumberedLine[],
  faults: Faults,
): UsedItem | undefined {
  const [address = '', ...options] = words.split(',').map((part) => part.trim());
  const [quizKey = '', itemKey = '', ...more] = address.split('/');
  if (!isKey(quizKey) || !isKey(itemKey) || more.length > 0) {
    faults.add(first.number, 'An item is used again as `== use quiz-key/item-key`.');
    return undefined;
  }
  let pool: string | null = null;
  for (const option of options) {
    const named = poolOf(option);
    if (named === undefined)
      faults.add(first.number, `${quoted(option)} says nothing here; only a pool can be named.`);
    else pool = named;
  }
  const stray = rest.find(({ text }) => text.trim() !== '');
  if (stray) faults.add(stray.number, 'An item that is used again has no text of its own here.');
  return { kind: 'use', quizKey, itemKey, pool };
}

function poolOf(option: string): string | undefined {
  const name = option.startsWith('pool ') ? option.slice(5).trim() : '';
  return isKey(name) ? name : undefined;
}

const flagsOf: Record<ItemKind, readonly string[]> = {
  single: ['in order'],
  multiple: ['in order', 'partial'],
  truth: [],
  numeric: [],
  text: ['exact case', 'ignore accents'],
  ordering: ['partial'],
  matching: ['partial'],
  gaps: ['partial'],
};

/** `key: kind, 2 points, …` */
function readItemLine({ number }: NumberedLine, words: string, faults: Faults): ItemLineParts | undefined {
  const colon = words.indexOf(':');
  const key = words.slice(0, Math.max(0, colon)).trim();
  if (!isKey(key)) {
    faults.add(
      number,
      'An item begins with `== key: kind`. The key is of small letters, digits and single hyphens.',
    );
    return undefined;
  }
  const [kindWord = '', ...options] = words
    .slice(colon + 1)
    .split(',')
    .map((part) => part.trim());
  const kind = kindOf(kindWord);
  if (!kind) {
    faults.add(
      number,
      `${quoted(kindWord)} is no kind of item. There are ${Object.values(kindWords).join(', ')}.`,
    );
    return undefined;
  }
  const parts = { key, kind, points: 100, minus: 0, isPartial: false, pool: null as string | null };
  const flags = new Set<string>();
  for (const option of options) {
    const points = pointsOf(option.replace(/ points?$/, ''));
    const minus = option.startsWith('minus ') ? pointsOf(option.slice(6).trim()) : undefined;
    const pool = poolOf(option);
    if (/ points?$/.test(option) && points !== undefined && points > 0 && points <= mostPoints)
      parts.points = points;
    else if (minus !== undefined && minus <= mostPoints) parts.minus = minus;
    else if (pool !== undefined) parts.pool = pool;
    else if (flagsOf[kind].includes(option)) flags.add(option);
    else faults.add(number, `${quoted(option)} says nothing about a ${kindWord} item.`);
  }
  return { ...parts, isPartial: flags.has('partial'), flags };
}

/** Tells answers, their feedback, the item's feedback and its fields apart. */
function sortLines(
  kind: ItemKind,
  lines: readonly NumberedLine[],
  faults: Faults,
): { answers: AnswerLine[]; feedback: string; fields: Map<string, NumberedLine> } {
  const answers: AnswerLine[] = [];
  const feedback: string[] = [];
  const fields = new Map<string, NumberedLine>();
  let isAfterAnswers = false;
  for (const { number, text } of lines) {
    if (isAnswerLine(kind, text)) {
      if (isAfterAnswers) faults.add(number, 'Answers stand together, before feedback for the whole item.');
      answers.push({ number, text, feedback: [] });
    } else if (/^[ \t]+>/.test(text)) {
      if (isAfterAnswers) faults.add(number, 'Feedback for one answer stands directly below it.');
      else answers.at(-1)!.feedback.push(quotedText(text.trimStart()));
    } else if (text.startsWith('>')) {
      isAfterAnswers = true;
      feedback.push(quotedText(text));
    } else if (text.trim() !== '') {
      isAfterAnswers = true;
      readField({ number, text }, fields, faults);
    }
  }
  const words = joined(feedback);
  if (words.length > mostFeedbackCharacters)
    faults.add(lines[0]!.number, 'The feedback is longer than 4,000 characters.');
  return { answers, feedback: words, fields };
}

const fieldNames = ['tags', 'read again', 'unit'];

function readField({ number, text }: NumberedLine, fields: Map<string, NumberedLine>, faults: Faults): void {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon)).trim();
  if (!fieldNames.includes(name)) {
    const hint = isItemLine(`${text} `) ? ' An item begins with `== key: kind`.' : '';
    faults.add(number, `${quoted(text.trim())} is no answer, no feedback and no field of an item.${hint}`);
  } else if (fields.has(name)) faults.add(number, `\`${name}\` is here twice.`);
  else fields.set(name, { number, text: text.slice(colon + 1).trim() });
}

function quotedText(line: string): string {
  return line.startsWith('> ') ? line.slice(2) : line.slice(1);
}

function readTags(line: NumberedLine | undefined, faults: Faults): string[] {
  if (!line) return [];
  const tags = line.text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (tags.length > 12 || tags.some((tag) => tag.length > 40))
    faults.add(line.number, 'An item has at most 12 tags of at most 40 characters.');
  return [...new Set(tags)];
}

function readReadAgain(line: NumberedLine | undefined, faults: Faults): ReadAgain | null {
  if (!line) return null;
  const [lesson = '', anchor = '', ...more] = line.text.split('#');
  const isAnchor = anchor === '' || (anchor.length <= 200 && !/\s/.test(anchor));
  if (more.length > 0 || !isAnchor || (lesson === '' ? anchor === '' : !isKey(lesson))) {
    faults.add(
      line.number,
      '`read again` names a lesson by its key, a heading in it, or both: `lesson-key#a-heading`.',
    );
    return null;
  }
  return { lessonKey: lesson === '' ? null : lesson, anchor: anchor === '' ? null : anchor };
}
