import { sql } from 'kysely';
import { openGround } from '#app/ground.ts';
import { setChannels } from '#features/notifications/server/preferences.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { errandTable } from '../servers/errands.ts';
import { makeClasses, type Class, type Place } from './classroom.ts';

/** How somebody is told of a mention and of a quiz that is graded. */
interface Wishes {
  mention: 'none' | 'now' | 'digest';
  graded: 'none' | 'now' | 'digest';
  inApp: boolean;
}

const groups = {
  /** As the house has it. */
  usual: { mention: 'now', graded: 'digest', inApp: true },
  patient: { mention: 'digest', graded: 'now', inApp: true },
  'bell alone': { mention: 'none', graded: 'none', inApp: true },
  'mail alone': { mention: 'now', graded: 'now', inApp: false },
  /** Has muted the cohort. */
  silent: { mention: 'now', graded: 'digest', inApp: true },
  /** Has not shown that the address is theirs. */
  unproven: { mention: 'now', graded: 'digest', inApp: true },
  /** No server takes a mail for the address. */
  unreachable: { mention: 'now', graded: 'now', inApp: true },
  /** Is taken out of the cohort before anything happens. */
  gone: { mention: 'now', graded: 'digest', inApp: true },
} as const satisfies Record<string, Wishes>;
export type Group = keyof typeof groups;

/** Two thirds are as most people are. */
const places: readonly Group[] = [
  ...(['usual', 'usual', 'patient', 'bell alone', 'mail alone', 'usual'] as const),
  ...(['patient', 'mail alone', 'silent', 'unproven', 'unreachable', 'gone'] as const),
];
export const studentsEach = 2 * places.length;

export interface ProofClass extends Class {
  addresses: ReadonlyMap<string, string>;
  groupOf: ReadonlyMap<string, Group>;
}

/** Classes of people who are real to the house, with wishes of every kind, in an empty database. */
export async function makeProofClasses(place: Place, count: number): Promise<ProofClass[]> {
  const classes = await makeClasses(place, count, studentsEach);
  const ground = await openGround({ DATA_DIR: 'unused', DATABASE_URL: undefined, ...place });
  try {
    await sql.raw(errandTable).execute(ground.db.query);
    return await ground.db.transaction(async (tx) => {
      const made: ProofClass[] = [];
      for (const each of classes) made.push(await settleIn(tx, each));
      return made;
    });
  } finally {
    await ground.close();
  }
}

async function settleIn(tx: Tx, each: Class): Promise<ProofClass> {
  const groupOf = new Map<string, Group>();
  for (const [place, { userId }] of each.students.entries()) {
    const group = places[place % places.length]!;
    groupOf.set(userId, group);
    const { mention, graded, inApp } = groups[group];
    await setChannels(tx, userId, {
      mention: { inApp, mail: mention },
      'quiz-graded': { inApp, mail: graded },
    });
    if (group === 'silent')
      await sql`insert into notification_mute (person_id, silent_in) values (${userId}, ${each.cohortId})`.execute(
        tx,
      );
  }
  const ids = [...each.students, each.instructor].map(({ userId }) => userId);
  const proven = ids.filter((id) => groupOf.get(id) !== 'unproven');
  await sql`update account set simulated = false where id = any (${ids}::uuid[])`.execute(tx);
  await sql`update account set email_verified_at = now() where id = any (${proven}::uuid[])`.execute(tx);
  // At whatever hour the proof runs: nobody sleeps.
  await sql`
    update notification_preference set has_quiet_hours = false where person_id = any (${ids}::uuid[])`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from account where id = any (${ids}::uuid[])`.execute(tx);
  return { ...each, groupOf, addresses: new Map(rows.map(({ id, email }) => [id, email])) };
}

/** How somebody is to hear of something; undefined: not at all. */
export function wayTo(
  group: Group,
  kind: 'mention' | 'graded',
): { inApp: boolean; mail: boolean } | undefined {
  if (group === 'silent' || group === 'gone') return undefined;
  const { inApp, [kind]: mail } = groups[group];
  return { inApp, mail: mail !== 'none' && group !== 'unproven' };
}
