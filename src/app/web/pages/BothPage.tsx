import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LiveSession } from '#features/sessions/contract.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { api } from '../house.ts';
import { BothSides, type BothOf } from '../screens/BothSides.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';

const staffSeat = '/seat/ines';
const studentSeat = '/seat/amara';

export function BothPage() {
  const [of, setOf] = useState<BothOf>('lessons');
  const session = useQuery({
    queryKey: ['both'],
    // Asked from the teacher's seat, which its frame has taken by then.
    queryFn: ({ signal }) => nextSession(signal),
    enabled: of === 'live',
    retry: false,
    gcTime: 0,
  });
  const sessionId = of === 'live' ? session.data : undefined;
  return (
    <OpenShell width="window">
      <BothSides
        of={of}
        onOf={setOf}
        isMissing={of === 'live' && !session.isPending && !sessionId}
        {...(sessionId
          ? {
              staffSrc: `${staffSeat}${sessionPaths.host(sessionId)}`,
              studentSrc: `${studentSeat}${sessionPaths.audience(sessionId)}`,
            }
          : {
              staffSrc: `${staffSeat}/demo/ines?to=${staffSeat}/teach`,
              studentSrc: `${studentSeat}/demo/amara?to=${studentSeat}/home`,
            })}
      />
    </OpenShell>
  );
}

/** @returns the session of the class that is live, or the next one; null: there is none */
async function nextSession(signal: AbortSignal): Promise<string | null> {
  const read = async <Data,>(path: string): Promise<Data> => {
    const { body } = await api.request(`${staffSeat}${path}`, {}, { signal });
    return (body as { data: Data }).data;
  };
  const { cohorts } = await read<{ cohorts: { id: string }[] }>('/api/me');
  const sessions = await read<LiveSession[]>(`/api/cohorts/${cohorts[0]!.id}/sessions`);
  const inState = (wanted: LiveSession['state']) => sessions.filter(({ state }) => state === wanted);
  const [next] = inState('scheduled').toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return (inState('live')[0] ?? next)?.id ?? null;
}
