import { splice, writeAddress, type Address } from './addresses.ts';
import type { ParsedCourse, ParsedFile } from './course.ts';
import { lessonDigest } from './digest.ts';
import { typeOf } from './fileTypes.ts';
import { compareText, type Findings } from './findings.ts';
import { nameOf } from './paths.ts';
import type { CoursePlan, PlannedText } from './plan.ts';
import { hashFile, type Allowance } from './readBytes.ts';
import { encodeName, resolve, type Reference } from './references.ts';

interface Followed extends PlannedText {
  references: { address: Address; reference: Reference }[];
}

/** Follows every link, hashes every file that one leads to, and writes the stable addresses in. */
export async function finishCourse(
  plan: CoursePlan,
  findings: Findings,
  allowance: Allowance,
): Promise<ParsedCourse> {
  const files = new Map<string, ParsedFile | undefined>();

  // Findings come in the order of the course, and a file is named where it is first referred to.
  const follow = async (text: PlannedText): Promise<Followed> => {
    const references: Followed['references'] = [];
    for (const address of text.page.addresses) {
      const reference = resolve(text.page.path, address, plan.site, findings);
      references.push({ address, reference });
      if (reference.to === 'file' && !files.has(reference.path)) {
        files.set(reference.path, await takeFile(reference.path, text.page.path, address.line));
      }
    }
    return { ...text, references };
  };

  const takeFile = async (path: string, from: string, line: number): Promise<ParsedFile | undefined> => {
    const entry = plan.site.inventory.files.get(path);
    const name = nameOf(path);
    const type = typeOf(name);
    if (!entry || type === undefined) throw new Error(`${path} was resolved but is no file of the course`);
    const hashed = await hashFile(entry, allowance);
    if (!('hash' in hashed)) {
      findings.problem(from, line, hashed.code, `${JSON.stringify(path)}: ${hashed.message}`);
      findings.skip(path, hashed.message);
      return undefined;
    }
    return { path, name, type, ...hashed, absolutePath: entry.absolutePath };
  };

  const write = ({ page, lifted, references }: Followed): string => {
    const replacements = references.flatMap(({ address, reference }) => {
      const by = stableAddress(address, reference, files);
      return by === undefined ? [] : [writeAddress(address, by)];
    });
    // An address inside the lifted heading goes with it.
    const kept = lifted
      ? replacements.filter(({ start }) => start < lifted.start || start >= lifted.end)
      : replacements;
    const cuts = lifted ? [{ ...lifted, end: skipNewlines(page.text, lifted.end), by: '' }] : [];
    const head = { start: 0, end: page.bodyStart, by: '' };
    return splice(page.text, [head, ...kept, ...cuts]);
  };

  const readText = async (text: PlannedText | undefined): Promise<string> =>
    text ? write(await follow(text)) : '';

  const overview = await readText(plan.overview);
  const modules: ParsedCourse['modules'] = [];
  for (const { key, title, summary, overview: moduleText, lessons: planned } of plan.modules) {
    const moduleOverview = await readText(moduleText);
    const lessons: ParsedCourse['modules'][number]['lessons'] = [];
    for (const lesson of planned) {
      const read = {
        key: lesson.key,
        title: lesson.title,
        summary: lesson.summary,
        kind: 'text' as const,
        minutes: lesson.minutes,
        markdown: await readText(lesson),
      };
      lessons.push({ ...read, digest: lessonDigest(read), path: lesson.page.path });
    }
    modules.push({ key, title, summary, overview: moduleOverview, lessons });
  }
  const kept = [...files.values()].filter((file) => file !== undefined);
  return {
    key: plan.key,
    title: plan.title,
    summary: plan.summary,
    language: plan.language,
    overview,
    modules,
    files: kept.sort((a, b) => compareText(a.path, b.path)),
  };
}

/** @returns what to write in the address's place, or undefined to leave it */
function stableAddress(
  address: Address,
  reference: Reference,
  files: ReadonlyMap<string, ParsedFile | undefined>,
): string | undefined {
  if (reference.to === 'elsewhere') return undefined;
  if (reference.to === 'page') return reference.address + reference.fragment;
  const file = reference.to === 'file' ? files.get(reference.path) : undefined;
  if (reference.to === 'file' && file)
    return `material:${file.hash}/${encodeName(file.name)}${reference.fragment}`;
  // Left relative it would point somewhere into the platform; as `missing:` a reader sees plain text.
  return `missing:${encodeName(address.url)}`;
}

function skipNewlines(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n') at += 1;
  return at;
}
