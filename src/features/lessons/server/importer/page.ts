import { toString } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import { findAddresses, type Address } from './addresses.ts';
import { htmlText } from './htmlTags.ts';
import { parseMarkdown, spanOf, type Block, type BlockOf, type Span, type Tree } from './markdown.ts';

/** What the importer needs to know of one Markdown file; the tree itself is let go. */
export interface Page {
  path: string;
  text: string;
  /** Where the text begins after front matter and the empty lines behind it. */
  bodyStart: number;
  bodyLine: number;
  frontMatter: { yaml: string; line: number } | undefined;
  /** Those at the page's own level, not in quotes or lists. */
  headings: Heading[];
  addresses: Address[];
  /** The first paragraph that is prose rather than a badge, a picture or a button. */
  firstProse: string;
  words: number;
  /** Words outside of headings and links: a table of contents has next to none. */
  proseWords: number;
  codeLines: number;
  pictures: { line: number; described: boolean }[];
  /** Nothing but headings, comments and space. */
  empty: boolean;
  /** Blocks between fences that name a language. */
  fences: Fence[];
  /** Paragraphs that are nothing but `embed: <address>`. */
  embeds: EmbedLine[];
  maths: boolean;
  /** The words of each block. */
  plain: PlainBlock[];
}

export interface PlainBlock {
  text: string;
  kind: 'heading' | 'fence' | 'text';
  /** The language of a fence. */
  fence?: string;
}

export interface Fence extends Span {
  language: string;
  /** What stands between the fences. */
  text: string;
  line: number;
  /** In a quote or a list. */
  nested: boolean;
}

export interface EmbedLine extends Span {
  url: string;
  line: number;
}

export interface Heading extends Span {
  depth: number;
  /** Without pictures, emphasis and links; may be empty. */
  text: string;
  line: number;
  /** It can be taken out without taking anything else with it. */
  removable: boolean;
  /** No prose stands before it. */
  leading: boolean;
}

/** @throws RangeError when the Markdown nests too deeply to be read */
export function readPage(path: string, text: string): Page {
  const tree = parseMarkdown(text);
  const first = tree.children[0];
  const frontMatter = first?.type === 'yaml' ? first : undefined;
  const bodyStart = skipEmptyLines(text, frontMatter ? spanOf(frontMatter).end : 0);
  return {
    path,
    text,
    bodyStart,
    bodyLine: text.slice(0, bodyStart).split('\n').length,
    frontMatter: frontMatter && { yaml: frontMatter.value, line: spanOf(frontMatter).line + 1 },
    headings: findHeadings(tree),
    addresses: findAddresses(tree, text),
    firstProse: findProse(tree),
    ...measure(tree),
    empty: tree.children.every(saysNothing),
    fences: findFences(tree),
    embeds: findEmbeds(tree),
    maths: tree.children.some(holdsMaths),
    plain: tree.children.flatMap(plainBlock),
  };
}

function findFences(tree: Tree): Fence[] {
  const fences: Fence[] = [];
  visit(tree, 'code', (node, _index, parent) => {
    const language = node.lang ?? '';
    if (language !== '')
      fences.push({ ...spanOf(node), language, text: node.value, nested: parent !== tree });
  });
  return fences;
}

function findEmbeds(tree: Tree): EmbedLine[] {
  return tree.children.flatMap((block) => {
    const url = embedIn(block);
    return url === undefined ? [] : [{ ...spanOf(block), url }];
  });
}

function embedIn(block: Block): string | undefined {
  if (block.type !== 'paragraph' || block.children.length > 2) return undefined;
  return /^embed:[ \t]+(\S{1,2000})$/.exec(toString(block).trim())?.[1];
}

/** `$x$` with nothing blank inside its marks, or `$$`; a price is none, and code is not looked into. */
function holdsMaths(block: Block): boolean {
  const words: string[] = [];
  visit(block, 'text', ({ value }) => void words.push(value));
  // Marks of emphasis within a formula take it apart; read together it is one again.
  const text = words.join('');
  return text.includes('$$') || hasInlineMaths(text);
}

function hasInlineMaths(text: string): boolean {
  let from = text.indexOf('$');
  while (from >= 0) {
    const to = text.indexOf('$', from + 1);
    if (to < 0) return false;
    const inside = text.slice(from + 1, to);
    const isDigitAfter = /[0-9]/.test(text[to + 1] ?? '');
    if (inside !== '' && !/^\s|\s$/.test(inside) && !isDigitAfter) return true;
    from = to;
  }
  return false;
}

function plainBlock(block: Block): PlainBlock[] {
  if (block.type === 'yaml' || embedIn(block) !== undefined) return [];
  if (block.type === 'code')
    return [{ kind: 'fence', text: block.value, ...(block.lang && { fence: block.lang }) }];
  if (block.type === 'heading') return [{ kind: 'heading', text: plainText(block) }];
  const text = wordsOf(block);
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** The words of a block, those of its parts (cells, points of a list) apart from each other. */
function wordsOf(node: Block): string {
  const words: string[] = [];
  visit(node, (each) => {
    if (each.type === 'text' || each.type === 'inlineCode' || each.type === 'code') words.push(each.value);
    else if (each.type === 'html') words.push(htmlText(each.value));
    else if (each.type === 'tableCell' || each.type === 'paragraph' || each.type === 'break') words.push(' ');
    else if (each.type === 'image') words.push(each.alt ?? '');
  });
  return words.join('').replace(/\s+/g, ' ').trim();
}

function skipEmptyLines(text: string, from: number): number {
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\n') start = at + 1;
    else if (text[at] !== ' ' && text[at] !== '\t') break;
  }
  return start;
}

function findHeadings(tree: Tree): Heading[] {
  const headings: Heading[] = [];
  let leading = true;
  for (const [index, block] of tree.children.entries()) {
    if (block.type === 'heading') {
      headings.push({
        ...spanOf(block),
        depth: block.depth,
        text: plainText(block),
        removable: true,
        leading,
      });
    } else if (block.type === 'html') {
      const heading = htmlHeading(block, tree.children.slice(index + 1, index + 8));
      if (heading) headings.push({ ...heading, leading });
    }
    if (isProse(block) || block.type === 'code' || block.type === 'table' || block.type === 'list')
      leading = false;
  }
  return headings;
}

function htmlHeading(block: BlockOf<'html'>, following: Block[]): Omit<Heading, 'leading'> | undefined {
  const opening = /<h([1-6])(?=[\s>])/i.exec(block.value);
  if (!opening) return undefined;
  const depth = Number(opening[1]);
  const rest = block.value.slice(opening.index);
  const end = rest.search(new RegExp(`</h${depth}`, 'i'));
  const place = { ...spanOf(block), depth };
  if (end >= 0) {
    const removable =
      opening.index === 0 &&
      rest.indexOf('>', end) === rest.trimEnd().length - 1 &&
      !/<(?:img|picture|svg)/i.test(rest);
    return { ...place, text: htmlText(rest.slice(0, end)), removable };
  }
  // `<h1>`, an empty line, the title in Markdown, an empty line, `</h1>`: three blocks.
  const words: string[] = [htmlText(rest)];
  for (const next of following) {
    if (next.type === 'html' && next.value.toLowerCase().includes(`</h${depth}`)) break;
    words.push(plainText(next));
  }
  return { ...place, text: words.join(' ').trim(), removable: false };
}

/** What is read aloud, in one line. */
function plainText(node: Block): string {
  if (node.type === 'html') return htmlText(node.value);
  return toString(node, { includeImageAlt: false, includeHtml: false }).replace(/\s+/g, ' ').trim();
}

function findProse(tree: Tree): string {
  const prose = tree.children.find((block) => isProse(block) && plainText(block).split(' ').length >= 5);
  return prose ? plainText(prose) : '';
}

function isProse(block: Block): boolean {
  return (
    block.type === 'paragraph' &&
    block.children.some((child) => child.type === 'text' && /\p{L}.*\p{L}/u.test(child.value))
  );
}

function saysNothing(block: Block): boolean {
  if (block.type === 'html')
    return !/<(?:img|video|audio|picture)\b/i.test(block.value) && htmlText(block.value) === '';
  return (
    block.type === 'yaml' ||
    block.type === 'heading' ||
    block.type === 'definition' ||
    block.type === 'thematicBreak'
  );
}

function measure(tree: Tree): Pick<Page, 'words' | 'proseWords' | 'codeLines' | 'pictures'> {
  let words = 0;
  let proseWords = 0;
  let codeLines = 0;
  const pictures: Page['pictures'] = [];
  visit(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode') words += countWords(node.value);
    else if (node.type === 'code') codeLines += node.value.split('\n').length;
    else if (node.type === 'image' || node.type === 'imageReference') {
      pictures.push({ line: spanOf(node).line, described: (node.alt ?? '').trim() !== '' });
    }
  });
  visit(tree, (node) => {
    if (node.type === 'heading' || node.type === 'link' || node.type === 'linkReference') return SKIP;
    if (node.type === 'text') proseWords += countWords(node.value);
    return undefined;
  });
  return { words, proseWords, codeLines, pictures };
}

/** Chinese and Japanese have no spaces between words; two characters are read in the time of one word. */
function countWords(text: string): number {
  const characters = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu)?.length ?? 0;
  const others = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return others + Math.ceil(characters / 2);
}

/** Whole minutes of reading: 200 words or 20 lines of code a minute, six seconds for a picture. */
export function readingMinutes(page: Pick<Page, 'words' | 'codeLines' | 'pictures'>): number {
  return Math.min(
    600,
    Math.max(1, Math.ceil(page.words / 200 + page.codeLines / 20 + page.pictures.length / 10)),
  );
}
