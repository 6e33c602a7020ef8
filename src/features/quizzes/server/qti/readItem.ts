import type { Accepted, ChoiceOption, Gap, Item, ItemOf, NumberRange } from '../format/quiz.ts';
import { decimalOf } from '../format/values.ts';
import { markdownOf } from './readText.ts';
import { childrenNamed, find, isElement, textOf, type Element } from './xml.ts';

/** An item that Stoa has no kind for; the message says why. */
export class UnknownItem extends Error {
  override readonly name = 'UnknownItem';
}

interface Given {
  key: string;
  /** What one of our own documents says beside the item. */
  more: Element | undefined;
}

type Head = Omit<ItemOf<'truth'>, 'kind' | 'isTrue' | 'feedbackTrue' | 'feedbackFalse'>;

const interactions = [
  'choiceInteraction',
  'orderInteraction',
  'matchInteraction',
  'textEntryInteraction',
  'inlineChoiceInteraction',
];

/** @throws UnknownItem */
export function readItem(whole: Element, given: Given): Item {
  const [body] = childrenNamed(whole, 'itemBody');
  if (!body) throw new UnknownItem('it has no body.');
  const foreign = find(body, ...foreignInteractions(body))[0];
  if (foreign) throw new UnknownItem(`Stoa has no kind for a ${foreign.name}.`);
  const found = find(body, ...interactions);
  const [first] = found;
  if (!first) throw new UnknownItem('it asks for nothing that can be graded.');
  const isGaps =
    ['textEntryInteraction', 'inlineChoiceInteraction'].includes(first.name) && !isAlone(first, body, found);
  const head = headOf(whole, body, given, isGaps);
  if (isGaps) return readGaps(whole, body, head);
  if (found.length > 1) throw new UnknownItem('it asks for several things at once.');
  switch (first.name) {
    case 'choiceInteraction':
      return readChoice(whole, first, head, given);
    case 'orderInteraction':
      return readOrder(whole, first, head);
    case 'matchInteraction':
      return readMatch(whole, first, head);
    default:
      return readEntry(whole, head, given);
  }
}

function foreignInteractions(body: Element): string[] {
  const all = new Set<string>();
  const walk = ({ children }: Element): void => {
    for (const child of children.filter(isElement)) {
      if (child.name.endsWith('Interaction') && !interactions.includes(child.name)) all.add(child.name);
      walk(child);
    }
  };
  walk(body);
  return [...all];
}

/** Whether an entry stands by itself, in a paragraph that says nothing else. */
function isAlone(entry: Element, body: Element, found: readonly Element[]): boolean {
  if (found.length > 1 || entry.name !== 'textEntryInteraction') return false;
  const holder = [body, ...find(body, 'p', 'div', 'span', 'blockquote')].find(({ children }) =>
    children.includes(entry),
  );
  return (
    holder === body ||
    (holder !== undefined && holder.attributes['class'] !== 'gaps' && textOf(holder).trim() === '')
  );
}

function headOf(whole: Element, body: Element, { key, more }: Given, isGaps: boolean): Head {
  const [markdown] = childrenNamed(body, 'div').filter(
    ({ attributes }) => attributes['class'] === 'markdown',
  );
  const prompts = find(body, 'prompt');
  const said = markdown
    ? plainOf(markdown)
    : markdownOf(
        { ...body, children: body.children.filter((child) => !isGaps || !holdsInteraction(child)) },
        interactions,
      );
  const prompt = [said, ...(markdown ? [] : prompts.map((one) => markdownOf(one, [])))]
    .filter((part) => part !== '')
    .join('\n\n');
  const { attributes = {} } = more ?? {};
  const readAgain =
    attributes['lesson'] === undefined && attributes['anchor'] === undefined
      ? null
      : { lessonKey: attributes['lesson'] ?? null, anchor: attributes['anchor'] ?? null };
  return {
    key,
    points: pointsOf(whole),
    minus: Math.max(0, Math.round(Number(attributes['minus'] ?? 0)) || 0),
    isPartial: attributes['isPartial'] === 'true',
    pool: attributes['pool'] ?? null,
    tags: more ? childrenNamed(more, 'tag').flatMap((tag) => tag.attributes['name'] ?? []) : [],
    prompt: prompt === '' ? (whole.attributes['title'] ?? '') : prompt,
    feedback: feedbackOf(whole, 'item'),
    readAgain,
  };
}

function holdsInteraction(child: Element | string): boolean {
  return isElement(child) && (interactions.includes(child.name) || find(child, ...interactions).length > 0);
}

/** Text that we wrote ourselves: paragraphs between blank lines. */
function plainOf(markdown: Element): string {
  const parts = childrenNamed(markdown, 'p').map(textOf);
  return parts.length > 0 ? parts.join('\n\n') : textOf(markdown).trim();
}

/** In whole hundredths; 1 point where nothing is said. */
function pointsOf(whole: Element): number {
  const most = childrenNamed(whole, 'outcomeDeclaration').find(
    ({ attributes }) => attributes['identifier'] === 'MAXSCORE',
  );
  const value = most && find(most, 'value').map(textOf)[0];
  const scoreDeclared = childrenNamed(whole, 'outcomeDeclaration').find(
    ({ attributes }) => attributes['identifier'] === 'SCORE',
  );
  const points = Number(decimalOf((value ?? scoreDeclared?.attributes['normalMaximum'] ?? '1').trim()) ?? 1);
  return Math.min(100_000, Math.max(1, Math.round(points * 100)));
}

function feedbackOf(whole: Element, identifier: string): string {
  const [modal] = childrenNamed(whole, 'modalFeedback').filter(
    ({ attributes }) => attributes['identifier'] === identifier,
  );
  if (!modal) return '';
  const [markdown] = childrenNamed(modal, 'div').filter(
    ({ attributes }) => attributes['class'] === 'markdown',
  );
  return markdown ? plainOf(markdown) : markdownOf(modal, []);
}

interface Declared {
  correct: string[];
  mapping: { key: string; value: number; isCaseSensitive: boolean }[];
  isMapped: boolean;
  baseType: string;
}

function declaredFor(whole: Element, identifier: string | undefined): Declared {
  const declaration = childrenNamed(whole, 'responseDeclaration').find(
    ({ attributes }) => attributes['identifier'] === identifier,
  );
  const [mapping] = declaration ? childrenNamed(declaration, 'mapping') : [];
  const [correct] = declaration ? childrenNamed(declaration, 'correctResponse') : [];
  return {
    correct: correct ? childrenNamed(correct, 'value').map((value) => textOf(value).trim()) : [],
    mapping: mapping
      ? childrenNamed(mapping, 'mapEntry').map(({ attributes }) => ({
          key: attributes['mapKey'] ?? '',
          value: Number(attributes['mappedValue'] ?? 0) || 0,
          isCaseSensitive: attributes['caseSensitive'] !== 'false',
        }))
      : [],
    isMapped: mapping !== undefined,
    baseType: declaration?.attributes['baseType'] ?? 'identifier',
  };
}

function choiceText(choice: Element): { label: string; feedback: string } {
  const inline = childrenNamed(choice, 'feedbackInline', 'feedbackBlock');
  const children = choice.children.filter((child) => !isElement(child) || !inline.includes(child));
  const plain = children.every((child) => typeof child === 'string');
  return {
    label: plain ? children.join('').trim() : markdownOf({ ...choice, children }, []).replaceAll('\n', ' '),
    feedback: inline.map((one) => textOf(one)).join('\n'),
  };
}

function readChoice(whole: Element, interaction: Element, head: Head, { more }: Given): Item {
  const { attributes } = interaction;
  const { correct, mapping, isMapped } = declaredFor(whole, attributes['responseIdentifier']);
  const choices = childrenNamed(interaction, 'simpleChoice');
  const ids = choices.map((choice) => choice.attributes['identifier'] ?? '');
  const texts = choices.map(choiceText);
  const isTruth =
    ids.length === 2 &&
    texts.every(
      ({ label }, index) =>
        ['true', 'false'].includes(label.toLowerCase()) && label.toLowerCase() === ids[index]!.toLowerCase(),
    );
  if (isTruth) {
    const [yes, no] = ['true', 'false'].map(
      (word) => texts[ids.findIndex((id) => id.toLowerCase() === word)]!,
    );
    return {
      ...head,
      isPartial: false,
      kind: 'truth',
      isTrue: correct[0]?.toLowerCase() === 'true',
      feedbackTrue: yes!.feedback,
      feedbackFalse: no!.feedback,
    };
  }
  const isSingle = attributes['maxChoices'] === '1';
  const keepsOrder = more?.attributes['keepsOrder'] === 'true';
  const shares = more?.attributes['shares']?.split(' ').map(Number);
  const options = texts.map(({ label, feedback }, index): ChoiceOption => {
    const value = mapping.find(({ key }) => key === ids[index])?.value ?? 0;
    const isRight = correct.length > 0 ? correct.includes(ids[index]!) : value * 100 >= head.points;
    return {
      label,
      feedback,
      percent: isRight ? 100 : isSingle ? (shares?.[index] ?? partOf(value * 100, head)) : 0,
    };
  });
  if (isSingle) return { ...head, isPartial: false, kind: 'single', options, keepsOrder };
  return { ...head, isPartial: isMapped, kind: 'multiple', options, keepsOrder };
}

/** A share of the points in percent; what the item takes off for any wrong answer is no share. */
function partOf(hundredths: number, { points, minus }: Head): number {
  if (hundredths === 0 || Math.round(hundredths) === -minus) return 0;
  return Math.max(-100, Math.min(99, Math.round((hundredths * 100) / points)));
}

function readOrder(whole: Element, interaction: Element, head: Head): Item {
  const { correct } = declaredFor(whole, interaction.attributes['responseIdentifier']);
  const labels = new Map(
    childrenNamed(interaction, 'simpleChoice').map((choice) => [
      choice.attributes['identifier'] ?? '',
      choiceText(choice).label,
    ]),
  );
  if (correct.length !== labels.size)
    throw new UnknownItem('its right order is not that of all its choices.');
  return { ...head, kind: 'ordering', steps: correct.map((id) => labels.get(id) ?? '') };
}

function readMatch(whole: Element, interaction: Element, head: Head): Item {
  const { correct, mapping, isMapped } = declaredFor(whole, interaction.attributes['responseIdentifier']);
  const [lefts, rights] = childrenNamed(interaction, 'simpleMatchSet').map(
    (set) =>
      new Map(
        childrenNamed(set, 'simpleAssociableChoice').map((choice) => [
          choice.attributes['identifier'] ?? '',
          choiceText(choice).label,
        ]),
      ),
  );
  if (!lefts || !rights) throw new UnknownItem('it has no two sides to match.');
  const given = correct.length > 0 ? correct : mapping.filter(({ value }) => value > 0).map(({ key }) => key);
  const pairs = given.map((pair) => {
    const [left = '', right = ''] = pair.split(/\s+/);
    return { left: lefts.get(left) ?? null, right: rights.get(right) ?? '' };
  });
  if (pairs.length !== lefts.size) throw new UnknownItem('not every left side has one right side.');
  const used = new Set(pairs.map(({ right }) => right));
  const loose = [...rights.values()]
    .filter((label) => !used.has(label))
    .map((right) => ({ left: null, right }));
  return { ...head, isPartial: isMapped, kind: 'matching', pairs: [...pairs, ...loose] };
}

function readEntry(whole: Element, head: Head, { more }: Given): Item {
  const [interaction] = find(whole, 'textEntryInteraction');
  const { correct, mapping, baseType } = declaredFor(whole, interaction!.attributes['responseIdentifier']);
  const isNumeric = baseType === 'float' || baseType === 'integer';
  const conditions = conditionsOf(whole);
  if (isNumeric) {
    const ranges = conditions.flatMap(({ test, ...rest }): Accepted<NumberRange>[] => {
      const value = rangeOf(test);
      return value ? [{ ...acceptedOf(rest, whole, head), value }] : [];
    });
    const at = decimalOf(correct[0] ?? '');
    if (ranges.length === 0 && at === undefined) throw new UnknownItem('its right number cannot be read.');
    const accepted =
      ranges.length > 0 ? ranges : [{ value: { at: at!, plusMinus: '0' }, percent: 100, feedback: '' }];
    return { ...head, isPartial: false, kind: 'numeric', accepted, unit: more?.attributes['unit'] ?? null };
  }
  const matches = conditions.filter(({ test }) => test.name === 'stringMatch');
  const words = matches.map(({ test, ...rest }): Accepted<string> => ({
    ...acceptedOf(rest, whole, head),
    value: valueIn(test) ?? '',
  }));
  const mapped = mapping.filter(({ value }) => value > 0);
  const fromMapping = mapped.map(({ key, value }) => ({
    value: key,
    percent: Math.min(100, Math.round((value * 10_000) / head.points)),
    feedback: '',
  }));
  const fromCorrect = correct.map((value) => ({ value, percent: 100, feedback: '' }));
  const accepted = words.length > 0 ? words : fromMapping.length > 0 ? fromMapping : fromCorrect;
  const caseCounts =
    words.length > 0
      ? matches[0]!.test.attributes['caseSensitive'] === 'true'
      : mapped.some(({ isCaseSensitive }) => isCaseSensitive);
  return {
    ...head,
    isPartial: false,
    kind: 'text',
    accepted,
    caseCounts,
    accentsCount: more?.attributes['accentsCount'] !== 'false',
  };
}

interface Condition {
  test: Element;
  hundredths: number;
  feedbackId: string | undefined;
}

/** What is tested of the response, with the points and the feedback that follow from it. */
function conditionsOf(whole: Element): Condition[] {
  const [processing] = childrenNamed(whole, 'responseProcessing');
  return (processing ? find(processing, 'responseIf', 'responseElseIf') : []).flatMap((branch) => {
    const [test, ...then] = branch.children.filter(isElement);
    const score = then.find(
      ({ name, attributes }) => name === 'setOutcomeValue' && attributes['identifier'] === 'SCORE',
    );
    if (!test || !score || test.name === 'isNull') return [];
    const said = then.find(
      ({ name, attributes }) => name === 'setOutcomeValue' && attributes['identifier'] === 'FEEDBACK',
    );
    return [
      { test, hundredths: (Number(valueIn(score) ?? 0) || 0) * 100, feedbackId: said && valueIn(said) },
    ];
  });
}

function acceptedOf(
  { hundredths, feedbackId }: Omit<Condition, 'test'>,
  whole: Element,
  { points }: Head,
): { percent: number; feedback: string } {
  return {
    percent: Math.max(0, Math.min(100, Math.round((hundredths * 100) / points))),
    feedback: feedbackId === undefined ? '' : feedbackOf(whole, feedbackId),
  };
}

function valueIn(one: Element): string | undefined {
  const [value] = find(one, 'baseValue');
  return value && textOf(value).trim();
}

function rangeOf(test: Element): NumberRange | undefined {
  if (test.name === 'equal') {
    const at = decimalOf(valueIn(test) ?? '');
    const amount = decimalOf((test.attributes['tolerance'] ?? '0').split(/\s+/)[0] ?? '0');
    if (at === undefined || amount === undefined) return undefined;
    return test.attributes['toleranceMode'] === 'relative'
      ? { at, plusMinusPercent: amount }
      : { at, plusMinus: amount };
  }
  if (test.name !== 'and') return undefined;
  const bound = (name: string): string | undefined => {
    const [limit] = find(test, name);
    return limit && decimalOf(valueIn(limit) ?? '');
  };
  const [from, to] = [bound('gte'), bound('lte')];
  return from !== undefined && to !== undefined ? { from, to } : undefined;
}

function readGaps(whole: Element, body: Element, head: Head): Item {
  const pieces: (string | Gap)[] = [];
  const add = (piece: string | Gap): void => {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else if (piece !== '') pieces.push(piece);
  };
  const walk = (child: Element | string): void => {
    if (typeof child === 'string') add(child);
    else if (child.name === 'textEntryInteraction' || child.name === 'inlineChoiceInteraction')
      add(gapOf(whole, child));
    else child.children.forEach(walk);
  };
  const isOwn = find(body, 'p').some(({ attributes }) => attributes['class'] === 'gaps');
  for (const [index, child] of body.children.filter((one) => holdsInteraction(one)).entries()) {
    if (index > 0) add('\n');
    walk(child);
  }
  // Foreign documents are indented; the blanks of that are not the sentence's.
  const tidy = pieces.map((piece) =>
    typeof piece === 'string' && !isOwn ? piece.replace(/\s+/g, ' ') : piece,
  );
  return { ...head, kind: 'gaps', pieces: tidy };
}

function gapOf(whole: Element, interaction: Element): Gap {
  const { correct, mapping } = declaredFor(whole, interaction.attributes['responseIdentifier']);
  const keys = mapping.length > 0 ? mapping.filter(({ value }) => value > 0).map(({ key }) => key) : correct;
  if (interaction.name === 'textEntryInteraction') return { right: keys, wrong: null };
  const choices = childrenNamed(interaction, 'inlineChoice').map((choice) => ({
    id: choice.attributes['identifier'] ?? '',
    label: choiceText(choice).label,
  }));
  return {
    right: choices.filter(({ id }) => keys.includes(id)).map(({ label }) => label),
    wrong: choices.filter(({ id }) => !keys.includes(id)).map(({ label }) => label),
  };
}
