// Small schemas that the tests of this room work on.
import type { Migration } from './port.ts';

export const counters: Migration = {
  name: 'suite/0001-counters',
  sql: `create table counter (name text primary key, figure int not null);
        create table line (id bigint generated always as identity primary key, words text not null unique);
        insert into counter values ('votes', 0);`,
};

/** For the process that is killed while it writes. */
export const written: Migration = {
  name: 'suite/0002-written',
  sql: `create table written (id int primary key);
        create table total (count int not null);
        insert into total values (0);`,
};
