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
  {
    name: 'mail/0003-bounces',
    sql: `
      alter table mail
        -- By what a report that comes back later names it: its Message-ID is made of it.
        add column message_key text,
        -- Who is told news by it; null: a mail that somebody needs to get in, which is tried whatever came before.
        add column reader_id uuid,
        -- Of what kind the news is.
        add column news text,
        -- From then on it says nothing of use.
        add column not_after timestamptz;
      update mail set message_key = left(encode(sha256(convert_to(effect_key, 'UTF8')), 'hex'), 32);
      alter table mail alter column message_key set not null;
      create unique index mail_message_key on mail (message_key);

      -- That a mail was refused for good, at once or by a report that came back.
      create table mail_bounce (
        -- Of the mail; one that came back twice came back once.
        effect_key text primary key,
        -- In lower case.
        address text not null,
        -- What the server answered; null: it was told by a report.
        code integer check (code between 500 and 599),
        -- RFC 3463; null: none was named.
        status text check (status ~ '^[45][.][0-9]{1,3}[.][0-9]{1,3}$'),
        -- Whether it was about the address, which gets no news from then on.
        ends_address boolean not null,
        heard_at timestamptz(3) not null default clock_timestamp(),
        -- Since when the address is trusted again.
        cleared_at timestamptz(3)
      );
      create index mail_bounce_of_address on mail_bounce (address) where ends_address and cleared_at is null;
      create index mail_bounce_old on mail_bounce (heard_at);
    `,
  },
];
