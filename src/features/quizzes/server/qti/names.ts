import type { Element } from './xml.ts';

/** Elements of QTI; in 3.0 they are `qti-` and hyphens, what stands between them is HTML as it was. */
const qtiNames = new Set([
  'and',
  'assessmentItem',
  'assessmentItemRef',
  'assessmentSection',
  'assessmentTest',
  'baseValue',
  'choiceInteraction',
  'correct',
  'correctResponse',
  'defaultValue',
  'equal',
  'feedbackInline',
  'gte',
  'inlineChoice',
  'inlineChoiceInteraction',
  'isNull',
  'itemBody',
  'lte',
  'mapEntry',
  'mapResponse',
  'mapping',
  'match',
  'matchInteraction',
  'modalFeedback',
  'multiple',
  'not',
  'orderInteraction',
  'outcomeDeclaration',
  'outcomeProcessing',
  'prompt',
  'responseCondition',
  'responseDeclaration',
  'responseElse',
  'responseElseIf',
  'responseIf',
  'responseProcessing',
  'setOutcomeValue',
  'simpleAssociableChoice',
  'simpleChoice',
  'simpleMatchSet',
  'stringMatch',
  'sum',
  'testPart',
  'testVariables',
  'textEntryInteraction',
  'timeLimits',
  'value',
  'variable',
]);

const hyphened = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camelled = (name: string): string =>
  name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** An element as QTI 3.0 spells it. */
export function asQti3({ name, attributes, children }: Element): Element {
  const isQti = qtiNames.has(name);
  const spelled = (key: string): string =>
    isQti && !key.includes(':') && key !== 'xmlns' ? hyphened(key) : key;
  return {
    name: isQti ? `qti-${hyphened(name)}` : name,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [spelled(key), value])),
    children: children.map((child) => (typeof child === 'string' ? child : asQti3(child))),
  };
}

/** An element of either version as QTI 2.1 spells it, without the prefixes of namespaces. */
export function asQti2({ name, attributes, children }: Element): Element {
  const local = name.slice(name.lastIndexOf(':') + 1);
  const isQti3 = local.startsWith('qti-');
  const plain: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(attributes)) plain[isQti3 ? camelled(key) : key] = value;
  return {
    name: isQti3 ? camelled(local.slice(4)) : local,
    attributes: plain,
    children: children.map((child) => (typeof child === 'string' ? child : asQti2(child))),
  };
}

/** An identifier of QTI: it begins with a letter. */
export function identifierOf(key: string): string {
  return /^[a-z]/.test(key) ? key : `i-${key}`;
}
