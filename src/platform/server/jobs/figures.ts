import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import * as store from './store.ts';

/** What waits, for how long, and what is dead, as figures of the whole Stoa: each node tells the same. */
export function measureJobs(registry: Registry, db: Database): void {
  let asking: Promise<store.QueueFigures[]> | undefined;
  // Asked once for all gauges; without the database they say nothing, and the other figures are told nevertheless.
  const ask = (): Promise<store.QueueFigures[]> =>
    (asking ??= store
      .figures(db.query)
      .catch(() => [])
      .finally(() => (asking = undefined)));
  const gauge = (name: string, help: string, read: (one: store.QueueFigures) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['queue'],
      registers: [registry],
      async collect() {
        const found = await ask();
        this.reset();
        for (const one of found) this.set({ queue: one.queue }, read(one));
      },
    });
  gauge('stoa_jobs_waiting', 'jobs that nobody has yet', ({ waiting }) => waiting);
  gauge('stoa_jobs_oldest_seconds', 'for how long the oldest job that is due has waited', (one) => one.oldestSeconds); // prettier-ignore
  gauge('stoa_jobs_dead', 'jobs that were given up and wait for somebody to decide', ({ dead }) => dead);
}
