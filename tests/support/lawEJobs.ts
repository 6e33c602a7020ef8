import { sql } from 'kysely';
import type { Academy } from './academy.ts';
import { deadJobsIn } from './deadJobs.ts';
import { anOperator } from './identityActs.ts';
import type { Rooms } from './rooms.ts';

const queue = 'test:law';

/** What each view of the room is asked for; Amara's job is named like her cohort. */
export const jobsInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'jobs:queues': () => ({}),
  'jobs:dead': () => ({ queue }),
  'jobs:asked': ({ cohortId }) => ({ jobId: cohortId }),
};

interface JobsCase {
  command: string;
  what: string;
  first: (academy: Academy) => Promise<unknown>;
  act: (academy: Academy, devices: unknown, first: unknown) => Promise<unknown>;
  heard: readonly string[];
}

/** Every command of the room. */
export function jobsCases(rooms: () => Rooms): JobsCase[] {
  const perform = async (name: string, input: object): Promise<unknown> =>
    rooms().perform(await anOperator(rooms()), name, input);
  /** Two dead jobs, of which Amara asked for the older one. */
  async function died({ cohortId, person }: Academy): Promise<void> {
    const { query } = rooms().db;
    const { userId } = person('amara');
    const [oldest] = await deadJobsIn(rooms().db, queue, 2, { askedBy: userId });
    await sql`update job set id = ${cohortId} where id = ${oldest}`.execute(query);
  }
  const heard = ['amara jobs:asked', 'ops jobs:queues'];
  return [
    {
      command: 'jobs:retry',
      what: 'one of two that are dead',
      first: died,
      act: ({ cohortId }) => perform('jobs:retry', { queue, jobId: cohortId }),
      heard,
    },
    {
      command: 'jobs:discard',
      what: 'all of a queue that match',
      first: died,
      act: () => perform('jobs:discard', { queue, matching: 'mailbox' }),
      heard,
    },
  ];
}
