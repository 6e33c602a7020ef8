import type { Migration } from '#platform/server/db/database.ts';

export const notificationsMigrations: readonly Migration[] = [
  {
    name: 'notifications/0001-bell',
    sql: `
      create table notification (
        id uuid primary key,
        person_id uuid not null references account (id),
        type text not null,
        -- What is gathered in it, while it is unread; its own where nothing is.
        collapse_key text not null,
        group_key text not null,
        -- The cohort. Not called so: what somebody was told is in no copy that an administrator makes of their data,
        -- since it tells whose a question is that was asked without a name.
        happened_in uuid not null references cohort (id),
        -- As things were called then. Null: they spoke of somebody who asked to be forgotten.
        cohort_title text,
        title text,
        subject json not null,
        count integer not null check (count > 0),
        -- Whether the bell shows it; otherwise it is there for a mail alone.
        in_app boolean not null,
        -- In whole milliseconds, as it crosses the wire.
        at timestamptz not null,
        read_at timestamptz
      );
      create unique index notification_open on notification (person_id, collapse_key) where read_at is null;
      create index notification_unread on notification (person_id) where read_at is null and in_app;
      create index notification_of_person on notification (person_id, at desc, id desc) where in_app;
      create index notification_old on notification (at);

      -- Who did what a notification is about, last. Apart from it: whoever did is given copies of these rows, and must
      -- not learn whose the question was that they answered.
      create table notification_by (
        notification_id uuid primary key references notification (id) on delete cascade,
        by_id uuid not null references account (id),
        -- As they were called then; null: they are forgotten.
        by_name text
      );
      create index notification_by_person on notification_by (by_id);

      -- What somebody was told: each effect once, in whatever notification it is gathered.
      create table notification_effect (
        person_id uuid not null references account (id),
        effect_key text not null,
        collapse_key text not null,
        -- How a mail says it; null: none does.
        mail text check (mail in ('now', 'digest')),
        -- When a mail may say it at the earliest; null: that is settled, by a mail or because it was read.
        due_at timestamptz check (due_at is null or mail is not null),
        mailed_at timestamptz check (mailed_at is null or due_at is null),
        told_at timestamptz not null default now(),
        primary key (person_id, effect_key)
      );
      create index notification_effect_due on notification_effect (person_id, collapse_key) where due_at is not null;
      create index notification_effect_old on notification_effect (told_at);

      -- What somebody chose; whoever chose nothing has no row.
      create table notification_preference (
        person_id uuid primary key references account (id),
        -- By type: whether the bell shows it, and how mail says it. What is absent is as the house has it.
        channels jsonb not null default '{}',
        do_not_disturb_until timestamptz,
        quiet_from text not null default '22:00',
        quiet_to text not null default '07:00',
        has_quiet_hours boolean not null default true,
        starts_anyway boolean not null default false,
        digest_cadence text not null default 'daily' check (digest_cadence in ('daily', 'weekly')),
        digest_at text not null default '18:00',
        digest_weekday integer not null default 1 check (digest_weekday between 1 and 7)
      );

      create table notification_mute (
        person_id uuid not null references account (id),
        -- The cohort; not called so for the same reason.
        silent_in uuid not null references cohort (id),
        primary key (person_id, silent_in)
      );

      -- One a day of the person's own calendar.
      create table notification_digest (
        person_id uuid not null references account (id),
        day date not null,
        sent_at timestamptz not null default now(),
        primary key (person_id, day)
      );

      -- Of which deadlines people were told, so that it is done once, whichever node comes first.
      create table notification_deadline (
        cohort_id uuid not null references cohort (id),
        lesson_id uuid not null references lesson (id),
        due_at timestamptz not null,
        primary key (cohort_id, lesson_id, due_at)
      );

      -- By which secret what kind of mail is turned off; the secret itself is in the mail alone.
      create table notification_stop (
        token_hash text primary key,
        person_id uuid not null references account (id),
        -- A type, or digest.
        stops text not null,
        made_at timestamptz not null default now()
      );
      create index notification_stop_of_person on notification_stop (person_id);
    `,
  },
  {
    name: 'notifications/0002-what-became-of-it',
    sql: `
      alter table notification
        -- The effect key of the mail that says it; of several the last one.
        add column mail_key text,
        -- When that mail was made. It is forgotten earlier than this.
        add column mailed_at timestamptz(3);
      create index notification_in on notification (happened_in, at desc, id desc);
      create index notification_of_group on notification (group_key);

      -- Of which sessions people were reminded, so that it is done once, whichever node comes first.
      create table notification_reminder (
        session_id uuid not null references live_session (id),
        starts_at timestamptz not null,
        minutes_before integer not null,
        primary key (session_id, starts_at, minutes_before)
      );

      -- Of which quizzes people were told that they close.
      create table notification_closing (
        cohort_id uuid not null references cohort (id),
        quiz_id uuid not null references quiz (id),
        closes_at timestamptz not null,
        primary key (cohort_id, quiz_id, closes_at)
      );
    `,
  },
];
