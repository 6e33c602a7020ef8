import type { EventData, ViewData, ViewInput } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { jobs, type AskedJob, type QueueLine } from '../contract.ts';

type Queues = ViewData<typeof jobs, 'jobs:queues'>;
type Dead = ViewData<typeof jobs, 'jobs:dead'>;
type DeadAsked = ViewInput<typeof jobs, 'jobs:dead'>;

/** Queues stand in the order of their names, letter by letter. */
export function queueChanged(data: Queues, line: QueueLine): Queues {
  const known = data.queues.find(({ queue }) => queue === line.queue);
  if (known && same(known, line)) return data;
  const others = data.queues.filter((one) => one !== known);
  const queues = [...others, line].sort((a, b) => (a.queue < b.queue ? -1 : 1));
  return { ...data, queues };
}

/** Which jobs they are, the event does not say; those of other queues are not shown. */
export function deadChanged(
  data: Dead,
  { queue }: EventData<typeof jobs, 'jobs:dead-changed'>,
  asked: DeadAsked,
): Dead | 'refetch' {
  return asked.queue === undefined || asked.queue === queue ? 'refetch' : data;
}

export function moved(data: AskedJob, job: AskedJob): AskedJob {
  return data.id !== job.id || same(data, job) ? data : job;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export const jobsLive = liveRoom(jobs, {
  'jobs:queues': { 'jobs:queue-changed': queueChanged },
  'jobs:dead': {
    'jobs:dead-changed': (data: Dead, event: EventData<typeof jobs, 'jobs:dead-changed'>, { input }) =>
      deadChanged(data, event, input),
  },
  'jobs:asked': { 'jobs:moved': moved },
});
