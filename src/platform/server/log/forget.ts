import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { hasAny, isDistinctive, wordsOf, type Pseudonym, type Traces } from '../personal.ts';

/**
 * Lets go of everything told that names a person, and of all that was told on their own topic. Topics that
 * others hear are counted anew from here: whoever is behind, and whatever a node still has in memory, starts over.
 */
export async function forgetTold(tx: Tx, traces: Traces): Promise<void> {
  const own = `user/${traces.userId}`;
  // Locked in the order in which every transaction takes topics.
  const { rows } = await sql<{ topic: string; seq: number }>`
    select head.topic, told.seq
    from topic_head head
    join (
      select topic, max(seq) as seq from event
      where topic = ${own} or ${hasAny(sql`data::text`, wordsOf(traces))}
      group by topic
    ) as told on told.topic = head.topic
    order by head.topic
    for update of head`.execute(tx);
  for (const { topic, seq } of rows) {
    await sql`delete from event where topic = ${topic} and seq <= ${seq}`.execute(tx);
    await sql`
      update topic_head set
        floor = greatest(floor, ${seq}),
        epoch = case when topic = ${own} then epoch
          else substr(md5(random()::text || clock_timestamp()::text), 1, 8) end
      where topic = ${topic}`.execute(tx);
  }
}

/** Takes a person out of the answers that are kept for repetitions: of any object that is theirs, name and address. */
export async function forgetAnswered(tx: Tx, traces: Traces, pseudonym: Pseudonym): Promise<void> {
  const { rows } = await sql<{ actorId: string; commandId: string; answer: unknown }>`
    select actor_id as "actorId", command_id as "commandId", answer from command_answer
    where ${hasAny(sql`answer::text`, wordsOf(traces))}`.execute(tx);
  for (const { actorId, commandId, answer } of rows) {
    await sql`
      update command_answer set answer = ${JSON.stringify(without(answer, traces, pseudonym))}::json
      where actor_id = ${actorId} and command_id = ${commandId}`.execute(tx);
  }
}

/** Whatever an object calls somebody by. */
const called = /^(name|presentName|toName|given)$/;

function without(answer: unknown, traces: Traces, pseudonym: Pseudonym): unknown {
  if (typeof answer === 'string') {
    const named = traces.names.filter((name) => isDistinctive(name) || answer === name);
    const unnamed = named.reduce((text, name) => text.replaceAll(name, pseudonym.name), answer);
    return traces.addresses.reduce((text, address) => text.replaceAll(address, pseudonym.address), unnamed);
  }
  if (Array.isArray(answer)) return answer.map((one) => without(one, traces, pseudonym));
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer);
  const ids: readonly unknown[] = [traces.userId, ...traces.addresses];
  const isTheirs = fields.some(([, value]) => ids.includes(value));
  return Object.fromEntries(
    fields.map(([field, value]) => [
      field,
      isTheirs && called.test(field) ? pseudonym.name : without(value, traces, pseudonym),
    ]),
  );
}
