import type { Migration } from '../db/database.ts';

export const mailMigrations: readonly Migration[] = [
  {
    name: 'mail/0001-outbox',
    sql: `
      create table mail (
        id uuid primary key,
        -- What this mail is the effect of; whatever asks for it twice sends it once.
        effect_key text not null unique,
        to_name text not null,
        to_address text not null,
        subject text not null,
        text text not null,
        html text not null,
        state text not null default 'waiting' check (state in ('waiting', 'sent', 'caught', 'given-up')),
        attempts integer not null default 0,
        -- Not before this moment; a sender that takes a mail moves it on, so that no other takes it meanwhile.
        due_at timestamptz not null default now(),
        -- Why the last attempt failed.
        fault text,
        queued_at timestamptz not null default now(),
        done_at timestamptz
      );
      create index mail_due on mail (due_at) where state = 'waiting';
      create index mail_done on mail (done_at) where state <> 'waiting';
    `,
  },
  {
    name: 'mail/0002-stopping',
    sql: `
      -- Where a mail program turns such mails off; null: they are no mailing.
      alter table mail add column stop_url text;
    `,
  },
];
