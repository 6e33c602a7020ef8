import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyQuiz } from '../../../../../tests/support/anyQuiz.ts';
import { settingsDefaults, type Item, type Quiz } from '../format/quiz.ts';
import { readQti } from './readQti.ts';
import { byWorth } from './writeItem.ts';
import { writeQti, type QtiVersion } from './writeQti.ts';
import { readXml, UnreadableXml } from './xml.ts';

type Whole = Parameters<typeof writeQti>[0];

/** What QTI keeps of a quiz: answers that are accepted come back with the ones that are worth most first. */
function asKept(quiz: Quiz): Quiz {
  return {
    ...quiz,
    items: quiz.items.map((item) =>
      item.kind === 'numeric' || item.kind === 'text'
        ? ({ ...item, accepted: byWorth(item.accepted as never[]) } as Item)
        : item,
    ),
  };
}

describe('QZ27 a quiz goes out as QTI and comes back as it was', () => {
  test.for(['2.1', '3.0'] as const)('any quiz, through QTI %s', (version) => {
    fc.assert(
      fc.property(anyQuiz, (quiz) => {
        const xml = writeQti(quiz as Whole, { version, onlyItem: false });
        const read = readQti(xml);
        expect(read.faults).toEqual([]);
        expect(read.quiz).toEqual(asKept(quiz));
      }),
      { numRuns: 150 },
    );
  });

  const item = (kind: object): Item =>
    ({
      key: 'one',
      points: 200,
      minus: 0,
      isPartial: false,
      pool: null,
      tags: [],
      prompt: 'Which *one*?\n\nTake care.',
      feedback: 'Look again.',
      readAgain: null,
      ...kind,
    }) as unknown as Item;
  const single = item({
    kind: 'single',
    keepsOrder: false,
    options: [
      { label: 'this', percent: 100, feedback: 'Yes.' },
      { label: 'that', percent: 50, feedback: '' },
    ],
  });
  const alone = (one: Item, version: QtiVersion): string =>
    writeQti(
      { key: 'q', title: 'Q', intro: '', settings: settingsDefaults, items: [one] },
      { version, onlyItem: true },
    );

  test('one item is a document by itself, in the words of its version', () => {
    const old = alone(single, '2.1');
    expect(old).toContain(
      '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="one"',
    );
    expect(old).toContain('<choiceInteraction responseIdentifier="RESPONSE" shuffle="false"');
    expect(old).toContain('<mapEntry mapKey="c2" mappedValue="1"/>');
    const fresh = alone(single, '3.0');
    expect(fresh).toContain('<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"');
    expect(fresh).toContain('time-dependent="false"');
    expect(fresh).toContain(
      '<qti-simple-choice identifier="c1">this<qti-feedback-inline outcome-identifier="FEEDBACK"',
    );
    expect(fresh).toContain('<p>Take care.</p>');
    for (const text of [old, fresh]) {
      const { quiz } = readQti(text);
      expect(quiz!.items).toEqual([single]);
    }
  });

  test('what a document of ours says twice is said once: each outcome is declared once', () => {
    for (const feedback of ['', 'Look again.']) {
      const xml = alone({ ...single, feedback }, '2.1');
      expect(xml.split('identifier="FEEDBACK" cardinality').length - 1).toBe(1);
    }
  });
});

describe('QZ28 items of other systems are read, or it is said why not', () => {
  const body = (declarations: string, inner: string, more = ''): string =>
    `<?xml version="1.0"?>\n<!-- made elsewhere -->\n<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="Question 7" title="Seven">
      ${declarations}
      <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="3"/>
      <itemBody>\n  <p>Read <b>this</b> &amp; choose.</p>\n  ${inner}\n</itemBody>${more}</assessmentItem>`;
  const itemIn = (xml: string): Item => {
    const { quiz, faults } = readQti(xml);
    expect(faults).toEqual([]);
    return quiz!.items[0] as Item;
  };

  test('a choice with its prompt, as others indent it', () => {
    const read = itemIn(
      body(
        '<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>',
        '<choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1">\n<prompt>Which?</prompt>\n<simpleChoice identifier="A"> no </simpleChoice>\n<simpleChoice identifier="B"><p>yes <i>indeed</i></p></simpleChoice></choiceInteraction>',
      ),
    );
    expect(read).toMatchObject({
      kind: 'single',
      key: 'question-7',
      points: 300,
      prompt: 'Read **this** & choose.\n\nWhich?',
      options: [
        { label: 'no', percent: 0 },
        { label: 'yes *indeed*', percent: 100 },
      ],
    });
  });

  test('a number, a word with a mapping, and gaps in a sentence', () => {
    const number = body(
      '<responseDeclaration identifier="R" cardinality="single" baseType="float"><correctResponse><value>4.50</value></correctResponse></responseDeclaration>',
      '<p><textEntryInteraction responseIdentifier="R"/></p>',
    );
    expect(itemIn(number)).toMatchObject({
      kind: 'numeric',
      accepted: [{ value: { at: '4.5', plusMinus: '0' }, percent: 100 }],
    });
    const word = body(
      '<responseDeclaration identifier="R" cardinality="single" baseType="string"><mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="3"/><mapEntry mapKey="york" mappedValue="1.5"/></mapping></responseDeclaration>',
      '<p><textEntryInteraction responseIdentifier="R"/></p>',
    );
    expect(itemIn(word)).toMatchObject({
      kind: 'text',
      caseCounts: true,
      accepted: [
        { value: 'York', percent: 100 },
        { value: 'york', percent: 50 },
      ],
    });
    const gap = body(
      '<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>b</value></correctResponse></responseDeclaration>',
      '<p>The sky\n   is <inlineChoiceInteraction responseIdentifier="R"><inlineChoice identifier="a">red</inlineChoice><inlineChoice identifier="b">blue</inlineChoice></inlineChoiceInteraction>.</p>',
    );
    expect(itemIn(gap)).toMatchObject({
      kind: 'gaps',
      prompt: 'Read **this** & choose.',
      pieces: ['The sky is ', { right: ['blue'], wrong: ['red'] }, '.'],
    });
  });

  test('what cannot be graded is named, and nothing of the document is taken', () => {
    const essay = body('', '<extendedTextInteraction responseIdentifier="R"/>');
    expect(readQti(essay)).toEqual({
      quiz: undefined,
      faults: [{ line: 1, message: 'Item 1 (Seven): Stoa has no kind for a extendedTextInteraction.' }],
    });
    expect(readQti('<assessmentTest/>').faults[0]!.message).toBe('The document holds no QTI item.');
    expect(readQti('no xml at all').faults[0]!.message).toMatch(/no well-formed XML|empty/);
  });
});

describe('QZ29 no document costs more than reading it', () => {
  const laughs = `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">${[...'bcdefghi'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefgh'[index]};`.repeat(10)}">`).join('')}]><l>&i;</l>`;
  test.for([
    ['entities that grow', laughs, 'A document with a DTD is not read.'],
    [
      'files of the server',
      '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
      'A document with a DTD is not read.',
    ],
    ['depth without end', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'This is no well-formed XML.'],
    ['elements without end', `<a>${'<b/>'.repeat(30_000)}</a>`, 'The document has more than 20000 elements.'],
    [
      'length without end',
      `<a>${'x'.repeat(1_000_001)}</a>`,
      'The document is larger than 1,000,000 characters.',
    ],
    ['no end', '<a><b>', 'This is no well-formed XML.'],
  ] as const)('%s', ([, text, message]) => {
    const startMs = performance.now();
    expect(readQti(text).faults[0]!.message.startsWith(message)).toBe(true);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });

  test('names that mean something to JavaScript are names', () => {
    expect(() => readXml('<a __proto__="x"/>')).toThrow(UnreadableXml);
    const { attributes, children } = readXml('<a valueOf="y">&#0;&#xD800;&unknown;&lt;</a>');
    expect([Object.getPrototypeOf(attributes), children]).toEqual([null, ['&unknown;<']]);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});
