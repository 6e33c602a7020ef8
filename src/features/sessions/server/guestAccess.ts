import type { Scope } from '#kernel/relations.ts';
import * as cohorts from '#features/cohorts/server/store.ts';
import type { Access } from '#platform/server/access.ts';
import { cohortAsGuest } from './guestStore.ts';

/** What leads to one live session; a guest stands to nothing that anything else was named with. */
const ofSession: ReadonlySet<string> = new Set<keyof Scope>([
  'sessionId',
  'cohortId',
  'questionId',
  'pollId',
]);

/**
 * Knows also who is a guest of a live session. It stands where whatever leads to a session was climbed already: the
 * scope names the session, and nothing of a guest's standing reaches past it.
 */
export function withGuests(members: Access): Access {
  return {
    async relationsOf(db, person, scope, doing) {
      const named = Object.keys(scope);
      const held = new Set(await members.relationsOf(db, person, scope, doing));
      const { sessionId, cohortId } = scope;
      if (sessionId === undefined || held.size > 0 || !named.every((name) => ofSession.has(name)))
        return held;
      const cohort = await cohortAsGuest(db, { sessionId, personId: person.userId }, cohortId);
      if (cohort === undefined) return held;
      if (doing === 'act' && (await cohorts.cohort(db, cohort))?.archived !== false) return held;
      return held.add('guest');
    },
  };
}
