import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { identity } from '#features/identity/contract.ts';
import { LinkView, SpentLink, type Link, type Using } from '#features/identity/web/LinkView.tsx';
import { ResetForm, type Resetting } from '#features/identity/web/ResetForm.tsx';
import { useWaysWords } from '#features/identity/web/useWaysWords.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { api, arrive } from '../house.ts';
import { OpenShell } from '../shell/OpenShell.tsx';
import { useProblemWords } from './useProblemWords.ts';

/** Where links from mails lead. */
export function LinkPage() {
  const { token = '' } = useParams();
  const { t } = useWaysWords();
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: async ({ signal }) => (await api.view(identity, 'identity:link', { token }, { signal })).data,
    // It is what it was while this page is open; using it says whether it still worked.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <OpenShell width="form">
      <Shown
        view={viewOf<{ link: Link | null }>(link as Parameters<typeof viewOf<{ link: Link | null }>>[0])}
        page
        loading={t('link.loading')}
        failed={t('link.failed')}
        bones={<Bones lines={['60%', '100%', '100%']} />}
      >
        {(found) => <Found token={token} link={found.link} />}
      </Shown>
    </OpenShell>
  );
}

function Found({ token, link }: { token: string; link: Link | null }): ReactNode {
  const [spent, setSpent] = useState(false);
  if (!link || spent) return <SpentLink />;
  const use = { token, link, onSpent: () => setSpent(true) };
  return link.purpose === 'reset' ? <Reset {...use} /> : <OneStep {...use} />;
}

interface UseProps {
  token: string;
  link: Link;
  onSpent: () => void;
}

function OneStep({ token, link, onSpent }: UseProps) {
  const wordsOf = useProblemWords();
  const navigate = useNavigate();
  const [using, setUsing] = useState<Using>({ state: 'ready' });
  const use = async (): Promise<void> => {
    setUsing({ state: 'sending' });
    try {
      if (link.purpose === 'sign-in') {
        const { to } = await api.command(identity, 'identity:use-link', { token });
        arrive();
        return void navigate(to ?? '/home', { replace: true });
      }
      const { email } = await api.command(identity, 'identity:verify-email', { token });
      setUsing({ state: 'verified', email });
    } catch (problem) {
      if (isSpent(problem)) onSpent();
      else setUsing({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  return <LinkView link={link} using={using} onUse={() => void use()} />;
}

function Reset({ token, link, onSpent }: UseProps) {
  const wordsOf = useProblemWords();
  const navigate = useNavigate();
  const [resetting, setResetting] = useState<Resetting>({ state: 'ready' });
  const reset = async (password: string): Promise<void> => {
    setResetting({ state: 'sending' });
    try {
      await api.command(identity, 'identity:reset-password', { token, password });
    } catch (problem) {
      if (isSpent(problem)) return onSpent();
      return setResetting({ state: 'failed', sentence: wordsOf(problem) });
    }
    arrive();
    await navigate('/home', { replace: true });
  };
  return <ResetForm email={link.email} resetting={resetting} onReset={(password) => void reset(password)} />;
}

function isSpent(problem: unknown): boolean {
  return problem instanceof ApiProblem && problem.code === 'spent_link';
}
