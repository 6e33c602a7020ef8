import type { Migration } from '../db/database.ts';

export const jobsMigrations: readonly Migration[] = [
  {
    name: 'jobs/0001-queue',
    sql: `
      create table job (
        id uuid primary key,
        queue text not null,
        -- What this job is the effect of; whatever asks for it twice has it done once.
        effect_key text not null,
        -- As text: jsonb refuses characters that people can write.
        data json not null,
        state text not null default 'waiting' check (state in ('waiting', 'done', 'dead', 'discarded')),
        -- With the one that is under way.
        attempts integer not null default 0,
        -- Who has it: each attempt has a lease of its own, and only its holder may say what became of the job.
        lease uuid check (lease is null or state = 'waiting'),
        -- Of a job that nobody has: not before this moment. Of one that is under way: when its worker is taken for dead.
        due_at timestamptz not null default now(),
        -- Why the last attempt failed.
        fault text,
        created_at timestamptz not null default now(),
        done_at timestamptz check ((done_at is null) = (state = 'waiting')),
        unique (queue, effect_key)
      );
      create index job_due on job (queue, due_at, id) where state = 'waiting' and lease is null;
      create index job_taken on job (queue, due_at, id) where state = 'waiting' and lease is not null;
      create index job_settled on job (state, done_at) where state <> 'waiting';

      -- Since when a schedule is known: what was due before is not made up for.
      create table job_schedule (
        name text primary key,
        since timestamptz not null
      );
    `,
  },
  {
    name: 'jobs/0002-progress',
    sql: `
      alter table job
        -- When the last attempt began.
        add column begun_at timestamptz,
        -- How far it is, where its kind says so.
        add column progress_done integer,
        add column progress_of integer,
        -- Who hears what becomes of it; null: nobody in particular.
        add column asked_by uuid,
        add constraint job_progress check (progress_done between 0 and progress_of),
        -- As it is shown: pages and choices of dead jobs name these moments.
        alter column done_at type timestamptz(3);
    `,
  },
];
