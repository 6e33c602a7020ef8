import type { Circle, JobsFacts } from '../proofs/jobsFacts.ts';
import type { Errand } from './errands.ts';

export type JobsQuestions = {
  /** Asks for jobs, once however often it is asked. */
  errands: { ask: { queue: 'errands' | 'others'; all: readonly Errand[] }; answer: void };
  /** The hour of everybody's digest has come. */
  digestsDue: { ask: { personIds: readonly string[] }; answer: void };
  /** How many jobs and mails are still to be settled. */
  unsettled: { ask: Circle; answer: number };
  facts: { ask: Circle; answer: JobsFacts };
};
