import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import {
  notifications,
  toldOutcomes,
  typesForStaff,
  type SentPage as Page,
} from '#features/notifications/contract.ts';
import type { Trusting } from '#features/notifications/web/MailBackList.tsx';
import type { SentAsked } from '#features/notifications/web/SentFilter.tsx';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { full, type View } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { SentScreen } from '../../screens/SentScreen.tsx';
import { useMe } from '../me.ts';
import { moreOf } from '../moreOf.ts';
import { useProblemWords } from '../useProblemWords.ts';

export function SentPage() {
  const { cohortId = '' } = useParams();
  return <OfCohort key={cohortId} cohortId={cohortId} />;
}

function OfCohort({ cohortId }: { cohortId: string }) {
  const { asked, onAsk } = useAsked();
  const sent = useSent(cohortId, asked);
  const { trusting, onTrust } = useTrusting(cohortId, () => void sent.pages.refetch());
  const title = useMe().cohorts.find(({ id }) => id === cohortId)?.title ?? '';
  if (isMissing(sent.pages)) return <NotFound />;
  return (
    <SentScreen
      cohort={{ id: cohortId, title: sent.newest?.lines[0]?.cohort.title ?? title }}
      sent={sent.view}
      asOf={sent.newest && new Date(sent.pages.dataUpdatedAt).toISOString()}
      isLooking={sent.pages.isRefetching && !sent.pages.isFetchingNextPage}
      onLook={() => void sent.pages.refetch()}
      asked={asked}
      people={sent.people}
      onAsk={onAsk}
      more={sent.more}
      onMore={() => void sent.pages.fetchNextPage()}
      trusting={trusting}
      onTrust={(person) => void onTrust(person)}
    />
  );
}

/** What is looked for stands in the address, so that it can be handed on. */
function useAsked(): { asked: SentAsked; onAsk: (asked: SentAsked) => void } {
  const [search, setSearch] = useSearchParams();
  const asked: SentAsked = {
    type: typesForStaff.find((one) => one === search.get('kind')) ?? '',
    personId: search.get('person') ?? '',
    outcome: toldOutcomes.find((one) => one === search.get('outcome')) ?? '',
  };
  const onAsk = ({ type, personId, outcome }: SentAsked): void =>
    setSearch(
      {
        ...(type !== '' && { kind: type }),
        ...(personId !== '' && { person: personId }),
        ...(outcome !== '' && { outcome }),
      },
      { replace: true },
    );
  return { asked, onAsk };
}

function useSent(cohortId: string, { type, personId, outcome }: SentAsked) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const pages = useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, readonly string[], string | undefined>({
    queryKey: ['sent', cohortId, type, personId, outcome],
    initialPageParam: undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const input = {
        cohortId,
        ...(type !== '' && { type }),
        ...(personId !== '' && { personId }),
        ...(outcome !== '' && { outcome }),
        ...(before !== undefined && { before }),
      };
      return (await live.api.view(notifications, 'notifications:sent', input, { signal })).data;
    },
    getNextPageParam: ({ before }) => before ?? undefined,
    gcTime: 0,
    retry: false,
  });
  const all = pages.data?.pages;
  const newest = all?.[0];
  const [people, setPeople] = useState<Page['people']>([]);
  if (newest && newest.people !== people) setPeople(newest.people);
  const view: View<Page> =
    newest === undefined
      ? viewOf<Page>({ ...pages, data: undefined } as never)
      : full({ ...newest, lines: all!.flatMap(({ lines }) => lines) });
  return { pages, newest, people, view, more: moreOf(pages, wordsOf) };
}

function useTrusting(cohortId: string, onDone: () => void) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const [trusting, setTrusting] = useState<Trusting>({ state: 'ready' });
  const onTrust = async ({ id: userId, name }: { id: string; name: string }): Promise<void> => {
    setTrusting({ state: 'busy', userId });
    try {
      await live.api.command(notifications, 'notifications:trust-address', { cohortId, userId });
      setTrusting({ state: 'done', name });
      onDone();
    } catch (problem) {
      setTrusting({ state: 'failed', reason: wordsOf(problem) });
    }
  };
  return { trusting, onTrust };
}
