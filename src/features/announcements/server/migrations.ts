import type { Migration } from '#platform/server/db/database.ts';

export const announcementsMigrations: readonly Migration[] = [
  {
    name: 'announcements/0001-announcements',
    sql: `
      -- Whom staff announce to again and again: named people, or whoever fits when it is sent.
      create table announcement_group (
        id uuid primary key,
        cohort_id uuid not null references cohort (id),
        -- No more than so many a cohort, however many are made at once; a place becomes free when it is removed.
        place integer check (place between 1 and 50),
        -- Null: it spoke of somebody who asked to be forgotten.
        title text,
        role text check (role in ('student', 'instructor')),
        unless_completed_id uuid references lesson (id),
        names_people boolean not null,
        unique (cohort_id, place),
        check (unless_completed_id is null or role = 'student')
      );
      create table announcement_group_member (
        group_id uuid not null references announcement_group (id) on delete cascade,
        person_id uuid not null references account (id),
        primary key (group_id, person_id)
      );
      create index announcement_group_member_person on announcement_group_member (person_id);

      create table announcement (
        id uuid primary key,
        organisation_id uuid not null references organisation (id),
        course_id uuid references course (id),
        cohort_id uuid references cohort (id),
        role text check (role in ('student', 'instructor')),
        unless_completed_id uuid references lesson (id),
        group_id uuid references announcement_group (id),
        author_id uuid not null references account (id),
        -- As they were called when they wrote it; null: they asked to be forgotten.
        author_name text,
        -- Null: they spoke of somebody who asked to be forgotten.
        title text,
        text text,
        urgent boolean not null,
        pinned boolean not null,
        needs_acknowledgement boolean not null,
        expires_at timestamptz(3),
        state text not null default 'draft'
          check (state in ('draft', 'scheduled', 'sent', 'recalled', 'expired')),
        -- Counted on whenever it is to be sent, so that a job of a sending that was taken back does nothing.
        schedule integer not null default 0,
        -- How often it was told: once, and again to those who had not seen it.
        sending integer not null default 0,
        created_at timestamptz(3) not null default clock_timestamp(),
        due_at timestamptz(3),
        sent_at timestamptz(3),
        edited_at timestamptz(3),
        recalled_at timestamptz(3),
        resent_at timestamptz(3),
        check (course_id is null or cohort_id is null),
        check (unless_completed_id is null or (cohort_id is not null and role = 'student')),
        check (group_id is null or (cohort_id is not null and role is null and unless_completed_id is null)),
        check ((state = 'scheduled') = (due_at is not null)),
        check ((state in ('sent', 'recalled', 'expired')) = (sent_at is not null)),
        check ((state = 'recalled') = (recalled_at is not null)),
        check ((sending > 0) = (sent_at is not null))
      );
      create index announcement_of_cohort on announcement (cohort_id, id desc) where cohort_id is not null;
      create index announcement_of_organisation on announcement (organisation_id, id desc) where cohort_id is null;
      create index announcement_pinned on announcement (organisation_id) where pinned and state = 'sent';
      create index announcement_of_group on announcement (group_id) where group_id is not null;
      create index announcement_author on announcement (author_id);

      -- Who has it: each person once, whatever is sent twice. How far it came is counted here and nowhere else.
      create table announcement_recipient (
        announcement_id uuid not null references announcement (id) on delete cascade,
        person_id uuid not null references account (id),
        -- The cohort by which it is theirs. Without a reference: whoever gives it to people would wait for whoever
        -- holds the cohort to bring somebody in, who waits for what is pinned there.
        cohort_id uuid not null,
        -- Whether they came after it was sent, and were shown it because it was pinned: they do not count.
        late boolean not null default false,
        received_at timestamptz(3),
        seen_at timestamptz(3),
        acknowledged_at timestamptz(3),
        dismissed_at timestamptz(3),
        mailed_at timestamptz(3),
        bounced_at timestamptz(3),
        primary key (announcement_id, person_id),
        check (seen_at is null or received_at is not null),
        check (acknowledged_at is null or seen_at is not null),
        check (dismissed_at is null or seen_at is not null),
        check (bounced_at is null or mailed_at is not null)
      );
      create index announcement_recipient_person on announcement_recipient (person_id);
    `,
  },
  {
    name: 'announcements/0002-unless-studied',
    sql: `
      alter table announcement add column unless_studied_days integer
        check (unless_studied_days > 0),
        add check (unless_studied_days is null or (cohort_id is not null and role = 'student' and group_id is null));
      alter table announcement_group add column unless_studied_days integer
        check (unless_studied_days > 0),
        add check (unless_studied_days is null or role = 'student');
    `,
  },
];
