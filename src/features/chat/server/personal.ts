import type { PersonalTable } from '#platform/server/personal.ts';

const message = { table: 'chat_message', columns: { message_id: 'id' } };

/** What this room keeps about people. Who deleted, reported or locked is no part of what the author is given. */
export const chatPersonal: readonly PersonalTable[] = [
  {
    table: 'chat_message',
    of: ['author_id'],
    by: ['deleted_by'],
    mentions: ['text'],
    onErasure: 'keep',
    // The place stays, so that positions and the replies of others stand; what was said goes.
    blank: () => ({ text: null }),
  },
  { table: 'chat_revision', partOf: message, mentions: ['text'], onErasure: 'delete' },
  { table: 'chat_mention', of: ['person_id'], onErasure: 'delete' },
  { table: 'chat_reaction', of: ['person_id'], onErasure: 'delete' },
  { table: 'chat_place', of: ['person_id'], onErasure: 'delete' },
  { table: 'chat_lock', of: ['person_id'], by: ['by_id'], onErasure: 'delete' },
  { table: 'chat_report', of: ['person_id'], mentions: ['reason'], onErasure: 'delete' },
];
