import type { Migration } from '#platform/server/db/database.ts';

export const lessonsMigrations: readonly Migration[] = [
  {
    name: 'lessons/0001-texts',
    sql: `
      -- What the course says about itself, and each module, version by version.
      create table course_text (
        course_id uuid not null,
        version integer not null,
        language text not null,
        markdown text not null,
        primary key (course_id, version),
        foreign key (course_id, version) references course_version (course_id, number)
      );

      create table module_text (
        course_id uuid not null,
        version integer not null,
        key text not null,
        markdown text not null,
        primary key (course_id, version, key),
        foreign key (course_id, version, key) references module (course_id, version, key)
      );

      create table lesson_body (
        course_id uuid not null,
        version integer not null,
        lesson_id uuid not null,
        summary text not null,
        markdown text not null,
        digest text not null,
        primary key (course_id, version, lesson_id),
        foreign key (course_id, version, lesson_id) references lesson_place (course_id, version, lesson_id)
      );

      -- Bytes are kept once, under their SHA-256, however many versions and courses show them.
      create table material (
        hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
        bytes bytea not null
      );
      -- Pictures are compressed already.
      alter table material alter column bytes set storage external;

      create table lesson_file (
        course_id uuid not null,
        version integer not null,
        path text not null,
        hash text not null references material (hash),
        name text not null,
        type text not null,
        size_bytes integer not null,
        primary key (course_id, version, path),
        foreign key (course_id, version) references course_version (course_id, number)
      );
      create index lesson_file_hash on lesson_file (course_id, hash);
    `,
  },
  {
    name: 'lessons/0002-editing-media-notes',
    sql: `
      -- Bytes lie in pieces of 1 MiB, so that a film is sent and kept without ever being whole in memory. The
      -- pieces come first, under an id of their own; the hash that they turn out to have comes last.
      create table material_piece (
        content_id uuid not null,
        number integer not null check (number >= 0),
        bytes bytea not null,
        primary key (content_id, number)
      );
      alter table material_piece alter column bytes set storage external;
      alter table material add column content_id uuid, add column size_bytes bigint;
      update material set content_id = md5(hash)::uuid, size_bytes = octet_length(bytes);
      alter table material alter column content_id set not null, alter column size_bytes set not null;
      create unique index material_content on material (content_id);
      insert into material_piece (content_id, number, bytes)
      select content_id, number, substring(bytes from number * 1048576 + 1 for 1048576)
      from material, generate_series(0, ((size_bytes - 1) / 1048576)::int) as number
      where size_bytes > 0;
      alter table material drop column bytes;

      -- How a lesson is shown and completed. \`source\` is the text as its editors wrote it, with whole blocks of
      -- other rooms; null: the same as \`markdown\`. No student's view reads it.
      alter table lesson_body
        add column media jsonb,
        -- Nobody said how long it takes.
        add column estimated boolean not null default false,
        add column maths boolean not null default false,
        add column quizzes text[] not null default '{}',
        add column embeds text[] not null default '{}',
        add column source text;

      -- What can be searched for: the words of a lesson, and where in it they stand, heading by heading.
      create table lesson_section (
        course_id uuid not null,
        version integer not null,
        lesson_id uuid not null,
        number integer not null,
        part text not null check (part in ('lesson', 'transcript')),
        anchor text,
        text text not null,
        primary key (course_id, version, lesson_id, number),
        foreign key (course_id, version, lesson_id)
          references lesson_body (course_id, version, lesson_id)
      );
      insert into lesson_section (course_id, version, lesson_id, number, part, text)
      select course_id, version, lesson_id, 0, 'lesson',
        left(regexp_replace(markdown, '(material|lesson|missing|course):[^ )>"]+', '', 'g'), 120000)
      from lesson_body;
      create table lesson_words (
        course_id uuid not null,
        version integer not null,
        lesson_id uuid not null,
        words tsvector not null,
        primary key (course_id, version, lesson_id),
        foreign key (course_id, version, lesson_id)
          references lesson_body (course_id, version, lesson_id)
      );
      create index lesson_words_index on lesson_words using gin (words);
      insert into lesson_words (course_id, version, lesson_id, words)
      select body.course_id, body.version, body.lesson_id,
        setweight(to_tsvector('simple', place.title), 'A')
          || setweight(to_tsvector('simple', body.summary), 'B')
          || setweight(to_tsvector('simple', section.text), 'C')
      from lesson_body body
      join lesson_section section on section.course_id = body.course_id and section.version = body.version
        and section.lesson_id = body.lesson_id
      join lesson_place place on place.course_id = body.course_id and place.version = body.version
        and place.lesson_id = body.lesson_id;

      -- How a version came about.
      alter table course_text
        add column origin text not null default 'folder' check (origin in ('folder', 'editor')),
        add column published_by uuid references account (id),
        add column changes text[] not null default '{}',
        -- The language by whose rules its words are searched.
        add column dictionary text not null default 'simple';

      -- Which texts show a file: what belongs to a lesson that is not open is not open either. Null: a text of
      -- the course or of a module, which every member reads.
      create table lesson_file_use (
        course_id uuid not null references course (id),
        version integer not null,
        hash text not null references material (hash),
        lesson_id uuid references lesson (id),
        unique nulls not distinct (course_id, version, hash, lesson_id)
      );
      create index lesson_file_use_hash on lesson_file_use (course_id, hash);
      insert into lesson_file_use (course_id, version, hash, lesson_id)
      select distinct file.course_id, file.version, file.hash, used.lesson_id
      from lesson_file file
      join (
        select course_id, version, lesson_id, markdown from lesson_body
        union all select course_id, version, null, markdown from course_text
        union all select course_id, version, null, markdown from module_text
      ) used on used.course_id = file.course_id and used.version = file.version
        and position('material:' || file.hash in used.markdown) > 0;

      -- Files that editors brought, beside those of published versions.
      create table course_upload (
        course_id uuid not null references course (id),
        hash text not null references material (hash),
        name text not null,
        type text not null,
        size_bytes integer not null,
        width integer,
        height integer,
        uploaded_by uuid references account (id),
        uploaded_at timestamptz not null default now(),
        primary key (course_id, hash, name)
      );

      -- The next version of a course while it is being written; one at a time.
      create table course_draft (
        course_id uuid primary key references course (id),
        based_on integer not null,
        -- Raised by every change to anything in the draft.
        draft_revision integer not null default 1,
        title text not null,
        summary text not null,
        language text not null,
        markdown text not null,
        certificate jsonb,
        revision integer not null default 1,
        begun_at timestamptz not null default now(),
        begun_by uuid references account (id),
        changed_at timestamptz not null default now(),
        changed_by uuid references account (id)
      );
      create table draft_module (
        page_id uuid primary key,
        course_id uuid not null references course_draft (course_id) on delete cascade,
        position integer not null,
        key text not null,
        title text not null,
        summary text not null,
        markdown text not null,
        revision integer not null default 1,
        unique (course_id, key)
      );
      create table draft_lesson (
        page_id uuid primary key,
        course_id uuid not null references course_draft (course_id) on delete cascade,
        module_id uuid not null references draft_module (page_id) on delete cascade,
        position integer not null,
        key text not null,
        title text not null,
        -- Summary, kind, minutes, what completes it, what comes before it, media.
        fields jsonb not null,
        markdown text not null,
        revision integer not null default 1,
        changed_at timestamptz not null default now(),
        changed_by uuid references account (id),
        unique (course_id, key)
      );
      create index draft_module_course on draft_module (course_id, position);
      create index draft_lesson_module on draft_lesson (module_id, position);

      create table lesson_note (
        cohort_id uuid not null references cohort (id),
        user_id uuid not null references account (id),
        lesson_id uuid not null references lesson (id),
        text text not null,
        -- As they are searched.
        words text not null,
        revision integer not null,
        saved_at timestamptz not null,
        primary key (cohort_id, user_id, lesson_id)
      );
      create index lesson_note_writer on lesson_note (user_id);
    `,
  },
  {
    name: 'lessons/0003-taken-out',
    sql: `
      -- Pages that were taken out of a draft, whole, until it is published or thrown away: a lesson, or a module
      -- with its lessons, as rows of the tables above.
      create table draft_removed (
        page_id uuid primary key,
        course_id uuid not null references course_draft (course_id) on delete cascade,
        modules jsonb not null,
        lessons jsonb not null
      );
      create index draft_removed_course on draft_removed (course_id);
    `,
  },
];
