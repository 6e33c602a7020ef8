import { splice, writeAddress, type Address } from './addresses.ts';
import type { ParsedFile, RawBlock } from './course.ts';
import { embedAddress } from './embeds.ts';
import { typeOf } from './fileTypes.ts';
import type { Findings } from './findings.ts';
import { embedFault } from './media.ts';
import type { Span } from './markdown.ts';
import type { Page } from './page.ts';
import type { OpenPage } from './pages.ts';
import { nameOf } from './paths.ts';
import type { PlannedText } from './plan.ts';
import { hashFile, type Allowance } from './readBytes.ts';
import { encodeName, resolve, type Reference, type Site } from './references.ts';

export interface CourseReadingContext {
  open: OpenPage;
  findings: Findings;
  allowance: Allowance;
  /** Languages of fences whose blocks belong to other rooms. */
  fences: readonly string[];
  embedHosts: readonly string[];
}

type Replacement = Span & { by: string };

/** One course being finished: which files its texts lead to, and what its texts become. */
export class Finishing {
  readonly site: Site;
  readonly context: CourseReadingContext;
  readonly #files = new Map<string, ParsedFile | undefined>();

  constructor(site: Site, context: CourseReadingContext) {
    this.site = site;
    this.context = context;
  }

  files(): ParsedFile[] {
    return [...this.#files.values()].filter((file) => file !== undefined);
  }

  async text(planned: PlannedText | undefined): Promise<string> {
    return planned ? (await this.written(planned)).markdown : '';
  }

  /** The text with stable addresses in it, and where the blocks of other rooms stand in that. */
  async written({
    page,
    lifted,
  }: PlannedText): Promise<{ markdown: string; blocks: RawBlock[]; embeds: string[] }> {
    // Findings come in the order of the course, and a file is named where it is first referred to.
    const addresses: Replacement[] = [];
    for (const address of page.addresses) {
      const by = await this.#follow(page.path, address);
      if (by !== undefined) addresses.push(writeAddress(address, by));
    }
    const frames = this.#frames(page);
    // An address inside a heading that was lifted goes with it, one inside a frame's line is the frame's.
    const gone: Span[] = [...frames, ...(lifted ? [lifted] : [])];
    const kept = addresses.filter(({ start }) => !gone.some((one) => start >= one.start && start < one.end));
    const cuts = lifted ? [{ ...lifted, end: skipNewlines(page.text, lifted.end), by: '' }] : [];
    const replacements = [{ start: 0, end: page.bodyStart, by: '' }, ...kept, ...frames, ...cuts];
    const shiftBefore = (place: number): number =>
      replacements.reduce(
        (sum, { start, end, by }) => sum + (end <= place ? by.length - (end - start) : 0),
        0,
      );
    const blocks = page.fences
      .filter(({ language }) => this.context.fences.includes(language))
      .map(({ language: fence, text, line, nested, start, end }) => {
        const shift = shiftBefore(start);
        return { fence, text, line, nested, start: start + shift, end: end + shift };
      });
    const embeds = page.embeds.flatMap(({ url }) => embedAddress(url, this.context.embedHosts)?.url ?? []);
    return { markdown: splice(page.text, replacements), blocks, embeds };
  }

  /** The file at a path, hashed once. */
  async take(path: string, from: string, line: number): Promise<ParsedFile | undefined> {
    if (this.#files.has(path)) return this.#files.get(path);
    const file = await this.#hash(path, from, line);
    this.#files.set(path, file);
    return file;
  }

  async #hash(path: string, from: string, line: number): Promise<ParsedFile | undefined> {
    const { findings, allowance } = this.context;
    const entry = this.site.inventory.files.get(path);
    const name = nameOf(path);
    const type = typeOf(name);
    if (!entry || type === undefined) throw new Error(`${path} was resolved but is no file of the course`);
    const hashed = await hashFile(entry, allowance);
    if (!('hash' in hashed)) {
      findings.problem(from, line, hashed.code, `${JSON.stringify(path)}: ${hashed.message}`);
      findings.skip(path, hashed.message);
      return undefined;
    }
    return { path, name, type, ...hashed, ...(!entry.held && { absolutePath: entry.absolutePath }) };
  }

  /** @returns what to write in the address's place, or undefined to leave it */
  async #follow(from: string, address: Address): Promise<string | undefined> {
    const reference: Reference = resolve(from, address, this.site, this.context.findings);
    if (reference.to === 'elsewhere') return undefined;
    if (reference.to === 'page') return reference.address + reference.fragment;
    if (reference.to === 'file') {
      const file = await this.take(reference.path, from, address.line);
      if (file) return `material:${file.hash}/${encodeName(file.name)}${reference.fragment}`;
    }
    // Left relative it would point somewhere into the platform; as `missing:` a reader sees plain text.
    return `missing:${encodeName(address.url)}`;
  }

  /** Lines that ask for a frame: with the address that the host offers for frames, or as a plain link. */
  #frames(page: Page): Replacement[] {
    const { embedHosts, findings } = this.context;
    return page.embeds.map(({ start, end, line, url }) => {
      const frame = embedAddress(url, embedHosts);
      if (!frame) findings.problem(page.path, line, 'embed-host', embedFault(embedHosts));
      return { start, end, by: frame ? `embed: ${frame.url}` : `<${url.replace(/[<>]/g, '')}>` };
    });
  }
}

function skipNewlines(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n') at += 1;
  return at;
}
