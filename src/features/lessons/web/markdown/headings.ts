import type { Element, Nodes, Root } from 'hast';
import { visit } from 'unist-util-visit';

interface HeadingOptions {
  /** What stands above the text; it is not said twice. */
  title: string;
  /** Level of the heading that it stands under. */
  under: number;
}

/**
 * Headings of a lesson's text: under the page's own h1, without a level skipped (writers skip them for their
 * looks), each with the anchor that links from other lessons expect. A first heading that repeats the
 * lesson's title is dropped, and links to parts of this text find them.
 */
export function rehypeHeadings({ title, under }: HeadingOptions) {
  return (tree: Root): void => {
    dropRepeatedTitle(tree, title);
    const slug = slugger();
    const levels: number[] = [];
    const ids = new Set<string>();
    visit(tree, 'element', (element) => {
      const level = levelOf(element);
      if (level !== null) {
        while (levels.length > 0 && levels.at(-1)! >= level) levels.pop();
        levels.push(level);
        element.tagName = `h${Math.min(6, levels.length + under)}`;
        element.properties.id ??= slug(textOf(element));
      }
      if (typeof element.properties.id === 'string') ids.add(element.properties.id);
    });
    visit(tree, 'element', ({ tagName, properties }) => {
      if (tagName !== 'a' || typeof properties.href !== 'string' || !properties.href.startsWith('#')) return;
      const anchor = properties.href.slice(1);
      // The sanitizer renames ids that come from the text, footnotes among them.
      if (!ids.has(anchor) && ids.has(`user-content-${anchor}`)) properties.href = `#user-content-${anchor}`;
    });
  };
}

function levelOf({ tagName }: Element): number | null {
  const match = /^h([1-6])$/.exec(tagName);
  return match ? Number(match[1]) : null;
}

function dropRepeatedTitle(tree: Root, title: string): void {
  const place = tree.children.findIndex((node) => node.type !== 'text' || node.value.trim() !== '');
  const first = tree.children[place];
  if (first?.type !== 'element' || levelOf(first) === null) return;
  if (comparable(textOf(first)) === comparable(title)) tree.children.splice(place, 1);
}

function comparable(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLocaleLowerCase();
}

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Anchors as the large forges make them, so that a course's own links keep working. */
export function slugger(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}
