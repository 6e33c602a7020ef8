import { z } from 'zod';
import { id } from '#kernel/ids.ts';
import { jobQueue } from '#platform/server/jobs/kinds.ts';

/** Copies that are to be made. */
export const copyQueue = jobQueue('rights:copy', z.object({ exportId: id }));
