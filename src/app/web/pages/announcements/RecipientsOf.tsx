import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import {
  announcements,
  type Announcement,
  type AnnouncementReach,
  type RecipientPage,
  type RecipientsShown,
} from '#features/announcements/contract.ts';
import { RecipientList } from '#features/announcements/web/staff/RecipientList.tsx';
import { useStaffWords } from '#features/announcements/web/staff/staffWords.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { moreOf } from '../moreOf.ts';
import { useProblemWords } from '../useProblemWords.ts';

/** While it comes further, those who are named are looked up at most so often, in ms. */
const lookEveryMs = 3_000;

interface RecipientsOfProps {
  announcement: Announcement;
  reach: AnnouncementReach;
}

/** Opened by whoever wants to know: to whom it went, by name. */
export function RecipientsOf(props: RecipientsOfProps) {
  const { t } = useStaffWords();
  const [isOpen, setOpen] = useState(false);
  if (props.reach.people === 0) return null;
  return (
    <div className="mt-4 grid gap-4">
      <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="justify-self-start">
        {t(isOpen ? 'recipients.close' : 'recipients.open')}
      </Button>
      {isOpen && <Named {...props} />}
    </div>
  );
}

function Named({ announcement, reach }: RecipientsOfProps) {
  const { id: announcementId, audience, needsAcknowledgement } = announcement;
  const [which, setWhich] = useState<RecipientsShown>('everybody');
  const pages = usePages(announcementId, which);
  const wordsOf = useProblemWords();
  const { refetch } = pages;
  useKeptUp(JSON.stringify(reach), refetch);
  const view = (): View<RecipientPage['recipients']> => {
    if (pages.data) return full(pages.data.pages.flatMap(({ recipients }) => recipients));
    if (!pages.error) return loading;
    const failure = { sentence: wordsOf(pages.error), requestId: pages.error.requestId };
    return { state: 'failed', failure, retry: () => void refetch() };
  };
  return (
    <RecipientList
      recipients={view()}
      which={which}
      needsAcknowledgement={needsAcknowledgement}
      namesCohorts={audience.cohortId === null}
      more={moreOf(pages, wordsOf)}
      onWhich={setWhich}
      onMore={() => void pages.fetchNextPage()}
    />
  );
}

/** Looks anew once what was reached is different: so long after the first change, however many follow. */
function useKeptUp(reached: string, look: () => Promise<unknown>): void {
  const lookedAt = useRef(reached);
  const now = useRef(reached);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    now.current = reached;
    if (reached === lookedAt.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      lookedAt.current = now.current;
      void look();
    }, lookEveryMs);
  }, [reached, look]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}

function usePages(announcementId: string, which: RecipientsShown) {
  const { live } = useRealtime();
  return useInfiniteQuery<
    RecipientPage,
    ApiProblem,
    { pages: RecipientPage[] },
    readonly string[],
    string | undefined
  >({
    queryKey: ['recipients', announcementId, which],
    initialPageParam: undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const input = { announcementId, which, ...(after !== undefined && { after }) };
      return (await live.api.view(announcements, 'announcements:recipients', input, { signal })).data;
    },
    getNextPageParam: ({ after }) => after ?? undefined,
    gcTime: 0,
    retry: false,
  });
}
