import { sql } from 'kysely';
import type { PersonalTable } from '#platform/server/personal.ts';

const attempt = { table: 'quiz_attempt', columns: { attempt_id: 'id' } };

/** A student's copy is no way to a result before it is released. */
const unreleased = (table: string): NonNullable<PersonalTable['withheld']> => ({
  rows: () => sql`exists (
    select from quiz_attempt where quiz_attempt.id = ${sql.ref(`${table}.attempt_id`)}
      and quiz_attempt.state <> 'released')`,
  reason: 'Results that are not released yet are left out.',
});

/** What somebody wrote by themselves goes; what they chose stays in the statistics, as nobody's. */
const withoutWords = sql`
  case answer ->> 'kind'
    when 'text' then jsonb_set(answer, '{text}', '""')
    when 'numeric' then jsonb_set(answer, '{value}', '""')
    when 'gaps' then jsonb_set(answer, '{texts}', '[]')
    else answer
  end`;

/** What this room keeps about people: gradings stay, as a pseudonym's. */
export const quizzesPersonal: readonly PersonalTable[] = [
  { table: 'quiz_accommodation', of: ['student_id'], onErasure: 'delete' },
  { table: 'quiz_attempt', of: ['student_id'], onErasure: 'keep' },
  { table: 'quiz_attempt_item', partOf: attempt, onErasure: 'keep' },
  { table: 'quiz_answer', partOf: attempt, onErasure: 'keep', blank: () => ({ answer: withoutWords }) },
  {
    table: 'quiz_mark',
    partOf: attempt,
    by: ['given_by'],
    onErasure: 'keep',
    blank: () => ({ comment: '' }),
    withheld: unreleased('quiz_mark'),
  },
  {
    table: 'quiz_grading',
    partOf: attempt,
    by: ['by_id'],
    onErasure: 'keep',
    blank: () => ({ reason: '' }),
    withheld: unreleased('quiz_grading'),
  },
  {
    table: 'quiz_item_grade',
    partOf: attempt,
    onErasure: 'keep',
    blank: () => ({ comment: null }),
    secret: {
      said: 'It holds what would have been right, which is shown with the result where the quiz tells it.',
    },
    withheld: unreleased('quiz_item_grade'),
  },
];
