import type { PersonalTable } from '#platform/server/personal.ts';

export const dataRightsPersonal: readonly PersonalTable[] = [
  { table: 'export_ticket', of: ['user_id'], by: ['asked_by'], onErasure: 'delete' },
  {
    table: 'erasure',
    of: ['account_id'],
    by: ['asked_by'],
    onErasure: 'keep',
    secret: { traces: 'It is emptied within minutes.' },
  },
];
