import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: who was in stays, also as a guest, as a pseudonym. */
export const sessionsPersonal: readonly PersonalTable[] = [
  { table: 'live_session', by: ['host_id'], onErasure: 'keep' },
  { table: 'attendance_span', of: ['person_id'], onErasure: 'keep' },
  {
    table: 'session_guest',
    of: ['person_id'],
    onErasure: 'keep',
    blank: () => ({ forgotten_at: new Date() }),
  },
  { table: 'recording_position', of: ['person_id'], onErasure: 'delete' },
  {
    table: 'calendar_feed',
    of: ['person_id'],
    onErasure: 'delete',
    secret: { token_hash: 'It is what the address of your calendar proves itself with.' },
  },
];
