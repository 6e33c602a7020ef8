import type { Log } from '#platform/server/log/log.ts';
import type { Logged } from '../history.ts';

const mostEvents = 100_000;

/** Topics as the database has them, up to 100,000 events each. */
export async function loggedOn(
  log: Log,
  topics: readonly string[],
): Promise<Map<string, { epoch: string; events: Logged[] }>> {
  const kept = new Map<string, { epoch: string; events: Logged[] }>();
  for (const { topic, epoch } of await log.heads(topics)) {
    const events = await log.after(topic, 0, mostEvents);
    kept.set(topic, {
      epoch,
      events: events.map(({ seq, type, data }) => ({ seq, type, data: JSON.parse(data) as unknown })),
    });
  }
  return kept;
}
