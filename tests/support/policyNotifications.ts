import { newId } from '#kernel/ids.ts';
import { placeOf } from '#features/notifications/contract.ts';
import type { Academy } from './house.ts';

interface NotificationsExample {
  about: 'nothing in particular' | 'the cohort';
  input: Record<string, unknown>;
  passes?: '404 not_found';
}

/** Something to ask with for every command and view of this room: all of it is about whoever asks. */
export function notificationsExamples({ cohortId }: Academy): Record<string, NotificationsExample[]> {
  const one = (input: Record<string, unknown> = {}): NotificationsExample[] => [
    { about: 'nothing in particular', input },
  ];
  const at = new Date().toISOString();
  return {
    'notifications:read': one({ ids: [newId()] }),
    'notifications:read-group': one({ group: `cohort/${cohortId}` }),
    'notifications:read-all': one({ until: at }),
    'notifications:set-type': one({ type: 'mention', inApp: true, mail: 'none' }),
    'notifications:mute-cohort': [{ about: 'the cohort', input: { cohortId, muted: false } }],
    'notifications:do-not-disturb': one({ until: null }),
    'notifications:set-quiet-hours': one({ quietHours: null, startsAnyway: false }),
    'notifications:set-digest': one({ cadence: 'daily', at: '08:00', weekday: 1 }),
    'notifications:trust-address': [
      { about: 'the cohort', input: { cohortId, userId: newId() }, passes: '404 not_found' },
    ],
    'notifications:sent': [{ about: 'the cohort', input: { cohortId } }],
    'notifications:stop-mail': [
      { about: 'nothing in particular', input: { token: 'guessed' }, passes: '404 not_found' },
    ],
    'notifications:bell': one(),
    'notifications:page': one({ before: placeOf({ at, id: newId() }) }),
    'notifications:preferences': one(),
  };
}
