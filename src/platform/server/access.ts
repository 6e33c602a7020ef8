import type { Relation, Scope } from '#kernel/relations.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Actor, Person } from './feature.ts';
import type { Queryable } from './db/database.ts';

/** Knows how people stand to things. The foundations provide it; the platform only asks. */
export interface Access {
  /**
   * The relations that hold between the person and everything the scope names. Contradictory scopes (an
   * enrolment of another cohort) and things that do not exist give none.
   */
  relationsOf(db: Queryable, person: Person, scope: Scope): Promise<ReadonlySet<Relation>>;
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
): Promise<ReadonlySet<Relation>> {
  if (actor.kind === 'anonymous') {
    if (who.includes('anyone')) return new Set<Relation>(['anyone']);
    throw new Refusal('signed_out');
  }
  const isScoped = Object.keys(scope).length > 0;
  const held = new Set<Relation>(['anyone', 'person']);
  if (actor.platformAdmin) held.add('platformAdmin');
  if (isScoped) for (const relation of await access.relationsOf(db, actor, scope)) held.add(relation);
  if (who.some((relation) => held.has(relation))) return held;
  const belongs = ['self', 'student', 'instructor', 'organisationAdmin'] as const;
  throw new Refusal(!isScoped || belongs.some((relation) => held.has(relation)) ? 'forbidden' : 'not_found');
}
