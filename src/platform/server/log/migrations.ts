import type { Migration } from '../db/database.ts';

export const logMigrations: readonly Migration[] = [
  {
    name: 'log/0001-log',
    sql: `
      -- The epoch that a topic's numbers are first counted in; a restore replaces it.
      create table log_epoch (
        one boolean primary key default true check (one),
        epoch text not null
      );
      insert into log_epoch (epoch) values (substr(md5(random()::text || clock_timestamp()::text), 1, 8));

      -- One row per topic: the last number given, and the last one that is no longer kept.
      create table topic_head (
        topic text primary key,
        epoch text not null,
        seq bigint not null check (seq >= 0),
        floor bigint not null default 0 check (floor >= 0 and floor <= seq)
      );

      create table event (
        topic text not null references topic_head (topic),
        seq bigint not null check (seq > 0),
        type text not null,
        at timestamptz not null,
        data json not null,
        primary key (topic, seq)
      );
      create index event_at on event (at);

      -- One row per accepted command: sent again under the same id it changes nothing and answers the same.
      create table command_answer (
        actor_id uuid not null,
        command_id uuid not null,
        name text not null,
        body_hash text not null,
        answer json,
        at timestamptz not null default now(),
        primary key (actor_id, command_id)
      );
      create index command_answer_at on command_answer (at);
    `,
  },
];
