import { renderToStaticMarkup } from 'react-dom/server';
import Markdown from 'react-markdown';
import { describe, expect, test } from 'vitest';
import { isFormula, mayHoldMaths } from './dollars.ts';
import { markdownOptions } from './markdown.ts';
import { maths } from './maths.ts';

const shown = (markdown: string): string =>
  renderToStaticMarkup(<Markdown {...markdownOptions('A lesson', 1, maths)}>{markdown}</Markdown>);

/** What the reader of a screen hears of it, and what is drawn. */
const formulas = (html: string): number => html.match(/class="katex"/g)?.length ?? 0;

describe('formulas', () => {
  test('LW5 are set in a line, in a block and in a fence, with MathML for who hears them', () => {
    const html = shown(
      'Half is $\\frac{1}{2}$.\n\n$$\n\\sum_i x_i\n$$\n\n```math\ne^{i\\pi} = -1\n```\n\n`$not$` this',
    );
    expect(formulas(html)).toBe(3);
    expect(html).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML"');
    expect(html).toContain('<mfrac>');
    expect(html.match(/katex-display/g)).toHaveLength(2);
    expect(html).toContain('<code>$not$</code>');
  });

  test('LW5 are no prices', () => {
    const html = shown('It costs $5 or **$10**, at most $ 20 $; a rule is $x < y$.');
    expect(formulas(html)).toBe(1);
    expect(html).toContain('It costs $5 or');
    expect(html).toContain('$ 20 $');
  });

  test('that cannot be read stand there as they were written', () => {
    const html = shown('$\\frac{1}{$ and $$\\unknown{x}$$');
    expect(html).toContain('\\frac{1}{');
    expect(html).toContain('\\unknown');
  });

  test('LW3 bring no links, pictures, styles or script of a text’s own', () => {
    const html = shown(
      [
        '$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(2)}$ $\\includegraphics{https://e.example/x.png}$',
        '$\\htmlId{a}{x}$ $\\htmlStyle{position:fixed}{x}$ $\\htmlData{onload=alert(3)}{x}$ $\\htmlClass{c}{x}$',
        '$\\text{<img src=x onerror=alert(4)>}$',
        '<math><mtext><b onclick=alert(5)>x</b></mtext></math> <svg><script>alert(6)</script></svg>',
        '<code class="language-math math-inline">\\text{<script>alert(7)</script>}</code>',
      ].join('\n\n'),
    );
    expect(html).not.toMatch(/<(script|img|svg onload|a )/);
    expect(html).not.toMatch(/<[^>]+\s(on\w+|href|src)=/);
    expect(html).not.toMatch(/style="[^"]*position/);
  });

  test('LW3 come to an end, however a text makes them grow', () => {
    const startedMs = performance.now();
    const html = shown(
      '$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\d\\d}\\def\\d{\\e\\e}\\def\\e{\\a\\a}\\a$ $\\rule{9999em}{9999em}$',
    );
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(html).not.toContain('9999em;');
  });

  test('of one text know nothing of another’s macros', () => {
    shown('$\\gdef\\secret{1}$');
    expect(shown('$\\secret$')).toContain('\\secret');
  });
});

test('dollars around blanks or before digits are money', () => {
  expect([isFormula('$x$', ' '), isFormula('$x $', '.'), isFormula('$5 or $', '1')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isFormula('$$ x $$', '1')).toBe(true);
});

test('a text that is being written is looked through for formulas', () => {
  expect(mayHoldMaths('It costs $5 or $10.')).toBe(false);
  expect(mayHoldMaths('A rule: $x$.')).toBe(true);
  expect(mayHoldMaths('$$\nx\n$$')).toBe(true);
  expect(mayHoldMaths('```math\nx\n```')).toBe(true);
  expect(mayHoldMaths('```js\nmath\n```')).toBe(false);
});
