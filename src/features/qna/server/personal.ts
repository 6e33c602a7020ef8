import type { PersonalTable } from '#platform/server/personal.ts';

const question = { table: 'question', columns: { question_id: 'id' } };

/**
 * What this room keeps about people. An answer is in a table of its own, and so is a muting: whoever answers or mutes
 * is given a copy of what they did, and must not find there who had asked.
 */
export const qnaPersonal: readonly PersonalTable[] = [
  {
    table: 'question',
    of: ['author_id'],
    mentions: ['question', 'reason', 'labels'],
    onErasure: 'keep',
    // What somebody asked goes; that something was asked, and the votes for what it was merged into, stay.
    blank: () => ({
      question: null,
      reason: null,
      state: 'withdrawn',
      state_before: null,
      merged_into: null,
    }),
  },
  {
    table: 'question_answer',
    partOf: question,
    by: ['by_id'],
    mentions: ['text'],
    onErasure: 'keep',
    blank: () => ({ text: null }),
  },
  { table: 'question_vote', of: ['person_id'], onErasure: 'keep' },
  { table: 'question_mute', partOf: question, onErasure: 'delete' },
];
