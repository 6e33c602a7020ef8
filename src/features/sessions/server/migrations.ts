import type { Migration } from '#platform/server/db/database.ts';

export const sessionsMigrations: readonly Migration[] = [
  {
    name: 'sessions/0001-sessions',
    sql: `
      -- Moments are kept as they are told, in milliseconds: what sorts by one here does so everywhere.
      create table live_session (
        id uuid primary key,
        cohort_id uuid not null references cohort (id),
        title text not null,
        summary text not null,
        starts_at timestamptz(3) not null,
        minutes integer not null check (minutes between 1 and 1440),
        state text not null default 'scheduled'
          check (state in ('scheduled', 'rehearsal', 'live', 'ended', 'cancelled')),
        started_at timestamptz(3),
        ended_at timestamptz(3),
        cancel_reason text,
        meeting_provider text
          check (meeting_provider in ('zoom', 'meet', 'teams', 'jitsi', 'bigbluebutton', 'other')),
        meeting_url text,
        lesson_id uuid references lesson (id),
        moderated boolean not null,
        anonymity text not null check (anonymity in ('none', 'peers', 'everyone')),
        host_id uuid references account (id),
        current_item_id uuid,
        -- Of the run sheet.
        revision integer not null default 0,
        -- Six digits, shown on walls; readable while they are of use.
        join_code text check (join_code ~ '^[0-9]{6}$'),
        -- Of the calendar entry, with the moment of the change that raised it last.
        sequence integer not null default 0,
        changed_at timestamptz(3) not null default clock_timestamp(),
        check ((state in ('live', 'ended')) = (started_at is not null)),
        check ((state = 'ended') = (ended_at is not null)),
        check (started_at <= ended_at),
        check ((state = 'cancelled') = (cancel_reason is not null)),
        check ((state in ('ended', 'cancelled')) = (join_code is null)),
        check (current_item_id is null or state in ('rehearsal', 'live')),
        check ((meeting_provider is null) = (meeting_url is null))
      );
      create index live_session_of_cohort on live_session (cohort_id, starts_at);
      create unique index live_session_join_code on live_session (join_code)
        where state not in ('ended', 'cancelled');

      create table agenda_item (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        position integer not null check (position between 0 and 59),
        title text not null,
        minutes integer not null check (minutes between 1 and 600),
        kind text not null check (kind in ('talk', 'exercise', 'questions', 'break', 'other')),
        -- For staff alone.
        note text not null,
        unique (session_id, position),
        unique (session_id, id)
      );
      -- What a session is at is an item of its own.
      alter table live_session add foreign key (id, current_item_id) references agenda_item (session_id, id)
        deferrable initially deferred;

      -- A stay: from coming in until last heard of. It goes on until somebody leaves, the lease runs out or the
      -- session ends; whoever comes back begins another one.
      create table attendance_span (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        person_id uuid not null references account (id),
        began_at timestamptz(3) not null default clock_timestamp(),
        seen_at timestamptz(3) not null default clock_timestamp(),
        until_at timestamptz(3) not null,
        is_open boolean not null default true,
        check (began_at <= seen_at and seen_at <= until_at)
      );
      -- However many windows somebody has open, they are in once.
      create unique index attendance_span_open on attendance_span (session_id, person_id) where is_open;
      create index attendance_span_of_session on attendance_span (session_id);
      create index attendance_span_of_person on attendance_span (person_id);
      create index attendance_span_lapse on attendance_span (until_at) where is_open;

      create table recording (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        -- There are no more than have a place.
        place integer not null check (place between 1 and 20),
        title text not null,
        url text not null,
        added_at timestamptz(3) not null default clock_timestamp(),
        unique (session_id, place)
      );

      create table recording_position (
        recording_id uuid not null references recording (id) on delete cascade,
        person_id uuid not null references account (id),
        seconds integer not null check (seconds between 0 and 86400),
        at timestamptz(3) not null default clock_timestamp(),
        primary key (recording_id, person_id)
      );
      create index recording_position_of_person on recording_position (person_id);

      -- One secret address a person; only its hash is kept.
      create table calendar_feed (
        person_id uuid primary key references account (id),
        token_hash text not null unique,
        made_at timestamptz(3) not null default clock_timestamp()
      );
    `,
  },
  {
    name: 'sessions/0002-guests',
    sql: `
      alter table live_session
        add column takes_guests boolean not null default false,
        -- Of those who came and were not removed.
        add column guests integer not null default 0 check (guests between 0 and 200),
        -- Of all who came: the last number that was given.
        add column guests_ever integer not null default 0,
        add check (guests <= guests_ever);

      -- Somebody who came into one session by its code alone.
      create table session_guest (
        session_id uuid not null references live_session (id),
        person_id uuid not null references account (id),
        number integer not null check (number > 0),
        -- Of somebody with an account the account stays when the visit is forgotten.
        has_account boolean not null,
        came_at timestamptz(3) not null default clock_timestamp(),
        removed_at timestamptz(3),
        forgotten_at timestamptz(3),
        primary key (session_id, person_id),
        unique (session_id, number)
      );
      create index session_guest_of_person on session_guest (person_id);
      create index session_guest_to_forget on session_guest (came_at)
        where not has_account and forgotten_at is null;
      `,
  },
  {
    name: 'sessions/0003-blank-walls',
    sql: `
      -- Whether staff have made its walls dark; the wall of a session that is over says so.
      alter table live_session add column is_blank boolean not null default false,
        add check (not is_blank or state in ('scheduled', 'rehearsal', 'live'));
    `,
  },
  {
    name: 'sessions/0004-what-is-said-at-an-item',
    sql: `
      -- What staff mean to say to everybody there; for staff alone until they do.
      alter table agenda_item add column say text not null default '' check (length(say) <= 300);
    `,
  },
  {
    name: 'sessions/0005-ahead',
    sql: `
      create index live_session_ahead on live_session (starts_at) where state in ('scheduled', 'rehearsal');
    `,
  },
];
