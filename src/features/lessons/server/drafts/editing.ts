import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { cohortsOf, type EditedCourse } from '#features/cohorts/server/courseVersions.ts';
import { audit } from '#platform/server/audit.ts';
import type { Database, Tx } from '#platform/server/db/database.ts';
import type { CommandContext, PrepareContext } from '#platform/server/feature.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { lessons, type DraftFault, type DraftLessonFields, type DraftSaved } from '../../contract.ts';
import { keyOf } from '../importer/naming.ts';
import { loadDraft, type draftReadings, type LoadedDraft } from './draftReading.ts';
import * as store from './draftStore.ts';
import { ofPage, requireCourse } from './draftViews.ts';
import { contentOfVersion } from './versions.ts';

const mostModules = 200;
const mostLessons = 1_000;

type Change = Pick<CommandContext, 'actor' | 'tx' | 'tell' | 'address'>;
interface OfCohort {
  cohortId: string;
}
interface OfPage extends OfCohort {
  pageId: string;
  revision: number;
}

/** Changes to the draft of a course: one after the other, each against what its writer has seen. */
export function editingOf({ db, read }: { db: Database; read: ReturnType<typeof draftReadings> }) {
  async function openDraft(
    change: Change,
    { cohortId, from, replaces }: OfCohort & { from: number | null; replaces: number | null },
  ): Promise<{ draftRevision: number }> {
    const { tx, actor } = change;
    const course = await requireCourse(tx, cohortId);
    const open = await store.hold(tx, course.id);
    if (open && open.draftRevision !== replaces)
      throw new Refusal('conflict', 'This course has a draft already.');
    if (open) await store.remove(tx, course.id);
    const version = from ?? course.version;
    const content = await contentOfVersion(tx, { courseId: course.id, key: course.key, version });
    if (!content) throw new Refusal('not_found', 'This course has no such version.');

    // What is brought back is compared with, and published over, the version that stands now.
    await store.insertDraft(tx, {
      ...content.course,
      courseId: course.id,
      basedOn: course.version,
      by: actor.userId,
    });
    for (const module of content.modules) {
      const moduleId = await store.insertModule(tx, course.id, module);
      for (const lesson of module.lessons) {
        await store.insertLesson(tx, course.id, { ...lesson, moduleId }, null);
      }
    }
    const details = { version, replaced: open !== undefined };
    await note(change, course, 'lessons:open-draft', details);
    await tellChange(change, course, 1, null);
    return { draftRevision: 1 };
  }

  async function discard(
    change: Change,
    { cohortId, revision }: OfCohort & { revision: number },
  ): Promise<{ discarded: boolean }> {
    const course = await requireCourse(change.tx, cohortId);
    const open = await store.hold(change.tx, course.id);
    if (!open) return { discarded: false };
    requireNewest(open.draftRevision, revision, 'This draft');
    await store.remove(change.tx, course.id);
    await note(change, course, 'lessons:discard-draft', { basedOn: open.basedOn });
    await tellChange(change, course, null, null);
    return { discarded: true };
  }

  async function saveCourse(
    change: Change,
    input: OfCohort & {
      revision: number;
      title: string;
      summary: string;
      language: string;
      markdown: string;
      certificate?: store.Certificate | undefined;
    },
    faults: DraftFault[],
  ): Promise<DraftSaved> {
    const { course } = await holdDraft(change.tx, input.cohortId);
    const draft = (await store.course(change.tx, course.id))!;
    requireNewest(draft.revision, input.revision, 'What the draft says of the course');
    const revision = await store.saveCourse(change.tx, course.id, {
      ...input,
      markdown: lined(input.markdown),
    });
    return saved(change, course, { pageId: null, revision, faults });
  }

  async function addModule(
    change: Change,
    { cohortId, title, key }: OfCohort & { title: string; key: string | null },
  ): Promise<DraftSaved> {
    const { course } = await holdDraft(change.tx, cohortId);
    const modules = await store.modules(change.tx, course.id);
    if (modules.length >= mostModules)
      throw new Refusal('conflict', `A course has at most ${mostModules} modules.`);
    const free = freeKey(key, title, modules);
    const pageId = await store.insertModule(change.tx, course.id, { key: free, title });
    return saved(change, course, { pageId, revision: 1, faults: [] });
  }

  async function saveModule(
    change: Change,
    input: OfPage & { title: string; summary: string; markdown: string },
    faults: DraftFault[],
  ): Promise<DraftSaved> {
    const course = await holdPage(change.tx, 'module', input);
    const revision = await store.saveModule(change.tx, input.pageId, {
      ...input,
      markdown: lined(input.markdown),
    });
    return saved(change, course, { pageId: input.pageId, revision, faults });
  }

  async function removeModule(change: Change, input: OfPage): Promise<DraftSaved> {
    const course = await holdPage(change.tx, 'module', input);
    await store.removeModule(change.tx, course.id, input.pageId);
    return saved(change, course, { pageId: input.pageId, revision: input.revision, faults: [] });
  }

  async function addLesson(
    change: Change,
    input: OfCohort & { pageId: string; title: string; key: string | null; kind: DraftLessonFields['kind'] },
  ): Promise<DraftSaved> {
    const { tx, actor } = change;
    const { course } = await holdDraft(tx, input.cohortId);
    if ((await store.pageRevision(tx, course.id, 'module', input.pageId)) === undefined)
      throw new Refusal('not_found', 'The draft has no such module.');
    const all = await store.lessons(tx, course.id);
    if (all.length >= mostLessons)
      throw new Refusal('conflict', `A course has at most ${mostLessons} lessons.`);
    const key = freeKey(input.key, input.title, all);
    const lesson = {
      moduleId: input.pageId,
      key,
      title: input.title,
      markdown: '',
      fields: blank(input.kind),
    };
    const pageId = await store.insertLesson(tx, course.id, lesson, actor.userId);
    return saved(change, course, { pageId, revision: 1, faults: [] });
  }

  async function saveLesson(
    change: Change,
    input: OfPage & DraftLessonFields,
    faults: DraftFault[],
  ): Promise<DraftSaved> {
    const course = await holdPage(change.tx, 'lesson', input);
    const revision = await store.saveLesson(change.tx, input.pageId, rowOf(input), change.actor.userId);
    return saved(change, course, { pageId: input.pageId, revision, faults });
  }

  async function removeLesson(change: Change, input: OfPage): Promise<DraftSaved> {
    const course = await holdPage(change.tx, 'lesson', input);
    await store.removeLesson(change.tx, course.id, input.pageId);
    return saved(change, course, { pageId: input.pageId, revision: input.revision, faults: [] });
  }

  async function bringBack(
    change: Change,
    { cohortId, pageId }: OfCohort & { pageId: string },
  ): Promise<DraftSaved> {
    const { tx } = change;
    const { course } = await holdDraft(tx, cohortId);
    const gone = await store.removed(tx, course.id, pageId);
    if (!gone) throw new Refusal('not_found', 'Nothing of this name was taken out of the draft.');
    const modules = await store.modules(tx, course.id);
    const pages = await store.lessons(tx, course.id);
    const taken = [
      gone.modules.find(({ key }) => modules.some((module) => module.key === key)),
      gone.lessons.find(({ key }) => pages.some((page) => page.key === key)),
    ].find((one) => one !== undefined);
    if (taken) throw new Refusal('conflict', `The key ${JSON.stringify(taken.key)} is taken meanwhile.`);
    const isHomeless =
      gone.modules.length === 0 &&
      gone.lessons.some(({ moduleId }) => modules.every((module) => module.pageId !== moduleId));
    if (isHomeless) throw new Refusal('conflict', 'Its module was taken out, too: bring that back first.');
    const revision = await store.bringBack(tx, pageId);
    return saved(change, course, { pageId, revision, faults: [] });
  }

  async function arrange(
    change: Change,
    {
      cohortId,
      revision,
      modules,
    }: OfCohort & {
      revision: number;
      modules: { pageId: string; lessons: string[] }[];
    },
  ): Promise<DraftSaved> {
    const { course, draftRevision } = await holdDraft(change.tx, cohortId);
    requireNewest(draftRevision, revision, 'The draft');
    const known = [
      ...(await store.modules(change.tx, course.id)).map(({ pageId }) => pageId),
      ...(await store.lessons(change.tx, course.id)).map(({ pageId }) => pageId),
    ];
    const named = modules.flatMap(({ pageId, lessons: pages }) => [pageId, ...pages]);
    const isWhole = named.length === known.length && new Set(named).size === named.length;
    const moduleIds = new Set((await store.modules(change.tx, course.id)).map(({ pageId }) => pageId));
    if (
      !isWhole ||
      !known.every((page) => named.includes(page)) ||
      !modules.every(({ pageId }) => moduleIds.has(pageId))
    )
      throw new Refusal('conflict', 'The order names every page of the draft once.');
    await store.arrange(change.tx, modules);
    return saved(change, course, {
      pageId: null,
      revision: (await store.course(change.tx, course.id))!.revision,
      faults: [],
    });
  }

  /** What the importer would say of a page once it is saved; worked out before the transaction. */
  function faultsAfter<Input extends OfCohort & { pageId?: string }>(
    put: (loaded: LoadedDraft, input: Input) => LoadedDraft['content'],
  ) {
    return async (_context: PrepareContext, input: Input): Promise<DraftFault[]> => {
      const loaded = await db.snapshot(async (tx) => loadDraft(tx, await requireCourse(tx, input.cohortId)));
      if (!loaded) return [];
      const { faults } = await read({ ...loaded, content: put(loaded, input) });
      return ofPage(faults, input.pageId ?? null);
    };
  }

  return {
    ...{ openDraft, discard, saveCourse, addModule, saveModule, removeModule },
    ...{ addLesson, saveLesson, removeLesson, bringBack, arrange },
    prepareCourse: faultsAfter<Parameters<typeof saveCourse>[1]>(({ content }, input) => {
      const { title, summary, language, markdown, certificate = content.course.certificate } = input;
      const text = lined(markdown);
      return {
        ...content,
        course: { ...content.course, title, summary, language, certificate, markdown: text },
      };
    }),
    prepareModule: faultsAfter<Parameters<typeof saveModule>[1]>(({ content }, input) => ({
      ...content,
      modules: content.modules.map((module) =>
        module.pageId === input.pageId
          ? { ...module, title: input.title, summary: input.summary, markdown: lined(input.markdown) }
          : module,
      ),
    })),
    prepareLesson: faultsAfter<Parameters<typeof saveLesson>[1]>(({ content }, input) => ({
      ...content,
      modules: content.modules.map((module) => ({
        ...module,
        lessons: module.lessons.map((lesson) =>
          lesson.pageId === input.pageId ? { ...lesson, ...rowOf(input) } : lesson,
        ),
      })),
    })),
  };
}

/** Holds the draft of the cohort's course until commit. @throws Refusal `not_found` where there is none */
export async function holdDraft(
  tx: Tx,
  cohortId: string,
): Promise<{ course: EditedCourse; draftRevision: number; basedOn: number }> {
  const course = await requireCourse(tx, cohortId);
  const held = await store.hold(tx, course.id);
  if (!held) throw new Refusal('not_found', 'This course has no draft.');
  return { course, ...held };
}

async function holdPage(
  tx: Tx,
  kind: 'module' | 'lesson',
  { cohortId, pageId, revision }: OfPage,
): Promise<EditedCourse> {
  const { course } = await holdDraft(tx, cohortId);
  const newest = await store.pageRevision(tx, course.id, kind, pageId);
  if (newest === undefined) throw new Refusal('not_found', `The draft has no such ${kind}.`);
  requireNewest(newest, revision, `This ${kind}`);
  return course;
}

/** Nothing is written over what its writer has not seen. */
export function requireNewest(newest: number, seen: number, what: string): void {
  if (newest !== seen) throw new Refusal('conflict', `${what} was changed by somebody else meanwhile.`);
}

async function saved(
  change: Change,
  course: EditedCourse,
  page: { pageId: string | null; revision: number; faults: DraftFault[] },
): Promise<DraftSaved> {
  const draftRevision = await store.touch(change.tx, course.id, change.actor.userId);
  await tellChange(change, course, draftRevision, page.pageId);
  return { ...page, draftRevision };
}

export async function tellChange(
  { tx, tell, actor }: { tx: Tx; tell: Tell; actor: { userId: string } },
  { id: courseId }: Pick<EditedCourse, 'id'>,
  draftRevision: number | null,
  pageId: string | null,
): Promise<void> {
  const topics = (await cohortsOf(tx, courseId)).map((cohortId) =>
    cohorts.topics.cohortStaff.of({ cohortId }),
  );
  tell(lessons, 'lessons:draft-changed', topics, { courseId, draftRevision, pageId, by: actor.userId });
}

export async function note(
  { tx, actor, address }: Pick<Change, 'tx' | 'actor' | 'address'>,
  { id, organisationId }: EditedCourse,
  act: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await audit(tx, {
    actorId: actor.userId,
    act,
    about: { kind: 'course', id },
    organisationId,
    details,
    address,
  });
}

function rowOf({ title, markdown, summary, kind, minutes, completes, after, media }: DraftLessonFields) {
  const fields = {
    summary,
    kind,
    minutes,
    completes,
    after,
    media: { ...media, transcript: lined(media.transcript) },
  };
  return { title, markdown: lined(markdown), fields };
}

function blank(kind: DraftLessonFields['kind']): store.LessonFields {
  const media = { file: null, url: null, poster: null, captions: [], chapters: [], transcript: '' };
  return { summary: '', kind, minutes: null, completes: { by: 'button' }, after: [], media };
}

/** Line ends as the importer has them, so that lines are counted alike. */
function lined(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** @throws Refusal `conflict` for a key that was given and is taken */
function freeKey(given: string | null, title: string, taken: readonly { key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  if (given !== null) {
    if (keys.has(given)) throw new Refusal('conflict', `The key ${JSON.stringify(given)} is taken.`);
    return given;
  }
  const key = keyOf(title);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? key : `${key}-${number}`;
    if (!keys.has(candidate)) return candidate;
  }
}
