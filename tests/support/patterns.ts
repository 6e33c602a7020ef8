import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

export interface WrittenPattern {
  pattern: RegExp;
  /** `features/cohorts/server/inviteLines.ts` */
  file: string;
}

/** Every regular expression that is written down in the code that serves people, tests apart. */
export function patternsIn(folder: string): WrittenPattern[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(?:tsx?|mjs)$/.test(file) && !/\.(?:test|suite|testing|child|samples)\.tsx?$/.test(file),
  );
  return files.toSorted().flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const found: WrittenPattern[] = [];
    collect(parseSync(file, text).program, (source, flags) => {
      found.push({ pattern: new RegExp(source, flags), file });
    });
    return found;
  });
}

function collect(node: unknown, found: (source: string, flags: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const part of node) collect(part, found);
    return;
  }
  const { type, regex } = node as { type?: string; regex?: { pattern: string; flags: string } };
  if (type === 'Literal' && regex) found(regex.pattern, regex.flags);
  for (const part of Object.values(node)) collect(part, found);
}
