import { identity } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import { lessons, type DraftLesson, type LessonPage } from '../contract.ts';

/** What is needed here of the news that a lesson was completed, or opened again. */
interface Progressed {
  lessonId: string;
  completedAt: string | null;
}

/**
 * What somebody completes opens lessons that wait for it, and taking it back may close them; any other lesson
 * stays as it is, and nobody's lesson depends on what another completes.
 */
export function lessonProgressed(
  data: LessonPage,
  { lessonId, completedAt }: Progressed,
  { topic }: Pick<About, 'topic'>,
): LessonPage | 'refetch' {
  if (!identity.topics.person.match(topic)) return data;
  const waitsForIt = data.gate.state === 'after' && data.gate.lessons.some(({ id }) => id === lessonId);
  return waitsForIt || completedAt === null ? 'refetch' : data;
}

interface DraftChanged {
  pageId: string | null;
}

/** A lesson of a draft is looked at again for its own sake, for its module's, and for changes that may be anywhere. */
export function draftPageChanged(data: DraftLesson, { pageId }: DraftChanged): DraftLesson | 'refetch' {
  return pageId === null || pageId === data.pageId || pageId === data.modulePageId ? 'refetch' : data;
}

/** All else changes with the course's version or its plan, and is then fetched again. */
export const lessonsLive = liveRoom(lessons, {
  'lessons:lesson': { 'progress:updated': lessonProgressed },
  'lessons:draft-lesson': { 'lessons:draft-changed': draftPageChanged },
});
