import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, type LiveSession } from '#features/sessions/contract.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { api } from '../house.ts';
import { BothSides } from '../screens/BothSides.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';

const seat = { staff: '/seat/ines', student: '/seat/amara' } as const;
const looksEveryMs = 5_000;

/** A teacher and a student of the demo class side by side: in the session that is live, or else at the lessons. */
export function BothPage() {
  const { t } = useTranslation();
  const seats = useQuery<string | null, ApiProblem>({
    queryKey: ['both', 'seats'],
    queryFn: ({ signal }) => takeSeats(signal),
    retry: false,
    // Whoever comes back sits down again: somebody may have signed out in a frame.
    gcTime: 0,
    staleTime: Infinity,
  });
  const cohortId = seats.data;
  const sessions = useQuery<LiveSession[], ApiProblem>({
    queryKey: ['both', 'sessions', cohortId],
    queryFn: ({ signal }) => read(`${seat.staff}/api/cohorts/${cohortId}/sessions`, signal),
    enabled: typeof cohortId === 'string',
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.error ? false : looksEveryMs),
  });
  const seated = viewOf(seats);
  if (cohortId === null)
    return (
      <OpenShell>
        <NotFound />
      </OpenShell>
    );
  return (
    <OpenShell width="window">
      <Shown
        view={seated.state === 'failed' ? seated : viewOf(sessions)}
        loading={t('both.loading')}
        failed={t('both.failed')}
        bones={<SheetBones />}
        page
      >
        {(list) => <Watched sessions={list} />}
      </Shown>
    </OpenShell>
  );
}

/** Begins at what is live. What is watched stays, whatever becomes of it, until somebody turns to something else. */
function Watched({ sessions }: { sessions: readonly LiveSession[] }) {
  const next = atHand(sessions);
  const [watchedId, setWatchedId] = useState(next?.state === 'live' ? next.id : null);
  const watched = sessions.find(({ id }) => id === watchedId) ?? null;
  return (
    <BothSides
      of={watched ? 'live' : 'lessons'}
      onOf={(of) => setWatchedId(of === 'live' ? (next?.id ?? null) : null)}
      session={watched ?? next}
      src={{
        staff: seat.staff + (watched ? sessionPaths.host(watched.id) : '/teach'),
        student: seat.student + (watched ? sessionPaths.audience(watched.id) : '/home'),
      }}
    />
  );
}

/** The session of the class that is live, or else the next one; the list has the earliest first. */
function atHand(sessions: readonly LiveSession[]): LiveSession | null {
  const left = sessions.filter(({ state }) => !isOver(state));
  return left.find(({ state }) => state === 'live') ?? left[0] ?? null;
}

/** Signs both in, each under a path of its own. @returns their cohort; null where this is no demo with seats */
async function takeSeats(signal: AbortSignal): Promise<string | null> {
  const { seats } = await read<{ seats: boolean }>('/api/demo', signal);
  if (!seats) return null;
  // The door signs in and leads on, to what says who is there now.
  const [teacher] = await Promise.all(
    [seat.staff, seat.student].map((path) =>
      read<{ cohorts: { id: string }[] }>(`${path}/demo/${path.split('/').at(-1)}?to=${path}/api/me`, signal),
    ),
  );
  return teacher!.cohorts[0]!.id;
}

async function read<Data>(path: string, signal: AbortSignal): Promise<Data> {
  const { body } = await api.request(path, {}, { signal });
  return (body as { data: Data }).data;
}
