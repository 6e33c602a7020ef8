import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { gatheredOn } from '#platform/server/db/gathered.ts';
import type { NamedBallot, OwnBallot, PollChoice, PollSolved } from '../contract.ts';

/** What came of a vote. `taken`: the person has voted, and this is not the key of their ballot. */
export type Cast = 'counted' | 'changed' | 'same' | 'taken';

interface ToCast {
  pollId: string;
  personId: string;
  choice: PollChoice;
}

/**
 * Keeps somebody's ballot, or what they think now: the constraint, and nothing before it, makes it one a person.
 * `isTimed`: with the moment of this choice. What a class votes in one commit is one statement.
 */
export async function castOwn(tx: Tx, cast: OwnCast): Promise<Cast> {
  return (await ownCasts(tx).ask(cast))!;
}

type OwnCast = ToCast & { isTimed: boolean };

const ownCasts = gatheredOn(async (tx: Queryable, asked: readonly OwnCast[]) => {
  const came = new Map<OwnCast, Cast>();
  for (const round of rounds(asked, ({ pollId, personId }) => [`${pollId} ${personId}`])) {
    // In the order of people, so that two nodes do not wait in a circle here.
    const { rows } = await sql<{ place: number; isNew: boolean }>`
      with asked as (${rowsOf(round)}), kept as (
        insert into poll_ballot as b (poll_id, is_anonymous, person_id, option_ids, texts, number, cast_at)
        select "pollId", false, "personId", "optionIds", texts, number, case when "isTimed" then clock_timestamp() end
        from asked order by "personId"
        on conflict (poll_id, person_id) do update
          set option_ids = excluded.option_ids, texts = excluded.texts, number = excluded.number,
            cast_at = excluded.cast_at
          where (b.option_ids, b.texts, b.number)
            is distinct from (excluded.option_ids, excluded.texts, excluded.number)
        returning poll_id, person_id, xmax = 0 as "isNew"
      )
      select asked.place, kept."isNew" from kept
      join asked on asked."pollId" = kept.poll_id and asked."personId" = kept.person_id`.execute(tx);
    for (const one of round) came.set(one, 'same');
    for (const { place, isNew } of rows) came.set(round[place]!, isNew ? 'counted' : 'changed');
  }
  return came;
});

/**
 * Notes that somebody has voted, and apart from it a ballot that only whoever has its key finds again: no row and no
 * number ties the two together.
 */
export async function castAnonymously(tx: Tx, key: string, cast: ToCast): Promise<Cast> {
  return (await anonymousCasts(tx).ask({ ...cast, keyHash: hashOf(cast.pollId, key) }))!;
}

type AnonymousCast = ToCast & { keyHash: string };

const anonymousCasts = gatheredOn(async (tx: Queryable, asked: readonly AnonymousCast[]) => {
  const came = new Map<AnonymousCast, Cast>();
  const hands = ({ pollId, personId, keyHash }: AnonymousCast) => [
    `${pollId} ${personId}`,
    `${pollId} ${keyHash}`,
  ];
  for (const round of rounds(asked, hands)) {
    const marked = await mark(tx, round);
    const fresh = round.filter((_, place) => marked.has(place));
    const again = round.filter((_, place) => !marked.has(place));
    const kept = await keepAnonymous(tx, fresh);
    const changed = await changeAnonymous(tx, again);
    for (const [place, one] of fresh.entries()) came.set(one, kept.has(place) ? 'counted' : 'taken');
    for (const [place, one] of again.entries()) came.set(one, changed.has(place) ? 'changed' : 'taken');
  }
  return came;
});

/** @returns the places of those who had not voted before */
async function mark(tx: Queryable, casts: readonly AnonymousCast[]): Promise<Set<number>> {
  const { rows } = await sql<{ place: number }>`
    with asked as (${rowsOf(casts)}), marked as (
      insert into poll_mark (poll_id, person_id) select "pollId", "personId" from asked order by "personId"
      on conflict do nothing returning poll_id, person_id
    )
    select asked.place from marked
    join asked on asked."pollId" = marked.poll_id and asked."personId" = marked.person_id`.execute(tx);
  return new Set(rows.map(({ place }) => place));
}

/** In the order of their keys, which nobody's name leads to. @returns the places of those that were kept */
async function keepAnonymous(tx: Queryable, casts: readonly AnonymousCast[]): Promise<Set<number>> {
  if (casts.length === 0) return new Set();
  const { rows } = await sql<{ place: number }>`
    with asked as (${rowsOf(casts)}), kept as (
      insert into poll_ballot (poll_id, is_anonymous, key_hash, option_ids, texts, number)
      select "pollId", true, "keyHash", "optionIds", texts, number from asked order by "keyHash"
      on conflict (poll_id, key_hash) do nothing returning poll_id, key_hash
    )
    select asked.place from kept
    join asked on asked."pollId" = kept.poll_id and asked."keyHash" = kept.key_hash`.execute(tx);
  return new Set(rows.map(({ place }) => place));
}

/** @returns the places of those whose ballot was found by its key */
async function changeAnonymous(tx: Queryable, casts: readonly AnonymousCast[]): Promise<Set<number>> {
  if (casts.length === 0) return new Set();
  const { rows } = await sql<{ place: number }>`
    with asked as (${rowsOf(casts)})
    update poll_ballot b set option_ids = asked."optionIds", texts = asked.texts, number = asked.number
    from asked where b.poll_id = asked."pollId" and b.key_hash = asked."keyHash"
    returning asked.place`.execute(tx);
  return new Set(rows.map(({ place }) => place));
}

const rowsOf = (casts: readonly (ToCast & { isTimed?: boolean; keyHash?: string })[]) => sql`
  select * from json_to_recordset(${JSON.stringify(casts.map((cast, place) => ({ ...cast, ...cast.choice, place })))}::json)
    as one (place integer, "pollId" uuid, "personId" uuid, "keyHash" text, "isTimed" boolean,
      "optionIds" uuid[], texts text[], number double precision)`;

/** Casts in their order, in parts of which none has two of one hand: of those the later one waits for the former. */
function rounds<One>(casts: readonly One[], handsOf: (cast: One) => string[]): One[][] {
  const parts: One[][] = [];
  const nextOf = new Map<string, number>();
  for (const one of casts) {
    const hands = handsOf(one);
    const place = Math.max(...hands.map((hand) => nextOf.get(hand) ?? 0));
    (parts[place] ??= []).push(one);
    for (const hand of hands) nextOf.set(hand, place + 1);
  }
  return parts;
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
