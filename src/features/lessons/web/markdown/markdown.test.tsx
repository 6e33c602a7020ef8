import { renderToStaticMarkup } from 'react-dom/server';
import Markdown, { defaultUrlTransform } from 'react-markdown';
import { expect, test } from 'vitest';
import { addressOf } from './addresses.ts';
import { slugger } from './headings.ts';
import { markdownOptions } from './markdown.ts';

const shown = (markdown: string, title = 'A lesson'): string =>
  renderToStaticMarkup(
    <Markdown
      {...markdownOptions(title)}
      urlTransform={(url) => (/^(lesson|material):/.test(url) ? url : defaultUrlTransform(url))}
    >
      {markdown}
    </Markdown>,
  );

test('LW3 HTML that does harm is gone, and what it wrapped stays', () => {
  const html = shown(
    [
      '<script>alert(1)</script>',
      '',
      'Hello <img src="x" onerror="alert(1)"> <a href="javascript:alert(1)">there</a> <iframe src="/x"></iframe>',
      '',
      '[click](javascript:alert(1)) <svg onload=alert(1)> <b style="position:fixed">bold</b>',
    ].join('\n'),
  );
  expect(html).not.toMatch(/script|onerror|onload|javascript|iframe|svg|style|alert/);
  expect(html).toContain('<b>bold</b>');
  expect(html).toContain('there');
});

test('HTML that writers use for looks is shown as they meant it', () => {
  expect(shown('one<br>two')).toBe('<p>one<br/>two</p>');
  expect(shown('Press <kbd>Ctrl</kbd> + <kbd>C</kbd>, H<sub>2</sub>O')).toContain('<kbd>Ctrl</kbd>');
  expect(
    shown('<p align="center">\n  <img src="material:abc/x.png" width="400" alt="A plan">\n</p>'),
  ).toContain('<img src="material:abc/x.png" width="400" alt="A plan"/>');
  expect(
    shown('<details><summary>More &amp; more</summary>\n\nThe **rest**.\n\n</details>\n\nAfter.'),
  ).toMatch(
    /<details><summary>More &amp; more<\/summary>\s*<p>The <strong>rest<\/strong>.<\/p>\s*<\/details>\s*<p>After.<\/p>/,
  );
  expect(shown('before <!-- a note --> after')).toBe('<p>before  after</p>');
  expect(shown('<table><tr><td>a<td>b</table>')).toContain('<td>a</td><td>b</td>');
});

test('a tag that is never closed, or closed twice, does not break the rest', () => {
  expect(shown('one <b>two\n\nthree')).toMatch(/<p>one <b>two<\/b><\/p>\s*<p>three<\/p>/);
  expect(shown('one</b> two')).toBe('<p>one two</p>');
  expect(shown('2 < 3 and <3')).toBe('<p>2 &lt; 3 and &lt;3</p>');
});

test('headings stand under the page’s own, skip no level and have the anchors that links expect', () => {
  const html = shown(
    '# A lesson\n\n## Part\n\n##### Deep\n\n## Part\n\n### What’s `new`, really?',
    'A Lesson',
  );
  expect(html).not.toContain('<h1');
  expect(html.match(/<h[1-6] id="[^"]*"/g)).toEqual([
    '<h2 id="part"',
    '<h3 id="deep"',
    '<h2 id="part-1"',
    '<h3 id="whats-new-really"',
  ]);
});

test('several first-level headings stand side by side', () => {
  expect(shown('# One\n\n# Two').match(/<h2/g)).toHaveLength(2);
});

test('footnotes lead there and back', () => {
  const html = shown('A claim[^1].\n\n[^1]: Its source.');
  const target =
    /href="#([^"]+)"[^>]*data-footnote-ref/.exec(html)?.[1] ??
    /data-footnote-ref[^>]*href="#([^"]+)"/.exec(html)?.[1];
  expect(target).toBeDefined();
  expect(html).toContain(`id="${target}"`);
});

test('anchors are made as the large forges make them', () => {
  const slug = slugger();
  expect(slug('Why two criteria?')).toBe('why-two-criteria');
  expect(slug('Why two criteria?')).toBe('why-two-criteria-1');
  expect(slug('Über Maß & Ziel')).toBe('über-maß--ziel');
});

test('links of the course lead to its lessons and its files, and a lost one is known to be lost', () => {
  const addresses = { cohortId: 'c1', links: { 'evaluating/answers': 'l9' } };
  const hash = 'a'.repeat(64);
  expect(addressOf('lesson:evaluating/answers#why', addresses)).toEqual({
    kind: 'page',
    to: '/c/c1/lessons/l9#why',
  });
  expect(addressOf('lesson:gone', addresses)).toEqual({ kind: 'missing' });
  expect(addressOf('missing:notes/gone.pdf', addresses)).toEqual({ kind: 'missing' });
  expect(addressOf(`material:${hash}/use case sheet.pdf`, addresses)).toEqual({
    kind: 'material',
    href: `/api/cohorts/c1/materials/${hash}/use%20case%20sheet.pdf`,
    name: 'use case sheet.pdf',
  });
  expect(addressOf(`material:${hash}/a%20%281%29.pdf#page=2`, addresses)).toMatchObject({
    href: `/api/cohorts/c1/materials/${hash}/a%20(1).pdf#page=2`,
    name: 'a (1).pdf',
  });
  expect(addressOf('course:overview', addresses)).toEqual({ kind: 'page', to: '/c/c1#about' });
  expect(addressOf('material:short/x.pdf', addresses).kind).toBe('web');
  expect(addressOf('https://example.org/', addresses)).toEqual({ kind: 'web', href: 'https://example.org/' });
});
