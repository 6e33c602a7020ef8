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
  {
    name: 'cohorts/0002-comings-and-goings',
    sql: `
      -- Keys of lessons that come before this one.
      alter table lesson_place add column after text[] not null default '{}';
      -- What completes a lesson: \`{"by": "button"}\`, \`{"by": "dwell", "minutes": 5}\`,
      -- \`{"by": "video", "percent": 80}\` or \`{"by": "quiz"}\`.
      alter table lesson_place add column completes jsonb not null default '{"by": "button"}';
      -- What a certificate is given for; null: the course gives none.
      alter table course_version add column certificate jsonb default '{"lessonsPercent": 100, "quizKeys": []}';

      alter table cohort add column archived_at timestamptz;
      alter table cohort add column cloned_from uuid references cohort (id);

      -- One row per cohort that everybody who comes passes: no more than so many places are ever taken, and
      -- whoever waits has a number of their own.
      create table cohort_places (
        cohort_id uuid primary key references cohort (id),
        capacity integer check (capacity > 0),
        taken integer not null default 0 check (taken >= 0),
        tickets bigint not null default 0,
        check (taken <= capacity)
      );
      insert into cohort_places (cohort_id, taken)
      select cohort.id, count(enrolment.id)
      from cohort
      left join enrolment on enrolment.cohort_id = cohort.id
        and enrolment.role = 'student' and enrolment.state = 'active'
      group by cohort.id;

      alter table enrolment drop constraint enrolment_state_check;
      alter table enrolment
        add constraint enrolment_state_check
          check (state in ('invited', 'waiting', 'active', 'paused', 'finished', 'removed')),
        -- An instructor does not wait, pause or finish.
        add constraint enrolment_role_state_check
          check (role = 'student' or state in ('invited', 'active', 'removed')),
        -- The place in the row of those who wait.
        add column ticket bigint,
        add constraint enrolment_ticket_check check ((state = 'waiting') = (ticket is not null)),
        -- The last day, in the cohort's zone.
        add column expires_on date,
        -- Whether they went by their own wish: then the way in by a link stays open to them.
        add column withdrew boolean not null default false,
        add constraint enrolment_withdrew_check check (state = 'removed' or not withdrew),
        -- The place in another cohort that this one became.
        add column moved_to uuid references enrolment (id);
      create unique index enrolment_waiting on enrolment (cohort_id, ticket) where state = 'waiting';
      create index enrolment_expiry on enrolment (expires_on)
        where expires_on is not null and state in ('waiting', 'active', 'paused');

      -- When a lesson, or all lessons of a module, open and are due: a day counted from the cohort's first,
      -- which is 0, and minutes since midnight there. A lesson's own word comes before its module's.
      create table plan_rule (
        cohort_id uuid not null references cohort (id),
        lesson_id uuid references lesson (id),
        module_key text,
        opens_day integer,
        opens_minute integer check (opens_minute between 0 and 1439),
        due_day integer,
        due_minute integer check (due_minute between 0 and 1439),
        check ((lesson_id is null) <> (module_key is null)),
        check ((opens_day is null) = (opens_minute is null)),
        check ((due_day is null) = (due_minute is null)),
        unique (cohort_id, lesson_id),
        unique (cohort_id, module_key)
      );

      -- A way in. Of a link's token only the hash is kept; a code is shown on walls and stays readable.
      create table invitation (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        cohort_id uuid references cohort (id),
        kind text not null check (kind in ('link', 'code', 'email')),
        role text not null check (role in ('student', 'instructor', 'organisationAdmin')),
        token_hash text unique,
        code text unique,
        email text check (email = lower(email)),
        name text,
        uses integer not null default 0 check (uses >= 0),
        uses_limit integer check (uses_limit > 0),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        sent_at timestamptz,
        sendings integer not null default 0,
        created_by uuid references account (id),
        created_at timestamptz not null default now(),
        check (uses <= uses_limit),
        check ((kind = 'code') = (code is not null)),
        check ((kind = 'code') = (token_hash is null)),
        check ((kind = 'email') = (email is not null)),
        check ((role = 'organisationAdmin') = (cohort_id is null))
      );
      create index invitation_of_cohort on invitation (cohort_id);
      create index invitation_of_organisation on invitation (organisation_id);
      -- One open personal invitation per address.
      create unique index invitation_email_cohort on invitation (cohort_id, email)
        where kind = 'email' and revoked_at is null and uses = 0 and cohort_id is not null;
      create unique index invitation_email_organisation on invitation (organisation_id, email)
        where kind = 'email' and revoked_at is null and uses = 0 and cohort_id is null;
    `,
  },
];
