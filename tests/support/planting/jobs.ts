import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { jobs } from '#features/jobs/contract.ts';
import { payloads } from '../xssPayloads.ts';
import type { Plot } from './world.ts';

/** Dead jobs whose cause and key are what people wrote, and an operator who looks for such words. */
export async function plantJobs({ house, planter, ops }: Plot): Promise<void> {
  for (const { text } of payloads)
    await sql`
      insert into job (id, queue, effect_key, data, state, attempts, done_at, fault)
      values (${newId()}, 'test:planted', ${text}, '{}', 'dead', 5, now(), ${text})`.execute(
      house.ground.db.query,
    );
  // In no cause, so that they stay.
  const nowhere = { queue: 'test:planted', matching: `nowhere ${payloads[0]!.text}` };
  await planter.plant(ops, jobs, 'jobs:retry', nowhere);
  await planter.plant(ops, jobs, 'jobs:discard', nowhere);
}
