import { sql } from 'kysely';
import { roomsOf } from '#app/compose.ts';
import { systemClock } from '#kernel/clock.ts';
import { argon2Passwords } from '#features/identity/server/passwords.ts';
import type { Chore } from '#platform/server/feature.ts';
import type { PersonalTable } from '#platform/server/personal.ts';
import type { Rooms } from './rooms.ts';

const featuresOf = ({ db, log }: Rooms) =>
  roomsOf({ db, log, clock: systemClock, passwords: argon2Passwords(), demo: () => false }).features;

/** What the rooms of the house declare, as the house itself gathers it. */
export function personalTablesOf(rooms: Rooms): PersonalTable[] {
  return featuresOf(rooms).flatMap(({ personal = [] }) => [...personal]);
}

/** What falls due by itself, by its name. */
export function choreOf(rooms: Rooms, name: string): Chore {
  const found = featuresOf(rooms)
    .flatMap(({ chores = [] }) => [...chores])
    .find((chore) => chore.name === name);
  if (!found) throw new Error(`there is no chore ${name}`);
  return found;
}

/**
 * Columns whose foreign keys lead to `account`, however many tables lie between: the same column of a key stands
 * for the same person all the way.
 */
export async function keysOfPeople({ db }: Rooms): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    with recursive key as (
      select child.relname as child, own.attname as own, parent.relname as parent, theirs.attname as theirs
      from pg_constraint c
      join pg_class child on child.oid = c.conrelid
      join pg_class parent on parent.oid = c.confrelid
      cross join lateral unnest(c.conkey, c.confkey) as pair (own, theirs)
      join pg_attribute own on own.attrelid = c.conrelid and own.attnum = pair.own
      join pg_attribute theirs on theirs.attrelid = c.confrelid and theirs.attnum = pair.theirs
      where c.contype = 'f' and child.relnamespace = current_schema()::regnamespace
    ), person (name, attribute) as (
      values ('account'::name, 'id'::name)
      union
      select key.child, key.own from key join person on key.parent = person.name and key.theirs = person.attribute
    )
    select name as table, attribute as column from person order by name, attribute`.execute(db.query);
  return rows;
}
