import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: their notes, and who wrote what of a course. */
export const lessonsPersonal: readonly PersonalTable[] = [
  { table: 'course_text', by: ['published_by'], onErasure: 'keep' },
  { table: 'course_upload', by: ['uploaded_by'], onErasure: 'keep' },
  { table: 'course_draft', by: ['begun_by', 'changed_by'], onErasure: 'keep' },
  { table: 'draft_lesson', by: ['changed_by'], onErasure: 'keep' },
  { table: 'lesson_note', of: ['user_id'], onErasure: 'delete' },
];
