import type { PersonalTable } from '#platform/server/personal.ts';

const of = ['student_id'];

/** Whoever is forgotten stays in the tallies; nothing here names them. */
export const progressPersonal: readonly PersonalTable[] = [
  { table: 'completion', of, onErasure: 'keep' },
  { table: 'completion_undone', of, onErasure: 'keep' },
  { table: 'study_clock', of, onErasure: 'delete' },
  { table: 'study_time', of, onErasure: 'keep' },
  { table: 'media_place', of, onErasure: 'delete' },
  { table: 'quiz_pass', of, onErasure: 'keep' },
];
