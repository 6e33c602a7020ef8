import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { CommandOutput } from '#kernel/contract.ts';
import { CodeForm } from '#features/cohorts/web/join/CodeForm.tsx';
import { isSessionCode, typedCode } from '#features/cohorts/web/join/typedCode.ts';
import { sessions } from '#features/sessions/contract.ts';
import { CodeRefused } from '#features/sessions/web/guests/CodeRefused.tsx';
import { GuestName, type ComingIn } from '#features/sessions/web/guests/GuestName.tsx';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { api, arrive } from '../house.ts';
import { OpenShell } from '../shell/OpenShell.tsx';
import { useProblemWords } from './useProblemWords.ts';

/** Join by a code: typed here, or part of the address. Six digits lead into a live session, others to a cohort. */
export function CodePage() {
  const { code: given } = useParams();
  const navigate = useNavigate();
  const { code } = typedCode(given ?? '');
  if (given !== undefined && (code === undefined || !isSessionCode(code))) {
    return <Navigate to={`/join/${encodeURIComponent(given)}`} replace />;
  }
  const follow = (typed: string): void =>
    void navigate(isSessionCode(typed) ? sessionPaths.joining(typed) : `/join/${typed}`);
  return (
    <OpenShell width="form">
      {code === undefined ? (
        <CodeForm onCode={follow} />
      ) : (
        <SessionCode key={code} code={code} onOther={follow} />
      )}
    </OpenShell>
  );
}

/** Looks for the session of this code and goes there; where there is none, another code can be typed. */
function SessionCode({ code, onOther }: { code: string; onOther: (code: string) => void }) {
  const { t } = useSessionsWords();
  const problemWords = useProblemWords();
  const found = useQuery<Found, ApiProblem>({
    queryKey: ['session-code', code],
    queryFn: ({ signal }) => api.command(sessions, 'session:join', { code }, { signal }),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (found.data?.as === 'in') return <Navigate to={sessionPaths.audience(found.data.sessionId)} replace />;
  if (found.data) return <GuestStep code={code} found={found.data} />;
  const refusal = (problem: ApiProblem): string =>
    problem.code === 'not_found' ? t('code.unknown') : problemWords(problem);
  return (
    <>
      <CodeForm
        start={code}
        refused={found.error ? refusal(found.error) : undefined}
        busy={found.isFetching ? t('code.joining') : undefined}
        onCode={(typed) => (typed === code ? void found.refetch() : onOther(typed))}
      />
      {found.error?.code === 'not_found' && <CodeRefused signInHref={signInHref(code)} />}
    </>
  );
}

/** Whose session it is depends on who asks: they come back here once they have signed in. */
const signInHref = (code: string): string => `/login?to=${encodeURIComponent(sessionPaths.joining(code))}`;

type Found = CommandOutput<typeof sessions, 'session:join'>;

/** The session takes guests: a name, and in. */
function GuestStep({ code, found: { title, name: me } }: { code: string; found: Found }) {
  const navigate = useNavigate();
  const { i18n } = useTranslation();
  const problemWords = useProblemWords();
  const [comingIn, setComingIn] = useState<ComingIn>({ state: 'ready' });
  const enter = async (name: string | undefined): Promise<void> => {
    setComingIn({ state: 'sending' });
    try {
      const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
      const who = { zone, language: i18n.language, ...(name !== undefined && { name }) };
      const { sessionId } = await api.command(sessions, 'session:enter', { code, ...who });
      arrive();
      await navigate(sessionPaths.audience(sessionId), { replace: true });
    } catch (problem) {
      setComingIn({ state: 'failed', sentence: problemWords(problem) });
    }
  };
  return (
    <GuestName
      title={title}
      me={me}
      comingIn={comingIn}
      signInHref={signInHref(code)}
      codeHref={sessionPaths.code}
      onEnter={(name) => void enter(name)}
    />
  );
}
