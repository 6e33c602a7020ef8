import type { PersonalTable } from '#platform/server/personal.ts';

/** What this room keeps about people: places stay, for the tallies of their cohorts. */
export const cohortsPersonal: readonly PersonalTable[] = [
  { table: 'organisation_admin', of: ['user_id'], onErasure: 'delete' },
  { table: 'enrolment', of: ['user_id'], onErasure: 'keep' },
  {
    table: 'invitation',
    address: ['email'],
    by: ['created_by'],
    onErasure: 'keep',
    blank: ({ address }) => ({ email: address, name: null }),
    secret: { token_hash: 'It is what a link proves itself with.' },
  },
];
