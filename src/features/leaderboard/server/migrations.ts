import type { Migration } from '#platform/server/db/database.ts';

export const leaderboardMigrations: readonly Migration[] = [
  {
    name: 'leaderboard/0001-points',
    sql: `
      -- What whoever pays and whoever changes who is shown hold against each other.
      create table leaderboard_cohort (
        cohort_id uuid primary key references cohort (id)
      );

      -- A session without a row has its board.
      create table leaderboard_session (
        session_id uuid primary key references live_session (id),
        is_on boolean not null default true,
        -- On the wall.
        is_up boolean not null default false,
        check (is_on or not is_up)
      );

      -- What pays: a question that was solved, by the id of the first poll that asked it, or something that staff
      -- decided. A question stands here, too, when it paid nobody: it pays once.
      create table points_event (
        id uuid primary key,
        kind text not null check (kind in ('quiz', 'adjustment')),
        cohort_id uuid not null references cohort (id),
        session_id uuid not null references live_session (id),
        by_id uuid references account (id),
        -- Null: of a quiz, or emptied, because it named a person who asked for that.
        reason text check (char_length(reason) <= 200),
        at timestamptz(3) not null default clock_timestamp(),
        check ((kind = 'adjustment') = (by_id is not null)),
        check (kind = 'adjustment' or reason is null)
      );
      create index points_event_of_session on points_event (session_id);
      create index points_event_of_cohort on points_event (cohort_id);
      create index points_event_by on points_event (by_id);

      -- The ledger: an event pays a person once.
      create table points_entry (
        event_id uuid not null references points_event (id),
        person_id uuid not null references account (id),
        points integer not null check (points <> 0),
        primary key (event_id, person_id)
      );
      create index points_entry_of_person on points_entry (person_id);

      -- How somebody is on the boards of a cohort. The column is not called cohort_id: an administrator's copy of
      -- somebody's data goes by that, and is to say nothing of who opted out or goes by which name.
      create table leaderboard_player (
        boards_of uuid not null references cohort (id),
        person_id uuid not null references account (id),
        is_out boolean not null default false,
        pseudonym text check (char_length(pseudonym) <= 40),
        primary key (boards_of, person_id),
        unique (boards_of, pseudonym)
      );
      create index leaderboard_player_of_person on leaderboard_player (person_id);
    `,
  },
];
