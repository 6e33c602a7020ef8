import type { Address } from './addresses.ts';
import { typeOf } from './fileTypes.ts';
import type { Findings } from './findings.ts';
import type { Inventory } from './inventory.ts';
import { folderOf, isMarkdown, joinInside, nameOf } from './paths.ts';

export interface Site {
  inventory: Inventory;
  /** Path of a page or folder → the stable address of what it became, such as `lesson:intro`. */
  pages: ReadonlyMap<string, string>;
  /** Our own format: a Markdown file at such a path was meant as a page, not as a download. */
  mustBePage: (path: string) => boolean;
  /** Accept what other tools forgive: another spelling, a left-out `.md`. */
  lenient: boolean;
  /**
   * A draft: its texts already hold stable addresses, and `material:<hash>/<name>` is the file at this path.
   * Absent: such addresses are not an author's to write.
   */
  materials?: ReadonlyMap<string, string>;
  /** Files that were read as texts: a transcript, chapters. */
  read?: Set<string>;
}

export type Reference =
  /** Not ours to change: another site, or a place on the same page. */
  | { to: 'elsewhere' }
  | { to: 'page'; address: string; fragment: string }
  | { to: 'file'; path: string; fragment: string }
  | { to: 'nothing' };

const harmfulSchemes = new Set([
  'javascript',
  'vbscript',
  'data',
  'file',
  'blob',
  'lesson',
  'material',
  'course',
  'missing',
]);

/** Finds what an address in `from` means, and tells `findings` where it means nothing. */
export function resolve(from: string, address: Address, site: Site, findings: Findings): Reference {
  const { url, line } = address;
  const scheme = /^([a-z][a-z0-9+.-]{1,40}):/i.exec(url)?.[1]?.toLowerCase();
  if (site.materials && scheme !== undefined && stableSchemes.has(scheme))
    return resolveStable(from, address, site, findings);
  if (scheme !== undefined) {
    if (harmfulSchemes.has(scheme)) {
      findings.problem(
        from,
        line,
        'link-unsafe',
        `Addresses that begin with \`${scheme}:\` are not shown to readers.`,
      );
    }
    return { to: 'elsewhere' };
  }
  if (url.trim() === '' || url.startsWith('#') || url.startsWith('?') || url.startsWith('//'))
    return { to: 'elsewhere' };

  const hash = url.indexOf('#');
  const fragment = hash < 0 ? '' : fragmentOf(url.slice(hash + 1));
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const query = beforeHash.indexOf('?');
  const written = query < 0 ? beforeHash : beforeHash.slice(0, query);
  const shown = JSON.stringify(written.length > 200 ? `${written.slice(0, 199)}…` : written);

  let path = joinInside(folderOf(from), decoded(written));
  if (path === undefined) {
    findings.problem(from, line, 'link-outside', `${shown} leaves the course folder.`);
    return { to: 'nothing' };
  }
  if (!exists(path, site)) {
    const other = alike(path, site);
    const sameLetters = other?.normalize('NFC') === path.normalize('NFC');
    if (other === undefined || !(site.lenient || sameLetters)) {
      const hint =
        other === undefined ? '' : ` There is ${JSON.stringify(other)}: mind capitals and slashes.`;
      findings.problem(from, line, 'target-missing', `There is no ${shown} here.${hint}`);
      return { to: 'nothing' };
    }
    if (!sameLetters)
      findings.note(from, line, 'target-spelling', `${shown} is written ${JSON.stringify(other)} on disk.`);
    path = other;
  }

  const page = site.pages.get(path);
  if (page !== undefined) return { to: 'page', address: page, fragment };
  if (!site.inventory.files.has(path) || (isMarkdown(path) && site.mustBePage(path))) {
    findings.problem(from, line, 'target-not-a-lesson', `${shown} is not a lesson of this course.`);
    return { to: 'nothing' };
  }
  const type = typeOf(nameOf(path));
  if (type === undefined || (address.picture && !type.startsWith('image/'))) {
    const use = address.picture ? 'shown as pictures' : 'offered for download';
    findings.problem(from, line, 'unsupported-type', `${shown}: files of this type cannot be ${use}.`);
    return { to: 'nothing' };
  }
  return { to: 'file', path, fragment };
}

const stableSchemes = new Set(['lesson', 'material', 'course', 'missing']);

/** An address as a published text holds it. */
function resolveStable(
  from: string,
  { url, line, picture }: Address,
  site: Site,
  findings: Findings,
): Reference {
  const hash = url.indexOf('#');
  const fragment = hash < 0 ? '' : fragmentOf(url.slice(hash + 1));
  const target = hash < 0 ? url : url.slice(0, hash);
  if (target.startsWith('missing:')) return { to: 'elsewhere' };
  if (target.startsWith('material:')) {
    const written = target.slice('material:'.length);
    const path = site.materials?.get(decoded(written)) ?? site.materials?.get(written);
    if (path === undefined) {
      findings.problem(from, line, 'target-missing', 'This is no file of the course; upload it first.');
      return { to: 'nothing' };
    }
    const type = typeOf(nameOf(path));
    if (type !== undefined && (!picture || type.startsWith('image/'))) return { to: 'file', path, fragment };
    findings.problem(
      from,
      line,
      'unsupported-type',
      `${JSON.stringify(nameOf(path))} cannot be shown as a picture.`,
    );
    return { to: 'nothing' };
  }
  const page = decoded(target);
  if ([...site.pages.values()].includes(page)) return { to: 'page', address: page, fragment };
  findings.problem(
    from,
    line,
    'target-not-a-lesson',
    `There is no lesson ${JSON.stringify(page.slice(0, 120))} in this course.`,
  );
  return { to: 'nothing' };
}

function exists(path: string, { inventory }: Site): boolean {
  return inventory.files.has(path) || inventory.folders.has(path);
}

const spellings = new WeakMap<Inventory, Map<string, string | null>>();

/** The one path that differs only in what other systems overlook: capitals, accents' encoding, slashes, `.md`. */
function alike(path: string, { inventory, lenient }: Site): string | undefined {
  let known = spellings.get(inventory);
  if (!known) {
    known = new Map();
    for (const each of [...inventory.files.keys(), ...inventory.folders.keys()]) {
      const folded = fold(each);
      known.set(folded, known.has(folded) ? null : each);
    }
    spellings.set(inventory, known);
  }
  return known.get(fold(path)) ?? (lenient ? known.get(`${fold(path)}.md`) : undefined) ?? undefined;
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase().replaceAll('\\', '/');
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    // A file may be called `100%.png`; then what is written is its name.
    return written;
  }
}

/** Kept as written but for what could end the address it is put into. */
function fragmentOf(written: string): string {
  return `#${written.replace(/[\s<>()"'\\`&\p{Cc}]/gu, percent)}`;
}

/** Safe inside a Markdown address, an attribute in any quotes, and an address bar. */
export function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, percent);
}

function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
