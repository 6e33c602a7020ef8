import type { PersonalTable } from '#platform/server/personal.ts';

/** What becomes of the name is the person's choice: `erasePerson` carries it out. */
export const certificatesPersonal: readonly PersonalTable[] = [
  { table: 'certificate', of: ['student_id'], onErasure: 'keep' },
];
