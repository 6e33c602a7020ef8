import type { Migration } from '#platform/server/db/database.ts';

export const presenceMigrations: readonly Migration[] = [
  {
    name: 'presence/0001-lines',
    sql: `
      -- It is the node that has a lease, and not each person: a thousand who sit still cost one row now and then.
      create table presence_node (
        id uuid primary key,
        heard_at timestamptz not null,
        until_at timestamptz not null
      );

      -- A browser that a node hears of. One that changes nodes has two for a while, and so never none.
      create table presence_line (
        session_id uuid not null,
        node_id uuid not null references presence_node (id),
        person_id uuid not null references account (id),
        primary key (session_id, node_id)
      );
      create index presence_line_of_person on presence_line (person_id);
      create index presence_line_of_node on presence_line (node_id);

      -- A browser that nobody touches at present.
      create table presence_rest (
        session_id uuid primary key,
        person_id uuid not null references account (id)
      );
      create index presence_rest_of_person on presence_rest (person_id);

      create table presence_person (
        person_id uuid primary key references account (id),
        -- Whether the person is away to everybody. Meanwhile \`seen_at\` stays as it is.
        hidden boolean not null default false,
        -- When the last line was heard that has gone since.
        seen_at timestamptz,
        -- What was told last, and what everybody is shown until the next telling.
        shown text not null default 'away' check (shown in ('online', 'idle', 'away')),
        shown_seen_at timestamptz,
        -- Whether that may no longer be so.
        is_changed boolean not null default false,
        check (shown = 'away' or (shown_seen_at is null and not hidden))
      );
      create index presence_person_changed on presence_person (person_id) where is_changed;

      -- Whoever moves it on makes the next frame; so a cohort has one at a time, whatever the number of nodes.
      create table presence_turn (
        is_only boolean primary key default true check (is_only),
        next_at timestamptz not null
      );
      insert into presence_turn (next_at) values (now());
    `,
  },
];
