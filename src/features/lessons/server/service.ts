import { Refusal } from '#kernel/refusal.ts';
import type { Outline } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Gate, LessonGate } from '#features/cohorts/server/gate.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Bytes, Person, ViewContext } from '#platform/server/feature.ts';
import type { CourseOverview, LessonPage } from '../contract.ts';
import { gateOnPage, requireOpen } from './gates.ts';
import { materialReader } from './materials/materials.ts';
import * as store from './store.ts';

interface LessonAsked {
  cohortId: string;
  lessonId: string;
  as?: 'student' | undefined;
}

export interface PagesParts {
  db: Database;
  gate: Gate;
  embedHosts: readonly string[];
}

export function pagesOf({ db, gate, embedHosts }: PagesParts) {
  /** One lesson of the version that the cohort learns; of one that is not open, what it is and when it opens. */
  async function page(
    { actor, tx }: ViewContext,
    { cohortId, lessonId, as }: LessonAsked,
  ): Promise<LessonPage> {
    const { course, modules } = await outlineOf(tx, cohortId);
    const all = modules.flatMap((module) =>
      module.lessons.map((lesson) => ({ ...lesson, module: module.title })),
    );
    const index = all.findIndex(({ id }) => id === lessonId);
    const lesson = all[index];
    const itsGate = (await gate.of(tx, actor, cohortId, as)).get(lessonId);
    if (!lesson || !itsGate) throw new Refusal('not_found', 'This lesson is not part of the course.');
    const text = await store.lessonText(tx, { courseId: course.id, version: course.version }, lessonId);
    if (!text)
      throw new Error(`version ${course.version} of course ${course.id} has no text for lesson ${lessonId}`);
    const { id, key, title, kind, minutes, module, completes } = lesson;
    const isOpen = itsGate.state === 'open';
    return {
      ...{ id, key, title, minutes, module, completes },
      kind: kind as LessonPage['kind'],
      summary: text.summary,
      language: text.language,
      place: index + 1,
      of: all.length,
      version: course.version,
      gate: gateOnPage(itsGate, all),
      media: isOpen ? text.media : null,
      markdown: isOpen ? text.markdown : '',
      maths: isOpen && text.maths,
      embeds: isOpen ? text.embeds.filter((url) => embedHosts.includes(new URL(url).host)) : [],
      quizzes: isOpen ? text.quizzes : [],
      links: isOpen ? linksIn([text.markdown, transcriptOf(text.media)], modules) : {},
      previous: neighbour(all[index - 1]),
      next: neighbour(all[index + 1]),
    };
  }

  /** What a lesson's page is made from: the version of the course, and how far its gate is. */
  async function pageVersion(
    { actor, tx }: ViewContext,
    { cohortId, lessonId, as }: LessonAsked,
  ): Promise<string> {
    const head = await courses.head(tx, cohortId);
    const itsGate = (await gate.of(tx, actor, cohortId, as)).get(lessonId);
    if (!head || !itsGate) throw new Refusal('not_found', 'This lesson is not part of the course.');
    return JSON.stringify([head.course.id, head.course.version, itsGate, embedHosts]);
  }

  /** A picture, film or download of the cohort's course; of lessons that are not open, none. */
  async function material(
    { actor, tx }: ViewContext,
    { cohortId, hash, name }: { cohortId: string; hash: string; name: string },
  ): Promise<Bytes> {
    const head = await courses.head(tx, cohortId);
    if (!head) throw new Refusal('not_found');
    const isStudent = (await enrolments.roleOf(tx, actor, cohortId)) === 'student';
    const file = await store.material(tx, head.course.id, { hash, name, uploads: !isStudent });
    if (!file) throw new Refusal('not_found');
    if (isStudent) await requireShown(tx, { actor, cohortId, courseId: head.course.id, hash });
    return {
      type: file.type,
      bytes: materialReader(db, file),
      inline: shown.test(file.type),
      fileName: name,
      tag: hash,
    };
  }

  async function requireShown(
    tx: Queryable,
    { actor, cohortId, courseId, hash }: { actor: Person; cohortId: string; courseId: string; hash: string },
  ): Promise<void> {
    const places = await store.lessonsShowing(tx, courseId, hash);
    if (places.length === 0 || places.includes(null)) return;
    const gates = await gate.of(tx, actor, cohortId);
    const theirs = places.map((lessonId) => gates.get(lessonId!));
    // A lesson that the course has dropped waits for nothing any more.
    if (theirs.some((one) => one === undefined || one.state === 'open')) return;
    requireOpen(firstToOpen(theirs as LessonGate[]));
  }

  return { page, pageVersion, material, overview, overviewVersion };
}

/** What the course and its modules say about themselves. */
async function overview({ tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<CourseOverview> {
  const { course, modules } = await outlineOf(tx, cohortId);
  const version = { courseId: course.id, version: course.version };
  const text = await store.courseText(tx, version);
  if (!text) throw new Error(`version ${course.version} of course ${course.id} has no text`);
  const ofModules = await store.moduleTexts(tx, version);
  return {
    title: course.title,
    summary: course.summary,
    version: course.version,
    ...text,
    modules: modules.map(({ key, title, summary }) => ({
      key,
      title,
      summary,
      markdown: ofModules.get(key) ?? '',
    })),
    links: linksIn([text.markdown, ...ofModules.values()], modules),
  };
}

async function overviewVersion({ tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<string> {
  const head = await courses.head(tx, cohortId);
  if (!head) throw new Refusal('not_found');
  return `${head.course.id} ${head.course.version}`;
}

// A page of pictures may stand in ours. A drawing can hold script, which the door's sandbox keeps from
// running; everything else, pages of HTML above all, is handed over as a download.
const shown =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)|video\/(?:mp4|webm)|audio\/[a-z0-9-]+|application\/pdf)$/;

/** Of several that are closed, the one that a moment opens first. */
function firstToOpen(gates: readonly LessonGate[]): LessonGate {
  const moments = gates.filter((one) => one.state === 'not-yet');
  return moments.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime())[0] ?? gates[0]!;
}

async function outlineOf(db: Queryable, cohortId: string): Promise<Outline> {
  const found = await courses.outline(db, cohortId);
  if (!found) throw new Refusal('not_found');
  return found;
}

function neighbour(lesson: { id: string; title: string } | undefined): LessonPage['next'] {
  return lesson ? { id: lesson.id, title: lesson.title } : null;
}

function transcriptOf(media: LessonPage['media']): string {
  return media && 'transcript' in media ? media.transcript : '';
}

/** The lessons that the texts link to, by key; whatever merely looks like a link does no harm. */
export function linksIn(
  texts: readonly string[],
  modules: readonly { lessons: readonly { id: string; key: string }[] }[],
): Record<string, string> {
  const linked = new Set(
    texts.flatMap((text) => [...text.matchAll(/lesson:([\w.-]+)/g)].map(([, key]) => key!)),
  );
  const lessons = modules.flatMap((module) => module.lessons).filter(({ key }) => linked.has(key));
  return Object.fromEntries(lessons.map(({ key, id }) => [key, id]));
}
