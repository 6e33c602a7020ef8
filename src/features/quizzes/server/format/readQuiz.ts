import type { PartFinding, PartReading } from '#features/cohorts/server/courseParts.ts';
import { Faults, quoted } from './faults.ts';
import { freeText, isItemLine, isKey, specialInIntro } from './marks.ts';
import {
  settingsDefaults,
  type Draw,
  type Item,
  type Quiz,
  type QuizSettings,
  type UsedItem,
} from './quiz.ts';
import { readItem, type NumberedLine } from './readItem.ts';
import { minutesOf, percentOfText, wholeOf } from './values.ts';

const mostCharacters = 200_000;
const mostLines = 5_000;
const mostItems = 200;

/** Reads the body of a quiz block; see docs/course-format.md. Reading goes on after a fault. */
export function readQuiz(text: string): PartReading<Quiz> {
  const faults = new Faults();
  const written = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  if (text.length > mostCharacters || written.length > mostLines) {
    const message = 'A quiz block has at most 200,000 characters in 5,000 lines.';
    return { faults: [{ line: 1, message }], notes: [] };
  }
  const lines = written.map((line, index): NumberedLine => ({ number: index + 1, text: line }));
  const chunks: NumberedLine[][] = [[]];
  for (const line of lines) {
    if (isItemLine(line.text)) chunks.push([line]);
    else chunks.at(-1)!.push(line);
  }
  const [headLines = [], ...itemChunks] = chunks;
  const { key, title, settings, intro } = readHead(headLines, faults);
  if (itemChunks.length === 0) faults.add(1, 'There is no item. One begins with `== key: kind`.');
  if (itemChunks.length > mostItems) faults.add(1, `A quiz has at most ${mostItems} items.`);
  const items: { line: number; item: Item | UsedItem }[] = [];
  for (const chunk of itemChunks.slice(0, mostItems)) {
    const item = readItem(chunk, faults);
    if (item) items.push({ line: chunk[0]!.number, item });
  }
  checkKeys(items, faults);
  checkPools(items, settings.draws, faults);
  const found = faults.sorted();
  const notes = notesOn(items);
  if (found.length > 0) return { faults: found, notes };
  const quiz: Quiz = { key, title, settings, intro, items: items.map(({ item }) => item) };
  return { part: { key, title, content: quiz }, faults: [], notes };
}

type Field = (settings: QuizSettings, value: string) => QuizSettings | undefined;

const yesNo: Record<string, boolean> = { yes: true, no: false };
const releases: Record<string, QuizSettings['release']> = {
  'at once': 'now',
  'after the close': 'after-close',
  'by hand': 'by-hand',
};

/** What each field of the head makes of its value; undefined for a value that it cannot be. */
const fields: Record<string, { is: string; read: Field }> = {
  time: {
    is: 'minutes, such as `20 minutes`, at most 1,440',
    read: (settings, value) => {
      const timeLimitMinutes = minutesOf(value);
      return inRange(timeLimitMinutes, 1, 1_440) ? { ...settings, timeLimitMinutes } : undefined;
    },
  },
  attempts: {
    is: 'a number from 1 to 100, or `any number`',
    read: (settings, value) => {
      const attempts = value === 'any number' ? null : wholeOf(value);
      return attempts === null || inRange(attempts, 1, 100) ? { ...settings, attempts } : undefined;
    },
  },
  pass: {
    is: 'a share of the points, such as `60%`',
    read: (settings, value) => {
      const passPercent = percentOfText(value);
      return inRange(passPercent, 0, 100) ? { ...settings, passPercent } : undefined;
    },
  },
  release: {
    is: '`at once`, `after the close` or `by hand`',
    read: (settings, value) => {
      const release = releases[value];
      return release && { ...settings, release };
    },
  },
  late: {
    is: '`no`, or such as `10 minutes, 20% off`',
    read: (settings, value) => {
      const late = value === 'no' ? settingsDefaults.late : lateOf(value);
      return late && { ...settings, late };
    },
  },
  'shows key': {
    is: '`yes` or `no`',
    read: (settings, value) => {
      const showsKey = yesNo[value];
      return showsKey === undefined ? undefined : { ...settings, showsKey };
    },
  },
  shuffle: {
    is: '`questions`, `answers`, `questions, answers` or `no`',
    read: (settings, value) => {
      const words = value === 'no' ? [] : value.split(',').map((word) => word.trim());
      if (words.some((word) => word !== 'questions' && word !== 'answers')) return undefined;
      return {
        ...settings,
        shufflesItems: words.includes('questions'),
        shufflesOptions: words.includes('answers'),
      };
    },
  },
  draw: {
    is: 'such as `2 of easy, 1 of hard`, each pool once',
    read: (settings, value) => {
      const draws = value.split(',').map((part) => drawOf(part.trim()));
      const isEach = new Set(draws.map((draw) => draw?.pool)).size === draws.length;
      return isEach && draws.every((draw) => draw !== undefined) ? { ...settings, draws } : undefined;
    },
  },
};

function inRange(value: number | undefined, from: number, to: number): value is number {
  return value !== undefined && value >= from && value <= to;
}

function lateOf(value: string): QuizSettings['late'] | undefined {
  const [time = '', off, ...more] = value.split(',').map((part) => part.trim());
  const minutes = minutesOf(time);
  const percentOff =
    off === undefined ? 0 : off.endsWith(' off') ? percentOfText(off.slice(0, -4)) : undefined;
  if (!inRange(minutes, 1, 10_080) || !inRange(percentOff, 0, 100) || more.length > 0) return undefined;
  return { minutes, percentOff };
}

function drawOf(text: string): Draw | undefined {
  const [number = '', of, pool = '', ...more] = text.split(' ');
  const count = wholeOf(number);
  return of === 'of' && inRange(count, 1, mostItems) && isKey(pool) && more.length === 0
    ? { pool, count }
    : undefined;
}

function readHead(
  lines: readonly NumberedLine[],
  faults: Faults,
): Pick<Quiz, 'key' | 'title' | 'settings' | 'intro'> {
  const begin = Math.max(
    0,
    lines.findIndex(({ text }) => text.trim() !== ''),
  );
  const blank = lines.findIndex(({ text }, index) => index > begin && text.trim() === '');
  const end = blank === -1 ? lines.length : blank;
  const seen = new Map<string, string>();
  let settings = settingsDefaults;
  for (const { number, text } of lines.slice(begin, end)) {
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon)).trim();
    const value = text.slice(colon + 1).trim();
    const isOwn = name === 'key' || name === 'title';
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!isOwn && !field) {
      if (text.trim() !== '')
        faults.add(
          number,
          `${quoted(text.trim())} is no field of a quiz. There are key, title, ${Object.keys(fields).join(', ')}.`,
        );
      continue;
    }
    if (seen.has(name)) faults.add(number, `\`${name}\` is here twice.`);
    seen.set(name, value);
    if (name === 'key' && !isKey(value))
      faults.add(number, 'A key is of small letters, digits and single hyphens, at most 100 characters.');
    if (name === 'title' && (value === '' || value.length > 200))
      faults.add(number, 'A title has 1 to 200 characters.');
    const read = field?.read(settings, value);
    if (field && !read) faults.add(number, `\`${name}\` is ${field.is}, not ${quoted(value)}.`);
    settings = read ?? settings;
  }
  for (const name of ['key', 'title']) {
    if (!seen.has(name)) faults.add(1, `A quiz has a \`${name}\`.`);
  }
  const intro = freeText(
    lines.slice(end).map(({ text }) => text),
    specialInIntro,
  );
  if (intro.length > 10_000)
    faults.add(end + 1, 'What is said before the start has at most 10,000 characters.');
  return { key: seen.get('key') ?? '', title: seen.get('title') ?? '', settings, intro };
}

function keyOf(item: Item | UsedItem): string {
  return item.kind === 'use' ? `${item.quizKey}/${item.itemKey}` : item.key;
}

function checkKeys(items: readonly { line: number; item: Item | UsedItem }[], faults: Faults): void {
  const seen = new Map<string, number>();
  for (const { line, item } of items) {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first !== undefined) faults.add(line, `The key ${quoted(key)} is that of line ${first} already.`);
    else seen.set(key, line);
  }
}

/** Whoever is drawn which items can reach the same points. */
function checkPools(
  items: readonly { line: number; item: Item | UsedItem }[],
  draws: readonly Draw[],
  faults: Faults,
): void {
  for (const { pool, count } of draws) {
    const own = items.filter(({ item }) => item.pool === pool);
    if (own.length < count)
      faults.add(1, `${count} are to be drawn of the pool ${pool}, which has ${own.length}.`);
    const points = new Set(own.flatMap(({ item }) => (item.kind === 'use' ? [] : [item.points])));
    if (points.size > 1) faults.add(own[0]!.line, `All items of the pool ${pool} have the same points.`);
  }
  const drawn = new Set(draws.map(({ pool }) => pool));
  for (const { line, item } of items) {
    if (item.pool !== null && !drawn.has(item.pool))
      faults.add(
        line,
        `Nothing is drawn of the pool ${item.pool}: say so above, \`draw: 2 of ${item.pool}\`.`,
      );
  }
}

function notesOn(items: readonly { line: number; item: Item | UsedItem }[]): PartFinding[] {
  return items.flatMap(({ line, item }) =>
    item.kind !== 'use' && item.readAgain === null && item.feedback === '' && !hasAnswerFeedback(item)
      ? [
          {
            line,
            message: `The item ${item.key} says nothing to whoever got it wrong: no feedback, nothing to read again.`,
          },
        ]
      : [],
  );
}

function hasAnswerFeedback(item: Item): boolean {
  if (item.kind === 'single' || item.kind === 'multiple')
    return item.options.some(({ feedback }) => feedback !== '');
  if (item.kind === 'truth') return item.feedbackTrue !== '' || item.feedbackFalse !== '';
  if (item.kind === 'numeric' || item.kind === 'text')
    return item.accepted.some(({ feedback }) => feedback !== '');
  return false;
}
