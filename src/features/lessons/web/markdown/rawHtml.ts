import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';

type Token =
  | { kind: 'text'; value: string }
  | { kind: 'open'; name: string; properties: Properties; closed: boolean }
  | { kind: 'close'; name: string };

const shape =
  /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/g;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

const voids = new Set(['br', 'hr', 'img', 'input', 'source', 'wbr', 'col', 'meta', 'link']);
/** Left open by many writers: the next one of the same kind closes it. */
const closesItself = new Set(['p', 'li', 'td', 'th', 'tr', 'dt', 'dd']);
const propertyNames: Record<string, string> = { colspan: 'colSpan', rowspan: 'rowSpan', class: 'className' };
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/**
 * HTML that was written into Markdown becomes part of the tree, so that a picture with a width, a line break
 * or a folded part looks as its writer meant it. It makes no promise about what is in there: the sanitizer
 * runs after it and decides that.
 */
export function rehypeRawHtml() {
  return (tree: Root): void => {
    tree.children = fold(tree.children);
  };
}

/** Well-formed HTML of our own making as a tree; no document is asked, so no policy of one is broken. */
export function treeOf(html: string): ElementContent[] {
  return fold<ElementContent>([{ type: 'raw', value: html } as unknown as ElementContent]);
}

function fold<Content extends RootContent | ElementContent>(children: readonly Content[]): Content[] {
  const top: Content[] = [];
  const open: Element[] = [];
  const add = (node: Content): void => {
    const parent = open.at(-1);
    if (parent) parent.children.push(node as ElementContent);
    else top.push(node);
  };
  for (const child of children) {
    if ((child.type as string) !== 'raw') {
      if (child.type === 'element') child.children = fold(child.children);
      add(child);
      continue;
    }
    for (const token of tokensOf((child as unknown as { value: string }).value)) {
      if (token.kind === 'text') {
        add({ type: 'text', value: token.value } as Content);
      } else if (token.kind === 'close') {
        const place = open.findLastIndex(({ tagName }) => tagName === token.name);
        if (place >= 0) open.length = place;
      } else {
        if (closesItself.has(token.name) && open.at(-1)?.tagName === token.name) open.pop();
        const element: Element = {
          type: 'element',
          tagName: token.name,
          properties: token.properties,
          children: [],
        };
        add(element as Content);
        if (!token.closed && !voids.has(token.name)) open.push(element);
      }
    }
  }
  return top;
}

function tokensOf(html: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const text = (to: number): void => {
    if (to > from) tokens.push({ kind: 'text', value: decoded(html.slice(from, to)) });
  };
  for (const match of html.matchAll(shape)) {
    text(match.index);
    from = match.index + match[0].length;
    const [, slash, name, attributes = '', closed] = match;
    if (name === undefined) continue; // a comment
    if (slash) tokens.push({ kind: 'close', name: name.toLowerCase() });
    else {
      const properties = propertiesOf(attributes);
      tokens.push({ kind: 'open', name: name.toLowerCase(), properties, closed: closed === '/' });
    }
  }
  text(html.length);
  return tokens;
}

function propertiesOf(attributes: string): Properties {
  const properties: Properties = {};
  for (const [, name = '', double, single, bare] of attributes.matchAll(attribute)) {
    const lower = name.toLowerCase();
    const value = double ?? single ?? bare;
    properties[propertyNames[lower] ?? lower] = value === undefined ? true : decoded(value);
  }
  return properties;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? whole;
    const point = decimal ? Number(decimal) : parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
