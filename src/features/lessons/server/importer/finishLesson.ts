import type { ParsedFile, ParsedLesson } from './course.ts';
import type { Finishing } from './finishing.ts';
import type { Field } from './frontMatter.ts';
import { finishMedia } from './media.ts';
import { nameOf } from './paths.ts';
import { sectionsOf } from './sections.ts';
import type { PlannedLesson, PlannedText } from './plan.ts';
import { readText } from './readBytes.ts';
import { resolve } from './references.ts';

/** A lesson with all that it shows; its digest follows once its blocks are read. */
export async function finishLesson(lesson: PlannedLesson, finishing: Finishing): Promise<ParsedLesson> {
  const { page, after, completes, completesLine, estimated } = lesson;
  const { fences } = finishing.context;
  const { markdown, blocks, embeds } = await finishing.written(lesson);
  let transcript: PlannedText | undefined;
  const media =
    lesson.media &&
    (await finishMedia(lesson.media, {
      path: page.path,
      findings: finishing.context.findings,
      embedHosts: finishing.context.embedHosts,
      take: (field, isPicture) => takeFile(page.path, field, isPicture, finishing),
      read: (field) => readFile(page.path, field, finishing),
      transcript: async (field) => (transcript = await openTranscript(page.path, field, finishing)),
      write: (text) => finishing.text(text),
    }));
  return {
    key: lesson.key,
    title: lesson.title,
    summary: lesson.summary,
    kind: lesson.kind,
    minutes: lesson.minutes,
    ...(estimated && { estimated }),
    ...(completes.by !== 'button' && { completes, completesLine }),
    ...(after.length > 0 && { after: [...new Set(after.map(({ value }) => value))] }),
    ...(media && { media }),
    markdown,
    ...(blocks.length > 0 && { blocks }),
    ...((page.maths || transcript?.page.maths) && { maths: true }),
    ...(embeds.length > 0 && { embeds }),
    sections: [
      ...sectionsOf(lesson, 'lesson', fences),
      ...(transcript ? sectionsOf(transcript, 'transcript', fences) : []),
    ],
    digest: '',
    path: page.path,
  };
}

async function takeFile(
  from: string,
  { value: url, line }: Field,
  picture: boolean,
  finishing: Finishing,
): Promise<ParsedFile | undefined> {
  const path = pathOf(from, { url, line, picture }, finishing);
  return path === undefined ? undefined : finishing.take(path, from, line);
}

async function readFile(
  from: string,
  field: Field,
  finishing: Finishing,
): Promise<{ path: string; text: string } | undefined> {
  const { findings, allowance } = finishing.context;
  const path = pathOf(from, { url: field.value, line: field.line, picture: false }, finishing);
  const entry = path === undefined ? undefined : finishing.site.inventory.files.get(path);
  if (!entry) return undefined;
  finishing.site.read?.add(entry.path);
  const text = await readText(entry, allowance);
  if (typeof text === 'string') return { path: entry.path, text };
  findings.fault(from, field.line, text.code, `${JSON.stringify(entry.path)}: ${text.message}`);
  return undefined;
}

async function openTranscript(
  from: string,
  field: Field,
  finishing: Finishing,
): Promise<PlannedText | undefined> {
  const { findings, open } = finishing.context;
  const path = pathOf(from, { url: field.value, line: field.line, picture: false }, finishing);
  if (path === undefined) return undefined;
  if (!/\.(?:md|markdown|txt)$/i.test(nameOf(path))) {
    findings.fault(from, field.line, 'bad-media', 'A transcript is a Markdown file, such as `intro.md`.');
    return undefined;
  }
  finishing.site.read?.add(path);
  const page = await open(path);
  return page && { page, lifted: undefined };
}

/** The path in the folder that a field means; findings know why where it means none. */
function pathOf(
  from: string,
  { url, line, picture }: { url: string; line: number; picture: boolean },
  { site, context }: Finishing,
): string | undefined {
  const reference = resolve(from, { url, line, picture, start: 0, end: 0 }, site, context.findings);
  if (reference.to === 'file') return reference.path;
  if (reference.to !== 'nothing')
    context.findings.fault(from, line, 'bad-media', 'This is a path to a file of the course folder.');
  return undefined;
}
