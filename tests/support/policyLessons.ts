import { newId } from '#kernel/ids.ts';
import type { Academy } from './house.ts';

interface LessonsExample {
  about: 'the cohort';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for the lessons room. The course has no draft, so whoever may change it hears that. */
export function lessonsExamples({ cohortId, lessonIds, picture }: Academy): Record<string, LessonsExample[]> {
  const [lessonId] = lessonIds;
  const cohort = (input: Record<string, unknown> = {}, passes?: string): LessonsExample[] => [
    { about: 'the cohort', input: { cohortId, ...input }, ...(passes !== undefined && { passes }) },
  ];
  const noDraft = (input: Record<string, unknown>): LessonsExample[] => cohort(input, '404 not_found');
  const page = { pageId: newId(), revision: 1 };
  const course = { revision: 1, title: 'Bees', language: 'en', markdown: '' };
  return {
    'lessons:save-note': cohort({ lessonId, text: 'Mine.', revision: 0 }),
    'lessons:upload': cohort({ name: 'words.txt' }),
    'lessons:open-draft': noDraft({ from: 99 }),
    'lessons:discard-draft': cohort({ revision: 1 }),
    'lessons:save-course': noDraft(course),
    'lessons:add-module': noDraft({ title: 'Honey' }),
    'lessons:save-module': noDraft({ ...page, title: 'Honey', markdown: '' }),
    'lessons:remove-module': noDraft(page),
    'lessons:add-lesson': noDraft({ pageId: newId(), title: 'Wings' }),
    'lessons:save-lesson': noDraft({ ...page, title: 'Wings' }),
    'lessons:remove-lesson': noDraft(page),
    'lessons:bring-back': noDraft({ pageId: newId() }),
    'lessons:arrange': noDraft({ revision: 1, modules: [] }),
    'lessons:publish': noDraft({ revision: 1 }),
    'lessons:lesson': cohort({ lessonId }),
    'lessons:overview': cohort(),
    'lessons:material': cohort({ ...picture }),
    'lessons:note': cohort({ lessonId }),
    'lessons:notes': cohort(),
    'lessons:search': cohort({ q: 'bees' }),
    'lessons:draft': cohort(),
    'lessons:draft-lesson': noDraft({ pageId: newId() }),
    'lessons:preview': noDraft({ pageId: newId() }),
    'lessons:versions': cohort(),
    'lessons:compare': cohort({ from: 1, to: 1 }),
    'lessons:files': cohort(),
  };
}
