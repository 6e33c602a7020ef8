import type { Migration } from '#platform/server/db/database.ts';

export const pollsMigrations: readonly Migration[] = [
  {
    name: 'polls/0001-polls',
    sql: `
      -- How many polls a session has, drafts included: counted by one statement, so that never more are taken.
      create table poll_session (
        session_id uuid primary key references live_session (id),
        polls integer not null check (polls between 0 and 200)
      );

      create table poll (
        id uuid primary key,
        session_id uuid not null references live_session (id),
        kind text not null check (kind in
          ('single', 'multiple', 'yes-no', 'quiz', 'rating', 'ranking', 'text', 'words', 'number')),
        prompt text not null check (char_length(prompt) <= 300),
        results text not null check (results in ('on-reveal', 'live', 'staff')),
        anonymity text not null check (anonymity in ('anonymous', 'confidential', 'named')),
        is_anonymous boolean not null generated always as (anonymity = 'anonymous') stored,
        -- How many options or words a ballot holds.
        least_chosen integer not null check (least_chosen >= 1),
        most_chosen integer not null check (most_chosen >= least_chosen),
        range_least double precision,
        range_most double precision check (range_most > range_least),
        range_unit text check (char_length(range_unit) <= 20),
        -- For how long it is to be open; null: until somebody closes it.
        seconds integer check (seconds > 0),
        state text not null check (state in ('draft', 'open', 'closed')),
        -- Raised when every ballot is thrown away.
        edition integer not null default 1,
        revote_of uuid references poll (id),
        -- Moments are kept as they are told, in milliseconds.
        opened_at timestamptz(3),
        closes_at timestamptz(3),
        closed_at timestamptz(3),
        revealed_at timestamptz(3),
        -- When it left the wall.
        put_away_at timestamptz(3),
        unique (id, is_anonymous),
        check ((state = 'draft') = (opened_at is null)),
        check ((state = 'closed') = (closed_at is not null)),
        check (put_away_at is null or state = 'closed'),
        -- Nobody votes who knows the result that was kept back until then.
        check (revealed_at is null or (state = 'closed' and results <> 'staff')),
        -- Counts that grow while people vote would tell who voted what.
        check (not (anonymity = 'anonymous' and results = 'live')),
        check ((range_least is null) = (range_most is null) and (range_least is null) = (range_unit is null))
      );
      create index poll_of_session on poll (session_id, id);
      create index poll_lapse on poll (closes_at) where state = 'open';

      create table poll_option (
        id uuid primary key,
        poll_id uuid not null references poll (id),
        place integer not null check (place between 0 and 11),
        label text not null check (char_length(label) <= 120),
        is_right boolean not null,
        unique (poll_id, place)
      );

      -- No ballot says when it was cast, and an anonymous one neither by whom nor beside what mark: key_hash is of a
      -- key that only the voter's browser has, and goes when the poll closes.
      create table poll_ballot (
        poll_id uuid not null,
        is_anonymous boolean not null,
        person_id uuid references account (id),
        key_hash text,
        option_ids uuid[] not null,
        -- Null: forgotten, with the person who wrote them.
        texts text[],
        number double precision,
        foreign key (poll_id, is_anonymous) references poll (id, is_anonymous),
        check (is_anonymous = (person_id is null)),
        check (is_anonymous or key_hash is null),
        unique (poll_id, person_id),
        unique (poll_id, key_hash)
      );
      create index poll_ballot_of_person on poll_ballot (person_id);

      -- That somebody has voted in an anonymous poll, and nothing else.
      create table poll_mark (
        poll_id uuid not null references poll (id),
        person_id uuid not null references account (id),
        primary key (poll_id, person_id)
      );
      create index poll_mark_of_person on poll_mark (person_id);

      -- By its hash: words of somebody who is forgotten are to be in their ballots alone.
      create table poll_hidden_text (
        poll_id uuid not null references poll (id),
        text_hash text not null,
        primary key (poll_id, text_hash)
      );
    `,
  },
  {
    name: 'polls/0002-when-a-quiz-was-answered',
    sql: `
      -- When what is chosen in a quiz was chosen, where it is known by whom; of nothing else, and of no anonymous ballot.
      alter table poll_ballot add column cast_at timestamptz(3),
        add check (cast_at is null or not is_anonymous);
    `,
  },
  {
    name: 'polls/0003-for-an-item',
    sql: `
      -- The item of the run sheet for which it is prepared. No reference: a run sheet is put whole in place of another,
      -- and what was prepared for an item that went is prepared for none.
      alter table poll add column agenda_item_id uuid;
    `,
  },
  {
    name: 'polls/0004-order-of-drafts',
    sql: `
      -- Where it stands among the polls of its session, at first as they were written. Looked at when a statement ends:
      -- two change places in one.
      alter table poll add column place integer;
      update poll set place = numbered.place
      from (select id, row_number() over (partition by session_id order by id) as place from poll) numbered
      where numbered.id = poll.id;
      alter table poll alter column place set not null,
        add constraint poll_place unique (session_id, place) deferrable initially immediate;
    `,
  },
];
