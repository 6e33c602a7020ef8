import { sql } from 'kysely';
import { lessons, type CourseDraft, type DraftLessonFields } from '#features/lessons/contract.ts';
import type { CohortOutline } from '#features/progress/contract.ts';
import { payloads } from '../xssPayloads.ts';
import { after, fileNameOf, language, lineOf, paragraphs, type Plot } from './world.ts';
import { quizBlock } from './quiz.ts';

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const film = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1');
const captions = `WEBVTT\n\n${payloads
  .map((payload, place) => `00:${String(place).padStart(2, '0')}.000 --> 00:59.000\n${lineOf(payload)}\n`)
  .join('\n')}`;

const noMedia = { file: null, url: null, poster: null, captions: [], chapters: [], transcript: '' };
const plain: DraftLessonFields = {
  title: '',
  summary: '',
  kind: 'text',
  minutes: null,
  completes: { by: 'button' },
  after: [],
  media: noMedia,
  markdown: '',
};

/**
 * Texts, files and titles of a course, written in the editor and published. What publishing refuses (links that
 * run, pictures that are not there) is put into the published texts behind its back, as if it had not; and it
 * stands in a draft that stays open.
 */
export async function plantCourse(plot: Plot): Promise<{
  lessonIds: { texts: string; film: string; quiz: string };
  draftPageId: string;
}> {
  const files = await plantFiles(plot);
  await edit(plot, 'lessons:open-draft', { from: null, replaces: null });
  const pages = await addModules(plot);
  const refused = await mendRefused(plot, pages);
  const publishable = payloads.filter(({ number }) => !refused.has(number)).map(({ text }) => text);
  await writeCourse(plot, publishable.join('\n\n'));
  const [texts, film, quiz] = (await draftOf(plot)).modules
    .slice(-payloads.length)
    .map(({ lessons: [line] }) => line!);
  const shown = publishable.join('\n\n');
  await save(plot, texts!, { markdown: `${shown}\n\n${files.pictures.join('\n')}` });
  await save(plot, film!, { kind: 'video', markdown: shown, media: mediaOf(files, shown) });
  await save(plot, quiz!, { markdown: quizBlock() });
  await edit(plot, 'lessons:publish', { revision: (await draftOf(plot)).draftRevision, over: null });
  const lessonIds = await idsOf(plot, { texts: texts!.key, film: film!.key, quiz: quiz!.key });
  await writePublished(plot, lessonIds);

  await edit(plot, 'lessons:open-draft', { from: null, replaces: null });
  await writeCourse(plot, paragraphs, payloads[12]!.text);
  const again = (await draftOf(plot)).modules.flatMap(({ lessons: lines }) => lines);
  const page = again.find(({ key }) => key === texts!.key)!;
  const unshown = {
    url: `https://www.youtube.com/${payloads[2]!.text}`,
    captions: [{ language: payloads[13]!.text, file: files.captions }],
  };
  await save(plot, page, {
    kind: 'embed',
    markdown: paragraphs,
    media: { ...mediaOf(files, paragraphs), ...unshown },
  });
  return { lessonIds, draftPageId: page.pageId };
}

async function writeCourse(plot: Plot, markdown: string, tongue = language): Promise<void> {
  const { revision } = await draftOf(plot);
  const summary = payloads.slice(0, 12).map(lineOf).join(' ');
  const title = payloads[3]!.text;
  await edit(plot, 'lessons:save-course', { revision, title, summary, language: tongue, markdown });
}

function mediaOf(files: { film: string; poster: string; captions: string }, transcript: string) {
  return {
    ...noMedia,
    file: files.film,
    poster: files.poster,
    captions: [{ language, file: files.captions }],
    chapters: payloads.map((payload, place) => ({ atSeconds: place, title: lineOf(payload) })),
    transcript,
  };
}

/** @returns the numbers of the payloads whose pages could not be published */
async function mendRefused(plot: Plot, pages: ReadonlyMap<string, number>): Promise<Set<number>> {
  const draft = await draftOf(plot);
  const faulty = new Set(draft.faults.map(({ pageId }) => pageId));
  const refused = new Set<number>();
  for (const module of draft.modules) {
    const [line] = module.lessons;
    const number = pages.get(module.pageId);
    if (number === undefined || !(faulty.has(module.pageId) || faulty.has(line!.pageId))) continue;
    refused.add(number);
    const { pageId, revision, title } = module;
    const markdown = 'Nothing yet.';
    await edit(plot, 'lessons:save-module', { pageId, revision, title, summary: '', markdown });
    await save(plot, line!, { markdown });
  }
  return refused;
}

async function writePublished({ house }: Plot, ids: { texts: string; film: string }): Promise<void> {
  const db = house.ground.db.query;
  await sql`update course_text set markdown = ${paragraphs}`.execute(db);
  await sql`update module_text set markdown = ${paragraphs} where key = 'm1'`.execute(db);
  await sql`
    update lesson_body set maths = true, markdown = ${paragraphs} || markdown
    where lesson_id in (${ids.texts}, ${ids.film})`.execute(db);
  await sql`
    update lesson_body set media = jsonb_set(media, '{transcript}', ${JSON.stringify(paragraphs)}::jsonb)
    where lesson_id = ${ids.film} and media is not null`.execute(db);
}

async function idsOf<Names extends string>(
  { house, cohortId, ines }: Plot,
  keys: Record<Names, string>,
): Promise<Record<Names, string>> {
  const { data } = await house.view<CohortOutline>(`/api/cohorts/${cohortId}`, ines);
  const lines = data.modules.flatMap(({ lessons: all }) => all);
  const found = Object.entries<string>(keys).map(([name, key]) => [
    name,
    lines.find((line) => line.key === key)!.id,
  ]);
  return Object.fromEntries(found) as Record<Names, string>;
}

type Line = CourseDraft['modules'][number]['lessons'][number];

async function save(
  plot: Plot,
  { pageId, revision, title }: Pick<Line, 'pageId' | 'revision' | 'title'>,
  fields: Partial<DraftLessonFields>,
): Promise<void> {
  await edit(plot, 'lessons:save-lesson', { pageId, revision, ...plain, title, ...fields });
}

/** One module and one lesson for each payload. @returns the payload's number by the id of the module's page */
async function addModules(plot: Plot): Promise<Map<string, number>> {
  const pages = new Map<string, number>();
  for (const payload of payloads) {
    const { number, text: markdown } = payload;
    const [title, other] = [lineOf(payload), lineOf(after(payload))];
    const module = await edit(plot, 'lessons:add-module', { title, key: `m${number}` });
    const pageId = module.pageId!;
    pages.set(pageId, number);
    const { revision } = module;
    await edit(plot, 'lessons:save-module', { pageId, revision, title: other, summary: title, markdown });
    const lesson = await edit(plot, 'lessons:add-lesson', { pageId, title, key: `l${number}`, kind: 'text' });
    const line = { pageId: lesson.pageId!, revision: lesson.revision, title: other };
    await save(plot, line, { summary: title, markdown });
  }
  return pages;
}

async function plantFiles({ planter, ines, cohortId }: Plot) {
  const bring = async (name: string, bytes: BlobPart, type: string) =>
    (await planter.upload(ines, lessons, 'lessons:upload', { cohortId, name }, new Blob([bytes], { type })))
      .address;
  const pictures: string[] = [];
  for (const payload of payloads)
    pictures.push(`![x](${await bring(fileNameOf(payload, '.png'), dot, 'image/png')})`);
  return {
    pictures,
    film: await bring(fileNameOf(payloads[13]!, '.mp4'), film, 'video/mp4'),
    poster: await bring(fileNameOf(payloads[14]!, '.png'), dot, 'image/png'),
    captions: await bring(fileNameOf(payloads[15]!, '.en.vtt'), captions, 'text/vtt'),
  };
}

async function draftOf({ house, ines, cohortId }: Plot): Promise<CourseDraft> {
  return (await house.view<{ draft: CourseDraft }>(`/api/cohorts/${cohortId}/draft`, ines)).data.draft;
}

function edit<N extends keyof typeof lessons.commands & string>(
  { planter, ines, cohortId }: Plot,
  name: N,
  input: object,
) {
  return planter.plant(ines, lessons, name, { cohortId, ...input } as never);
}
