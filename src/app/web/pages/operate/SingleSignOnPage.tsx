import { useState } from 'react';
import { useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { ProviderSaving } from '#features/identity/web/operate/ProviderForm.tsx';
import type { ProviderGiven } from '#features/identity/web/operate/providerDraft.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { SingleSignOnScreen } from '../../screens/operate/SingleSignOnScreen.tsx';
import { useProblemWords } from '../useProblemWords.ts';

export function SingleSignOnPage() {
  const { organisationId = '' } = useParams();
  return <SingleSignOnOf key={organisationId} organisationId={organisationId} />;
}

type Removing = { state: 'ready' } | { state: 'removing' } | { state: 'failed'; sentence: string };

function SingleSignOnOf({ organisationId }: { organisationId: string }) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const topics = [identity.topics.signInOf.of({ organisationId })];
  const signIn = useLiveView(identity, 'identity:provider', { organisationId }, { topics });
  const organisation = useLiveView(cohorts, 'cohorts:organisation', { organisationId });
  const [saving, setSaving] = useState<ProviderSaving>({ state: 'ready' });
  const [removing, setRemoving] = useState<Removing>({ state: 'ready' });

  const save = async (given: ProviderGiven): Promise<void> => {
    setSaving({ state: 'saving' });
    try {
      await live.api.command(identity, 'identity:set-provider', { organisationId, ...given });
      setSaving({ state: 'saved', at: new Date().toISOString() });
    } catch (problem) {
      const field = problem instanceof ApiProblem ? problem.faults[0]?.field : undefined;
      setSaving({ state: 'failed', sentence: wordsOf(problem), field });
    }
  };
  const remove = async (): Promise<void> => {
    setRemoving({ state: 'removing' });
    try {
      await live.api.command(identity, 'identity:remove-provider', { organisationId });
      setRemoving({ state: 'ready' });
      setSaving({ state: 'ready' });
    } catch (problem) {
      setRemoving({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  if (isMissing(signIn)) return <NotFound />;
  return (
    <SingleSignOnScreen
      signIn={viewOf(signIn)}
      form={{
        cohorts: organisation.data?.cohorts.map(({ id, title }) => ({ id, title })) ?? [],
        saving,
        onSave: (given) => void save(given),
      }}
      test={{
        testHref: `${basePath}/sso/${organisationId}?test`,
        removing,
        onRemove: () => void remove(),
      }}
    />
  );
}
