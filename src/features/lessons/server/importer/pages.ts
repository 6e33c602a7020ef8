import type { Findings } from './findings.ts';
import { intricateLine } from './intricacy.ts';
import type { Inventory } from './inventory.ts';
import { readPage, type Page } from './page.ts';
import { readText, type Allowance } from './readBytes.ts';

export type OpenPage = (path: string) => Promise<Page | undefined>;

/** @returns a function that reads a page once; undefined when it cannot be read, which `findings` then knows */
export function pageOpener(
  inventory: Inventory,
  findings: Findings,
  allowance: Allowance,
  read = readPage,
): OpenPage {
  const pages = new Map<string, Page | undefined>();
  return async (path) => {
    if (pages.has(path)) return pages.get(path);
    const page = await openPage(path, inventory, findings, allowance, read);
    pages.set(path, page);
    return page;
  };
}

async function openPage(
  path: string,
  inventory: Inventory,
  findings: Findings,
  allowance: Allowance,
  read: typeof readPage,
): Promise<Page | undefined> {
  const file = inventory.files.get(path);
  if (!file) return undefined;
  const text = await readText(file, allowance);
  if (typeof text !== 'string') {
    findings.problem(path, text.line, text.code, text.message);
    findings.skip(path, text.message);
    return undefined;
  }
  const message =
    'The text is marked up too intricately to be read: too many marks in one block, or too deep.';
  let line = intricateLine(text);
  if (line === undefined) {
    try {
      return read(path, text);
    } catch (error) {
      // The parser ran out of stack: what it was given nests without end. Anything else is a defect of ours.
      if (!(error instanceof RangeError)) throw error;
      line = 1;
    }
  }
  findings.problem(path, line, 'too-deeply-nested', message);
  findings.skip(path, message);
  return undefined;
}
