import { useState, type ComponentProps } from 'react';
import { useNavigate } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { outgoingTypes, webhooks } from '#features/webhooks/contract.ts';
import type { EndpointAct } from '#features/webhooks/web/EndpointActs.tsx';
import type { EndpointGiven, EndpointSaving } from '#features/webhooks/web/EndpointForm.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { WebhookScreen } from '../../screens/webhooks/WebhookScreen.tsx';
import { useProblemWords } from '../useProblemWords.ts';

type Acting = ComponentProps<typeof WebhookScreen>['acts']['acting'];

/** One address: its log, what can be done about it, and its form. */
export function WebhookOf(of: { organisationId: string; endpointId: string }) {
  const { organisationId } = of;
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const navigate = useNavigate();
  const topics = [
    cohorts.topics.organisation.of({ organisationId }),
    webhooks.topics.deliveries.of({ organisationId }),
  ];
  const webhook = useLiveView(webhooks, 'webhooks:deliveries', of, { topics });
  const [saving, setSaving] = useState<EndpointSaving>({ state: 'ready' });
  const [acting, setActing] = useState<Acting>({ state: 'ready' });
  const [secret, setSecret] = useState<string>();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const isOff = Boolean(webhook.data?.endpoint.disabled);

  const save = async (given: EndpointGiven): Promise<void> => {
    setSaving({ state: 'saving' });
    try {
      await live.api.command(webhooks, 'webhooks:edit', { ...of, ...given });
      setSaving({ state: 'saved', at: new Date().toISOString() });
    } catch (problem) {
      const field = problem instanceof ApiProblem ? problem.faults[0]?.field : undefined;
      setSaving({ state: 'failed', sentence: wordsOf(problem), field });
    }
  };
  const acts: Record<EndpointAct, () => Promise<unknown>> = {
    test: () => live.api.command(webhooks, 'webhooks:test', of),
    switch: () => live.api.command(webhooks, 'webhooks:edit', { ...of, enabled: isOff }),
    rotate: async () => setSecret((await live.api.command(webhooks, 'webhooks:rotate', of)).secret),
    remove: async () => {
      await live.api.command(webhooks, 'webhooks:remove', of);
      await navigate(`/org/${organisationId}/webhooks`, { replace: true });
    },
  };
  const act = async (wanted: EndpointAct): Promise<void> => {
    setActing({ state: 'busy', act: wanted });
    try {
      await acts[wanted]();
      setActing({ state: 'ready' });
    } catch (problem) {
      setActing({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  const replay = async (deliveryId: string): Promise<void> => {
    setBusy(new Set([deliveryId]));
    try {
      await live.api.command(webhooks, 'webhooks:replay', { ...of, deliveryId });
      setActing({ state: 'ready' });
    } catch (problem) {
      setActing({ state: 'failed', sentence: wordsOf(problem) });
    } finally {
      setBusy(new Set());
    }
  };
  if (isMissing(webhook)) return <NotFound />;
  return (
    <WebhookScreen
      organisationId={organisationId}
      webhook={viewOf(webhook)}
      acts={{ acting, onAct: (wanted) => void act(wanted) }}
      form={{ types: outgoingTypes, saving, onSave: (given) => void save(given) }}
      log={{ busy, onReplay: (deliveryId) => void replay(deliveryId) }}
      secret={secret}
      onSecretKept={() => setSecret(undefined)}
    />
  );
}
