import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { Failures } from '#features/identity/server/failures.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import { placeOf } from '#platform/server/network.ts';
import { codeIn } from './joinCodes.ts';
import { guestIn } from './guestStore.ts';
import * as store from './store.ts';

type Asking = Pick<CommandContext<Actor>, 'actor' | 'tx' | 'address'>;

/** Codes that led nowhere, which one person or one address may try per window. */
const wrongCodes = { points: 100, windowMs: 600_000, mostKeys: 20_000 };

/** Finds sessions by code for whoever may come in there, and counts what was tried in vain. */
export interface Tries {
  /**
   * @param look what finds the session of the code
   * @throws Refusal `not_found` alike where there is none, where it is over, and where it is neither the actor's nor
   *   takes guests: a code that is tried out says nothing; `too_many` after many of those
   */
  find(asking: Asking, look: () => Promise<store.OfCode | undefined>): Promise<store.OfCode>;
}

export function triesOf(settings = wrongCodes): Tries {
  const failures = new Failures(settings);
  return {
    async find({ actor, tx, address }, look) {
      const person = actor.kind === 'person' ? actor : undefined;
      const key = person && !person.isGuest ? person.userId : placeOf(address);
      // Counted before it is known, so that many at once count as well.
      const waitMs = await failures.add(key);
      if (waitMs !== undefined) throw new Refusal('too_many', undefined, { retryAfterMs: waitMs });
      const found = await look();
      // Whoever has the code of a session guesses none, and a whole class may try it before its door is open.
      if (found) await failures.takeBack(key);
      if (!found || !(found.takesGuests || (person && (await enrolments.roleOf(tx, person, found.cohortId)))))
        throw new Refusal('not_found', 'No session that you may come into has this code.');
      return found;
    },
  };
}

export interface Joined {
  sessionId: string;
  title: string;
  as: 'in' | 'guest';
  name: string | null;
}

/** Finds a session by its six digits, and says how one comes in there. */
export function joinOf(tries: Tries) {
  return async function join(context: CommandContext<Actor>, { code }: { code: string }): Promise<Joined> {
    const { actor, tx } = context;
    const found = await tries.find(context, () => store.byCode(tx, codeIn(code)));
    const { sessionId, title } = found;
    const as = (await isIn(tx, actor, found)) ? 'in' : 'guest';
    const hasAccount = actor.kind === 'person' && !actor.isGuest;
    const name = as === 'guest' && hasAccount ? (await accounts.byId(tx, actor.userId)).name : null;
    return { sessionId, title, as, name };
  };
}

async function isIn(
  tx: CommandContext['tx'],
  actor: Actor,
  { sessionId, cohortId }: store.OfCode,
): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  if (await enrolments.roleOf(tx, actor, cohortId)) return true;
  const guest = await guestIn(tx, { sessionId, personId: actor.userId });
  return guest !== undefined && !guest.isRemoved;
}
