import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: who wrote something, and to whom it went. */
export const announcementsPersonal: readonly PersonalTable[] = [
  {
    table: 'announcement',
    by: ['author_id'],
    mentions: ['author_name', 'title', 'text'],
    onErasure: 'keep',
  },
  { table: 'announcement_group', mentions: ['title'], onErasure: 'keep' },
  { table: 'announcement_group_member', of: ['person_id'], onErasure: 'delete' },
  { table: 'announcement_recipient', of: ['person_id'], onErasure: 'delete' },
];
