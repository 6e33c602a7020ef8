import type { Migration } from '#platform/server/db/database.ts';

export const certificatesMigrations: readonly Migration[] = [
  {
    name: 'certificates/0001-certificate',
    sql: `
      -- What is written on a certificate is kept as it was when it was issued. Its id is its public address.
      create table certificate (
        id uuid primary key,
        cohort_id uuid not null,
        student_id uuid not null,
        -- Null once the person was erased and did not want to keep it.
        name text,
        course_title text not null,
        course_version integer not null,
        academy text not null,
        cohort_title text not null,
        starts_on date not null,
        ends_on date not null,
        completed integer not null,
        total integer not null,
        quizzes json not null,
        issued_at timestamptz not null,
        ended_at timestamptz,
        reason text,
        -- Set last: the one that came in its place is written after it.
        replaced_by uuid references certificate (id) deferrable initially deferred,
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id),
        check (replaced_by is null or ended_at is not null),
        check (name is not null or ended_at is not null)
      );
      -- One at a time, valid or revoked: whoever asks twice has it once.
      create unique index certificate_current on certificate (cohort_id, student_id) where replaced_by is null;
    `,
  },
];
