import { visit } from 'unist-util-visit';
import { readAttributes, type HtmlAttribute } from './htmlTags.ts';
import { addressPlace, spanOf, type BlockOf, type Span, type Tree } from './markdown.ts';

/** One address as an author wrote it: of a link, a picture, a definition, or in a piece of HTML. */
export interface Address extends Span {
  url: string;
  line: number;
  picture: boolean;
  /** Stands in HTML without quotes, where a slash would end it; what replaces it needs quotes of its own. */
  bare?: boolean;
}

/** @returns every address in the page, in the order of the text; code is never looked into */
export function findAddresses(tree: Tree, text: string): Address[] {
  const found: Address[] = [];
  const definitions = new Map<string, BlockOf<'definition'>>();
  const usedBy = new Map<string, 'link' | 'picture'>();

  visit(tree, (node) => {
    switch (node.type) {
      case 'link':
      case 'image': {
        const place = addressPlace(node);
        // An address that GitHub's dialect finds in plain text has no place of its own; it is never relative.
        if (place)
          found.push({ url: node.url, picture: node.type === 'image', line: spanOf(node).line, ...place });
        break;
      }
      case 'linkReference':
        if (!usedBy.has(node.identifier)) usedBy.set(node.identifier, 'link');
        break;
      case 'imageReference':
        usedBy.set(node.identifier, 'picture');
        break;
      case 'definition':
        if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
        break;
      case 'html':
        found.push(...addressesInHtml(node, text));
        break;
      default:
    }
  });

  for (const [identifier, node] of definitions) {
    const place = addressPlace(node);
    const use = usedBy.get(identifier);
    // Definitions that nothing uses are a well-known way to write a comment.
    if (place && use)
      found.push({ url: node.url, picture: use === 'picture', line: spanOf(node).line, ...place });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** @returns the address as it must be written to stand where `at` stood */
export function writeAddress(at: Address, address: string): Span & { by: string } {
  return { start: at.start, end: at.end, by: at.bare ? `"${address}"` : address };
}

/** Puts each replacement in the place of what stands there; all else stays as it is, to the byte. */
export function splice(text: string, replacements: (Span & { by: string })[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, by } of [...replacements].sort((a, b) => a.start - b.start)) {
    if (start < at) throw new RangeError(`replacements overlap at ${start}`);
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}

const holders: Record<string, 'link' | 'picture'> = {
  'a href': 'link',
  'img src': 'picture',
  'img srcset': 'picture',
  'source src': 'link',
  'source srcset': 'picture',
  'video src': 'link',
  'video poster': 'picture',
  'audio src': 'link',
  'track src': 'link',
};

function addressesInHtml(node: BlockOf<'html'>, text: string): Address[] {
  const place = placeIn(node, text);
  const line = spanOf(node).line;
  const found: Address[] = [];
  for (const attribute of readAttributes(node.value)) {
    const holder = holders[`${attribute.tag} ${attribute.name}`];
    if (!holder) continue;
    for (const part of attribute.name === 'srcset' ? candidates(attribute) : [attribute]) {
      const start = place(part.start);
      const end = place(part.end);
      if (start === undefined || end === undefined) continue;
      const lineInNode = node.value.slice(0, part.start).split('\n').length - 1;
      const bare = !part.quoted;
      found.push({
        url: part.value,
        picture: holder === 'picture',
        start,
        end,
        line: line + lineInNode,
        bare,
      });
    }
  }
  return found;
}

/** `a.png 1x, b.png 2x`: each address by itself. */
function candidates(attribute: HtmlAttribute): HtmlAttribute[] {
  const parts: HtmlAttribute[] = [];
  // An embedded picture holds commas of its own, and an entity would shift the places.
  if (attribute.value.includes('data:') || attribute.value.length !== attribute.end - attribute.start)
    return parts;
  let at = 0;
  for (const candidate of attribute.value.split(',')) {
    const value = candidate.trim().split(/\s/)[0] ?? '';
    const start = attribute.start + at + candidate.indexOf(value);
    if (value !== '') parts.push({ ...attribute, value, start, end: start + value.length });
    at += candidate.length + 1;
  }
  return parts;
}

/**
 * In a quote or a list the node's value lacks what its lines begin with in the text, so places are told line
 * by line.
 */
function placeIn(node: BlockOf<'html'>, text: string): (offset: number) => number | undefined {
  const { start, end } = spanOf(node);
  const written = text.slice(start, end).split('\n');
  const lines: { value: number; length: number; text: number | undefined }[] = [];
  let valueAt = 0;
  let textAt = start;
  for (const [index, content] of node.value.split('\n').entries()) {
    const line = written[index] ?? '';
    lines.push({
      value: valueAt,
      length: content.length,
      text: line.endsWith(content) ? textAt + line.length - content.length : undefined,
    });
    valueAt += content.length + 1;
    textAt += line.length + 1;
  }
  let last = 0;
  return (offset) => {
    // Asked for in rising order but for a few, so the search goes on from where it last was.
    if ((lines[last]?.value ?? 0) > offset) last = 0;
    while (last < lines.length && offset > (lines[last]?.value ?? 0) + (lines[last]?.length ?? 0)) last += 1;
    const line = lines[last];
    return line?.text === undefined ? undefined : line.text + offset - line.value;
  };
}
