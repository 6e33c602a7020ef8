import type { Migration } from '#platform/server/db/database.ts';

export const helpMigrations: readonly Migration[] = [
  {
    name: 'help/0001-offers',
    sql: `
      create table help_offer (
        id uuid primary key,
        cohort_id uuid not null references cohort (id),
        student_id uuid not null references account (id),
        offered_by uuid not null references account (id),
        -- As they were called when they offered it; null: they asked to be forgotten.
        by_name text,
        -- Null: it spoke of somebody who asked to be forgotten; so for the reply.
        text text,
        offered_at timestamptz(3) not null default clock_timestamp(),
        state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'closed')),
        answered_at timestamptz(3),
        reply text,
        -- How often it was answered: each time is told by itself.
        answers integer not null default 0,
        closed_at timestamptz(3),
        outcome text check (outcome in ('helped', 'not-helped', 'withdrawn')),
        check ((answers > 0) = (answered_at is not null)),
        check (state not in ('accepted', 'declined') or answers > 0),
        check (state <> 'open' or answers = 0),
        check ((state = 'closed') = (closed_at is not null)),
        check ((state = 'closed') = (outcome is not null))
      );
      -- One at a time: a student is not asked twice, and staff see that somebody has offered already.
      create unique index help_offer_standing on help_offer (cohort_id, student_id) where state <> 'closed';
      create index help_offer_of_student on help_offer (student_id, cohort_id, id desc);
      create index help_offer_by on help_offer (offered_by);
    `,
  },
];
