import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: to whom help was offered, and by whom. */
export const helpPersonal: readonly PersonalTable[] = [
  {
    table: 'help_offer',
    of: ['student_id'],
    by: ['offered_by'],
    mentions: ['by_name', 'text', 'reply'],
    onErasure: 'delete',
  },
];
