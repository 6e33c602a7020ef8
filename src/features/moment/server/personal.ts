import type { PersonalTable } from '#platform/server/personal.ts';

/**
 * What this room keeps about people. No column names a cohort, so an administrator's copy of somebody's data does not
 * say how a session was for them: that is told to nobody.
 */
export const momentPersonal: readonly PersonalTable[] = [
  { table: 'raised_hand', of: ['person_id'], onErasure: 'delete' },
  // What somebody said of a session stays part of the count.
  { table: 'pulse_said', of: ['person_id'], onErasure: 'keep' },
  {
    table: 'session_banner',
    of: ['author_id'],
    mentions: ['text'],
    secret: { text: 'It was said to a class as its staff, and may speak of others.' },
    onErasure: 'keep',
    // What was said goes; that something was, and how many read it, stays.
    blank: () => ({ text: null }),
  },
  { table: 'banner_receipt', of: ['person_id'], onErasure: 'keep' },
];
