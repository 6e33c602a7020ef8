import type { Migration } from '#platform/server/db/database.ts';

export const chatMigrations: readonly Migration[] = [
  {
    name: 'chat/0001-channels-and-messages',
    sql: `
      -- A session's channel has the session's id, the first one of a cohort the cohort's: both are there without a
      -- row, which comes with the first thing that happens in them.
      create table chat_channel (
        id uuid primary key,
        cohort_id uuid not null references cohort (id),
        session_id uuid references live_session (id) check (session_id = id),
        name text check (char_length(name) between 1 and 80),
        -- Which of a cohort's channels it is: so there are never more than these.
        slot integer check (slot between 1 and 8),
        slow_seconds integer not null default 0 check (slow_seconds between 0 and 3600),
        locked boolean not null default false,
        staff_replies boolean not null default false,
        -- Of the newest message. Whoever sends takes the next one, and so turns.
        last_position integer not null default 0,
        unique (cohort_id, slot),
        check ((slot is null) = (session_id is not null)),
        check (slot <> 1 or id = cohort_id)
      );

      create table chat_message (
        id uuid primary key,
        channel_id uuid not null references chat_channel (id),
        position integer not null check (position > 0),
        thread_id uuid,
        author_id uuid not null references account (id),
        by_staff boolean not null,
        -- Null: forgotten, with whom it was by or spoke of. What is deleted stays for staff to read.
        text text check (char_length(text) <= 4000),
        calls text not null check (calls in ('nobody', 'staff', 'everyone')),
        sent_at timestamptz(3) not null default clock_timestamp(),
        edited_at timestamptz(3),
        deleted_at timestamptz(3),
        deleted_by uuid references account (id),
        pinned_at timestamptz(3),
        unique (channel_id, position),
        unique (channel_id, id),
        -- A thread is of one channel.
        foreign key (channel_id, thread_id) references chat_message (channel_id, id),
        check ((deleted_at is null) = (deleted_by is null)),
        check (deleted_at is null or pinned_at is null)
      );
      create index chat_message_in_channel on chat_message (channel_id, position) where thread_id is null;
      create index chat_message_in_thread on chat_message (thread_id, position) where thread_id is not null;
      create index chat_message_pinned on chat_message (channel_id) where pinned_at is not null;
      create index chat_message_of_author on chat_message (author_id);

      -- How a message was worded before, each with the moment from which it stood.
      create table chat_revision (
        message_id uuid not null references chat_message (id),
        at timestamptz(3) not null,
        -- Null: forgotten, because it spoke of somebody.
        text text,
        primary key (message_id, at)
      );

      create table chat_mention (
        message_id uuid not null references chat_message (id),
        person_id uuid not null references account (id),
        primary key (message_id, person_id)
      );
      create index chat_mention_of_person on chat_mention (person_id);

      create table chat_reaction (
        message_id uuid not null references chat_message (id),
        person_id uuid not null references account (id),
        kind text not null check (kind in ('thumbsUp', 'heart', 'laugh', 'celebrate', 'thinking', 'eyes')),
        primary key (message_id, person_id, kind)
      );
      create index chat_reaction_of_person on chat_reaction (person_id);

      -- How far somebody has read in a channel, and when they last wrote there.
      create table chat_place (
        channel_id uuid not null references chat_channel (id),
        person_id uuid not null references account (id),
        read_position integer not null default 0,
        sent_at timestamptz(3),
        primary key (channel_id, person_id)
      );
      create index chat_place_of_person on chat_place (person_id);

      create table chat_lock (
        channel_id uuid not null references chat_channel (id),
        person_id uuid not null references account (id),
        by_id uuid not null references account (id),
        until_at timestamptz(3) not null,
        primary key (channel_id, person_id)
      );
      create index chat_lock_of_person on chat_lock (person_id);

      create table chat_report (
        message_id uuid not null references chat_message (id),
        person_id uuid not null references account (id),
        -- Null: forgotten, because it spoke of somebody.
        reason text check (char_length(reason) <= 500),
        at timestamptz(3) not null default clock_timestamp(),
        primary key (message_id, person_id)
      );
      create index chat_report_of_person on chat_report (person_id);
    `,
  },
  {
    name: 'chat/0002-about-questions',
    sql: `
      -- The question that it is about; no word of it is here, so nothing here outlives it.
      alter table chat_message add column question_id uuid;
      create unique index chat_message_about_question on chat_message (question_id)
        where deleted_at is null and text is not null;
    `,
  },
];
