import type { Migration } from '#platform/server/db/database.ts';

export const qnaMigrations: readonly Migration[] = [
  {
    name: 'qna/0001-questions',
    sql: `
      -- Who asks and who moderates in one session takes turns by this row, which also counts how fast is asked.
      create table question_session (
        session_id uuid primary key references live_session (id),
        counted_from timestamptz not null,
        asked integer not null check (asked > 0)
      );

      create table question (
        id uuid primary key,
        -- No column names the cohort: so no row is part of a copy that an organisation makes of somebody's data.
        session_id uuid not null references live_session (id),
        -- Also of whoever is hidden from everyone: they may edit their own, withdraw it, and not vote for it.
        author_id uuid not null references account (id),
        anonymity text not null check (anonymity in ('none', 'peers', 'everyone')),
        -- Null: forgotten, because it spoke of a person who asked for that.
        question text check (char_length(question) <= 300),
        state text not null check (state in
          ('pending', 'published', 'answering', 'answered', 'dismissed', 'merged', 'withdrawn')),
        -- Where a question that is dismissed or merged goes back to.
        state_before text check (state_before in ('pending', 'published', 'answered')),
        merged_into uuid references question (id) check (merged_into <> id),
        reason text check (char_length(reason) <= 300),
        -- Whether it had to be let through.
        waited boolean not null,
        asked_at timestamptz not null default clock_timestamp(),
        -- When everybody could see it for the first time.
        published_at timestamptz,
        edited_at timestamptz,
        pinned boolean not null default false,
        labels text[] default '{}',
        lesson_id uuid references lesson (id),
        check ((state in ('dismissed', 'merged')) = (state_before is not null)),
        check ((state = 'merged') = (merged_into is not null)),
        check (state not in ('published', 'answering', 'answered') or published_at is not null)
      );
      create index question_of_session on question (session_id, id);
      create index question_of_author on question (author_id, session_id);
      create index question_merged_into on question (merged_into);
      create index question_of_lesson on question (lesson_id) where lesson_id is not null;
      create unique index question_being_answered on question (session_id) where state = 'answering';

      -- There while a question is answered, and while one that was is dismissed or merged.
      create table question_answer (
        question_id uuid primary key references question (id),
        by_id uuid not null references account (id),
        -- Null: aloud.
        text text check (char_length(text) <= 4000),
        at timestamptz not null default clock_timestamp()
      );

      -- Given for the question itself, also once that is merged: so a merging can be taken back to the vote.
      create table question_vote (
        question_id uuid not null references question (id),
        person_id uuid not null references account (id),
        at timestamptz not null default clock_timestamp(),
        primary key (question_id, person_id)
      );
      create index question_vote_of_person on question_vote (person_id);

      -- By the question, so that it says nothing about others of the same author.
      create table question_mute (
        question_id uuid primary key references question (id),
        until_at timestamptz not null
      );
    `,
  },
  {
    name: 'qna/0002-of-messages',
    sql: `
      -- The message that it was made of. One that was taken away again can be made another time.
      alter table question add column from_message_id uuid;
      create unique index question_of_message on question (from_message_id) where state <> 'withdrawn';
    `,
  },
];
