import type { Migration } from '#platform/server/db/database.ts';

export const momentMigrations: readonly Migration[] = [
  {
    name: 'moment/0001-moment',
    sql: `
      -- Held by staff who call on somebody, say something to everybody or set the timer: one after the other.
      create table moment_turn (
        session_id uuid primary key references live_session (id)
      );

      -- A hand that is up: one a person. Nothing of it is left when it goes down.
      create table raised_hand (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        person_id uuid not null references account (id),
        -- Moments are kept as they are told, in milliseconds.
        raised_at timestamptz(3) not null default clock_timestamp(),
        called_at timestamptz(3),
        unique (session_id, person_id)
      );
      create index raised_hand_of_person on raised_hand (person_id);
      -- One is called on at a time.
      create unique index raised_hand_called on raised_hand (session_id) where called_at is not null;

      -- Whatever somebody said, one after the other, so that what the class said at any moment is a recount.
      create table pulse_said (
        number bigint primary key generated always as identity,
        session_id uuid not null references live_session (id),
        person_id uuid not null references account (id),
        pace text check (pace in ('too-slow', 'right', 'too-fast')),
        clarity text check (clarity in ('lost', 'partly', 'clear')),
        said_at timestamptz(3) not null default clock_timestamp()
      );
      create index pulse_said_in on pulse_said (session_id, person_id, said_at, number);
      create index pulse_said_of_person on pulse_said (person_id);

      create table session_timer (
        session_id uuid primary key references live_session (id),
        purpose text not null check (purpose in ('exercise', 'break', 'start', 'other')),
        ends_at timestamptz(3),
        -- Of a timer that is paused.
        left_ms integer check (left_ms > 0),
        check ((ends_at is null) <> (left_ms is null))
      );

      create table session_banner (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        author_id uuid not null references account (id),
        -- Null: forgotten, with the person who wrote it.
        text text check (char_length(text) <= 300),
        said_at timestamptz(3) not null default clock_timestamp(),
        ended_at timestamptz(3)
      );
      create index session_banner_of_session on session_banner (session_id, id);
      create index session_banner_of_author on session_banner (author_id);
      -- One is up at a time.
      create unique index session_banner_up on session_banner (session_id) where ended_at is null;

      create table banner_receipt (
        banner_id uuid not null references session_banner (id),
        person_id uuid not null references account (id),
        at timestamptz(3) not null default clock_timestamp(),
        primary key (banner_id, person_id)
      );
      create index banner_receipt_of_person on banner_receipt (person_id);
    `,
  },
];
