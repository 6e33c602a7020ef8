import type { Migration } from '#platform/server/db/database.ts';

export const dataRightsMigrations: readonly Migration[] = [
  {
    name: 'dataRights/0001-rights',
    sql: `
      -- A copy of somebody's data that may be fetched for a while, by whoever asked for it and nobody else.
      create table export_ticket (
        id uuid primary key,
        user_id uuid not null references account (id),
        asked_by uuid not null references account (id),
        -- Null: all of it; without a reference, since it is only compared.
        organisation_id uuid,
        expires_at timestamptz not null
      );
      create index export_ticket_of on export_ticket (user_id);
      create index export_ticket_by on export_ticket (asked_by);
      create index export_ticket_expiry on export_ticket (expires_at);

      -- Who was forgotten. What they were called stays until no file holds it any more.
      create table erasure (
        id uuid primary key,
        account_id uuid not null unique references account (id),
        -- Null: by the list of those who were forgotten, after a restore.
        asked_by uuid references account (id),
        keeps_certificates boolean not null,
        at timestamptz not null default now(),
        traces json,
        cleaned_at timestamptz
      );
      create index erasure_unclean on erasure (at) where cleaned_at is null;
    `,
  },
  {
    name: 'dataRights/0002-copies-are-made',
    sql: `
      -- Those of before were made while they were fetched: for minutes, and are asked for again.
      delete from export_ticket;
      alter table export_ticket add column job_id uuid not null;
      alter table export_ticket add column asked_at timestamptz not null default now();
      -- Null: it is being made.
      alter table export_ticket add column ready_at timestamptz;

      -- A copy that was made, piece after piece, until it expires or somebody is forgotten.
      create table export_piece (
        export_id uuid not null references export_ticket (id) on delete cascade,
        number int not null,
        bytes bytea not null,
        primary key (export_id, number)
      );
    `,
  },
];
