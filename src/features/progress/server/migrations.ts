import type { Migration } from '#platform/server/db/database.ts';

export const progressMigrations: readonly Migration[] = [
  {
    name: 'progress/0001-completion',
    sql: `
      -- A row is a lesson completed; nothing counted is ever stored. Enrolments and lessons are never
      -- deleted, so what was completed outlives a removal and a version without the lesson.
      create table completion (
        cohort_id uuid not null,
        student_id uuid not null,
        lesson_id uuid not null references lesson (id),
        completed_at timestamptz not null default now(),
        primary key (cohort_id, student_id, lesson_id),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );
    `,
  },
];
