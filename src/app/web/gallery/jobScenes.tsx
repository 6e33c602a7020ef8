import type { ComponentProps, ReactNode } from 'react';
import type { DeadJob, QueueLine } from '#features/jobs/contract.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { OpsJobsScreen } from '../screens/operate/OpsJobsScreen.tsx';

type Place = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Place;
type Props = ComponentProps<typeof OpsJobsScreen>;

const nothing = (): void => {};
const at = '/ops/jobs';

const idle = { waiting: 0, underWay: 0, dead: 0, firstDueAt: null, long: [] };
const queues: QueueLine[] = [
  { ...idle, queue: 'analytics:nightly', waiting: 1, firstDueAt: '2026-06-10T04:00:00Z' },
  {
    ...idle,
    queue: 'announcements:mail',
    waiting: 1_243,
    underWay: 4,
    dead: 212,
    firstDueAt: '2026-06-09T12:58:00Z',
  },
  {
    ...idle,
    queue: 'cohorts:import',
    underWay: 2,
    long: [
      {
        id: '0197-1',
        effectKey: 'import/0197545c-2f0e-7d0a-9a4c-6f1f0a4d2b11',
        attempt: 1,
        begunAt: '2026-06-09T12:57:00Z',
        progress: { done: 1_320, of: 4_000 },
      },
      {
        id: '0197-2',
        effectKey: 'import/0197545c-2f0e-7d0a-9a4c-6f1f0a4d2b12',
        attempt: 3,
        begunAt: '2026-06-09T12:59:00Z',
        progress: null,
      },
    ],
  },
  { ...idle, queue: 'webhooks:send' },
];

const causes = [
  'Error: 452 4.2.2 The recipient’s mailbox is full',
  'It took longer than 20000 ms.',
  'The worker that had it went silent.',
  '',
];
const dead: DeadJob[] = Array.from({ length: 8 }, (_, place) => ({
  id: `0197545c-2f0e-7d0a-9a4c-6f1f0a4d2b0${place}`,
  queue: place % 3 === 2 ? 'cohorts:import' : 'announcements:mail',
  effectKey: `announcement/0197545c-2f0e-7d0a-9a4c-6f1f0a4d2b1${place}/0197545c-2f0e-7d0a-9a4c-6f1f0a4d2b0${place}`,
  attempts: place === 2 ? 1 : 5,
  fault: causes[place % causes.length]!,
  askedAt: '2026-06-08T16:10:00Z',
  diedAt: '2026-06-09T11:52:00Z',
}));

const find: Props['find'] = {
  asked: { queue: '', matching: '' },
  queues: queues.map(({ queue }) => queue),
  onFind: nothing,
};
const deciding: Props['deciding'] = {
  onMore: nothing,
  isLoadingMore: false,
  busy: null,
  decided: null,
  fault: null,
  onDecide: nothing,
  onDecideAll: nothing,
};
const screen = (more: Partial<Props> = {}): ReactNode => (
  <OpsJobsScreen
    queues={full(queues)}
    dead={full({ jobs: dead, count: 212 })}
    find={find}
    deciding={deciding}
    {...more}
  />
);
const none = { ...deciding, onMore: undefined };

/** The jobs page in all its states. */
export function jobScenes(inside: Inside, failed: View<never>): Record<string, Place> {
  const ofMail = { ...find, asked: { queue: 'announcements:mail', matching: 'mailbox' } };
  return {
    'ops-jobs-loading': inside(at, screen({ queues: loading, dead: loading }), 'admin'),
    'ops-jobs-failed': inside(at, screen({ queues: failed, dead: failed }), 'admin'),
    'ops-jobs-empty': inside(
      at,
      screen({
        queues: full([]),
        dead: full({ jobs: [], count: 0 }),
        find: { ...find, queues: [] },
        deciding: none,
      }),
      'admin',
    ),
    'ops-jobs': inside(at, screen({ deciding: { ...deciding, busy: dead[1]!.id } }), 'admin'),
    'ops-jobs-one-queue': inside(
      at,
      screen({
        find: ofMail,
        deciding: {
          ...deciding,
          decided: { decision: 'retry', queue: 'announcements:mail', jobs: 500, left: 212 },
        },
      }),
      'admin',
    ),
    'ops-jobs-none-fits': inside(
      at,
      screen({
        find: ofMail,
        dead: full({ jobs: [], count: 0 }),
        deciding: { ...none, fault: 'Stoa cannot do this right now. Please try again shortly.' },
      }),
      'admin',
    ),
  };
}
