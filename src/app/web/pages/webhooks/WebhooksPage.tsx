import { useState } from 'react';
import { useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { mostEndpoints, outgoingTypes, webhooks, type WebhookEndpoint } from '#features/webhooks/contract.ts';
import type { EndpointGiven, EndpointSaving } from '#features/webhooks/web/EndpointForm.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { WebhooksScreen } from '../../screens/webhooks/WebhooksScreen.tsx';
import { useProblemWords } from '../useProblemWords.ts';
import { WebhookOf } from './WebhookOf.tsx';

/** All addresses of an organisation, or one of them. */
export function WebhooksPage() {
  const { organisationId = '', endpointId } = useParams();
  if (endpointId !== undefined)
    return <WebhookOf key={endpointId} organisationId={organisationId} endpointId={endpointId} />;
  return <WebhooksOf key={organisationId} organisationId={organisationId} />;
}

function WebhooksOf({ organisationId }: { organisationId: string }) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const topics = [cohorts.topics.organisation.of({ organisationId })];
  const endpoints = useLiveView(webhooks, 'webhooks:endpoints', { organisationId }, { topics });
  const [saving, setSaving] = useState<EndpointSaving>({ state: 'ready' });
  const [added, setAdded] = useState<{ endpoint: WebhookEndpoint; secret: string }>();

  const add = async ({ url = '', ...given }: EndpointGiven): Promise<void> => {
    setSaving({ state: 'saving' });
    try {
      setAdded(await live.api.command(webhooks, 'webhooks:add', { organisationId, url, ...given }));
      setSaving({ state: 'ready' });
    } catch (problem) {
      const field = problem instanceof ApiProblem ? problem.faults[0]?.field : undefined;
      setSaving({ state: 'failed', sentence: wordsOf(problem), field });
    }
  };
  if (isMissing(endpoints)) return <NotFound />;
  return (
    <WebhooksScreen
      endpoints={viewOf(endpoints)}
      most={mostEndpoints}
      form={{ types: outgoingTypes, saving, onSave: (given) => void add(given) }}
      secret={added && { ...added, onClose: () => setAdded(undefined) }}
    />
  );
}
