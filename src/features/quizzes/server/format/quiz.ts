import type { ItemKind } from '../../contract.ts';

/** A quiz as its author wrote it, key and all: what a block holds, and what is written back. */
export interface Quiz {
  key: string;
  title: string;
  settings: QuizSettings;
  /** Markdown, shown before the start; may be empty. */
  intro: string;
  items: readonly (Item | UsedItem)[];
}

export interface QuizSettings {
  timeLimitMinutes: number | null;
  /** null: as many as one likes. */
  attempts: number | null;
  passPercent: number;
  release: 'now' | 'after-close' | 'by-hand';
  late: { minutes: number; percentOff: number };
  showsKey: boolean;
  shufflesItems: boolean;
  shufflesOptions: boolean;
  /** So many items of a pool are drawn for each attempt; of a pool that is not named here, all. */
  draws: readonly Draw[];
}

export interface Draw {
  pool: string;
  count: number;
}

export const settingsDefaults: QuizSettings = {
  timeLimitMinutes: null,
  attempts: null,
  passPercent: 60,
  release: 'now',
  late: { minutes: 0, percentOff: 0 },
  showsKey: true,
  shufflesItems: false,
  shufflesOptions: false,
  draws: [],
};

/** An item of another quiz of the same course, asked here too. */
export interface UsedItem {
  kind: 'use';
  quizKey: string;
  itemKey: string;
  pool: string | null;
}

interface ItemHead {
  /** Unique in its quiz, and stable: answers and statistics hang on it. */
  key: string;
  /** Whole hundredths. */
  points: number;
  /** Whole hundredths that a wrong answer takes off. */
  minus: number;
  /** An answer that is partly right gets a part of the points. */
  isPartial: boolean;
  pool: string | null;
  tags: readonly string[];
  /** Markdown. */
  prompt: string;
  /** Markdown, for whoever answered; may be empty. */
  feedback: string;
  readAgain: ReadAgain | null;
}

/** Where to read again; `lessonKey` null: the lesson in which the quiz stands. */
export interface ReadAgain {
  lessonKey: string | null;
  anchor: string | null;
}

export interface ChoiceOption {
  label: string;
  /** How much of the points it is worth, in percent: 100 right, 0 wrong, between them partly, below 0 points off. */
  percent: number;
  feedback: string;
}

export interface Accepted<Value> {
  value: Value;
  percent: number;
  feedback: string;
}

/** Decimals as they were written, so that they are compared exactly. */
export type NumberRange =
  { from: string; to: string } | { at: string; plusMinus: string } | { at: string; plusMinusPercent: string };

export interface Gap {
  /** What counts as right. */
  right: readonly string[];
  /** What else can be chosen; null: the gap is written into. */
  wrong: readonly string[] | null;
}

export type Item = ItemHead &
  (
    | { kind: 'single'; options: readonly ChoiceOption[]; keepsOrder: boolean }
    | { kind: 'multiple'; options: readonly ChoiceOption[]; keepsOrder: boolean }
    | { kind: 'truth'; isTrue: boolean; feedbackTrue: string; feedbackFalse: string }
    | { kind: 'numeric'; accepted: readonly Accepted<NumberRange>[]; unit: string | null }
    | { kind: 'text'; accepted: readonly Accepted<string>[]; caseCounts: boolean; accentsCount: boolean }
    /** In the right order. */
    | { kind: 'ordering'; steps: readonly string[] }
    /** `left` null: a right side that nothing belongs to. */
    | { kind: 'matching'; pairs: readonly { left: string | null; right: string }[] }
    | { kind: 'gaps'; pieces: readonly (string | Gap)[] }
  );

export type ItemOf<Kind extends ItemKind> = Extract<Item, { kind: Kind }>;

/** A choice of an item that gets an id, in the group within which its label is the only one. */
export interface Choice {
  group: string;
  label: string;
}

/** Everything in the item that is chosen by id, always in the same order. */
export function choicesOf(item: Item): Choice[] {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return item.options.map(({ label }) => ({ group: 'option', label }));
    case 'ordering':
      return item.steps.map((label) => ({ group: 'step', label }));
    case 'matching':
      return [
        ...leftsOf(item).map((label) => ({ group: 'left', label })),
        ...rightsOf(item).map((label) => ({ group: 'right', label })),
      ];
    case 'gaps':
      return gapsOf(item).flatMap(({ right, wrong }, index) =>
        wrong === null ? [] : [...right, ...wrong].map((label) => ({ group: gapId(index), label })),
      );
    case 'truth':
    case 'numeric':
    case 'text':
      return [];
  }
}

export function leftsOf({ pairs }: ItemOf<'matching'>): string[] {
  return pairs.flatMap(({ left }) => (left === null ? [] : [left]));
}

/** Each right side once, also when it belongs to several on the left. */
export function rightsOf({ pairs }: ItemOf<'matching'>): string[] {
  return [...new Set(pairs.map(({ right }) => right))];
}

export function gapsOf({ pieces }: ItemOf<'gaps'>): Gap[] {
  return pieces.filter((piece): piece is Gap => typeof piece !== 'string');
}

/** By place: a gap that moves is another gap. */
export function gapId(index: number): string {
  return `gap${index + 1}`;
}
