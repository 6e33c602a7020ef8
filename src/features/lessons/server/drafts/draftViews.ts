import { Refusal } from '#kernel/refusal.ts';
import { courseOf, versionsOf, type EditedCourse } from '#features/cohorts/server/courseVersions.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { Later, type ViewContext } from '#platform/server/feature.ts';
import type { CourseDraft, CourseVersionLine, DraftFault, DraftLesson, LessonPage } from '../../contract.ts';
import { currentOutline } from '../currentOutline.ts';
import { diffCourse, diffLines, type PublishedOutline } from '../importer/diffCourse.ts';
import { linksIn } from '../service.ts';
import { courseFiles } from './courseFiles.ts';
import {
  lessonChange,
  loadDraft,
  moduleChange,
  type draftReadings,
  type LoadedDraft,
} from './draftReading.ts';
import { notesOf } from './versions.ts';

const mostVersions = 200;
const mostFaults = 500;
const mostChanges = 200;

interface PageAsked {
  cohortId: string;
  pageId: string;
}

/** What editors look at. Reading a draft is done once the look at the database is over. */
export function draftViews({
  read,
  embedHosts,
}: {
  read: ReturnType<typeof draftReadings>;
  embedHosts: readonly string[];
}) {
  async function draft({ tx }: ViewContext, { cohortId }: { cohortId: string }) {
    const edited = await requireCourse(tx, cohortId);
    const { id, key, title, version } = edited;
    const course = { id, key, title, version };
    const loaded = await loadDraft(tx, edited);
    if (!loaded) return { course, draft: null };
    const names = await namesOf(tx, [loaded.head.begunBy, loaded.head.changedBy]);
    const current = await currentOutline(tx, edited.organisationId, edited.key);
    return new Later(async () => ({
      course,
      draft: await draftPage(loaded, edited, names, current?.outline),
    }));
  }

  async function draftPage(
    { head, modules, lessons, base, ...rest }: LoadedDraft,
    { version }: EditedCourse,
    names: ReadonlyMap<string, string>,
    current: PublishedOutline | undefined,
  ): Promise<CourseDraft> {
    const { course, faults } = await read({ ...rest, base });
    const { title, summary, language, markdown, certificate, revision, draftRevision, basedOn } = head;
    return {
      ...{ title, summary, language, markdown, revision, draftRevision, basedOn },
      certificate: certificate && { ...certificate, quizKeys: [...certificate.quizKeys] },
      overtaken: basedOn !== version,
      begun: { at: head.begunAt.toISOString(), by: nameIn(names, head.begunBy) },
      changed: { at: head.changedAt.toISOString(), by: nameIn(names, head.changedBy) },
      modules: modules.map((module) => ({
        ...module,
        change: moduleChange(module, base),
        lessons: lessons
          .filter(({ moduleId }) => moduleId === module.pageId)
          .map((lesson) => ({
            pageId: lesson.pageId,
            key: lesson.key,
            title: lesson.title,
            kind: lesson.fields.kind,
            minutes: lesson.fields.minutes,
            revision: lesson.revision,
            change: lessonChange(lesson, base),
          })),
      })),
      faults: faults.slice(0, mostFaults),
      changes: course ? diffLines(diffCourse(current, course)).slice(0, mostChanges) : [],
    };
  }

  async function draftLesson({ tx }: ViewContext, { cohortId, pageId }: PageAsked) {
    const { loaded, lesson } = await requirePage(tx, { cohortId, pageId });
    const names = await namesOf(tx, [lesson.changedBy]);
    return new Later(async (): Promise<DraftLesson> => {
      const { faults } = await read(loaded);
      const { key, title, fields, markdown, revision, moduleId } = lesson;
      return {
        ...{ pageId, key, title, markdown, revision, ...fields },
        modulePageId: moduleId,
        module: loaded.modules.find((module) => module.pageId === moduleId)!.title,
        change: lessonChange(lesson, loaded.base),
        changed: { at: lesson.changedAt.toISOString(), by: nameIn(names, lesson.changedBy) },
        faults: ofPage(faults, pageId),
      };
    });
  }

  async function preview({ tx }: ViewContext, { cohortId, pageId }: PageAsked) {
    const { loaded, lesson, course } = await requirePage(tx, { cohortId, pageId });
    return new Later(async (): Promise<LessonPage & { faults: DraftFault[] }> => {
      const { course: parsed, faults } = await read(loaded);
      const { modules } = loaded.content;
      const all = modules.flatMap((module) => module.lessons.map((each) => ({ ...each, module })));
      const index = all.findIndex((each) => each.pageId === pageId);
      const shown = parsed?.modules.flatMap(({ lessons }) => lessons).find(({ key }) => key === lesson.key);
      const { key, title, fields } = lesson;
      const neighbour = (at: number): LessonPage['next'] =>
        all[at] ? { id: all[at].pageId, title: all[at].title } : null;
      return {
        ...{ id: pageId, key, title, summary: fields.summary, kind: fields.kind },
        minutes: shown?.minutes ?? fields.minutes ?? 1,
        language: loaded.head.language,
        module: all[index]!.module.title,
        place: index + 1,
        of: all.length,
        version: course.version,
        gate: { state: 'open' },
        completes: fields.completes,
        media: shown?.media ?? null,
        markdown: shown?.markdown ?? '',
        maths: shown?.maths ?? false,
        embeds: [...(shown?.embeds ?? [])],
        quizzes: (shown?.parts ?? []).filter(({ fence }) => fence === 'quiz').map((part) => part.key),
        links: linksIn(
          [shown?.markdown ?? ''],
          modules.map(({ lessons }) => ({
            lessons: lessons.map((each) => ({ id: each.pageId, key: each.key })),
          })),
        ),
        previous: neighbour(index - 1),
        next: neighbour(index + 1),
        faults: ofPage(faults, pageId),
      };
    });
  }

  async function versions(
    { tx }: ViewContext,
    { cohortId }: { cohortId: string },
  ): Promise<{ versions: CourseVersionLine[] }> {
    const course = await requireCourse(tx, cohortId);
    const notes = new Map((await notesOf(tx, course.id, mostVersions)).map((note) => [note.version, note]));
    const names = await namesOf(
      tx,
      [...notes.values()].map(({ by }) => by),
    );
    const heads = await versionsOf(tx, course.id, mostVersions);
    return {
      versions: heads.map(({ number, title, publishedAt, lessons }) => {
        const note = notes.get(number);
        return {
          ...{ number, title, lessons },
          publishedAt: publishedAt.toISOString(),
          publishedBy: nameIn(names, note?.by ?? null),
          from: note?.from ?? 'folder',
          changes: note?.changes ?? [],
          current: number === course.version,
        };
      }),
    };
  }

  async function files({ tx }: ViewContext, { cohortId }: { cohortId: string }) {
    const course = await requireCourse(tx, cohortId);
    return { files: await courseFiles(tx, course.id), embedHosts: [...embedHosts] };
  }

  return { draft, draftLesson, preview, versions, files };
}

export async function requireCourse(db: Queryable, cohortId: string): Promise<EditedCourse> {
  const course = await courseOf(db, cohortId);
  if (!course) throw new Refusal('not_found');
  return course;
}

async function requirePage(db: Queryable, { cohortId, pageId }: PageAsked) {
  const course = await requireCourse(db, cohortId);
  const loaded = await loadDraft(db, course);
  const lesson = loaded?.lessons.find((each) => each.pageId === pageId);
  if (!loaded || !lesson) throw new Refusal('not_found', 'The draft has no such lesson.');
  return { course, loaded, lesson };
}

export function ofPage(faults: readonly DraftFault[], pageId: string | null): DraftFault[] {
  return faults.filter((fault) => fault.pageId === pageId).slice(0, mostFaults);
}

async function namesOf(
  db: Queryable,
  userIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(userIds.filter((userId) => userId !== null))];
  if (known.length === 0) return new Map();
  return new Map((await accounts.byIds(db, known)).map(({ id, name }) => [id, name]));
}

function nameIn(names: ReadonlyMap<string, string>, userId: string | null): string | null {
  return userId === null ? null : (names.get(userId) ?? null);
}
