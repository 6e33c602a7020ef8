import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { NamedBallot, OwnBallot, PollChoice, PollSolved } from '../contract.ts';

/** What came of a vote. `taken`: the person has voted, and this is not the key of their ballot. */
export type Cast = 'counted' | 'changed' | 'same' | 'taken';

interface ToCast {
  pollId: string;
  personId: string;
  choice: PollChoice;
}

const arrays = ({ optionIds, texts }: PollChoice) =>
  [sql`${optionIds}::uuid[]`, sql`${texts}::text[]`] as const;

/**
 * Keeps somebody's ballot, or what they think now: the constraint, and nothing before it, makes it one a person.
 * `isTimed`: with the moment of this choice.
 */
export async function castOwn(
  tx: Tx,
  { pollId, personId, choice, isTimed }: ToCast & { isTimed: boolean },
): Promise<Cast> {
  const [optionIds, texts] = arrays(choice);
  const { rows } = await sql<{ isNew: boolean }>`
    insert into poll_ballot as b (poll_id, is_anonymous, person_id, option_ids, texts, number, cast_at)
    values (${pollId}, false, ${personId}, ${optionIds}, ${texts}, ${choice.number},
      case when ${isTimed} then clock_timestamp() end)
    on conflict (poll_id, person_id) do update
      set option_ids = excluded.option_ids, texts = excluded.texts, number = excluded.number,
        cast_at = excluded.cast_at
      where (b.option_ids, b.texts, b.number)
        is distinct from (excluded.option_ids, excluded.texts, excluded.number)
    returning xmax = 0 as "isNew"`.execute(tx);
  if (!rows[0]) return 'same';
  return rows[0].isNew ? 'counted' : 'changed';
}

/**
 * Notes that somebody has voted, and apart from it a ballot that only whoever has its key finds again: no row and no
 * number ties the two together.
 */
export async function castAnonymously(tx: Tx, key: string, cast: ToCast): Promise<Cast> {
  const { pollId, personId, choice } = cast;
  const [optionIds, texts] = arrays(choice);
  const keyHash = hashOf(pollId, key);
  const { rows: marked } = await sql`
    insert into poll_mark (poll_id, person_id) values (${pollId}, ${personId})
    on conflict do nothing returning poll_id`.execute(tx);
  if (marked.length > 0) {
    const { rows } = await sql`
      insert into poll_ballot (poll_id, is_anonymous, key_hash, option_ids, texts, number)
      values (${pollId}, true, ${keyHash}, ${optionIds}, ${texts}, ${choice.number})
      on conflict (poll_id, key_hash) do nothing returning poll_id`.execute(tx);
    return rows.length > 0 ? 'counted' : 'taken';
  }
  const { rows } = await sql`
    update poll_ballot set option_ids = ${optionIds}, texts = ${texts}, number = ${choice.number}
    where poll_id = ${pollId} and key_hash = ${keyHash} returning poll_id`.execute(tx);
  return rows.length > 0 ? 'changed' : 'taken';
}

const hashOf = (pollId: string, key: string): string =>
  createHash('sha256').update(`${pollId}\n${key}`).digest('base64url');

/**
 * Writes the ballots of a closed anonymous poll anew, in an order of chance and without their keys: neither the order
 * in which they lie nor the number of the transaction that wrote them tells any longer when each was cast.
 */
export async function shuffle(tx: Tx, pollId: string): Promise<void> {
  await sql`
    with gone as (
      delete from poll_ballot where poll_id = ${pollId} and is_anonymous returning option_ids, texts, number
    )
    insert into poll_ballot (poll_id, is_anonymous, option_ids, texts, number)
    select ${pollId}, true, option_ids, texts, number from gone order by gen_random_uuid()`.execute(tx);
}

export async function throwAway(tx: Tx, pollId: string): Promise<void> {
  await sql`delete from poll_ballot where poll_id = ${pollId}`.execute(tx);
  await sql`delete from poll_mark where poll_id = ${pollId}`.execute(tx);
  await sql`delete from poll_hidden_text where poll_id = ${pollId}`.execute(tx);
}

const choice = sql`json_build_object('optionIds', ballot.option_ids, 'texts', coalesce(ballot.texts, '{}'),
  'number', ballot.number)`;

/** Somebody's ballots in the polls of a session, in the order of the polls' ids. */
export async function ownIn(db: Queryable, sessionId: string, personId: string): Promise<OwnBallot[]> {
  const { rows } = await sql<OwnBallot>`
    select poll.id as "pollId", poll.session_id as "sessionId", poll.edition,
      case when not poll.is_anonymous then ${choice} end as choice
    from poll
    left join poll_ballot ballot on ballot.poll_id = poll.id and ballot.person_id = ${personId}
    left join poll_mark mark on mark.poll_id = poll.id and mark.person_id = ${personId}
    where poll.session_id = ${sessionId} and coalesce(ballot.person_id, mark.person_id) is not null
    order by poll.id`.execute(db);
  return rows;
}

/** Who voted what in a poll that was voted in by name, in the order of names. */
export async function namedIn(db: Queryable, pollId: string): Promise<NamedBallot[]> {
  const { rows } = await sql<NamedBallot>`
    select json_build_object('id', account.id, 'name', account.name) as person, ${choice} as choice
    from poll join poll_ballot ballot on ballot.poll_id = poll.id
    join account on account.id = ballot.person_id
    where poll.id = ${pollId} and poll.anonymity = 'named'
    order by account.name collate "C", account.id`.execute(db);
  return rows;
}

/** Polls in which staff read what somebody voted beside their name. */
export async function namedOf(db: Queryable, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select poll.id from poll join poll_ballot ballot on ballot.poll_id = poll.id
    where ballot.person_id = ${personId} and poll.anonymity = 'named'
    order by poll.session_id, poll.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Polls in which somebody's own words stand. */
export async function writtenBy(db: Queryable, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select poll.id from poll join poll_ballot ballot on ballot.poll_id = poll.id
    where ballot.person_id = ${personId} and cardinality(ballot.texts) > 0
    order by poll.session_id, poll.id`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Who chose in a quiz exactly what is right, and how long after it was opened they chose it; without those whose
 * ballots are nobody's. A ballot without a moment counts as given when the quiz closed.
 */
export async function solvedBy(db: Queryable, pollId: string): Promise<PollSolved['right']> {
  const { rows } = await sql<PollSolved['right'][number]>`
    select ballot.person_id as "personId",
      greatest(0, round(extract(epoch from coalesce(ballot.cast_at, poll.closed_at) - poll.opened_at) * 1000))::int
        as "afterMs"
    from poll join poll_ballot ballot on ballot.poll_id = poll.id
    where poll.id = ${pollId} and ballot.person_id is not null
      and (select array_agg(chosen order by chosen) from unnest(ballot.option_ids) as chosen)
        = (select array_agg(id order by id) from poll_option where poll_id = poll.id and is_right)
    order by ballot.person_id`.execute(db);
  return rows;
}
