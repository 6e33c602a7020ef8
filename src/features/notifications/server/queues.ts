import { z } from 'zod';
import { id } from '#kernel/ids.ts';
import { jobQueue } from '#platform/server/jobs/kinds.ts';

/** Says by mail what is gathered under one key, as far as it is neither said nor read. */
export const mailQueue = jobQueue(
  'notifications:mail',
  z.strictObject({ personId: id, collapseKey: z.string() }),
);

/** Sends somebody the digest that is due. */
export const digestQueue = jobQueue('notifications:digest', z.strictObject({ personId: id }));
