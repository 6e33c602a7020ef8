import type { Migration } from '#platform/server/db/database.ts';

export const quizzesMigrations: readonly Migration[] = [
  {
    name: 'quizzes/0001-quizzes',
    sql: `
      -- A quiz and its items keep their ids through all versions of the course, by their keys.
      create table quiz (
        id uuid primary key,
        course_id uuid not null references course (id),
        key text not null,
        unique (course_id, key)
      );

      create table quiz_item (
        id uuid primary key,
        quiz_id uuid not null references quiz (id),
        key text not null,
        unique (quiz_id, key)
      );

      -- An item as its author wrote it, key and all, once for each time that it changed. No view that a
      -- student may look at reads this table.
      create table quiz_item_key (
        item_id uuid not null references quiz_item (id),
        number integer not null check (number > 0),
        content jsonb not null,
        -- The ids of its choices, which say nothing about which is right.
        ids text[] not null,
        digest text not null,
        -- Whole hundredths.
        points integer not null check (points > 0),
        primary key (item_id, number)
      );

      -- A quiz as a whole, once for each time that it changed.
      create table quiz_edition (
        quiz_id uuid not null references quiz (id),
        number integer not null check (number > 0),
        title text not null,
        intro text not null,
        settings jsonb not null,
        -- How many items an attempt asks, and for how many hundredths.
        items integer not null,
        out_of integer not null,
        digest text not null,
        primary key (quiz_id, number)
      );

      create table quiz_edition_item (
        quiz_id uuid not null,
        edition integer not null,
        position integer not null,
        item_id uuid not null,
        number integer not null,
        pool text,
        primary key (quiz_id, edition, position),
        foreign key (quiz_id, edition) references quiz_edition (quiz_id, number),
        foreign key (item_id, number) references quiz_item_key (item_id, number)
      );

      -- Which edition a version of the course holds, and in which lesson.
      create table quiz_place (
        course_id uuid not null,
        version integer not null,
        quiz_id uuid not null,
        edition integer not null,
        lesson_id uuid not null references lesson (id),
        position integer not null,
        primary key (course_id, version, quiz_id),
        foreign key (course_id, version) references course_version (course_id, number),
        foreign key (quiz_id, edition) references quiz_edition (quiz_id, number)
      );

      -- How one cohort takes a quiz; what is null is as the course says.
      create table quiz_rules (
        cohort_id uuid not null references cohort (id),
        quiz_id uuid not null references quiz (id),
        opens_at timestamptz,
        closes_at timestamptz,
        time_limit_minutes integer check (time_limit_minutes > 0),
        attempts integer check (attempts > 0),
        release text check (release in ('now', 'after-close', 'by-hand')),
        late_minutes integer check (late_minutes >= 0),
        late_percent_off integer check (late_percent_off between 0 and 100),
        -- From then on results are shown as soon as there are any.
        released_at timestamptz,
        primary key (cohort_id, quiz_id),
        check (opens_at < closes_at),
        check ((late_minutes is null) = (late_percent_off is null))
      );

      create table quiz_accommodation (
        cohort_id uuid not null,
        quiz_id uuid not null references quiz (id),
        student_id uuid not null,
        extra_percent integer not null check (extra_percent >= 0),
        extra_attempts integer not null check (extra_attempts >= 0),
        primary key (cohort_id, quiz_id, student_id),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );

      create table quiz_attempt (
        id uuid primary key,
        cohort_id uuid not null,
        quiz_id uuid not null references quiz (id),
        student_id uuid not null,
        number integer not null check (number > 0),
        state text not null check (state in ('open', 'graded', 'released')),
        started_at timestamptz not null,
        -- Given once, it is only ever moved further away.
        deadline_at timestamptz,
        -- Until then a late answer counts.
        late_until timestamptz,
        late_percent_off integer not null,
        submitted_at timestamptz,
        ended_by text check (ended_by in ('student', 'time')),
        late_accepted_at timestamptz,
        -- The newest grading; 0 before the first.
        grading integer not null default 0,
        unique (cohort_id, quiz_id, student_id, number),
        check ((state = 'open') = (submitted_at is null)),
        check ((state = 'open') = (ended_by is null)),
        check ((state = 'open') = (grading = 0)),
        check ((deadline_at is null) = (late_until is null)),
        check (late_until >= deadline_at),
        foreign key (cohort_id, student_id) references enrolment (cohort_id, user_id)
      );
      create unique index quiz_attempt_open on quiz_attempt (cohort_id, quiz_id, student_id) where state = 'open';
      create index quiz_attempt_due on quiz_attempt (late_until) where state = 'open';
      create index quiz_attempt_of_student on quiz_attempt (student_id);

      -- What was asked, in which version and order: the same to the end, whatever the course becomes.
      create table quiz_attempt_item (
        attempt_id uuid not null references quiz_attempt (id),
        item_id uuid not null,
        position integer not null,
        number integer not null,
        asked jsonb not null,
        primary key (attempt_id, item_id),
        unique (attempt_id, position),
        foreign key (item_id, number) references quiz_item_key (item_id, number)
      );

      -- The newest answer in time; beside it the newest that came late and counts, and the newest that came
      -- after all and counts only when a member of staff accepts it: none of them takes another's place.
      create table quiz_answer (
        attempt_id uuid not null,
        item_id uuid not null,
        arrival smallint not null check (arrival between 0 and 2),
        answer jsonb,
        flagged boolean not null,
        revision integer not null,
        saved_at timestamptz not null,
        primary key (attempt_id, item_id, arrival),
        foreign key (attempt_id, item_id) references quiz_attempt_item (attempt_id, item_id)
      );

      -- Points given by hand; they stand through every grading.
      create table quiz_mark (
        attempt_id uuid not null,
        item_id uuid not null,
        points integer not null,
        comment text not null,
        given_by uuid not null references account (id),
        given_at timestamptz not null default now(),
        primary key (attempt_id, item_id),
        foreign key (attempt_id, item_id) references quiz_attempt_item (attempt_id, item_id)
      );

      -- Every grading stays; a later one is another row.
      create table quiz_grading (
        attempt_id uuid not null references quiz_attempt (id),
        number integer not null check (number > 0),
        at timestamptz not null default clock_timestamp(),
        cause text not null check (cause in ('handed-in', 'regraded', 'marked', 'late-accepted')),
        reason text not null,
        by_id uuid references account (id),
        points integer not null,
        out_of integer not null,
        passed boolean not null,
        primary key (attempt_id, number)
      );

      create table quiz_item_grade (
        attempt_id uuid not null,
        grading integer not null,
        item_id uuid not null,
        -- The version by whose key it was graded.
        number integer not null,
        points integer not null,
        out_of integer not null,
        verdict text not null,
        comment text,
        -- Feedback, key, what to read again: read with a result that may be seen, and only then.
        said jsonb not null,
        primary key (attempt_id, grading, item_id),
        foreign key (attempt_id, grading) references quiz_grading (attempt_id, number),
        foreign key (attempt_id, item_id) references quiz_attempt_item (attempt_id, item_id)
      );

      -- Seals deadlines. Made at the first start, and never told.
      create table quiz_secret (one boolean primary key default true check (one), secret bytea not null);
    `,
  },
  {
    name: 'quizzes/0002-closing',
    sql: `
      create index quiz_rules_closing on quiz_rules (closes_at) where closes_at is not null;
    `,
  },
];
