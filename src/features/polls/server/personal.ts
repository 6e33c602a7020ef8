import type { PersonalTable } from '#platform/server/personal.ts';

/**
 * What this room keeps about people: their ballots, and that they have voted where a ballot is nobody's. Anonymous
 * ballots name no person, so no copy holds them and no erasure finds them.
 */
export const pollsPersonal: readonly PersonalTable[] = [
  {
    table: 'poll_ballot',
    of: ['person_id'],
    mentions: ['texts'],
    onErasure: 'keep',
    // What somebody wrote goes; what they chose stays part of the count.
    blank: () => ({ texts: null }),
  },
  { table: 'poll_mark', of: ['person_id'], onErasure: 'keep' },
];
