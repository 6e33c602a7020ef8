import { isElement, textOf, type Element } from './xml.ts';

const blocks = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'tr',
]);
const marks: Record<string, string> = { strong: '**', b: '**', em: '*', i: '*', code: '`' };

/** HTML of a QTI document as Markdown, as far as it is prose; what is answered is left out. */
export function markdownOf(root: Element, leftOut: readonly string[]): string {
  return blocksOf(root, leftOut)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .join('\n\n');
}

function blocksOf({ children }: Element, leftOut: readonly string[]): string[] {
  const found: string[] = [];
  let line = '';
  const close = (): void => {
    found.push(line);
    line = '';
  };
  for (const child of children) {
    if (typeof child === 'string') line += child.replace(/\s+/g, ' ');
    else if (leftOut.includes(child.name) || child.name === 'prompt') continue;
    else if (blocks.has(child.name)) {
      close();
      found.push(...blockOf(child, leftOut));
    } else line += inlineOf(child, leftOut);
  }
  close();
  return found;
}

function blockOf(child: Element, leftOut: readonly string[]): string[] {
  if (child.name === 'pre') return [`\`\`\`\n${textOf(child).replace(/\n$/, '')}\n\`\`\``];
  if (child.name === 'ul' || child.name === 'ol') {
    const items = child.children
      .filter(isElement)
      .map((item) => markdownOf(item, leftOut).replaceAll('\n\n', ' '));
    return [items.map((item, index) => `${child.name === 'ul' ? '-' : `${index + 1}.`} ${item}`).join('\n')];
  }
  if (child.name === 'blockquote') return [markdownOf(child, leftOut).replace(/^/gm, '> ')];
  return blocksOf(child, leftOut);
}

function inlineOf(child: Element, leftOut: readonly string[]): string {
  if (child.name === 'br') return '\n';
  if (child.name === 'img') return child.attributes['alt'] ?? '';
  const inner = child.children
    .map((one) =>
      typeof one === 'string'
        ? one.replace(/\s+/g, ' ')
        : leftOut.includes(one.name)
          ? ''
          : inlineOf(one, leftOut),
    )
    .join('');
  const mark = marks[child.name];
  return mark !== undefined && inner.trim() !== '' ? `${mark}${inner.trim()}${mark}` : inner;
}
