import fc from 'fast-check';
import type { Item, Quiz, QuizSettings } from '#features/quizzes/server/format/quiz.ts';

/** Quizzes of every kind, as an author could write them; also such as nobody would. */

const key = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,6}){0,2}$/);

/** Words with what a block could take for something of its own. */
const words = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-zäöüéß0-9]{1,9}$/) },
      fc.constantFrom(
        '==',
        '(x)',
        '( )',
        '[x]',
        '= 4',
        '1.',
        '- a -> b',
        '->',
        '\\->',
        '|',
        '||',
        '[[',
        ']]',
        '[[x]]',
        '*',
        '\\',
        '\\\\',
        '\\*',
        '>',
        'tags:',
        '(50%)',
        '<b>',
        '&amp;',
        '"',
        '```',
        '🙂',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(' '));

/** Text of several lines, without blank lines around it. */
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: words }, fc.constant('')), { minLength: 1, maxLength: 4 })
  .map((lines) => lines.join('\n').trim())
  .filter((joined) => joined !== '');
const feedback = fc.oneof(fc.constant(''), text);
const points = fc.integer({ min: 1, max: 2_000 });

const head = fc.record({
  points,
  minus: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 200 })),
  tags: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}(?: [a-z]{1,8})?$/), { maxLength: 3 }),
  prompt: text,
  feedback,
  readAgain: fc.option(
    fc
      .record({ lessonKey: fc.option(key), anchor: fc.option(fc.stringMatching(/^[a-z-]{1,12}$/)) })
      .filter(({ lessonKey, anchor }) => lessonKey !== null || anchor !== null),
  ),
});

const labels = (minLength: number, maxLength = 5) => fc.uniqueArray(words, { minLength, maxLength });
const decimal = fc
  .tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: 0, max: 2 }))
  .map(([units, places]) => String(units / 10 ** places));
const positive = fc.integer({ min: 0, max: 500 }).map((units) => String(units / 10));
const range = fc.oneof(
  fc.record({ at: decimal, plusMinus: positive }),
  fc.record({ at: decimal, plusMinusPercent: positive }),
  fc
    .tuple(decimal, decimal)
    .map(([a, b]) => (Number(a) <= Number(b) ? { from: a, to: b } : { from: b, to: a })),
);
const accepted = <Value>(value: fc.Arbitrary<Value>) =>
  fc
    .array(fc.record({ value, percent: fc.integer({ min: 0, max: 100 }), feedback }), { maxLength: 2 })
    .chain((more) => fc.record({ value, feedback }).map((one) => [{ ...one, percent: 100 }, ...more]));
const gapWords = fc.uniqueArray(words, { minLength: 2, maxLength: 4 });

const kinds = fc.oneof(
  fc
    .record({
      own: labels(2),
      right: fc.nat(),
      keepsOrder: fc.boolean(),
      more: fc.array(feedback, { minLength: 5, maxLength: 5 }),
      shares: fc.array(fc.integer({ min: -100, max: 99 }), { minLength: 5, maxLength: 5 }),
    })
    .map(({ own, right, keepsOrder, more, shares }) => ({
      kind: 'single' as const,
      isPartial: false,
      keepsOrder,
      options: own.map((label, index) => ({
        label,
        percent: index === right % own.length ? 100 : shares[index]! % 2 === 0 ? 0 : shares[index]!,
        feedback: more[index]!,
      })),
    })),
  fc
    .record({
      own: labels(2),
      right: fc.nat(),
      keepsOrder: fc.boolean(),
      isPartial: fc.boolean(),
      marks: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      more: fc.array(feedback, { minLength: 5, maxLength: 5 }),
    })
    .map(({ own, right, keepsOrder, isPartial, marks, more }) => ({
      kind: 'multiple' as const,
      isPartial,
      keepsOrder,
      options: own.map((label, index) => ({
        label,
        percent: marks[index]! || index === right % own.length ? 100 : 0,
        feedback: more[index]!,
      })),
    })),
  fc.record({
    kind: fc.constant('truth' as const),
    isPartial: fc.constant(false),
    isTrue: fc.boolean(),
    feedbackTrue: feedback,
    feedbackFalse: feedback,
  }),
  fc.record({
    kind: fc.constant('numeric' as const),
    isPartial: fc.constant(false),
    accepted: accepted(range),
    unit: fc.option(fc.constantFrom('kg', 'm/s', '€')),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    isPartial: fc.constant(false),
    accepted: accepted(fc.stringMatching(/^[A-Za-zé]{1,9}(?: \(?[A-Za-z0-9%]{1,5}\)?)?$/)).map((all) =>
      all.filter(
        ({ value }, index) =>
          all.findIndex((one) => one.value.toLowerCase() === value.toLowerCase()) === index,
      ),
    ),
    caseCounts: fc.boolean(),
    accentsCount: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('ordering' as const), isPartial: fc.boolean(), steps: labels(2) }),
  fc
    .record({ lefts: labels(2), rights: labels(2), isPartial: fc.boolean() })
    .map(({ lefts, rights, isPartial }) => {
      const pairs: { left: string | null; right: string }[] = lefts.map((left, index) => ({
        left,
        right: rights[index % rights.length]!,
      }));
      const loose = rights.slice(lefts.length).map((right) => ({ left: null, right }));
      return { kind: 'matching' as const, isPartial, pairs: [...pairs, ...loose] };
    }),
  fc
    .array(
      fc.oneof(
        words.map((piece) => ` ${piece} `),
        gapWords.map((right) => ({ right, wrong: null })),
        gapWords.map(([first, ...wrong]) => ({ right: [first!], wrong })),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .chain((pieces) => fc.record({ pieces: fc.constant(joinedTexts(pieces)), isPartial: fc.boolean() }))
    .filter(({ pieces }) => pieces.some((piece) => typeof piece !== 'string'))
    .map((own) => ({ kind: 'gaps' as const, ...own })),
);

function joinedTexts<Gap extends object>(pieces: readonly (string | Gap)[]): (string | Gap)[] {
  const all: (string | Gap)[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
}

/** An item of some kind; its key is `item`. */
export const anyItem: fc.Arbitrary<Item> = fc
  .tuple(head, kinds)
  .map(([first, kind]) => ({ key: 'item', pool: null, ...first, ...kind }) as Item);

const settings: fc.Arbitrary<QuizSettings> = fc.record({
  timeLimitMinutes: fc.option(fc.integer({ min: 1, max: 1_440 })),
  attempts: fc.option(fc.integer({ min: 1, max: 100 })),
  passPercent: fc.integer({ min: 0, max: 100 }),
  release: fc.constantFrom('now', 'after-close', 'by-hand'),
  late: fc.oneof(
    fc.constant({ minutes: 0, percentOff: 0 }),
    fc.record({ minutes: fc.integer({ min: 1, max: 10_080 }), percentOff: fc.integer({ min: 0, max: 100 }) }),
  ),
  showsKey: fc.boolean(),
  shufflesItems: fc.boolean(),
  shufflesOptions: fc.boolean(),
  draws: fc.constant([]),
});

export const anyQuiz: fc.Arbitrary<Quiz> = fc
  .record({
    key,
    title: words,
    settings,
    intro: fc.oneof(fc.constant(''), text),
    items: fc.array(anyItem, { minLength: 1, maxLength: 5 }),
    pooled: fc.nat(6),
    drawn: fc.nat(),
  })
  .map(({ items, pooled, drawn, ...quiz }) => {
    const inPool = Math.min(pooled, items.length);
    const named = items.map((item, index) => ({
      ...item,
      key: `item-${index + 1}`,
      ...(index < inPool && { pool: 'some', points: items[0]!.points }),
    }));
    const draws = inPool === 0 ? [] : [{ pool: 'some', count: 1 + (drawn % inPool) }];
    return { ...quiz, settings: { ...quiz.settings, draws }, items: named };
  });
