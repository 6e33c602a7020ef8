import { newId } from '#kernel/ids.ts';

interface JobsExample {
  about: 'nothing in particular';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for what the room of jobs has. */
export function jobsExamples(): Record<string, JobsExample[]> {
  const anything = (input: Record<string, unknown> = {}): JobsExample[] => [
    { about: 'nothing in particular', input },
  ];
  return {
    'jobs:retry': anything({ queue: 'test:none' }),
    'jobs:discard': anything({ queue: 'test:none' }),
    'jobs:queues': anything(),
    'jobs:dead': anything(),
    // Nobody asked for it, which is what whoever may ask hears.
    'jobs:asked': [{ about: 'nothing in particular', input: { jobId: newId() }, passes: '404 not_found' }],
    'operations/jobs': anything(),
  };
}
