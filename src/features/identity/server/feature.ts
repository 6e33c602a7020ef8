import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { identity } from '../contract.ts';
import * as accounts from './accounts.ts';
import { identityMigrations } from './migrations.ts';
import type { Passwords } from './passwords.ts';
import { LiveSessions, sessionDefaults, type SessionSettings, type Telling } from './sessions.ts';
import { signInLimits, type SignInLimits } from './signInLimits.ts';
import { verifySignIn } from './signIn.ts';
import { updateProfile } from './store.ts';

export interface IdentityParts {
  db: Database;
  clock: Clock;
  passwords: Passwords;
  sessions?: SessionSettings;
  limits?: SignInLimits;
  /** Rooms that show names tell theirs here, in the same transaction. */
  renamed?: (telling: Telling, userId: string) => Promise<void>;
}

export interface Identity {
  feature: AnyFeature;
  sessions: LiveSessions;
  /** Call it before the database closes. */
  close(): Promise<void>;
}

/** Who is who: accounts, signing in and out, sessions. */
export function identityFeature({
  db,
  clock,
  passwords,
  sessions: settings = sessionDefaults,
  limits = signInLimits(),
  renamed,
}: IdentityParts): Identity {
  const sessions = new LiveSessions(db.query, clock, settings);
  const topic = (userId: string) => identity.topics.person.of({ userId });

  const built = feature<typeof identity, { 'identity:sign-in': { userId: string } }>({
    contract: identity,
    migrations: identityMigrations,
    prepare: {
      'identity:sign-in': ({ address }, { email, password }) =>
        verifySignIn({ db: db.query, passwords, limits }, { email, password, address }),
    },
    commands: {
      async 'identity:sign-in'({ actor, tx, tell, cookie, agent, address }, _input, { userId }) {
        // The browser gets a new token at every sign-in, and the one it came with ends.
        if (actor.kind === 'person')
          await sessions.end({ tx, tell }, actor.userId, { only: actor.sessionId });
        const { token, expiresAt } = await sessions.start({ tx, tell }, userId, { agent, address });
        cookie.set(token, expiresAt);
        return { user: await accounts.byId(tx, userId) };
      },
      async 'identity:sign-out'({ actor, tx, tell, cookie }) {
        await sessions.end({ tx, tell }, actor.userId, { only: actor.sessionId });
        cookie.clear();
        return { signedOut: true };
      },
      async 'identity:end-session'({ actor, tx, tell }, { sessionId }) {
        return { ended: await sessions.end({ tx, tell }, actor.userId, { only: sessionId }) };
      },
      async 'identity:end-other-sessions'({ actor, tx, tell }) {
        return { ended: await sessions.end({ tx, tell }, actor.userId, { except: actor.sessionId }) };
      },
      async 'identity:update-profile'({ actor: { userId }, tx, tell }, change) {
        await updateProfile(tx, userId, change);
        if (change.name !== undefined) await renamed?.({ tx, tell }, userId);
        return tell(identity, 'identity:profile-changed', [topic(userId)], (held) =>
          accounts.byId(held, userId),
        );
      },
    },
    views: {
      'identity:sessions': async ({ actor, tx }) => ({ sessions: await sessions.list(tx, actor) }),
    },
    follow: { 'identity:sessions': ({ userId }) => [topic(userId)] },
    topicsOf: async (_db, userId) => [topic(userId)],
    revokedBy: ['identity:session-ended'],
    tidy: (from) => sessions.tidy(from),
  });

  return { feature: built, sessions, close: () => sessions.close() };
}
