import type { PersonalTable } from '#platform/server/personal.ts';

/**
 * What this room keeps about people. No column is called after a cohort or an organisation, so nothing of it is in a
 * copy that an administrator makes: it would say whose question was answered that was asked without a name.
 */
export const notificationsPersonal: readonly PersonalTable[] = [
  {
    table: 'notification',
    of: ['person_id'],
    mentions: ['title', 'cohort_title'],
    onErasure: 'delete',
  },
  {
    table: 'notification_by',
    by: ['by_id'],
    partOf: { table: 'notification', columns: { notification_id: 'id' } },
    mentions: ['by_name'],
    onErasure: 'delete',
  },
  { table: 'notification_effect', of: ['person_id'], onErasure: 'delete' },
  { table: 'notification_preference', of: ['person_id'], onErasure: 'delete' },
  { table: 'notification_mute', of: ['person_id'], onErasure: 'delete' },
  { table: 'notification_digest', of: ['person_id'], onErasure: 'delete' },
  {
    table: 'notification_stop',
    of: ['person_id'],
    onErasure: 'delete',
    secret: { token_hash: 'Whoever has the secret turns mails off.' },
  },
];
