import { useMemo } from 'react';
import type { CourseDraft, DraftLesson, DraftLessonFields } from '../../contract.ts';
import { lessons } from '../../contract.ts';
import type { Live } from '#platform/web/query/live.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import type { Saved } from '../saving/autosave.ts';
import { mergeFields, same } from '../saving/merge.ts';
import type { Document } from '../saving/useAutosave.ts';

export type DraftModule = CourseDraft['modules'][number];
export type CourseFields = Pick<CourseDraft, 'title' | 'summary' | 'language' | 'markdown' | 'certificate'>;
export type ModuleFields = Pick<DraftModule, 'title' | 'summary' | 'markdown'>;

export function courseSaved(draft: CourseDraft): Saved<CourseFields> {
  const { revision, title, summary, language, markdown, certificate } = draft;
  return { revision, value: { title, summary, language, markdown, certificate } };
}

export function moduleSaved({ revision, title, summary, markdown }: DraftModule): Saved<ModuleFields> {
  return { revision, value: { title, summary, markdown } };
}

export function lessonSaved(lesson: DraftLesson): Saved<DraftLessonFields> {
  const { title, summary, kind, minutes, completes, after, media, markdown } = lesson;
  return {
    revision: lesson.revision,
    value: { title, summary, kind, minutes, completes, after, media, markdown },
  };
}

interface Parts<Fields> extends Pick<Document<Fields>, 'command' | 'fetch' | 'isFit'> {
  /** What names the page in every save of it. */
  named: Record<string, string>;
}

function documentOf<Fields extends object>({ named, ...parts }: Parts<Fields>): Document<Fields> {
  return {
    ...parts,
    key: `lessons/draft/${Object.values(named).join('/')}`,
    equal: same,
    merge: mergeFields,
    inputOf: (fields, revision) => ({ ...named, revision, ...fields }),
    valueOf(input) {
      if (Object.entries(named).some(([name, id]) => input[name] !== id)) return undefined;
      const names = new Set([...Object.keys(named), 'revision']);
      return Object.fromEntries(Object.entries(input).filter(([name]) => !names.has(name))) as Fields;
    },
  };
}

async function draftOf(live: Live, cohortId: string): Promise<CourseDraft> {
  const { data } = await live.api.view(lessons, 'lessons:draft', { cohortId });
  if (!data.draft) throw new ApiProblem('not_found', 'There is no draft any more.');
  return data.draft;
}

const hasTitle = ({ title }: { title: string }): boolean => title.trim() !== '';

export function useCourseDocument(cohortId: string): Document<CourseFields> {
  const { live } = useRealtime();
  return useMemo(
    () =>
      documentOf<CourseFields>({
        command: 'lessons:save-course',
        named: { cohortId },
        isFit: (fields) => hasTitle(fields) && fields.language.trim().length >= 2,
        fetch: async () => courseSaved(await draftOf(live, cohortId)),
      }),
    [live, cohortId],
  );
}

export function useModuleDocument(cohortId: string, pageId: string): Document<ModuleFields> {
  const { live } = useRealtime();
  return useMemo(
    () =>
      documentOf<ModuleFields>({
        command: 'lessons:save-module',
        named: { cohortId, pageId },
        isFit: hasTitle,
        async fetch() {
          const module = (await draftOf(live, cohortId)).modules.find((one) => one.pageId === pageId);
          if (!module) throw new ApiProblem('not_found', 'This module is not in the draft any more.');
          return moduleSaved(module);
        },
      }),
    [live, cohortId, pageId],
  );
}

export function useLessonDocument(cohortId: string, pageId: string): Document<DraftLessonFields> {
  const { live } = useRealtime();
  return useMemo(
    () =>
      documentOf<DraftLessonFields>({
        command: 'lessons:save-lesson',
        named: { cohortId, pageId },
        isFit: hasTitle,
        fetch: async () =>
          lessonSaved((await live.api.view(lessons, 'lessons:draft-lesson', { cohortId, pageId })).data),
      }),
    [live, cohortId, pageId],
  );
}
