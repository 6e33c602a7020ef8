import type { Migration } from '#platform/server/db/database.ts';

export const cohortsMigrations: readonly Migration[] = [
  {
    name: 'cohorts/0001-cohorts',
    sql: `
      create table organisation (
        id uuid primary key,
        title text not null,
        created_at timestamptz not null default now()
      );

      create table organisation_admin (
        organisation_id uuid not null references organisation (id),
        user_id uuid not null references account (id),
        primary key (organisation_id, user_id)
      );
      create index organisation_admin_user on organisation_admin (user_id);

      -- \`version\` is the current one: a course cannot have two, and never one that does not exist.
      create table course (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        key text not null,
        version integer not null,
        unique (organisation_id, key),
        unique (organisation_id, id)
      );

      create table course_version (
        course_id uuid not null references course (id),
        number integer not null check (number > 0),
        title text not null,
        summary text not null,
        digest text not null,
        published_at timestamptz not null default now(),
        primary key (course_id, number)
      );
      alter table course add foreign key (id, version)
        references course_version (course_id, number) deferrable initially deferred;

      create table module (
        course_id uuid not null,
        version integer not null,
        position integer not null,
        key text not null,
        title text not null,
        summary text not null,
        primary key (course_id, version, position),
        unique (course_id, version, key),
        foreign key (course_id, version) references course_version (course_id, number)
      );

      -- A lesson keeps its id through all versions of its course, so that what was completed stays completed.
      create table lesson (
        id uuid primary key,
        course_id uuid not null references course (id),
        key text not null,
        unique (course_id, key),
        unique (course_id, id)
      );

      -- Where a lesson stands in one version, and what it is called there.
      create table lesson_place (
        course_id uuid not null,
        version integer not null,
        lesson_id uuid not null,
        module_position integer not null,
        position integer not null,
        title text not null,
        kind text not null,
        minutes integer not null check (minutes >= 0),
        primary key (course_id, version, lesson_id),
        unique (course_id, version, module_position, position),
        foreign key (course_id, version, module_position) references module (course_id, version, position),
        foreign key (course_id, lesson_id) references lesson (course_id, id)
      );

      create table cohort (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        course_id uuid not null,
        title text not null,
        zone text not null,
        starts_on date not null,
        ends_on date not null,
        created_at timestamptz not null default now(),
        check (starts_on <= ends_on),
        foreign key (organisation_id, course_id) references course (organisation_id, id)
      );
      create index cohort_organisation on cohort (organisation_id);
      create index cohort_course on cohort (course_id);

      -- One row per person and cohort, for good: who leaves is marked, who comes back finds the same row.
      create table enrolment (
        id uuid primary key,
        cohort_id uuid not null references cohort (id),
        user_id uuid not null references account (id),
        role text not null check (role in ('student', 'instructor')),
        state text not null default 'active' check (state in ('active', 'removed')),
        since timestamptz not null default now(),
        removed_at timestamptz,
        unique (cohort_id, user_id),
        check ((state = 'removed') = (removed_at is not null))
      );
      create index enrolment_user on enrolment (user_id);
    `,
  },
];
