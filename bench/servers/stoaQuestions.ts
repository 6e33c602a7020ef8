import type { LoadPerson } from '#app/seedLoad.ts';
import type { Logged } from '../history.ts';
import type { Pace } from './questions.ts';
import type { WaitingJobs } from './waitingJobs.ts';

/** What a process holds after everything that is garbage has been collected. */
export interface Holdings {
  heapBytes: number;
  externalBytes: number;
  residentBytes: number;
  sockets: number;
  timers: number;
  /** Topics that this node follows. */
  channels: number;
  connections: number;
  /** On the process and on the HTTP server. */
  listeners: number;
  /** Living objects by their class. */
  objects: Record<string, number>;
}

export type StoaQuestions = {
  processorUs: { ask: object; answer: number };
  /** Makes people who are signed in, as `seed-load` does. */
  seed: { ask: { people: number; studentsPerCohort?: number; password?: string }; answer: LoadPerson[] };
  /** Tells facts on one topic through the log, at a pace. */
  publish: { ask: Pace & { topic: string }; answer: void };
  publishLarge: { ask: Pace & { topic: string; bytes: number }; answer: void };
  /** Writers that each tell one event after the other on one topic, for a time. */
  append: {
    ask: { topic: string; writers: number; forMs: number };
    answer: { count: number; tookMs: number; kept: number; isContiguous: boolean };
  };
  /** A topic as the database has it. */
  logged: {
    ask: { topic: string };
    answer: { epoch: string; events: Logged[] };
  };
  /** Has jobs wait, all of them due, which the house works on as ever. */
  letJobsWait: { ask: WaitingJobs; answer: void };
  countJobs: { ask: object; answer: { open: number; done: number } };
  startLoopDelay: { ask: object; answer: void };
  stopLoopDelay: { ask: object; answer: { p50Ms: number; p99Ms: number; maxMs: number } };
  /** Readers of any push door. */
  connections: { ask: object; answer: number };
  residentBytes: { ask: object; answer: number };
  holdings: { ask: object; answer: Holdings };
};
