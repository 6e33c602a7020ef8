import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { identity } from '#features/identity/contract.ts';
import type { AuditAsked } from '#features/identity/web/operate/AuditList.tsx';
import { basePath } from '#platform/web/api/basePath.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { OpsAuditScreen } from '../../screens/operate/OpsAuditScreen.tsx';
import { useMe } from '../me.ts';

export function OpsAuditPage() {
  const me = useMe();
  return me.user.platformAdmin ? <Audit /> : <NotFound />;
}

/** What was done up to the moment of asking; asking again looks at the newest. */
function Audit() {
  const { live } = useRealtime();
  const [asked, setAsked] = useState<AuditAsked & { until: string }>(() => ({
    act: '',
    about: '',
    by: '',
    until: new Date().toISOString(),
  }));
  const [befores, setBefores] = useState<readonly string[]>([]);
  const input = {
    until: asked.until,
    ...(asked.act !== '' && { act: asked.act }),
    ...(asked.about !== '' && { about: asked.about }),
    ...(asked.by !== '' && { by: asked.by }),
  };
  const pages = useQueries({
    queries: [input, ...befores.map((before) => ({ ...input, before }))].map((page) =>
      live.view(identity, 'identity:audit', page),
    ),
  });
  const first = viewOf(
    pages[0] as Parameters<typeof viewOf<{ entries: never[] }>>[0] & { error: ApiProblem },
  );
  const there = pages.map(({ data }) => data).filter((data) => data !== undefined);
  const entries = there.flatMap((page) => page.entries);
  const last = there.at(-1);
  const older = (): void => {
    const end = last?.entries.at(-1)?.id;
    if (end !== undefined) setBefores([...new Set([...befores, end])]);
  };
  return (
    <OpsAuditScreen
      entries={first.state === 'full' ? { state: 'full', data: entries } : first}
      filter={{
        asked,
        onShow: (filter) => {
          setBefores([]);
          setAsked({ ...filter, until: new Date().toISOString() });
        },
      }}
      list={{
        csvHref: `${basePath}/api/operations/audit.csv?${new URLSearchParams(input)}`,
        onOlder: last?.more ? older : undefined,
        isLoadingOlder: there.length < pages.length,
      }}
    />
  );
}
