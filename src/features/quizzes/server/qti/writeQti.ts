import type { Item, Quiz } from '../format/quiz.ts';
import { asQti3, identifierOf } from './names.ts';
import { itemElement } from './writeItem.ts';
import { element, writeXml, type Element } from './xml.ts';

export type QtiVersion = '2.1' | '3.0';

/** Of what QTI has no word for: it stands around the items, and other systems pass over it. */
export const ownNamespace = 'urn:stoa:quiz:1';

const namespaces: Record<QtiVersion, string> = {
  '2.1': 'http://www.imsglobal.org/xsd/imsqti_v2p1',
  '3.0': 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
};

type Resolved = Omit<Quiz, 'items'> & { items: readonly Item[] };

/**
 * A quiz as one XML document: a test and its items, each of them a whole QTI document by itself, and beside
 * them what QTI cannot say (tags, what to read again, parts of the points for orders). One item alone is that
 * item's document and nothing else.
 */
export function writeQti(
  quiz: Resolved,
  { version, onlyItem }: { version: QtiVersion; onlyItem: boolean },
): string {
  const xmlns = namespaces[version];
  const spelled = (one: Element): Element => (version === '3.0' ? asQti3(one) : one);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const items = quiz.items.map((item) => {
    const whole = itemElement(item, { shuffles: quiz.settings.shufflesOptions });
    return spelled({ ...whole, attributes: { xmlns, ...whole.attributes } });
  });
  if (onlyItem) return `${declaration}${writeXml(items[0]!)}\n`;
  const test = testElement(quiz);
  const parts = [
    aboutQuiz(quiz),
    spelled({ ...test, attributes: { xmlns, ...test.attributes } }),
    ...quiz.items.flatMap((item, index) => [aboutItem(item), items[index]!]),
  ];
  const lines = parts.map((part) => `${writeXml(part)}\n`).join('');
  return `${declaration}<stoa:quiz xmlns:stoa="${ownNamespace}">\n${lines}</stoa:quiz>\n`;
}

function testElement({ key, title, settings, items }: Resolved): Element {
  const { timeLimitMinutes } = settings;
  const refs = items.map((item) =>
    element('assessmentItemRef', { identifier: identifierOf(item.key), href: `#${identifierOf(item.key)}` }),
  );
  return element(
    'assessmentTest',
    { identifier: identifierOf(key), title },
    element('outcomeDeclaration', { identifier: 'SCORE', cardinality: 'single', baseType: 'float' }),
    ...(timeLimitMinutes === null ? [] : [element('timeLimits', { maxTime: String(timeLimitMinutes * 60) })]),
    element(
      'testPart',
      { identifier: 'part', navigationMode: 'nonlinear', submissionMode: 'simultaneous' },
      element('assessmentSection', { identifier: 'items', title, visible: 'true' }, ...refs),
    ),
    element(
      'outcomeProcessing',
      {},
      element(
        'setOutcomeValue',
        { identifier: 'SCORE' },
        element('sum', {}, element('testVariables', { variableIdentifier: 'SCORE' })),
      ),
    ),
  );
}

function aboutQuiz({ key, title, intro, settings }: Resolved): Element {
  const { draws, late, ...plain } = settings;
  const said = Object.entries(plain).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return element(
    'stoa:about',
    {
      key,
      title,
      intro,
      ...(Object.fromEntries(said) as Record<string, string>),
      lateMinutes: String(late.minutes),
      latePercentOff: String(late.percentOff),
    },
    ...draws.map(({ pool, count }) => element('stoa:draw', { pool, count: String(count) })),
  );
}

function aboutItem(item: Item): Element {
  const { key, pool, tags, readAgain, isPartial, minus } = item;
  return element(
    'stoa:item',
    {
      key,
      isPartial: String(isPartial),
      minus: String(minus),
      ...(pool !== null && { pool }),
      ...(typeof readAgain?.lessonKey === 'string' && { lesson: readAgain.lessonKey }),
      ...(typeof readAgain?.anchor === 'string' && { anchor: readAgain.anchor }),
      ...((item.kind === 'single' || item.kind === 'multiple') && item.keepsOrder && { keepsOrder: 'true' }),
      // Of points off, those of one option and those of any wrong answer cannot be told apart by what they are worth.
      ...(item.kind === 'single' && { shares: item.options.map(({ percent }) => percent).join(' ') }),
      ...(item.kind === 'text' && { accentsCount: String(item.accentsCount) }),
      ...(item.kind === 'numeric' && item.unit !== null && { unit: item.unit }),
    },
    ...tags.map((tag) => element('stoa:tag', { name: tag })),
  );
}
