import { sql, type RawBuilder } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import { pollLimits, type DeskText, type PollEstimate, type PollKind, type PollTally } from '../contract.ts';

/** What a poll comes to, whoever may see it. */
export interface Counted {
  voters: number;
  tally: PollTally;
}

interface Countable {
  id: string;
  kind: PollKind;
}

const idsOf = (polls: readonly Countable[], ...kinds: PollKind[]): string[] =>
  polls.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).map(({ id }) => id);

/** Counts polls, each ballot once: nothing is added up as votes come, so nothing can drift. */
export async function talliesOf(
  db: Queryable,
  polls: readonly Countable[],
): Promise<ReadonlyMap<string, Counted>> {
  if (polls.length === 0) return new Map();
  const counted = await countsOf(db, polls);
  const words = await wordsOf(db, idsOf(polls, 'words'));
  const numbers = await numbersOf(db, idsOf(polls, 'number'));
  return new Map(
    polls.map(({ id }) => [
      id,
      {
        voters: counted.get(id)!.voters,
        tally: {
          counts: counted.get(id)!.counts,
          words: words.get(id) ?? [],
          estimate: estimateOf(numbers.get(id) ?? []),
        },
      },
    ]),
  );
}

/**
 * How many voted, and ballots by option; of a ranking, points: as many as there are options for a first place, one fewer
 * each below.
 */
async function countsOf(
  db: Queryable,
  polls: readonly Countable[],
): Promise<Map<string, { voters: number; counts: Record<string, number> }>> {
  const ranked = idsOf(polls, 'ranking');
  const { rows } = await sql<{ pollId: string; voters: number; id: string | null; count: number }>`
    with chosen as (
      select choice.id,
        sum(case when ballot.poll_id = any (${ranked}::uuid[])
          then (select count(*) from poll_option where poll_id = ballot.poll_id) + 1 - choice.place
          else 1 end)::int as count
      from poll_ballot ballot cross join unnest(ballot.option_ids) with ordinality as choice (id, place)
      where ballot.poll_id = any (${idsOf(polls)}::uuid[])
      group by choice.id
    )
    select poll.id as "pollId", poll_option.id, coalesce(chosen.count, 0) as count,
      (select count(*) from poll_ballot where poll_id = poll.id) as voters
    from unnest(${idsOf(polls)}::uuid[]) as poll (id)
    left join poll_option on poll_option.poll_id = poll.id
    left join chosen on chosen.id = poll_option.id
    order by poll.id, poll_option.place`.execute(db);
  const counted = new Map<string, { voters: number; counts: Record<string, number> }>();
  for (const { pollId, voters, id, count } of rows) {
    const of = counted.get(pollId) ?? { voters, counts: {} };
    if (id !== null) of.counts[id] = count;
    counted.set(pollId, of);
  }
  return counted;
}

/** The words of clouds that are not hidden, the most frequent first, then by the word. */
async function wordsOf(db: Queryable, pollIds: readonly string[]): Promise<Map<string, PollTally['words']>> {
  const words = new Map<string, PollTally['words']>();
  for (const pollId of pollIds) {
    const texts = await textsOf(db, pollId);
    const seen = texts.filter(({ hidden }) => !hidden).slice(0, pollLimits.words);
    words.set(
      pollId,
      seen.map(({ text, count }) => ({ text, count })),
    );
  }
  return words;
}

/** How a hidden text is kept. */
export const hashOf = (text: RawBuilder<unknown> | string): RawBuilder<string> =>
  sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;

/** What was written in a poll, hidden or not, each text once; the most frequent first, then by the text. */
export async function textsOf(db: Queryable, pollId: string): Promise<DeskText[]> {
  const { rows } = await sql<DeskText>`
    select given.text, count(*) as count, hidden.text_hash is not null as hidden
    from poll_ballot ballot cross join unnest(ballot.texts) as given (text)
    left join poll_hidden_text hidden on hidden.poll_id = ballot.poll_id and hidden.text_hash = ${hashOf(sql`given.text`)}
    where ballot.poll_id = ${pollId}
    group by given.text, hidden.text_hash
    order by count(*) desc, given.text collate "C" limit ${pollLimits.texts}`.execute(db);
  return rows;
}

async function numbersOf(db: Queryable, pollIds: readonly string[]): Promise<Map<string, number[]>> {
  if (pollIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; numbers: number[] }>`
    select poll_id as id, array_agg(number order by number) as numbers from poll_ballot
    where poll_id = any (${pollIds}::uuid[]) and number is not null group by poll_id`.execute(db);
  return new Map(rows.map(({ id, numbers }) => [id, numbers]));
}

/** What estimates come to. @param numbers in rising order */
export function estimateOf(numbers: readonly number[]): PollEstimate | null {
  const [least, most] = [numbers[0], numbers.at(-1)];
  if (least === undefined || most === undefined) return null;
  const middle = Math.floor(numbers.length / 2);
  const median =
    numbers.length % 2 === 1 ? numbers[middle]! : numbers[middle - 1]! / 2 + numbers[middle]! / 2;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return { least, most, mean, median, steps: stepsOf(numbers, least, most) };
}

function stepsOf(numbers: readonly number[], least: number, most: number): PollEstimate['steps'] {
  if (least === most) return [{ from: least, to: most, voters: numbers.length }];
  const width = (most - least) / pollLimits.steps;
  const steps = Array.from({ length: pollLimits.steps }, (_, place) => ({
    from: least + place * width,
    to: place === pollLimits.steps - 1 ? most : least + (place + 1) * width,
    voters: 0,
  }));
  // The last step holds its upper end, too.
  for (const number of numbers)
    steps[Math.min(pollLimits.steps - 1, Math.floor((number - least) / width))]!.voters += 1;
  return steps;
}
