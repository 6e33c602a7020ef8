import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { jobs } from '#features/jobs/contract.ts';
import type { DeadAsked, Decided, Decision } from '#features/jobs/web/DeadJobs.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { OpsJobsScreen } from '../../screens/operate/OpsJobsScreen.tsx';
import { useMe } from '../me.ts';
import { useProblemWords } from '../useProblemWords.ts';

const topics = [jobs.topics.board.of({})];

export function OpsJobsPage() {
  const me = useMe();
  return me.user.platformAdmin ? <Jobs /> : <NotFound />;
}

function Jobs() {
  const [asked, setAsked] = useState<DeadAsked>({ queue: '', matching: '' });
  const queues = useLiveView(jobs, 'jobs:queues', {}, { topics });
  const { first, dead, count, loadMore, isLoadingMore } = useDead(asked);
  const { decide, ...deciding } = useDeciding();
  const lines = viewOf(queues);
  const page = viewOf(first);
  return (
    <OpsJobsScreen
      queues={lines.state === 'full' ? { state: 'full', data: lines.data.queues } : lines}
      dead={page.state === 'full' ? { state: 'full', data: { jobs: dead, count } } : page}
      find={{ asked, queues: queues.data?.queues.map(({ queue }) => queue) ?? [], onFind: setAsked }}
      deciding={{
        ...deciding,
        onMore: loadMore,
        isLoadingMore,
        onDecide: (decision, { id, queue }) => decide(decision, id, { queue, jobId: id }),
        onDecideAll: (decision) =>
          decide(decision, 'all', {
            queue: asked.queue,
            ...(asked.matching !== '' && { matching: asked.matching }),
            // What died since the list was seen was not meant.
            ...(dead[0] && { until: dead[0].diedAt }),
          }),
      }}
    />
  );
}

/** The pages that were asked for so far, as one list. */
function useDead({ queue, matching }: DeadAsked) {
  const { live } = useRealtime();
  const asked = { ...(queue !== '' && { queue }), ...(matching !== '' && { matching }) };
  const key = JSON.stringify(asked);
  const [ends, setEnds] = useState<{ of: string; after: { after: string; afterDiedAt: string }[] }>({
    of: key,
    after: [],
  });
  const after = ends.of === key ? ends.after : [];
  const first = useLiveView(jobs, 'jobs:dead', asked, { topics });
  const later = useQueries({
    queries: after.map((end) => live.view(jobs, 'jobs:dead', { ...asked, ...end })),
  });
  const pages = [first.data, ...later.map(({ data }) => data)].filter((page) => page !== undefined);
  // What moved from one page to the next while both are shown stands once.
  const dead = [...new Map(pages.flatMap((page) => page.jobs).map((job) => [job.id, job])).values()];
  const last = pages.at(-1);
  const end = last?.jobs.at(-1);
  const loadMore = (): void => {
    if (!end || after.some((one) => one.after === end.id)) return;
    setEnds({ of: key, after: [...after, { after: end.id, afterDiedAt: end.diedAt }] });
  };
  return {
    first,
    dead,
    count: first.data?.count ?? 0,
    loadMore: last?.more === true ? loadMore : undefined,
    isLoadingMore: pages.length <= after.length,
  };
}

function useDeciding() {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const [busy, setBusy] = useState<string | null>(null);
  const [decided, setDecided] = useState<Decided | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const decideNow = async (
    decision: Decision,
    which: string,
    meant: { queue: string; jobId?: string; matching?: string; until?: string },
  ): Promise<void> => {
    setBusy(which);
    setDecided(null);
    setFault(null);
    try {
      setDecided({ decision, ...(await live.api.command(jobs, `jobs:${decision}`, meant)) });
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setBusy(null);
    }
  };
  return {
    busy,
    decided,
    fault,
    decide: (...given: Parameters<typeof decideNow>): void => void decideNow(...given),
  };
}
