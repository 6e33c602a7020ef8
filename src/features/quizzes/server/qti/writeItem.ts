import { gapsOf, leftsOf, rightsOf, type Item, type ItemOf, type NumberRange } from '../format/quiz.ts';
import { identifierOf } from './names.ts';
import { element, type Element } from './xml.ts';

const response = 'RESPONSE';

interface Parts {
  declarations: Element[];
  /** What is answered, below the question. */
  body: Element[];
  /** Sets SCORE; and FEEDBACK, where answers have some of their own. */
  processing: Element[];
  /** By the identifier that FEEDBACK takes. */
  feedback: { identifier: string; text: string }[];
  /** Choices have feedback of their own, beside `feedback`. */
  speaks?: boolean;
}

/** An item as QTI 2.1. */
export function itemElement(item: Item, { shuffles }: { shuffles: boolean }): Element {
  const { declarations, body, processing, feedback, speaks = false } = partsOf(item, shuffles);
  const all = [...feedback, ...(item.feedback === '' ? [] : [{ identifier: 'item', text: item.feedback }])];
  const title = item.prompt.split('\n')[0]!.slice(0, 100);
  return element(
    'assessmentItem',
    { identifier: identifierOf(item.key), title, adaptive: 'false', timeDependent: 'false' },
    ...declarations,
    outcome('SCORE', 'single', 'float', '0'),
    outcome('MAXSCORE', 'single', 'float', score(item.points)),
    ...(speaks || all.length > 0 ? [outcome('FEEDBACK', 'multiple', 'identifier')] : []),
    element('itemBody', {}, textElement(item.prompt), ...body),
    element(
      'responseProcessing',
      {},
      ...processing,
      ...(item.feedback === '' ? [] : [addFeedback(base('identifier', 'item'))]),
    ),
    ...all.map(({ identifier, text }) =>
      element(
        'modalFeedback',
        { outcomeIdentifier: 'FEEDBACK', identifier, showHide: 'show' },
        textElement(text),
      ),
    ),
  );
}

/** Markdown, a paragraph for each part between blank lines: joined again it is what it was. */
function textElement(text: string): Element {
  return element('div', { class: 'markdown' }, ...text.split('\n\n').map((part) => element('p', {}, part)));
}

function partsOf(item: Item, shuffles: boolean): Parts {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return choiceParts(item, shuffles && !item.keepsOrder);
    case 'truth':
      return truthParts(item);
    case 'numeric':
      return numericParts(item);
    case 'text':
      return textParts(item);
    case 'ordering':
      return orderingParts(item);
    case 'matching':
      return matchingParts(item);
    case 'gaps':
      return gapsParts(item);
  }
}

/** Hundredths as QTI counts, in points. */
function score(hundredths: number): string {
  return String(hundredths / 100);
}

function outcome(identifier: string, cardinality: string, baseType: string, value?: string): Element {
  const fallback = value === undefined ? [] : [element('defaultValue', {}, element('value', {}, value))];
  return element('outcomeDeclaration', { identifier, cardinality, baseType }, ...fallback);
}

function declare(
  {
    cardinality,
    baseType,
    identifier = response,
  }: { cardinality: string; baseType: string; identifier?: string },
  correct: readonly string[],
  ...more: Element[]
): Element {
  return element(
    'responseDeclaration',
    { identifier, cardinality, baseType },
    element('correctResponse', {}, ...correct.map((value) => element('value', {}, value))),
    ...more,
  );
}

const variable = (identifier = response): Element => element('variable', { identifier });
const base = (baseType: string, value: string): Element => element('baseValue', { baseType }, value);
const setScore = (hundredths: number): Element =>
  element('setOutcomeValue', { identifier: 'SCORE' }, base('float', score(hundredths)));
const mapped = element(
  'setOutcomeValue',
  { identifier: 'SCORE' },
  element('mapResponse', { identifier: response }),
);
const addFeedback = (value: Element): Element =>
  element(
    'setOutcomeValue',
    { identifier: 'FEEDBACK' },
    element('multiple', {}, variable('FEEDBACK'), value),
  );

/** Nothing for no answer, all points for the right one, points off for another. */
function rightOrWrong(isRight: Element, { points, minus }: Item, identifier = response): Element {
  return element(
    'responseCondition',
    {},
    element('responseIf', {}, element('isNull', {}, variable(identifier)), setScore(0)),
    element('responseElseIf', {}, isRight, setScore(points)),
    element('responseElse', {}, setScore(-minus)),
  );
}

const isCorrect = (identifier = response): Element =>
  element('match', {}, variable(identifier), element('correct', { identifier }));

function mapping(
  entries: readonly [key: string, hundredths: number][],
  attributes: Record<string, string>,
): Element {
  return element(
    'mapping',
    { defaultValue: '0', ...attributes },
    ...entries.map(([mapKey, hundredths]) => element('mapEntry', { mapKey, mappedValue: score(hundredths) })),
  );
}

const choiceId = (index: number): string => `c${index + 1}`;

function choiceParts(item: ItemOf<'single'> | ItemOf<'multiple'>, shuffles: boolean): Parts {
  const isSingle = item.kind === 'single';
  const right = item.options.flatMap(({ percent }, index) => (percent === 100 ? [choiceId(index)] : []));
  const worth = (percent: number): number => {
    if (isSingle) return percent === 0 ? -item.minus : (item.points * percent) / 100;
    return (percent === 100 ? item.points : -item.points) / right.length;
  };
  const entries = item.options.map(({ percent }, index): [string, number] => [
    choiceId(index),
    worth(percent),
  ]);
  const isMapped = isSingle || item.isPartial;
  const bounds = isSingle ? {} : { lowerBound: '0', upperBound: score(item.points) };
  const cardinality = isSingle ? 'single' : 'multiple';
  const choices = item.options.map(({ label, feedback }, index) =>
    element(
      'simpleChoice',
      { identifier: choiceId(index), ...(shuffles && { fixed: 'false' }) },
      label,
      ...(feedback === ''
        ? []
        : [
            element(
              'feedbackInline',
              { outcomeIdentifier: 'FEEDBACK', identifier: choiceId(index), showHide: 'show' },
              feedback,
            ),
          ]),
    ),
  );
  const speaks = item.options.some(({ feedback }) => feedback !== '');
  return {
    declarations: [
      declare(
        { cardinality, baseType: 'identifier' },
        right,
        ...(isMapped ? [mapping(entries, bounds)] : []),
      ),
    ],
    body: [
      element(
        'choiceInteraction',
        { responseIdentifier: response, shuffle: String(shuffles), maxChoices: isSingle ? '1' : '0' },
        ...choices,
      ),
    ],
    processing: [
      isMapped ? mapped : rightOrWrong(isCorrect(), item),
      ...(speaks ? [addFeedback(variable())] : []),
    ],
    feedback: [],
    speaks,
  };
}

function truthParts(item: ItemOf<'truth'>): Parts {
  const options = [
    { identifier: 'true', text: item.feedbackTrue },
    { identifier: 'false', text: item.feedbackFalse },
  ];
  const speaks = options.some(({ text }) => text !== '');
  return {
    declarations: [declare({ cardinality: 'single', baseType: 'identifier' }, [String(item.isTrue)])],
    body: [
      element(
        'choiceInteraction',
        { responseIdentifier: response, shuffle: 'false', maxChoices: '1' },
        ...options.map(({ identifier, text }) =>
          element(
            'simpleChoice',
            { identifier },
            identifier,
            ...(text === ''
              ? []
              : [
                  element(
                    'feedbackInline',
                    { outcomeIdentifier: 'FEEDBACK', identifier, showHide: 'show' },
                    text,
                  ),
                ]),
          ),
        ),
      ),
    ],
    processing: [rightOrWrong(isCorrect(), item), ...(speaks ? [addFeedback(variable())] : [])],
    feedback: [],
    speaks,
  };
}

/** Of answers that several ranges fit the one worth most counts: it stands first. */
export function byWorth<One extends { percent: number }>(accepted: readonly One[]): One[] {
  return accepted.toSorted((a, b) => b.percent - a.percent);
}

function acceptedFeedback(accepted: readonly { feedback: string }[]): Parts['feedback'] {
  return accepted.flatMap(({ feedback }, index) =>
    feedback === '' ? [] : [{ identifier: `a${index + 1}`, text: feedback }],
  );
}

function acceptedProcessing<Value>(
  item: Item,
  accepted: readonly { value: Value; percent: number; feedback: string }[],
  fits: (value: Value) => Element,
): Element {
  return element(
    'responseCondition',
    {},
    element('responseIf', {}, element('isNull', {}, variable()), setScore(0)),
    ...accepted.map(({ value, percent, feedback }, index) =>
      element(
        'responseElseIf',
        {},
        fits(value),
        setScore((item.points * percent) / 100),
        ...(feedback === '' ? [] : [addFeedback(base('identifier', `a${index + 1}`))]),
      ),
    ),
    element('responseElse', {}, setScore(-item.minus)),
  );
}

const entry = element('p', {}, element('textEntryInteraction', { responseIdentifier: response }));

function numericParts(item: ItemOf<'numeric'>): Parts {
  const accepted = byWorth(item.accepted);
  const first = accepted[0]!.value;
  return {
    declarations: [
      declare({ cardinality: 'single', baseType: 'float' }, ['from' in first ? first.from : first.at]),
    ],
    body: [entry],
    processing: [acceptedProcessing(item, accepted, fitsRange)],
    feedback: acceptedFeedback(accepted),
  };
}

function fitsRange(range: NumberRange): Element {
  if ('from' in range) {
    return element(
      'and',
      {},
      element('gte', {}, variable(), base('float', range.from)),
      element('lte', {}, variable(), base('float', range.to)),
    );
  }
  const [toleranceMode, amount] =
    'plusMinus' in range ? ['absolute', range.plusMinus] : ['relative', range.plusMinusPercent];
  const tolerance = `${amount} ${amount}`;
  return element('equal', { toleranceMode, tolerance }, variable(), base('float', range.at));
}

function textParts(item: ItemOf<'text'>): Parts {
  const accepted = byWorth(item.accepted);
  const fits = (value: string): Element =>
    element('stringMatch', { caseSensitive: String(item.caseCounts) }, variable(), base('string', value));
  return {
    declarations: [declare({ cardinality: 'single', baseType: 'string' }, [accepted[0]!.value])],
    body: [entry],
    processing: [acceptedProcessing(item, accepted, fits)],
    feedback: acceptedFeedback(accepted),
  };
}

function orderingParts(item: ItemOf<'ordering'>): Parts {
  const ids = item.steps.map((_, index) => choiceId(index));
  return {
    declarations: [declare({ cardinality: 'ordered', baseType: 'identifier' }, ids)],
    body: [
      element(
        'orderInteraction',
        { responseIdentifier: response, shuffle: 'true' },
        ...item.steps.map((step, index) => element('simpleChoice', { identifier: ids[index]! }, step)),
      ),
    ],
    processing: [rightOrWrong(isCorrect(), item)],
    feedback: [],
  };
}

function matchingParts(item: ItemOf<'matching'>): Parts {
  const lefts = leftsOf(item);
  const rights = rightsOf(item);
  const pairs = item.pairs.flatMap(({ left, right }) =>
    left === null ? [] : [`l${lefts.indexOf(left) + 1} r${rights.indexOf(right) + 1}`],
  );
  const entries = pairs.map((pair): [string, number] => [pair, item.points / pairs.length]);
  const side = (labels: readonly string[], letter: string, matchMax: string): Element =>
    element(
      'simpleMatchSet',
      {},
      ...labels.map((label, index) =>
        element('simpleAssociableChoice', { identifier: `${letter}${index + 1}`, matchMax }, label),
      ),
    );
  return {
    declarations: [
      declare(
        { cardinality: 'multiple', baseType: 'directedPair' },
        pairs,
        ...(item.isPartial ? [mapping(entries, {})] : []),
      ),
    ],
    body: [
      element(
        'matchInteraction',
        { responseIdentifier: response, shuffle: 'true', maxAssociations: String(lefts.length) },
        side(lefts, 'l', '1'),
        side(rights, 'r', '0'),
      ),
    ],
    processing: [item.isPartial ? mapped : rightOrWrong(isCorrect(), item)],
    feedback: [],
  };
}

function gapsParts(item: ItemOf<'gaps'>): Parts {
  const gaps = gapsOf(item);
  const identifier = (index: number): string => `${response}_${index + 1}`;
  const declarations = gaps.map(({ right, wrong }, index) => {
    const keys = wrong === null ? right : right.map((_, place) => choiceId(place));
    const entries = keys.map((key): [string, number] => [key, item.points / gaps.length]);
    const baseType = wrong === null ? 'string' : 'identifier';
    return declare(
      { cardinality: 'single', baseType, identifier: identifier(index) },
      keys.slice(0, 1),
      mapping(entries, {}),
    );
  });
  let index = -1;
  const inline = item.pieces.map((piece): Element | string => {
    if (typeof piece === 'string') return piece;
    const responseIdentifier = identifier((index += 1));
    if (piece.wrong === null) return element('textEntryInteraction', { responseIdentifier });
    const choices = [...piece.right, ...piece.wrong].map((label, place) =>
      element('inlineChoice', { identifier: choiceId(place) }, label),
    );
    return element('inlineChoiceInteraction', { responseIdentifier, shuffle: 'true' }, ...choices);
  });
  const sum = element(
    'sum',
    {},
    ...gaps.map((_, place) => element('mapResponse', { identifier: identifier(place) })),
  );
  const isAll = element('gte', {}, sum, base('float', score(item.points)));
  return {
    declarations,
    body: [element('p', { class: 'gaps' }, ...inline)],
    processing: [
      item.isPartial
        ? element('setOutcomeValue', { identifier: 'SCORE' }, sum)
        : element(
            'responseCondition',
            {},
            element('responseIf', {}, isAll, setScore(item.points)),
            element('responseElse', {}, setScore(-item.minus)),
          ),
    ],
    feedback: [],
  };
}
