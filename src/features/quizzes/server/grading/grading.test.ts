import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemAnswer, itemAsked, type ItemAnswer, type ItemAsked } from '../../contract.ts';
import { anyItem } from '../../../../../tests/support/anyQuiz.ts';
import { choicesOf, gapId, gapsOf, type Item } from '../format/quiz.ts';
import { readQuiz } from '../format/readQuiz.ts';
import { answerWords, keyWords } from './answerWords.ts';
import { askedOf, faultOf } from './asked.ts';
import { gradeAttempt } from './gradeAttempt.ts';
import { gradeItem } from './gradeItem.ts';
import { carriedIds, groupOf, type KeptItem } from './keptItem.ts';
import { numbersMeant } from './numbers.ts';
import { comparable } from './words.ts';

const itemId = '01920000-0000-7000-8000-000000000001';

/** The item that a block's lines describe, with ids that are easily told apart. */
function kept(lines: string): KeptItem {
  const { part, faults } = readQuiz(`key: q\ntitle: Q\n\n${lines}\n`);
  expect(faults).toEqual([]);
  const item = part!.content.items[0] as Item;
  return { item, ids: choicesOf(item).map((_, index) => `id${index}`) };
}
const idOf = ({ item, ids }: KeptItem, label: string): string =>
  ids[choicesOf(item).findIndex((choice) => choice.label === label)]!;
const graded = (one: KeptItem, answer: ItemAnswer | null): [number, string] => {
  const { points, verdict } = gradeItem(one, answer);
  return [points, verdict];
};

describe('QZ10 points follow from the key, exactly', () => {
  test('one of several: right, partly, points off', () => {
    const one = kept('== a: single, 3 points, minus 1\nQ\n(x) r\n(50%) p\n( ) w\n(-25%) n');
    const choose = (label: string): ItemAnswer => ({ kind: 'single', optionId: idOf(one, label) });
    expect(graded(one, choose('r'))).toEqual([300, 'right']);
    expect(graded(one, choose('p'))).toEqual([150, 'partly']);
    expect(graded(one, choose('w'))).toEqual([-100, 'wrong']);
    expect(graded(one, choose('n'))).toEqual([-75, 'wrong']);
    expect(graded(one, { kind: 'single', optionId: 'of another item' })).toEqual([-100, 'wrong']);
    expect(graded(one, null)).toEqual([0, 'unanswered']);
    expect(graded(one, { kind: 'truth', value: true })).toEqual([0, 'unanswered']);
  });

  test('several of several: all or nothing, or right ones less wrong ones', () => {
    const lines = 'Q\n[x] a\n[x] b\n[x] c\n[ ] d\n[ ] e';
    const strict = kept(`== a: multiple\n${lines}`);
    const partial = kept(`== a: multiple, partial, minus 0.5\n${lines}`);
    const choose = (one: KeptItem, ...labels: string[]): [number, string] =>
      graded(one, { kind: 'multiple', optionIds: labels.map((label) => idOf(one, label)) });
    expect(choose(strict, 'c', 'a', 'b')).toEqual([100, 'right']);
    expect(choose(strict, 'a', 'b')).toEqual([0, 'wrong']);
    expect(choose(partial, 'a', 'b')).toEqual([66, 'partly']);
    expect(choose(partial, 'a', 'b', 'd')).toEqual([33, 'partly']);
    expect(choose(partial, 'a', 'b', 'c', 'd')).toEqual([66, 'partly']);
    expect(choose(partial, 'a', 'd')).toEqual([-50, 'wrong']);
    expect(choose(partial)).toEqual([0, 'unanswered']);
  });

  test('numbers: tolerance to the last digit, commas and points, units, the best that fits', () => {
    const one = kept('== a: numeric\nQ\n= 0.3 ± 0.1\n= 0.3 ± 0.2 (50%)\n> f\nunit: kg');
    const say = (value: string): [number, string] => graded(one, { kind: 'numeric', value });
    for (const value of ['0.3', '0,3', '.3', '0.2', '0.4', '0.40 kg', ' +0.3 KG '])
      expect([value, ...say(value)]).toEqual([value, 100, 'right']);
    for (const value of ['0.1', '0.5', '0,19999999999999999999'])
      expect([value, ...say(value)]).toEqual([value, 50, 'partly']);
    for (const value of [
      '0.0999999999999999999999',
      '0.50000000000000000001',
      '3',
      'three',
      '1e-1',
      '0.3.',
      '--0.3',
      '0x1',
      'Infinity',
    ])
      expect([value, ...say(value)]).toEqual([value, 0, 'wrong']);
    expect(say('  ')).toEqual([0, 'unanswered']);
    const percent = kept('== a: numeric\nQ\n= -200 ± 5%');
    expect(graded(percent, { kind: 'numeric', value: '−210' })).toEqual([100, 'right']);
    expect(graded(percent, { kind: 'numeric', value: '-210.01' })).toEqual([0, 'wrong']);
  });

  test('a number that can be read in two ways is right in either', () => {
    expect(numbersMeant('1,000', null)).toEqual(['1.000', '1000']);
    expect(numbersMeant('1.000,5', null)).toEqual(['1000.5']);
    expect(numbersMeant('1,000,000', null)).toEqual(['1000000']);
    expect(numbersMeant("1'000", null)).toEqual(['1000']);
    expect(numbersMeant('1 000', null)).toEqual(['1000']);
    expect(numbersMeant('0,500', null)).toEqual(['0.500']);
    expect(numbersMeant('1,00,0', null)).toEqual([]);
    expect(numbersMeant('9'.repeat(65), null)).toEqual([]);
  });

  test('words: case, spaces, accents and quotes as the author says', () => {
    const one = kept('== a: text\nQ\n= Große Straße\n= Strasse (25%)');
    const say = (text: string): [number, string] => graded(one, { kind: 'text', text });
    for (const text of ['große straße', '  GROSSE   STRASSE. ', 'große strasse'])
      expect([text, ...say(text)]).toEqual([text, 100, 'right']);
    expect(say('strasse')).toEqual([25, 'partly']);
    expect(say('Grosse Gasse')).toEqual([0, 'wrong']);
    const strict = { caseCounts: true, accentsCount: true };
    const loose = { caseCounts: false, accentsCount: false };
    expect(comparable('“Café” – it’s', strict)).toBe('"Café" - it\'s');
    expect(comparable('CAFÉ', loose)).toBe('cafe');
    expect(comparable('...', loose)).toBe('...');
    expect(comparable('ﬁne', loose)).toBe('fine');
  });

  test('orders: whole, or the longest part that is in order', () => {
    const lines = 'Q\n1. a\n2. b\n3. c\n4. d';
    const [strict, partial] = [kept(`== a: ordering\n${lines}`), kept(`== a: ordering, partial\n${lines}`)];
    const put = (one: KeptItem, order: string): [number, string] =>
      graded(one, { kind: 'ordering', optionIds: order.split('').map((label) => idOf(one, label)) });
    expect(put(strict, 'abcd')).toEqual([100, 'right']);
    expect(put(strict, 'dabc')).toEqual([0, 'wrong']);
    expect(put(partial, 'dabc')).toEqual([66, 'partly']);
    expect(put(partial, 'badc')).toEqual([33, 'partly']);
    expect(put(partial, 'dcba')).toEqual([0, 'wrong']);
  });

  test('pairs and gaps: all, or one by one', () => {
    const pairs = kept('== a: matching, partial\nQ\n- a -> one\n- b -> two\n- c -> one\n- -> three');
    const right = (label: string): string =>
      groupOf(pairs, 'right').find((choice) => choice.label === label)!.id;
    const match = (...labels: [string, string][]): [number, string] =>
      graded(pairs, {
        kind: 'matching',
        pairs: labels.map(([a, b]) => ({ left: idOf(pairs, a), right: right(b) })),
      });
    expect(match(['a', 'one'], ['b', 'two'], ['c', 'one'])).toEqual([100, 'right']);
    expect(match(['a', 'one'], ['b', 'three'])).toEqual([33, 'partly']);
    expect(match(['a', 'two'])).toEqual([0, 'wrong']);

    const gaps = kept('== a: gaps, partial\nQ\n| One [[token | word]] by [[*chance | rule]].');
    const fill = (first: string, second: string): [number, string] =>
      graded(gaps, {
        kind: 'gaps',
        texts: [
          { gapId: gapId(0), text: first },
          { gapId: gapId(1), text: second && idOf(gaps, second) },
        ],
      });
    expect(fill(' Token ', 'chance')).toEqual([100, 'right']);
    expect(fill('word', 'rule')).toEqual([50, 'partly']);
    expect(fill('', 'rule')).toEqual([0, 'wrong']);
    expect(fill('', '')).toEqual([0, 'unanswered']);
    expect(answerWords(gaps, { kind: 'gaps', texts: [{ gapId: gapId(0), text: 'word' }] })).toBe(
      'One [word] by [].',
    );
    expect(keyWords(gaps)).toBe('One [token / word] by [chance].');
  });

  test('what was chosen is answered with its own feedback, after that of the item', () => {
    const one = kept('== a: single\nQ\n(x) r\n    > good\n( ) w\n    > look again\n\n> of the item\n');
    const { items } = gradeAttempt([
      {
        itemId,
        number: 1,
        kept: one,
        answer: { kind: 'single', optionId: idOf(one, 'w') },
        percentOff: 0,
        mark: null,
      },
    ]);
    expect(items[0]!.said).toEqual({ feedback: ['of the item', 'look again'], key: 'r', readAgain: null });
  });

  test('a late answer that counts earns less, points off stay as they are, and a mark stands before both', () => {
    const one = kept('== a: single, minus 1\nQ\n(x) r\n( ) w');
    const at = (label: string, percentOff: number, mark: number | null = null) =>
      gradeAttempt([
        {
          itemId,
          number: 1,
          kept: one,
          answer: { kind: 'single', optionId: idOf(one, label) },
          percentOff,
          mark: mark === null ? null : { points: mark, comment: 'seen' },
        },
      ]).items[0]!;
    expect(at('r', 33)).toMatchObject({ points: 67, verdict: 'partly', comment: null });
    expect(at('r', 100)).toMatchObject({ points: 0, verdict: 'wrong' });
    expect(at('w', 33)).toMatchObject({ points: -100, verdict: 'wrong' });
    expect(at('w', 33, 80)).toMatchObject({ points: 80, verdict: 'partly', comment: 'seen' });
  });
});

/** The answer that the key asks for. */
function rightAnswer({ item, ids }: KeptItem): ItemAnswer {
  const one = { item, ids };
  switch (item.kind) {
    case 'single':
      return { kind: 'single', optionId: ids[item.options.findIndex(({ percent }) => percent === 100)]! };
    case 'multiple':
      return { kind: 'multiple', optionIds: ids.filter((_, index) => item.options[index]!.percent === 100) };
    case 'truth':
      return { kind: 'truth', value: item.isTrue };
    case 'numeric': {
      const range = item.accepted[0]!.value;
      return { kind: 'numeric', value: 'from' in range ? range.to : range.at };
    }
    case 'text':
      return { kind: 'text', text: item.accepted[0]!.value };
    case 'ordering':
      return { kind: 'ordering', optionIds: [...ids] };
    case 'matching': {
      const right = new Map(groupOf(one, 'right').map(({ label, id }) => [label, id]));
      const left = new Map(groupOf(one, 'left').map(({ label, id }) => [label, id]));
      const pairs = item.pairs.flatMap((pair) =>
        pair.left === null ? [] : [{ left: left.get(pair.left)!, right: right.get(pair.right)! }],
      );
      return { kind: 'matching', pairs };
    }
    case 'gaps':
      return {
        kind: 'gaps',
        texts: gapsOf(item).map(({ right, wrong }, index) => {
          const own = new Map(groupOf(one, gapId(index)).map(({ label, id }) => [label, id]));
          return { gapId: gapId(index), text: wrong === null ? right[0]! : own.get(right[0]!)! };
        }),
      };
  }
}

/** Some answer that could be given to what was asked. */
function someAnswer(asked: ItemAsked, random: () => number): ItemAnswer {
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;
  switch (asked.kind) {
    case 'single':
      return { kind: 'single', optionId: pick(asked.options).id };
    case 'multiple':
      return { kind: 'multiple', optionIds: asked.options.filter(() => random() < 0.5).map(({ id }) => id) };
    case 'truth':
      return { kind: 'truth', value: random() < 0.5 };
    case 'numeric':
      return { kind: 'numeric', value: pick(['0', '1', '-2,5', 'x', '']) };
    case 'text':
      return { kind: 'text', text: pick(['a', 'Token', '', ' é ']) };
    case 'ordering':
      return { kind: 'ordering', optionIds: asked.options.map(({ id }) => id).sort(() => random() - 0.5) };
    case 'matching':
      return {
        kind: 'matching',
        pairs: asked.left
          .filter(() => random() < 0.7)
          .map(({ id }) => ({ left: id, right: pick(asked.right).id })),
      };
    case 'gaps':
      return {
        kind: 'gaps',
        texts: asked.pieces.flatMap((piece) =>
          'gapId' in piece
            ? [
                {
                  gapId: piece.gapId,
                  text: piece.options ? pick(piece.options).id : pick(['', 'a', 'token']),
                },
              ]
            : [],
        ),
      };
  }
}

const withIds = anyItem.map((item): KeptItem => ({
  item,
  ids: choicesOf(item).map((_, index) => `k${(index * 7919) % 1000}`),
}));
const chance = fc
  .noShrink(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })))
  .map((stream) => () => stream.next().value as number);

describe('QZ11 whatever the item and the answer', () => {
  test('the right answer can be given, and gets all points', () => {
    fc.assert(
      fc.property(withIds, chance, (one, random) => {
        const asked = askedOf(itemId, one, { shufflesOptions: true, random });
        const answer = rightAnswer(one);
        expect(itemAnswer.safeParse(answer).success).toBe(true);
        expect(faultOf(asked, answer)).toBeUndefined();
        expect(graded(one, answer)).toEqual([one.item.points, 'right']);
      }),
      { numRuns: 200 },
    );
  });

  test('points lie between what is taken off and all, whole hundredths, the same each time', () => {
    fc.assert(
      fc.property(withIds, chance, (one, random) => {
        const asked = askedOf(itemId, one, { shufflesOptions: true, random });
        const answer = someAnswer(asked, random);
        expect(itemAnswer.parse(answer)).toEqual(answer);
        expect(faultOf(asked, answer)).toBeUndefined();
        const { points, verdict } = gradeItem(one, answer);
        expect(gradeItem(one, answer)).toMatchObject({ points, verdict });
        expect(Number.isSafeInteger(points) && !Object.is(points, -0)).toBe(true);
        expect(points).toBeLessThanOrEqual(one.item.points);
        expect(points).toBeGreaterThanOrEqual(-Math.max(one.item.minus, one.item.points));
        expect(points === one.item.points).toBe(verdict === 'right');
        if (verdict === 'unanswered') expect(points).toBe(0);
        expect(typeof answerWords(one, answer)).toBe('string');
      }),
      { numRuns: 300 },
    );
  });

  test('what is asked holds what the author wrote for everybody, in some order, and nothing of the key', () => {
    fc.assert(
      fc.property(withIds, chance, (one, random) => {
        const asked = askedOf(itemId, one, { shufflesOptions: true, random });
        expect(itemAsked.parse(asked)).toEqual(asked);
        const labels = choicesOf(one.item).map(({ label }) => label);
        const shown = JSON.stringify(asked);
        for (const label of labels) expect(shown).toContain(JSON.stringify(label).slice(1, -1));
        expect(shown).not.toContain('percent');
        expect(shown).not.toContain('feedback');
      }),
      { numRuns: 100 },
    );
  });

  test('where nothing is to be shuffled, what has no right order stands as it was written', () => {
    const one = kept('== a: single\nQ\n(x) a\n( ) b\n( ) c');
    const asked = askedOf(itemId, one, { shufflesOptions: false, random: () => 0 });
    expect('options' in asked && asked.options.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
    const inOrder = kept('== a: single, in order\nQ\n(x) a\n( ) b\n( ) c');
    const kept2 = askedOf(itemId, inOrder, { shufflesOptions: true, random: () => 0 });
    expect('options' in kept2 && kept2.options.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
    const steps = askedOf(itemId, kept('== a: ordering\nQ\n1. a\n2. b\n3. c'), {
      shufflesOptions: false,
      random: () => 0,
    });
    expect('options' in steps && steps.options.map(({ label }) => label)).toEqual(['b', 'c', 'a']);
  });
});

describe('QZ3 a choice keeps its id through versions', () => {
  let fresh = 0;
  const carry = (lines: string, former: KeptItem): KeptItem => {
    const { item } = kept(lines);
    return { item, ids: carriedIds(item, former, () => `new${(fresh += 1)}`) };
  };
  const before = kept('== a: single\nQ\n(x) one\n( ) two\n( ) three');

  test('by what it says, wherever it stands now and whatever it is worth', () => {
    const after = carry('== a: single\nQ\n( ) three\n(x) two\n( ) one', before);
    expect(after.ids).toEqual(['id2', 'id1', 'id0']);
  });

  test('a mended slip keeps it; what is added or taken away moves nobody', () => {
    expect(carry('== a: single\nQ\n(x) one\n( ) tow\n( ) three', before).ids).toEqual(['id0', 'id1', 'id2']);
    const more = carry('== a: single\nQ\n(x) one\n( ) four\n( ) two\n( ) three', before);
    expect([more.ids[0], more.ids[2], more.ids[3]]).toEqual(['id0', 'id1', 'id2']);
    expect(more.ids[1]).toMatch(/^new/);
    expect(carry('== a: single\nQ\n(x) one\n( ) three', before).ids).toEqual(['id0', 'id2']);
  });

  test('an item of another kind begins anew', () => {
    const other = carry('== a: multiple\nQ\n[x] one\n[ ] two', before);
    expect(other.ids.every((id) => id.startsWith('new'))).toBe(true);
  });
});

describe('QZ12 answers to what was not asked are none', () => {
  test.for([
    ['another kind', { kind: 'truth', value: true }],
    ['an option of another item', { kind: 'single', optionId: 'k' }],
  ] as const)('%s', ([, answer]) => {
    const asked = askedOf(itemId, kept('== a: single\nQ\n(x) a\n( ) b'), {
      shufflesOptions: false,
      random: () => 0,
    });
    expect(faultOf(asked, answer as ItemAnswer)).toBeDefined();
  });

  test('options twice, steps left out, gaps and pairs that were not there', () => {
    const ask = (lines: string): ItemAsked =>
      askedOf(itemId, kept(lines), { shufflesOptions: false, random: () => 0 });
    const several = ask('== a: multiple\nQ\n[x] a\n[ ] b');
    const steps = ask('== a: ordering\nQ\n1. a\n2. b');
    const pairs = ask('== a: matching\nQ\n- a -> b\n- c -> d');
    const gaps = ask('== a: gaps\nQ\n| [[*a | b]]');
    expect(faultOf(several, { kind: 'multiple', optionIds: ['id0', 'id0'] })).toBeDefined();
    expect(faultOf(steps, { kind: 'ordering', optionIds: ['id0'] })).toBeDefined();
    expect(faultOf(pairs, { kind: 'matching', pairs: [{ left: 'id0', right: 'id1' }] })).toBeDefined();
    expect(
      faultOf(pairs, {
        kind: 'matching',
        pairs: [
          { left: 'id0', right: 'id2' },
          { left: 'id0', right: 'id3' },
        ],
      }),
    ).toBeDefined();
    expect(
      faultOf(pairs, {
        kind: 'matching',
        pairs: [
          { left: 'id0', right: 'id2' },
          { left: 'id1', right: 'id2' },
        ],
      }),
    ).toBeUndefined();
    expect(faultOf(gaps, { kind: 'gaps', texts: [{ gapId: 'gap2', text: '' }] })).toBeDefined();
    expect(faultOf(gaps, { kind: 'gaps', texts: [{ gapId: 'gap1', text: 'a' }] })).toBeDefined();
    expect(faultOf(gaps, { kind: 'gaps', texts: [{ gapId: 'gap1', text: '' }] })).toBeUndefined();
  });
});
