export interface HtmlAttribute {
  tag: string;
  name: string;
  value: string;
  /** Offsets of the value, without its quotes, in the scanned text. */
  start: number;
  end: number;
  quoted: boolean;
}

// What stands inside these is not markup, so a `<img …>` there is only text.
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp']);

/** Reads the attributes of every start tag, in one pass and without regular expressions that look back. */
export function readAttributes(html: string): HtmlAttribute[] {
  const found: HtmlAttribute[] = [];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end < 0) return found;
      at = end + 3;
      continue;
    }
    const tagEnd = endOf(html, at + 1, isTagCharacter);
    const tag = html.slice(at + 1, tagEnd).toLowerCase();
    if (tag === '' || !isLetter(tag[0] as string)) {
      at += 1;
      continue;
    }
    at = readTag(html, tag, tagEnd, found);
    if (rawText.has(tag)) {
      const closing = new RegExp(`</${tag}`, 'gi');
      closing.lastIndex = at;
      const match = closing.exec(html);
      if (!match) return found;
      at = match.index;
    }
  }
  return found;
}

/** @returns where the tag ends */
function readTag(html: string, tag: string, from: number, found: HtmlAttribute[]): number {
  let at = from;
  while (at < html.length) {
    const c = html[at] as string;
    if (c === '>') return at + 1;
    if (isSpace(c) || c === '/') {
      at += 1;
      continue;
    }
    // An equals sign in first place belongs to the name; so every round moves on.
    const nameEnd = endOf(html, at + 1, (x) => !isSpace(x) && x !== '/' && x !== '>' && x !== '=');
    const name = html.slice(at, nameEnd).toLowerCase();
    at = endOf(html, nameEnd, isSpace);
    if (html[at] !== '=') continue;
    at = endOf(html, at + 1, isSpace);
    const quote = html[at];
    const quoted = quote === '"' || quote === "'";
    const start = quoted ? at + 1 : at;
    let end = quoted ? html.indexOf(quote, start) : endOf(html, start, (x) => !isSpace(x) && x !== '>');
    if (end < 0) end = html.length;
    found.push({ tag, name, value: decodeEntities(html.slice(start, end)), start, end, quoted });
    at = quoted ? end + 1 : end;
  }
  return at;
}

function endOf(text: string, from: number, belongs: (c: string) => boolean): number {
  let at = from;
  while (at < text.length && belongs(text[at] as string)) at += 1;
  return at;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|quot|apos|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);
}

/** The words of a piece of HTML, tags and comments left out. */
export function htmlText(html: string): string {
  let text = '';
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    if (open < 0) return collapse(text + html.slice(at));
    text += html.slice(at, open);
    const comment = html.startsWith('<!--', open);
    const close = html.indexOf(comment ? '-->' : '>', open);
    if (close < 0) return collapse(text);
    at = close + (comment ? 3 : 1);
  }
  return collapse(text);
}

function collapse(text: string): string {
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

function isSpace(c: string): boolean {
  return c === ' ' || c === '\n' || c === '\t' || c === '\f' || c === '\r';
}

function isLetter(c: string): boolean {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

function isTagCharacter(c: string): boolean {
  return isLetter(c) || (c >= '0' && c <= '9') || c === '-' || c === ':';
}
