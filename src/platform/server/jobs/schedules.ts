import { sql } from 'kysely';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { dayAfter, dayIn, instantOf } from '#kernel/zonedTime.ts';
import type { Database } from '../db/database.ts';
import type { Chore } from '../feature.ts';
import type { JobSchedule } from './kinds.ts';

const lookEveryMs = 15_000;

/**
 * The last time at or before this moment at which the zone's clocks showed `at`, and the day to which it belongs.
 * A time that is left out when clocks go forward is as much later; of one that comes twice, the first: so each day
 * has one.
 */
export function lastDue(
  { at, zone }: Pick<JobSchedule, 'at' | 'zone'>,
  nowMs: number,
): { day: string; dueAt: Date } {
  const minute = minuteOf(at);
  const today = dayIn(zone, new Date(nowMs));
  const dueAt = instantOf(today, minute, zone);
  if (dueAt.getTime() <= nowMs) return { day: today, dueAt };
  const yesterday = dayAfter(today, -1);
  return { day: yesterday, dueAt: instantOf(yesterday, minute, zone) };
}

/** @throws Error for what is no time of day */
function minuteOf(at: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
  if (hours === undefined) throw new Error(`A schedule names a time of day such as 06:00, not ${at}.`);
  return Number(hours) * 60 + Number(minutes);
}

/**
 * Asks for the jobs of schedules. Each node does: the effect key names the day, so each day has one job. Of days that
 * nobody was there for, the last one is made up for.
 */
export class Schedules {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #schedules: readonly JobSchedule[];
  /** What this node has asked for already, by schedule. */
  readonly #asked = new Map<string, string>();

  constructor({ db, clock, schedules }: { db: Database; clock: Clock; schedules: readonly JobSchedule[] }) {
    this.#db = db;
    this.#clock = clock;
    this.#schedules = schedules;
    if (new Set(schedules.map(({ name }) => name)).size < schedules.length)
      throw new Error('Two schedules have the same name.');
    // A zone or a time that is none is told at the start, and the data that a queue does not take.
    for (const schedule of schedules) {
      lastDue(schedule, clock.nowMs());
      schedule.queue.data.parse(schedule.data);
    }
  }

  get chores(): Chore[] {
    if (this.#schedules.length === 0) return [];
    return [{ name: 'jobs:schedules', everyMs: lookEveryMs, run: () => this.ask() }];
  }

  /** Asks for what fell due since the last time. */
  async ask(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    for (const schedule of this.#schedules) {
      const { day, dueAt } = lastDue(schedule, nowMs);
      if (this.#asked.get(schedule.name) === day) continue;
      await this.#askFor(schedule, day, dueAt, new Date(nowMs));
      this.#asked.set(schedule.name, day);
    }
  }

  async #askFor({ name, queue, data }: JobSchedule, day: string, dueAt: Date, now: Date): Promise<void> {
    await sql`
      insert into job_schedule (name, since) values (${name}, ${now}) on conflict (name) do nothing`.execute(
      this.#db.query,
    );
    await sql`
      insert into job (id, queue, effect_key, data)
      select ${newId()}, ${queue.name}, name || '/' || ${day}, ${JSON.stringify(data)}::json
      from job_schedule where name = ${name} and since <= ${dueAt}
      on conflict (queue, effect_key) do nothing`.execute(this.#db.query);
  }
}
