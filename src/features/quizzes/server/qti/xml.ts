import { XMLParser } from 'fast-xml-parser';

/** An element; names and attributes as QTI 2.1 spells them. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

export function element(
  name: string,
  attributes: Record<string, string> = {},
  ...children: (Element | string)[]
): Element {
  return { name, attributes, children };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// What XML 1.0 cannot hold, not even as a reference.
const unspeakable = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu;

function escaped(text: string): string {
  return text.replace(unspeakable, '').replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Writes without adding blanks: in text they would count. */
export function writeXml({ name, attributes, children }: Element): string {
  const head = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value).replaceAll('\n', '&#10;')}"`)
    .join('');
  if (children.length === 0) return `<${name}${head}/>`;
  const inner = children
    .map((child) => (typeof child === 'string' ? escaped(child) : writeXml(child)))
    .join('');
  return `<${name}${head}>${inner}</${name}>`;
}

export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml';
}

const mostCharacters = 1_000_000;
const deepest = 60;
const mostElements = 20_000;

// Entities stay as they are written: the five of XML and numbers are read below, others are nobody's to expand.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: '#text',
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: deepest,
});

/**
 * Reads a document without a DTD, of bounded size and depth.
 *
 * @throws UnreadableXml in words for whoever brought it
 */
export function readXml(text: string): Element {
  if (text.length > mostCharacters)
    throw new UnreadableXml('The document is larger than 1,000,000 characters.');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableXml('A document with a DTD is not read.');
  let nodes: unknown;
  try {
    nodes = parser.parse(text, true);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw new UnreadableXml(`This is no well-formed XML. ${words}`.trim(), { cause });
  }
  const budget = { left: mostElements };
  const [root] = childrenOf(nodes, budget, 0).filter((node): node is Element => typeof node !== 'string');
  if (!root) throw new UnreadableXml('The document is empty.');
  return root;
}

type Parsed = Record<string, unknown>;

function childrenOf(nodes: unknown, budget: { left: number }, depth: number): (Element | string)[] {
  if (!Array.isArray(nodes)) return [];
  if (depth > deepest) throw new UnreadableXml('The document is nested too deeply.');
  return (nodes as Parsed[]).map((node) => {
    if ('#text' in node) return unescaped(String(node['#text']));
    budget.left -= 1;
    if (budget.left < 0) throw new UnreadableXml(`The document has more than ${mostElements} elements.`);
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    const given = (node[':@'] ?? {}) as Record<string, unknown>;
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [key, value] of Object.entries(given)) attributes[key] = unescaped(String(value));
    return { name, attributes, children: childrenOf(node[name], budget, depth + 1) };
  });
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(x?)([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g,
    (whole, hex: string, digits: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = Number.parseInt(digits!, hex === 'x' ? 16 : 10);
      const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : '';
    },
  );
}

export function isElement(node: Element | string | undefined): node is Element {
  return typeof node === 'object';
}

/** All elements of these names below one, in the order of the document. */
export function find(root: Element, ...names: string[]): Element[] {
  return root.children
    .filter(isElement)
    .flatMap((child) => [...(names.includes(child.name) ? [child] : []), ...find(child, ...names)]);
}

export function childrenNamed({ children }: Element, ...names: string[]): Element[] {
  return children.filter(isElement).filter(({ name }) => names.includes(name));
}

/** The text of an element and of all below it. */
export function textOf({ children }: Element): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
