import type { ComponentProps, ReactNode } from 'react';
import { outgoingTypes } from '#features/webhooks/contract.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { WebhookScreen } from '../screens/webhooks/WebhookScreen.tsx';
import { WebhooksScreen } from '../screens/webhooks/WebhooksScreen.tsx';
import { organisationId } from './identityFixtures.ts';
import type { Scene } from './scene.ts';
import * as fixture from './webhookFixtures.ts';

type Made = Omit<Scene, 'name'>;
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Made;

const nothing = (): void => {};

const list = (
  endpoints: ComponentProps<typeof WebhooksScreen>['endpoints'],
  more: Partial<ComponentProps<typeof WebhooksScreen>> = {},
): ReactNode => (
  <WebhooksScreen
    endpoints={endpoints}
    most={20}
    form={{ types: outgoingTypes, saving: { state: 'ready' }, onSave: nothing }}
    secret={undefined}
    {...more}
  />
);

const one = (
  webhook: ComponentProps<typeof WebhookScreen>['webhook'],
  more: Partial<ComponentProps<typeof WebhookScreen>> = {},
): ReactNode => (
  <WebhookScreen
    organisationId={organisationId}
    webhook={webhook}
    acts={{ acting: { state: 'ready' }, onAct: nothing }}
    form={{ types: outgoingTypes, saving: { state: 'ready' }, onSave: nothing }}
    log={{ busy: new Set(), onReplay: nothing }}
    secret={undefined}
    onSecretKept={nothing}
    {...more}
  />
);

const refused = {
  state: 'failed',
  sentence: 'This address is not on the public internet.',
  field: 'url',
} as const;

/** Where an organisation's events are sent, and one address, in each of their states. */
export function webhookScenes(inside: Inside, failed: View<never>): Record<string, Made> {
  const at = (element: ReactNode): Made => inside(`/org/${organisationId}/webhooks`, element, 'admin');
  const webhook = full(fixture.webhookOf(fixture.sends));
  return {
    'webhooks-loading': at(list(loading)),
    'webhooks-failed': at(list(failed)),
    'webhooks-empty': at(list(full(fixture.endpointsOf([])))),
    webhooks: at(list(full(fixture.all))),
    'webhooks-refused': at(
      list(full(fixture.endpointsOf([fixture.sends])), {
        form: { types: outgoingTypes, saving: refused, onSave: nothing },
      }),
    ),
    'webhooks-full': at(list(full(fixture.asManyAsCan))),
    'webhooks-secret': at(
      list(full(fixture.endpointsOf([fixture.sends])), {
        secret: { endpoint: fixture.sends, secret: fixture.secret, onClose: nothing },
      }),
    ),
    'webhook-loading': at(one(loading)),
    'webhook-failed': at(one(failed)),
    'webhook-empty': at(one(full(fixture.webhookOf(fixture.failing, [])))),
    webhook: at(
      one(webhook, {
        form: {
          types: outgoingTypes,
          saving: { state: 'saved', at: '2026-06-09T13:01:00Z' },
          onSave: nothing,
        },
      }),
    ),
    'webhook-off': at(one(full(fixture.webhookOf(fixture.switchedOff)))),
    'webhook-not-done': at(
      one(webhook, {
        acts: {
          acting: { state: 'failed', sentence: 'It is still on its way, and tried again by itself.' },
          onAct: nothing,
        },
      }),
    ),
    'webhook-rotated': at(
      one(full(fixture.webhookOf(fixture.rotated, fixture.deliveries.slice(0, 2))), {
        secret: fixture.secret,
      }),
    ),
  };
}
