import { sql } from 'kysely';
import { cohorts } from '#features/cohorts/contract.ts';
import { belongingOf, belongingTo } from '#features/cohorts/server/belonging.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { namesUpTo, presence, type PresenceLine, type WhoIsHere } from '../contract.ts';
import { hereOf, settleAll } from './standing.ts';

interface Write {
  tx: Tx;
  tell: Tell;
}

/** A little under the five seconds between frames: whoever looks every 2.5 s finds the turn free each second time. */
const frameRestsMs = 4_500;

/** Makes the next frame of every cohort in which something changed, if it is time for one and nobody else does. */
export async function makeFrames({ tx, tell }: Write): Promise<void> {
  const { rows } = await sql`
    update presence_turn set next_at = clock_timestamp() + ${frameRestsMs} * interval '1 millisecond'
    where next_at <= clock_timestamp() returning is_only`.execute(tx);
  if (rows.length > 0) await tellChanges({ tx, tell }, await settleAll(tx));
}

/** Tells every cohort what changed of its people: staff each change, everybody who is here now. */
export async function tellChanges({ tx, tell }: Write, changes: readonly PresenceLine[]): Promise<void> {
  if (changes.length === 0) return;
  const lines = new Map(changes.map((line) => [line.id, line]));
  const changesIn = new Map<string, PresenceLine[]>();
  for (const { cohortId, userId } of await belongingOf(tx, [...lines.keys()])) {
    const ofCohort = changesIn.get(cohortId) ?? [];
    ofCohort.push(lines.get(userId)!);
    changesIn.set(cohortId, ofCohort);
  }
  for (const [cohortId, ofCohort] of changesIn) {
    const topic = cohorts.topics.cohortStaff.of({ cohortId });
    tell(presence, 'presence:moved', [topic], { cohortId, changes: ofCohort });
  }
  tellHere(tell, [...changesIn.keys()]);
}

/** Tells each of these cohorts who of it is here. */
export function tellHere(tell: Tell, cohortIds: readonly string[]): void {
  let pictures: Promise<Map<string, WhoIsHere>> | undefined;
  for (const cohortId of cohortIds) {
    // By the time when the first is read the log holds the topics of all: one reading serves them.
    tell(presence, 'presence:here', [cohorts.topics.cohort.of({ cohortId })], async (held) => {
      pictures ??= picturesOf(held, cohortIds);
      return (await pictures).get(cohortId)!;
    });
  }
}

/** Who of each of these cohorts is shown as here. */
export async function picturesOf(
  db: Queryable,
  cohortIds: readonly string[],
): Promise<Map<string, WhoIsHere>> {
  const belonging = await belongingTo(db, cohortIds);
  const here = await hereOf(db, [...new Set(belonging.map(({ userId }) => userId))]);
  const members = new Map(cohortIds.map((cohortId) => [cohortId, [] as string[]]));
  for (const { cohortId, userId } of belonging) members.get(cohortId)!.push(userId);
  const named = [...members.values()].filter((ids) => ids.length <= namesUpTo).flat();
  const names = await namesOf(
    db,
    named.filter((personId) => here.has(personId)),
  );
  return new Map(
    [...members].map(([cohortId, ids]) => {
      const present = ids.filter((personId) => here.has(personId));
      const online = present.filter((personId) => here.get(personId) === 'online').length;
      // Where nobody is here, nobody would be named: so it does not matter how large the cohort is.
      const isNamed = ids.length <= namesUpTo || present.length === 0;
      const people = present.map((id) => ({ id, name: names.get(id)!, state: here.get(id)! }));
      const counts = { online, idle: present.length - online };
      return [cohortId, { cohortId, ...counts, people: isNamed ? people : null }];
    }),
  );
}

async function namesOf(db: Queryable, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const found = await accounts.byIds(db, [...new Set(personIds)]);
  return new Map(found.map(({ id, name }) => [id, name]));
}
