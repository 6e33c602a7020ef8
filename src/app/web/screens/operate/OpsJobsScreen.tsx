import type { ComponentProps } from 'react';
import type { DeadJob, QueueLine } from '#features/jobs/contract.ts';
import { DeadJobs, FindDead } from '#features/jobs/web/DeadJobs.tsx';
import { QueueList } from '#features/jobs/web/QueueList.tsx';
import { useJobWords } from '#features/jobs/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { OperatePlaces } from './OperatePlaces.tsx';

interface OpsJobsScreenProps {
  queues: View<readonly QueueLine[]>;
  dead: View<{ jobs: readonly DeadJob[]; count: number }>;
  find: ComponentProps<typeof FindDead>;
  deciding: Omit<ComponentProps<typeof DeadJobs>, 'jobs' | 'count' | 'asked'>;
}

export function OpsJobsScreen({ queues, dead, find, deciding }: OpsJobsScreenProps) {
  const { t } = useJobWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <OperatePlaces />
      <div>
        <PageHeading title={t('title')} />
        <p className="mt-1 max-w-read text-muted">{t('lead')}</p>
      </div>
      <section aria-labelledby="jobs-queues" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="jobs-queues" className="text-section">
          {t('queues.title')}
        </h2>
        <Shown
          view={queues}
          loading={t('loading')}
          failed={t('failed')}
          bones={<Bones className="gap-6" lines={['70%', '60%', '75%']} />}
        >
          {(data) => <QueueList queues={data} />}
        </Shown>
      </section>
      <section aria-labelledby="jobs-dead" className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
        <h2 id="jobs-dead" className="text-section">
          {t('dead.title')}
        </h2>
        <FindDead {...find} />
        <Shown
          view={dead}
          loading={t('dead.loading')}
          failed={t('dead.failed')}
          bones={<Bones className="gap-6" lines={['90%', '80%', '85%']} />}
        >
          {(data) => <DeadJobs {...deciding} {...data} asked={find.asked} />}
        </Shown>
      </section>
    </div>
  );
}
