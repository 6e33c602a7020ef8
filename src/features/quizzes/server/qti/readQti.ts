import type { PartFinding } from '#features/cohorts/server/courseParts.ts';
import { isKey } from '../format/marks.ts';
import { settingsDefaults, type Item, type Quiz, type QuizSettings } from '../format/quiz.ts';
import { readQuiz } from '../format/readQuiz.ts';
import { writeQuiz } from '../format/writeQuiz.ts';
import { decimalOf } from '../format/values.ts';
import { asQti2 } from './names.ts';
import { readItem, UnknownItem } from './readItem.ts';
import { childrenNamed, find, readXml, UnreadableXml, type Element } from './xml.ts';

/** Reads a quiz out of a QTI 2.1 or 3.0 document: one of ours, one item, or anything that holds items. */
export function readQti(text: string): { quiz: Quiz | undefined; faults: readonly PartFinding[] } {
  let root: Element;
  try {
    root = asQti2(readXml(text));
  } catch (cause) {
    if (!(cause instanceof UnreadableXml)) throw cause;
    return { quiz: undefined, faults: [{ line: 1, message: cause.message }] };
  }
  const elements = root.name === 'assessmentItem' ? [root] : find(root, 'assessmentItem');
  if (elements.length === 0)
    return { quiz: undefined, faults: [{ line: 1, message: 'The document holds no QTI item.' }] };
  const faults: PartFinding[] = [];
  const items: Item[] = [];
  const own = childrenNamed(root, 'item');
  const keys = new Set<string>();
  for (const [index, one] of elements.entries()) {
    try {
      const more = own.find(
        ({ attributes }) =>
          attributes['key'] === one.attributes['identifier'] ||
          `i-${attributes['key']}` === one.attributes['identifier'],
      );
      const key = freshKey(more?.attributes['key'] ?? one.attributes['identifier'] ?? '', index, keys);
      items.push(readItem(one, { key, more }));
    } catch (cause) {
      if (!(cause instanceof UnknownItem)) throw cause;
      const name = one.attributes['title'] ?? one.attributes['identifier'] ?? '';
      faults.push({ line: 1, message: `Item ${index + 1} (${name.slice(0, 60)}): ${cause.message}` });
    }
  }
  const quiz = { ...quizHead(root), items };
  if (faults.length > 0) return { quiz: undefined, faults };
  // Whatever came in must be a quiz that can be written: our own reader judges it.
  const judged = readQuiz(writeQuiz(quiz));
  return judged.part ? { quiz: judged.part.content, faults: [] } : { quiz: undefined, faults: judged.faults };
}

/** A key that fits: of foreign identifiers what is left of them. */
function freshKey(identifier: string, index: number, taken: Set<string>): string {
  const plain = identifier
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  let key = isKey(identifier) ? identifier : isKey(plain) ? plain : `item-${index + 1}`;
  while (taken.has(key)) key = `${key}-${index + 1}`;
  taken.add(key);
  return key;
}

function quizHead(root: Element): Omit<Quiz, 'items'> {
  const [about] = childrenNamed(root, 'about');
  const [test] = root.name === 'assessmentTest' ? [root] : find(root, 'assessmentTest');
  const title = (
    about?.attributes['title'] ??
    test?.attributes['title'] ??
    root.attributes['title'] ??
    'Imported quiz'
  )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  const key =
    about?.attributes['key'] ?? freshKey(test?.attributes['identifier'] ?? 'imported', 0, new Set());
  return {
    key,
    title: title === '' ? 'Imported quiz' : title,
    intro: about?.attributes['intro'] ?? '',
    settings: about ? settingsOf(about) : timeOf(test),
  };
}

function timeOf(test: Element | undefined): QuizSettings {
  const [limits] = test ? find(test, 'timeLimits') : [];
  const seconds = Number(decimalOf(limits?.attributes['maxTime'] ?? '') ?? 0);
  const minutes = Math.min(1_440, Math.ceil(seconds / 60));
  return { ...settingsDefaults, timeLimitMinutes: minutes > 0 ? minutes : null };
}

/** What one of our own documents says beside its items. */
function settingsOf(about: Element): QuizSettings {
  const { attributes } = about;
  const number = (name: string, otherwise: number | null): number | null => {
    const given = attributes[name];
    return given !== undefined && /^[0-9]{1,5}$/.test(given) ? Number(given) : otherwise;
  };
  const release = (['now', 'after-close', 'by-hand'] as const).find((one) => one === attributes['release']);
  return {
    timeLimitMinutes: number('timeLimitMinutes', null),
    attempts: number('attempts', null),
    passPercent: number('passPercent', settingsDefaults.passPercent)!,
    release: release ?? 'now',
    late: { minutes: number('lateMinutes', 0)!, percentOff: number('latePercentOff', 0)! },
    showsKey: attributes['showsKey'] !== 'false',
    shufflesItems: attributes['shufflesItems'] === 'true',
    shufflesOptions: attributes['shufflesOptions'] === 'true',
    draws: childrenNamed(about, 'draw').map((draw) => ({
      pool: draw.attributes['pool'] ?? '',
      count: Number(draw.attributes['count'] ?? 0),
    })),
  };
}
