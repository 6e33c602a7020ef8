import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import type { InvitationShown, Joining } from '#features/cohorts/web/join/JoinView.tsx';
import { identity } from '#features/identity/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { api, live, queries, signedOut } from '../house.ts';
import { JoinScreen } from '../screens/JoinScreen.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';

/** An invitation, for whoever has it, signed in or not. */
export function JoinPage() {
  const { token = '' } = useParams();
  return <JoinBy key={token} token={token} />;
}

function JoinBy({ token }: { token: string }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [joining, setJoining] = useState<Joining>({ state: 'ready' });
  const invitation = useQuery<InvitationShown | null, ApiProblem>({
    queryKey: ['join', token],
    queryFn: async ({ signal }) => {
      try {
        return (await api.view(cohorts, 'cohorts:invitation', { token }, { signal })).data;
      } catch (problem) {
        if (problem instanceof ApiProblem && (problem.code === 'not_found' || problem.code === 'invalid'))
          return null;
        throw problem;
      }
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const me = useQuery({
    queryKey: ['join', 'me'],
    queryFn: async ({ signal }) => {
      try {
        return (await api.view(cohorts, 'cohorts:me', {}, { signal })).data.user;
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.code === 'signed_out') return null;
        throw problem;
      }
    },
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const place = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: i18n.language };

  /** Does it, and says why where it did not work. */
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setJoining({ state: 'sending' });
    try {
      await work();
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setJoining({ state: 'failed', sentence });
    }
  };
  const arrived = async ({ cohortId, organisationId, state }: Arrived): Promise<void> => {
    if (state === 'waiting') return setJoining({ state: 'waiting' });
    const isStaff = invitation.data?.role === 'instructor';
    const there = isStaff ? `/teach/${cohortId}` : `/c/${cohortId}`;
    await navigate(cohortId === null ? `/org/${organisationId}` : there, { replace: true });
  };

  // Who it is decides what is next, so nothing is shown before that is known.
  const view = viewOf<InvitationShown | null>(invitation);
  return (
    <OpenShell width="form">
      <JoinScreen
        invitation={view.state === 'full' && me.isPending ? { state: 'loading' } : view}
        me={me.data ?? null}
        joining={joining}
        signInHref={`/login?to=${encodeURIComponent(`/join/${token}`)}`}
        onJoin={() => void trying(async () => arrived(await api.command(cohorts, 'cohorts:join', { token })))}
        onArrive={(name) =>
          void trying(async () => {
            const named = name !== undefined && { name };
            const answer = await api.command(cohorts, 'cohorts:join-here', { token, ...place, ...named });
            // Somebody else may have been signed in here.
            live.forget();
            signedOut.set(false);
            await arrived(answer);
          })
        }
        onAskMail={({ email, name }) =>
          void trying(async () => {
            await api.command(cohorts, 'cohorts:join-by-mail', { token, email, name, ...place });
            setJoining({ state: 'sent', email });
          })
        }
        onSignOut={() =>
          void trying(async () => {
            await api.command(identity, 'identity:sign-out', {});
            queries.setQueryData(['join', 'me'], null);
            setJoining({ state: 'ready' });
          })
        }
        onAgain={() => setJoining({ state: 'ready' })}
      />
    </OpenShell>
  );
}

interface Arrived {
  cohortId: string | null;
  organisationId: string;
  state: string;
}
