import type { PersonalTable } from '#platform/server/personal.ts';

/** What the house itself keeps about people, beside its rooms. */
export const houseTables: readonly PersonalTable[] = [
  // What was told on a person's own topic; `forgetTold` lets it go, since readers count its numbers.
  { table: 'event', topic: 'topic', onErasure: 'keep' },
  {
    table: 'command_answer',
    of: ['actor_id'],
    onErasure: 'delete',
    secret: {
      body_hash: 'A fingerprint of what was sent; what it changed is among the rows here.',
      answer: 'An answer can speak of other people; what it said of this person is among the rows here.',
    },
  },
  {
    table: 'audit_entry',
    of: ['about_id'],
    by: ['actor_id'],
    onErasure: 'keep',
    secret: { network: 'It is where somebody else was.' },
  },
  { table: 'mail', address: ['to_address'], onErasure: 'delete' },
  { table: 'mail_bounce', address: ['address'], onErasure: 'delete' },
  // Jobs hold ids; the cause of a failure is whatever the failing part said.
  { table: 'job', by: ['asked_by'], mentions: ['fault'], onErasure: 'keep' },
];
