import { questionLimits, type DeskCounts, type DeskQuestion, type DeskState } from '../../contract.ts';
import { holds, ordered, type Order } from '../ordering.ts';

export const deskFilters = ['waiting', 'open', 'answered', 'hidden', 'all'] as const;
export type DeskFilter = (typeof deskFilters)[number];

const statesOf: Record<Exclude<DeskFilter, 'all'>, readonly DeskState[]> = {
  waiting: ['pending'],
  open: ['published', 'answering'],
  answered: ['answered'],
  hidden: ['dismissed', 'merged'],
};

export function countIn(counts: DeskCounts, filter: DeskFilter): number {
  const states = filter === 'all' ? (Object.keys(counts) as DeskState[]) : statesOf[filter];
  return states.reduce((sum, state) => sum + counts[state], 0);
}

interface Wanted {
  filter: DeskFilter;
  order: Order;
  typed: string;
  /** What was just done to these can still be undone: they stay where they were. */
  kept: ReadonlySet<string>;
}

/** The questions that the desk shows, the one that is being answered first. */
export function rowsOf(
  questions: readonly DeskQuestion[],
  { filter, order, typed, kept }: Wanted,
): DeskQuestion[] {
  const isWanted = ({ id, state }: DeskQuestion): boolean =>
    filter === 'all' || statesOf[filter].includes(state) || kept.has(id);
  const isFound = ({ question, labels, author }: DeskQuestion): boolean =>
    holds([question, ...labels, author?.name ?? ''].join(' '), typed);
  const found = ordered(
    questions.filter((one) => isWanted(one) && isFound(one)),
    order,
  );
  const now = found.filter(({ state }) => state === 'answering');
  return [...now, ...found.filter(({ state }) => state !== 'answering')];
}

export type DeskAct =
  | 'publish'
  | 'answer-now'
  | 'aloud'
  | 'written'
  | 'attach'
  | 'pin'
  | 'dismiss'
  | 'merge'
  | 'label'
  | 'mute'
  | 'restore';

/** What may be done with a question; the first is what is most likely wanted. */
export function actsFor(
  { state, restoresTo }: DeskQuestion,
  { showsNothing }: { showsNothing: boolean },
): DeskAct[] {
  const back: DeskAct[] = restoresTo === null ? [] : ['restore'];
  switch (state) {
    case 'pending':
      return ['publish', 'dismiss', 'merge', 'label', 'mute'];
    case 'published': {
      const answering: DeskAct[] = showsNothing ? ['written', 'aloud'] : ['answer-now', 'aloud', 'written'];
      return [...answering, 'pin', 'dismiss', 'merge', 'label', 'mute', ...back];
    }
    case 'answering':
      return ['aloud', 'written', ...back, 'pin', 'dismiss', 'merge', 'label', 'mute'];
    case 'answered':
      return ['written', 'attach', ...back, 'pin', 'dismiss', 'merge', 'label', 'mute'];
    case 'dismissed':
    case 'merged':
      return [...back, 'label', 'mute'];
  }
}

const letters: Record<string, DeskAct> = {
  p: 'publish',
  a: 'answer-now',
  o: 'aloud',
  w: 'written',
  t: 'pin',
  d: 'dismiss',
  m: 'merge',
  l: 'label',
  s: 'mute',
};

/** What a letter does to the question that has the focus; `u` undoes, which depends on what was done. */
export function actOfKey(key: string): DeskAct | undefined {
  return letters[key.toLowerCase()];
}

/** Where a key leads in the list; undefined for a key that moves nothing. Letters count while single keys are on. */
export function rowAfter(key: string, at: number, count: number, letterKeys: boolean): number | undefined {
  if (count === 0 || (key.length === 1 && !letterKeys)) return undefined;
  const to = (place: number): number => Math.min(count - 1, Math.max(0, place));
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowDown':
    case 'j':
      return to(at + 1);
    case 'ArrowUp':
    case 'k':
      return to(at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** A command of the desk, as the outbox takes it. */
export type DeskCommand =
  | { name: 'qa:publish' | 'qa:answer-now' | 'qa:restore'; input: { questionId: string } }
  | { name: 'qa:dismiss'; input: { questionId: string; reason: string } }
  | { name: 'qa:answer'; input: { questionId: string; text: string | null } }
  | { name: 'qa:pin'; input: { questionId: string; on: boolean } }
  | { name: 'qa:merge'; input: { questionId: string; intoId: string } }
  | { name: 'qa:label'; input: { questionId: string; labels: string[] } }
  | { name: 'qa:attach'; input: { questionId: string; lessonId: string | null } }
  | { name: 'qa:mute-person'; input: { questionId: string; minutes: number } };

/** What takes a command back, seen from the question as it was before; null where nothing does. */
export function undoOf({ name, input }: DeskCommand, before: DeskQuestion): DeskCommand | null {
  const { questionId } = input;
  const restore: DeskCommand = { name: 'qa:restore', input: { questionId } };
  switch (name) {
    case 'qa:publish':
    case 'qa:answer-now':
    case 'qa:merge':
      return restore;
    // A second answer takes the place of the first, and a second reason that of the first.
    case 'qa:answer':
      return before.state === 'answered' ? null : restore;
    case 'qa:dismiss':
      return before.state === 'dismissed' ? null : restore;
    case 'qa:pin':
      return { name, input: { questionId, on: !input.on } };
    case 'qa:label':
      return { name, input: { questionId, labels: before.labels } };
    case 'qa:attach':
      return { name, input: { questionId, lessonId: before.lessonId } };
    case 'qa:mute-person':
      return input.minutes === 0 ? null : { name, input: { questionId, minutes: 0 } };
    case 'qa:restore':
      return null;
  }
}

/** The words of `done` for a command. */
export function doneWord({ name, input }: DeskCommand) {
  switch (name) {
    case 'qa:publish':
      return 'publish';
    case 'qa:answer-now':
      return 'answer-now';
    case 'qa:restore':
      return 'restore';
    case 'qa:dismiss':
      return 'dismiss';
    case 'qa:merge':
      return 'merge';
    case 'qa:label':
      return 'label';
    case 'qa:attach':
      return input.lessonId === null ? 'detach' : 'attach';
    case 'qa:answer':
      return input.text === null ? 'aloud' : 'written';
    case 'qa:pin':
      return input.on ? 'pin' : 'unpin';
    case 'qa:mute-person':
      return input.minutes === 0 ? 'unmute' : 'mute';
  }
}

/** Questions that one can be merged into, the likest first: what everybody sees does not go into what nobody sees. */
export function mergeTargets(question: DeskQuestion, questions: readonly DeskQuestion[]): DeskQuestion[] {
  const isOpen = question.state !== 'pending';
  const words = wordsOf(question.question);
  const likeness = ({ question: other }: DeskQuestion): number => {
    const others = wordsOf(other);
    const shared = [...words].filter((word) => others.has(word)).length;
    return shared / Math.max(1, words.size + others.size - shared);
  };
  return questions
    .filter(({ id, state }) => {
      if (id === question.id || state === 'dismissed' || state === 'merged') return false;
      return !(isOpen && state === 'pending');
    })
    .map((one) => ({ one, like: likeness(one) }))
    .sort((a, b) => b.like - a.like || b.one.upvotes - a.one.upvotes)
    .map(({ one }) => one);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
}

/** Labels out of a line of them, each once. */
export function labelsTyped(line: string): { labels: string[]; fault: 'many' | 'long' | null } {
  const labels = [...new Set(line.split(/[,،、]/u).map((label) => label.trim()))].filter(
    (label) => label !== '',
  );
  if (labels.some((label) => label.length > questionLimits.labelLength)) return { labels, fault: 'long' };
  return { labels, fault: labels.length > questionLimits.labels ? 'many' : null };
}
