import type { SearchHit } from '../../contract.ts';

export interface LessonHits extends Pick<SearchHit, 'lessonId' | 'title' | 'module'> {
  hits: SearchHit[];
}

/** Places together by lesson; the lesson with the best place first. */
export function byLesson(hits: readonly SearchHit[]): LessonHits[] {
  const lessons = new Map<string, LessonHits>();
  for (const hit of hits) {
    const { lessonId, title, module } = hit;
    const known = lessons.get(lessonId) ?? { lessonId, title, module, hits: [] };
    known.hits.push(hit);
    lessons.set(lessonId, known);
  }
  return [...lessons.values()];
}

/** What is worth searching for; empty for what is too short to find anything by. */
export function queryOf(typed: string): string {
  const query = typed.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  return [...query].length < 2 ? '' : query;
}
