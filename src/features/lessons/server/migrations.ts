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
];
