import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from 'react-router';
import { CodeForm } from '#features/cohorts/web/join/CodeForm.tsx';
import { isSessionCode, typedCode } from '#features/cohorts/web/join/typedCode.ts';
import { sessions } from '#features/sessions/contract.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { api } from '../house.ts';
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
  const found = useQuery<{ sessionId: string }, ApiProblem>({
    queryKey: ['session-code', code],
    queryFn: ({ signal }) => api.command(sessions, 'session:join', { code }, { signal }),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  if (found.data) return <Navigate to={sessionPaths.audience(found.data.sessionId)} replace />;
  // Whose session it is depends on who asks: they come back here once they have signed in.
  if (found.error?.code === 'signed_out') {
    return <Navigate to={`/login?to=${encodeURIComponent(sessionPaths.joining(code))}`} replace />;
  }
  const refusal = (problem: ApiProblem): string =>
    problem.code === 'not_found' ? t('code.unknown') : problemWords(problem);
  return (
    <CodeForm
      start={code}
      refused={found.error ? refusal(found.error) : undefined}
      busy={found.isFetching ? t('code.joining') : undefined}
      onCode={(typed) => (typed === code ? void found.refetch() : onOther(typed))}
    />
  );
}
