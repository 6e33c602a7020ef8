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
  {
    name: 'progress/0002-stays',
    sql: `
      alter table completion add column completed_by text not null default 'button'
        check (completed_by in ('button', 'dwell', 'video', 'quiz', 'staff'));

      -- The last completion of each lesson that was taken back. While there is one, nothing but a word of the
      -- student's or the staff's, or another quiz passed, completes the lesson again.
      create table completion_undone (
        cohort_id uuid not null,
        student_id uuid not null,
        lesson_id uuid not null references lesson (id),
        completed_at timestamptz not null,
        completed_by text not null,
        undone_at timestamptz not null,
        primary key (cohort_id, student_id, lesson_id),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );

      -- When a student was last heard of: no more time is counted than has passed since then, whatever
      -- number of windows and devices report.
      create table study_clock (
        cohort_id uuid not null,
        student_id uuid not null,
        heard_at timestamptz not null,
        primary key (cohort_id, student_id),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );

      -- Time by days of the cohort's zone; how long somebody was in a lesson is the sum.
      create table study_time (
        cohort_id uuid not null,
        student_id uuid not null,
        lesson_id uuid not null references lesson (id),
        day date not null,
        seconds integer not null check (seconds > 0),
        last_at timestamptz not null,
        primary key (cohort_id, student_id, lesson_id, day),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );

      -- Where somebody is in a video or audio, and the seconds of it that were played.
      create table media_place (
        cohort_id uuid not null,
        student_id uuid not null,
        lesson_id uuid not null references lesson (id),
        media text not null,
        position_seconds integer not null check (position_seconds >= 0),
        duration_seconds integer not null check (duration_seconds > 0),
        watched int4multirange not null,
        at timestamptz not null,
        primary key (cohort_id, student_id, lesson_id, media),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );

      -- Quizzes that were passed, as their room told it. A regrading takes none of them away.
      create table quiz_pass (
        cohort_id uuid not null,
        student_id uuid not null,
        lesson_id uuid not null references lesson (id),
        quiz_id uuid not null,
        passed_at timestamptz not null default now(),
        primary key (cohort_id, student_id, lesson_id, quiz_id),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );
    `,
  },
];
