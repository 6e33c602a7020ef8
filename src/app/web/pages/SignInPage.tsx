import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { identity } from '#features/identity/contract.ts';
import { SignIn, type SignInState } from '#features/identity/web/SignIn.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { api, live, signedOut } from '../house.ts';
import { OpenShell } from '../shell/OpenShell.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [signIn, setSignIn] = useState<SignInState>({ state: 'ready' });
  const submit = async (credentials: { email: string; password: string }): Promise<void> => {
    setSignIn({ state: 'sending' });
    try {
      await api.command(identity, 'identity:sign-in', credentials);
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setSignIn({ state: 'refused', sentence });
      return;
    }
    live.forget();
    signedOut.set(false);
    await navigate(ownPath(search.get('to')) ?? '/home', { replace: true });
  };
  return (
    <OpenShell width="form">
      <SignIn signIn={signIn} onSignIn={(credentials) => void submit(credentials)} />
    </OpenShell>
  );
}

/** A path of this application, never another site's. */
function ownPath(given: string | null): string | null {
  return given !== null && /^\/(?![/\\])/.test(given) ? given : null;
}
