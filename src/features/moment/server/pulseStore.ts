import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { OwnPulse, PulseCounts, PulsePoint } from '../contract.ts';

const minuteMs = 60_000;

/** Keeps what somebody says now. @returns when that was; undefined: they say it already */
export async function say(
  tx: Tx,
  { sessionId, personId, pace, clarity }: { sessionId: string; personId: string } & OwnPulse,
): Promise<Date | undefined> {
  const own = await ownPulse(tx, sessionId, personId);
  if (own.pace === pace && own.clarity === clarity) return undefined;
  const { rows } = await sql<{ saidAt: Date }>`
    insert into pulse_said (session_id, person_id, pace, clarity)
    values (${sessionId}, ${personId}, ${pace}, ${clarity}) returning said_at as "saidAt"`.execute(tx);
  return rows[0]!.saidAt;
}

/** What somebody said last. */
export async function ownPulse(db: Queryable, sessionId: string, personId: string): Promise<OwnPulse> {
  const { rows } = await sql<OwnPulse>`
    select pace, clarity from pulse_said where session_id = ${sessionId} and person_id = ${personId}
    order by said_at desc, number desc limit 1`.execute(db);
  return rows[0] ?? { pace: null, clarity: null };
}

interface Saying extends OwnPulse {
  personId: string;
  saidAt: Date;
}

export interface Pulse {
  pulse: PulseCounts;
  line: PulsePoint[];
}

/** The minute in which something was said. */
export function minuteOf(saidAt: Date): Date {
  return new Date(Math.floor(saidAt.getTime() / minuteMs) * minuteMs);
}

/** The minute before the one in which something was said. */
export function minuteBefore(saidAt: Date): Date {
  return new Date(minuteOf(saidAt).getTime() - minuteMs);
}

/**
 * What the class says, and how that came, minute by minute: a recount of what was said, everybody's last word at the
 * end of each minute.
 *
 * @param since from which minute on the line is wanted
 */
export async function pulseOf(db: Queryable, sessionId: string, since = new Date(0)): Promise<Pulse> {
  const { rows } = await sql<Saying>`
    (select distinct on (person_id) person_id as "personId", pace, clarity, said_at as "saidAt", number
      from pulse_said where session_id = ${sessionId} and said_at < ${since}
      order by person_id, said_at desc, number desc)
    union all
    (select person_id, pace, clarity, said_at, number
      from pulse_said where session_id = ${sessionId} and said_at >= ${since})
    order by "saidAt", number`.execute(db);
  return pulseIn(rows, since);
}

/** @param sayings in order */
export function pulseIn(sayings: readonly Saying[], since: Date): Pulse {
  const last = new Map<string, OwnPulse>();
  const line: PulsePoint[] = [];
  for (const [place, { personId, pace, clarity, saidAt }] of sayings.entries()) {
    last.set(personId, { pace, clarity });
    const minute = minuteOf(saidAt);
    const next = sayings[place + 1];
    const isLastOfMinute = !next || minuteOf(next.saidAt) > minute;
    if (isLastOfMinute && saidAt >= since)
      line.push({ minute: minute.toISOString(), ...countsOf([...last.values()]) });
  }
  return { pulse: countsOf([...last.values()]), line };
}

function countsOf(pulses: readonly OwnPulse[]): PulseCounts {
  const pace = (said: OwnPulse['pace']): number => pulses.filter((one) => one.pace === said).length;
  const clarity = (said: OwnPulse['clarity']): number => pulses.filter((one) => one.clarity === said).length;
  return {
    pace: { 'too-slow': pace('too-slow'), right: pace('right'), 'too-fast': pace('too-fast') },
    clarity: { lost: clarity('lost'), partly: clarity('partly'), clear: clarity('clear') },
  };
}
