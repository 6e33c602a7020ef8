import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Findings } from './findings.ts';
import type { Page } from './page.ts';

export interface FrontMatter {
  fields: Map<string, Field>;
  /** False when it could not be read whole: what is missing may only be unreadable. */
  sound: boolean;
}

export interface Field {
  value: string;
  /** In the file, 1-based. */
  line: number;
}

/**
 * Reads front matter as flat `key: text`. Nothing else of YAML is let in: no lists, no references (which can
 * unfold without end), no types.
 *
 * @param allowed known keys; undefined takes any and leaves what is not plain text aside
 */
export function readFrontMatter(
  page: Page,
  allowed: readonly string[] | undefined,
  findings: Findings,
): FrontMatter {
  const fields = new Map<string, Field>();
  if (!page.frontMatter) return { fields, sound: true };
  const lines = new LineCounter();
  const firstLine = page.frontMatter.line;
  const lineAt = (offset: number): number => firstLine + lines.linePos(offset).line - 1;
  const document = parseDocument(page.frontMatter.yaml, { lineCounter: lines, prettyErrors: false });

  for (const error of [...document.errors, ...document.warnings]) {
    findings.problem(
      page.path,
      lineAt(error.pos[0]),
      'yaml',
      `The front matter is not valid YAML: ${oneLine(error.message)}.`,
    );
  }
  const sound = document.errors.length === 0;
  const map = document.contents;
  if (map === null) return { fields, sound };
  if (!isMap(map)) {
    findings.problem(page.path, firstLine, 'yaml', 'The front matter must be lines of `key: value`.');
    return { fields, sound: false };
  }
  for (const { key, value } of map.items) {
    const line = lineAt(isScalar(key) ? (key.range?.[0] ?? 0) : (map.range?.[0] ?? 0));
    const name = isScalar(key) ? String(key.value) : '';
    if (allowed && !allowed.includes(name)) {
      const known = allowed.map((each) => `\`${each}\``).join(', ');
      findings.fault(
        page.path,
        line,
        'unknown-key',
        `\`${oneLine(name)}\` is not known here; known are ${known}.`,
      );
      continue;
    }
    if (value === null || (isScalar(value) && value.value === null)) continue;
    if (!isScalar(value) || value.tag?.startsWith('!')) {
      if (allowed)
        findings.fault(page.path, line, 'bad-value', `\`${name}\` must be plain text on one line.`);
      continue;
    }
    // A title such as `2024` or `yes` is meant as written.
    const text = (typeof value.value === 'string' ? value.value : (value.source ?? '')).trim();
    if (hasControlCharacters(text)) {
      const message = `\`${name}\` must be plain text on one line.`;
      if (allowed) findings.fault(page.path, line, 'bad-value', message);
      continue;
    }
    if (text !== '') fields.set(name, { value: text, line });
  }
  return { fields, sound };
}

// The database takes neither NUL nor half a character, and a title of two lines is no title.
function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text);
}

function oneLine(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 119)}…` : line.replace(/\.$/, '');
}
