import type { Element, Root } from 'hast';
import katex, { type KatexOptions } from 'katex';
import 'katex/dist/katex.min.css';
import remarkMath from 'remark-math';
import { SKIP, visit } from 'unist-util-visit';
import { isFormula } from './dollars.ts';
import { textOf } from './headings.ts';
import type { MathsPlugins } from './markdown.ts';
import { treeOf } from './rawHtml.ts';

/** What all parts of a Markdown tree have in common. */
interface Piece {
  type: string;
  value?: string;
  children?: Piece[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** Gives back to the text what only looks like a formula: prices, above all. */
function remarkPrices() {
  return (tree: Piece, file: { toString(): string }): void => giveBackPrices(tree, file.toString());
}

function giveBackPrices(piece: Piece, text: string): void {
  for (const child of piece.children ?? []) {
    if (child.type !== 'inlineMath') giveBackPrices(child, text);
    else {
      const end = child.position?.end.offset;
      const source = text.slice(child.position?.start.offset, end);
      if (end === undefined || isFormula(source, text[end])) continue;
      Object.assign(child, { type: 'text', value: source, data: undefined });
    }
  }
}

/**
 * KaTeX trusts nothing that a text says: no links, pictures, classes or styles of the text's own; macros and
 * sizes have an end, and what cannot be read stands there as it was written.
 */
const options: KatexOptions = {
  trust: false,
  strict: false,
  throwOnError: false,
  errorColor: 'inherit',
  maxSize: 20,
  maxExpand: 500,
};

/** Sets what `remarkMath` found, and fences of `math`. */
function rehypeFormulas() {
  return (tree: Root): void => {
    visit(tree, 'element', (element, place, parent) => {
      if (!parent || place === undefined) return;
      const [inner] = element.children;
      const code = element.tagName === 'pre' && inner?.type === 'element' ? inner : element;
      const classes = [code.properties.className].flat();
      if (!classes.includes('language-math')) return;
      const displayMode = code !== element || classes.includes('math-display');
      parent.children[place] = formula(textOf(code), displayMode) ?? element;
      return SKIP;
    });
  };
}

function formula(source: string, displayMode: boolean): Element | undefined {
  try {
    const html = katex.renderToString(source.trim(), { ...options, displayMode, macros: {} });
    return treeOf(html).find((node) => node.type === 'element');
  } catch {
    return undefined; // Not even KaTeX's own words for what is wrong: the source says it best.
  }
}

/** What a text with formulas is read and set by. */
export const maths: MathsPlugins = { remark: [remarkMath, remarkPrices], rehype: [rehypeFormulas] };
