import type { Relation, Scope } from '#kernel/relations.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Actor, Leads, Person } from './feature.ts';
import type { Queryable } from './db/database.ts';
import { onceATransaction } from './db/onceATransaction.ts';

/** Whether somebody wants to look at a thing or to change it: who may look need not be able to act. */
export type Doing = 'look' | 'act';

/** Knows how people stand to things. The foundations provide it; the platform only asks. */
export interface Access {
  /**
   * The relations that hold between the person and everything the scope names. Contradictory scopes (an
   * enrolment of another cohort) and things that do not exist give none.
   */
  relationsOf(
    db: Queryable,
    person: Person,
    scope: Scope,
    /** `look` when left out. */
    doing?: Doing,
  ): Promise<ReadonlySet<Relation>>;
}

/**
 * Knows how people stand to things of rooms that the foundations have never heard of: each is asked what it
 * belongs to, until `access` knows.
 */
export function climbing(access: Access, leads: Leads): Access {
  // What a thing belongs to never changes.
  const knownOnce: Leads = Object.fromEntries(
    Object.entries(leads).map(([name, lead]) => [name, onceATransaction(lead)]),
  );
  return {
    async relationsOf(db, person, scope, doing) {
      const upper = await climbed(db, scope, knownOnce);
      return upper ? access.relationsOf(db, person, upper, doing) : new Set();
    },
  };
}

/** @returns undefined when a thing does not exist, or two that were named do not belong together */
async function climbed(db: Queryable, scope: Scope, leads: Leads): Promise<Scope | undefined> {
  const asked = { ...scope };
  const names = new Set(Object.keys(leads) as (keyof Scope)[]);
  for (;;) {
    const name = [...names].find((one) => asked[one] !== undefined);
    if (name === undefined) return asked;
    names.delete(name);
    const upper = await leads[name]!(db, asked[name]!);
    if (!upper) return undefined;
    const steps = Object.entries(upper) as [keyof Scope, string][];
    for (const [one, upperId] of steps) {
      asked[one] ??= upperId;
      if (asked[one] !== upperId) return undefined;
      // What it leads past is not asked where it leads.
      if (steps.length > 1) names.delete(one);
    }
  }
}

/** Who is behind a session token. */
export interface Sessions {
  /**
   * Undefined for a token that is unknown, expired or revoked. The answer may be 2 s old unless `fresh`;
   * commands ask for it fresh, so that writes are refused at once.
   */
  personOf(
    db: Queryable,
    token: string,
    options?: { fresh?: boolean },
  ): Promise<{ person: Person; expiresAt: Date } | undefined>;
  /** Whether the session still lives; asked again for connections that stay open. */
  isAlive(db: Queryable, sessionId: string): Promise<boolean>;
}

/**
 * Lets the actor pass or refuses. A stranger to the thing hears the same `not_found` as if it did not
 * exist; somebody who belongs there but may not hears `forbidden`.
 *
 * @returns the relations that hold
 */
export async function requireAccess(
  access: Access,
  db: Queryable,
  actor: Actor,
  who: readonly Relation[],
  scope: Scope,
  doing: Doing = 'look',
): Promise<ReadonlySet<Relation>> {
  if (actor.kind === 'anonymous') {
    if (who.includes('anyone')) return new Set<Relation>(['anyone']);
    throw new Refusal('signed_out');
  }
  const isScoped = Object.keys(scope).length > 0;
  const held = new Set<Relation>(['anyone']);
  // A guest is nobody's member and has no account: what is for whoever is signed in is not for them.
  if (!actor.isGuest) held.add('person');
  else if (!isScoped) held.add('guest');
  if (actor.platformAdmin) held.add('platformAdmin');
  if (isScoped) for (const relation of await access.relationsOf(db, actor, scope, doing)) held.add(relation);
  if (who.some((relation) => held.has(relation))) return held;
  if (!isScoped || belongs(held)) throw new Refusal('forbidden');
  if (doing === 'act' && belongs(await access.relationsOf(db, actor, scope, 'look')))
    throw new Refusal('forbidden', 'You may look at this and, at the moment, change nothing.');
  throw new Refusal('not_found');
}

function belongs(held: ReadonlySet<Relation>): boolean {
  const relations = ['self', 'guest', 'student', 'instructor', 'organisationAdmin'] as const;
  return relations.some((relation) => held.has(relation));
}
