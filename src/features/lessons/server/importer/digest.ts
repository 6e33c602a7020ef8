import { createHash } from 'node:crypto';
import type { ParsedCourse, ParsedLesson } from './course.ts';

/**
 * Title and minutes are left out: an outline carries them, and they are compared by themselves. What few lessons
 * have takes part only where it is there, so that the digests of all others stay what they were.
 */
export function lessonDigest(
  lesson: Pick<ParsedLesson, 'kind' | 'summary' | 'markdown' | 'media' | 'completes' | 'after' | 'parts'>,
): string {
  const { kind, summary, markdown, media, completes, after = [], parts = [] } = lesson;
  const more = {
    ...(media && { media }),
    ...(completes && completes.by !== 'button' && { completes }),
    ...(after.length > 0 && { after }),
    ...(parts.length > 0 && { parts: parts.map(({ fence, key, digest }) => [fence, key, digest]) }),
  };
  return sha256([kind, summary, markdown, ...(Object.keys(more).length > 0 ? [more] : [])]);
}

/**
 * Equal exactly when a reader would see the same course: the same on every machine and in every folder, since
 * neither paths on disk nor times take part.
 */
export function courseDigest(course: ParsedCourse): string {
  return sha256([
    course.key,
    course.title,
    course.summary,
    course.language,
    course.overview,
    course.modules.map((module) => [
      module.key,
      module.title,
      module.summary,
      module.overview,
      module.lessons.map(({ key, title, minutes, digest }) => [key, title, minutes, digest]),
    ]),
    course.files.map(({ path, hash, type }) => [path, hash, type]),
    ...(course.certificate === undefined ? [] : [course.certificate]),
  ]);
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
