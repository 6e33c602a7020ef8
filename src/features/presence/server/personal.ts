import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: nothing that anybody needs once they are forgotten. */
export const presencePersonal: readonly PersonalTable[] = [
  { table: 'presence_line', of: ['person_id'], onErasure: 'delete' },
  { table: 'presence_rest', of: ['person_id'], onErasure: 'delete' },
  { table: 'presence_person', of: ['person_id'], onErasure: 'delete' },
];
