import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAddresses, splice, writeAddress } from './addresses.ts';
import { defaultLimits } from './course.ts';
import { Findings } from './findings.ts';
import { finishCourse } from './finishCourse.ts';
import { parseMarkdown } from './markdown.ts';
import { readPage, type Page } from './page.ts';
import type { CoursePlan, PlannedLesson } from './plan.ts';
import { Allowance } from './readBytes.ts';

/** Every address found, replaced by `rewrite`; what finishCourse does, without files. */
function rewriteAll(text: string, rewrite: (url: string) => string | undefined): string {
  const found = findAddresses(parseMarkdown(text), text);
  return splice(
    text,
    found.flatMap((address) => {
      const by = rewrite(address.url);
      return by === undefined ? [] : [writeAddress(address, by)];
    }),
  );
}

const urls = (text: string): string[] => findAddresses(parseMarkdown(text), text).map(({ url }) => url);

describe('addresses in Markdown', () => {
  test.each([
    ['a link', '[a](b.md)', '[a](X)'],
    ['a title', '[a](b.md "b.md")', '[a](X "b.md")'],
    ['a title on the next line', '[a](b.md\n  "t")', '[a](X\n  "t")'],
    ['angle brackets', '[a](<b c.md>)', '[a](<X>)'],
    ['escapes and entities', '[a](b\\(c&amp;d.md)', '[a](X)'],
    ['balanced brackets', '![a](b(1).png)', '![a](X)'],
    ['a picture in a link', '[![a](b.png)](c.md)', '[![a](X)](X)'],
    [
      'a definition',
      '[a][1] and [a]\n\n[1]: <b c.md> "t"\n[a]: d.md',
      '[a][1] and [a]\n\n[1]: <X> "t"\n[a]: X',
    ],
    ['a picture by reference', '![a][p]\n\n[p]: b.png', '![a][p]\n\n[p]: X'],
    ['a list in a quote', '> - [a](b.md)\n>   ![c](d.png)', '> - [a](X)\n>   ![c](X)'],
    ['a table', '| a |\n| - |\n| [a](b.md) `[c](d.md)` |', '| a |\n| - |\n| [a](X) `[c](d.md)` |'],
    ['a heading', '[a](b.md)\n===', '[a](X)\n==='],
    ['a footnote', 'x[^1]\n\n[^1]: see [a](b.md)', 'x[^1]\n\n[^1]: see [a](X)'],
    ['characters of two units', '😀 [é](ü.md) 😀', '😀 [é](X) 😀'],
    ['tabs', '-\t[a](b.md)\n\n\t[c](d.md)', '-\t[a](X)\n\n\t[c](X)'],
    ['Windows line ends', '[a](b.md)\r\n\r\n![c](d.png)\r\n', '[a](X)\r\n\r\n![c](X)\r\n'],
  ])('are found and replaced in %s', (_, before, after) => {
    expect(rewriteAll(before, () => 'X')).toBe(after);
  });

  test.each([
    ['fenced code', '```md\n[a](b.md)\n<img src="c.png">\n```'],
    ['indented code', '    [a](b.md)'],
    ['code in a line', '`[a](b.md)`'],
    ['an escaped bracket', '\\[a](b.md)'],
    ['a definition that nothing uses', '[//]: # (a comment)\n[comment]: b.md'],
    ['an empty address', '[a]() [b](<>)'],
    ['an HTML comment', '<!-- <img src="a.png"> [a](b.md) -->'],
    ['a script', '<script>\nconst a = \'<img src="a.png">\';\n</script>'],
    ['a bare web address', 'www.example.org and https://example.org/a.md'],
  ])('are not seen in %s', (_, text) => {
    expect(rewriteAll(text, (url) => (url.startsWith('http') || url === '' ? undefined : 'X'))).toBe(text);
  });

  test.each([
    [
      'attributes in any quotes',
      `<img src="a.png"><img alt='>' src='b.png'><a href=c.md>`,
      ['a.png', 'b.png', 'c.md'],
    ],
    ['a tag within a line', 'x <a href="a.md">*y*</a> z', ['a.md']],
    ['a tag over two lines', '<img\n  alt="x"\n  src="a.png"\n/>', ['a.png']],
    ['a quote', '> <div>\n> <img\n> src="a.png">\n> </div>', ['a.png']],
    ['a list', '- <p>\n  <img src="a.png">\n  </p>', ['a.png']],
    ['several sizes', '<img srcset="a.png 1x, b.png 2x" src="c.png">', ['a.png', 'b.png', 'c.png']],
    ['entities', '<a href="a.md?x=1&amp;y=2">x</a>', ['a.md?x=1&y=2']],
    ['capitals', '<IMG SRC="a.png">', ['a.png']],
  ])('are found in HTML: %s', (_, text, expected) => {
    expect(urls(text)).toEqual(expected);
    expect(urls(rewriteAll(text, (url) => `to/${url.length}`))).toEqual(
      expected.map((url) => `to/${url.length}`),
    );
  });

  test('unfinished HTML is read to its end and not beyond', () => {
    for (const text of [
      '<img src="a.png',
      '<a href',
      '<a href=',
      '<!-- <a href="b">',
      '<img ====="a">',
      '< <<a <img src=x',
    ]) {
      expect(() => rewriteAll(text, () => 'X')).not.toThrow();
    }
  });
});

async function published(page: Page): Promise<string | undefined> {
  const inventory = { files: new Map(), folders: new Map() };
  const lesson: PlannedLesson = {
    key: 'b',
    title: 'B',
    summary: '',
    minutes: 1,
    estimated: false,
    kind: 'text',
    media: undefined,
    completes: { by: 'button' },
    completesLine: 1,
    after: [],
    page,
    lifted: undefined,
  };
  const plan: CoursePlan = {
    key: 'a',
    title: 'A',
    summary: '',
    language: 'en',
    overview: undefined,
    modules: [{ key: 'a', title: 'A', summary: '', overview: undefined, lessons: [lesson] }],
    site: { inventory, pages: new Map(), mustBePage: () => true, lenient: false },
    suspects: [],
  };
  const course = await finishCourse(plan, {
    open: async () => undefined,
    findings: new Findings(true),
    allowance: new Allowance(defaultLimits),
    fences: [],
    embedHosts: [],
  });
  return course.modules[0]?.lessons[0]?.markdown;
}

// Pieces that touch each other in ways no person would write.
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom('[b](c.md)', '![d](<e f.png> "t")', '[c](../x/)', '<a href=q.md>', "<img src='r.png'>"),
    fc.constantFrom(
      '[a](https://x.y/z)',
      '![p](http://x/y.png "t")',
      '[a][r]',
      '[r]: https://x.y',
      '<https://x.y>',
      '[t](#here)',
    ),
    fc.constantFrom(
      '<a href="https://x.y">',
      '<img src="//x/y">',
      '<!-- c -->',
      '<div>',
      '</div>',
      '<h1>T</h1>',
    ),
    fc.constantFrom(
      '# T',
      '===',
      '---',
      '| a | b |',
      '|-|-|',
      '```',
      '~~~',
      '    ',
      '> ',
      '- ',
      '1. ',
      '\t',
      '\n',
      '\n\n',
      '\r\n',
      '&amp;',
      '\\',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(...'[]()<>!"\'`*_~#|\\&; \n\tab'), maxLength: 12 }),
  ),
  { maxLength: 30 },
);

test('a page without relative links comes out byte for byte, whatever it holds', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const page = readPage('01-a/01-b.md', parts.join(''));
      fc.pre(page.addresses.every(({ url }) => /^(?:https?:|\/\/|#|$)/.test(url)));
      expect(await published(page)).toBe(page.text.slice(page.bodyStart));
    }),
    { numRuns: 500 },
  );
});

test('where links are rewritten, all that stands around their addresses stays as it was', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      const before = findAddresses(parseMarkdown(text), text);
      const rewritten = splice(
        text,
        before.map((address) => writeAddress(address, 'lesson:a-b#c')),
      );
      const after = findAddresses(parseMarkdown(rewritten), rewritten);
      expect(after.map(({ url }) => url)).toEqual(before.map(() => 'lesson:a-b#c'));
      const back = after.map(({ start, end }, index) => {
        const old = before[index] as (typeof before)[number];
        const quote = old.bare ? 1 : 0;
        return { start: start - quote, end: end + quote, by: text.slice(old.start, old.end) };
      });
      expect(splice(rewritten, back)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('a page of any bytes is read without a defect', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const page = readPage('a.md', parts.join(''));
      expect(page.addresses.every(({ start, end }) => start < end && end <= page.text.length)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
