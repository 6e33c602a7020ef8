import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { full, type View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import type { AuditLine } from '#features/identity/contract.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { auditKinds, OrganisationAuditScreen, type AuditKind } from '../screens/OrganisationAuditScreen.tsx';
import { useMe } from './me.ts';

const asked = {
  all: {},
  people: { kind: 'person' },
  cohorts: { kind: 'cohort' },
  invitations: { kind: 'invitation' },
} as const satisfies Record<AuditKind, object>;

export function OrganisationAuditPage() {
  const { organisationId = '' } = useParams();
  const me = useMe();
  const { live } = useRealtime();
  const [search, setSearch] = useSearchParams();
  const kind = auditKinds.find((one) => one === search.get('show')) ?? 'all';
  const [until] = useState(() => new Date().toISOString());
  const pages = useInfiniteQuery({
    queryKey: ['organisation-audit', organisationId, kind],
    initialPageParam: { until, before: undefined as string | undefined },
    queryFn: async ({ pageParam: { until: upTo, before }, signal }) => {
      const input = { organisationId, until: upTo, ...asked[kind], ...(before !== undefined && { before }) };
      return (await live.api.view(cohorts, 'cohorts:audit', input, { signal })).data;
    },
    getNextPageParam: (last, _all, { until: upTo }) =>
      last.more ? { until: upTo, before: last.entries.at(-1)?.id } : undefined,
    gcTime: 0,
    retry: false,
  });
  const organisation = me.organisations.find(({ id }) => id === organisationId);
  if (!organisation) return <NotFound />;
  const entries: View<readonly AuditLine[]> = pages.data
    ? full(pages.data.pages.flatMap((page) => page.entries))
    : viewOf<readonly AuditLine[]>({ ...pages, data: undefined } as never);
  return (
    <OrganisationAuditScreen
      organisation={organisation}
      entries={entries}
      kind={kind}
      onKind={(next) => setSearch(next === 'all' ? {} : { show: next }, { replace: true })}
      more={pages.hasNextPage}
      loadingMore={pages.isFetchingNextPage}
      onMore={() => void pages.fetchNextPage()}
    />
  );
}
