import type { Clock } from '#kernel/clock.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access } from '#platform/server/access.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type Actor, type AnyFeature, type PrepareContext } from '#platform/server/feature.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import { email as emailSchema, identity, type LinkPurpose } from '../contract.ts';
import * as accounts from './accounts.ts';
import * as auditLines from './auditLines.ts';
import * as credentials from './credentials.ts';
import * as emailChanges from './emailChanges.ts';
import { joiningWith, type Joining } from './joining.ts';
import * as links from './links.ts';
import { identityPersonal } from './forgetting.ts';
import { identityMigrations } from './migrations.ts';
import * as passwordChanges from './passwordChanges.ts';
import type { Passwords } from './passwords.ts';
import * as people from './people.ts';
import { sendReset } from './resetSending.ts';
import { LiveSessions, sessionDefaults, type SessionSettings, type Telling } from './sessions.ts';
import { useLink } from './signInByLink.ts';
import { signInLimits, type SignInLimits } from './signInLimits.ts';
import { verifySignIn } from './signIn.ts';
import * as attempts from './sso/attempts.ts';
import * as providers from './sso/providers.ts';
import * as providerStore from './sso/providerStore.ts';
import { relyingParty } from './sso/relyingParty.ts';
import { callbackOf } from './sso/signOn.ts';
import { singleSignOn, type SingleSignOn } from './sso/singleSignOn.ts';
import { updateProfile } from './store.ts';
import * as tokens from './tokens.ts';

export interface IdentityParts {
  db: Database;
  clock: Clock;
  passwords: Passwords;
  sessions?: SessionSettings;
  limits?: SignInLimits;
  /** How people stand to organisations, which a later room knows; absent: in no way. */
  access?: Access;
  /** Where browsers reach this Stoa, for links in mails; never taken from a request. */
  origin?: () => string;
  /** Rooms that show people tell theirs here, in the same transaction. */
  renamed?: (telling: Telling, userId: string) => Promise<void>;
}

export interface Identity {
  feature: AnyFeature;
  sessions: LiveSessions;
  joining: Joining;
  singleSignOn: SingleSignOn;
  /** Call it before the database closes. */
  close(): Promise<void>;
}

/** Links that one address may be sent: more would only fill somebody's mailbox. */
const linksPerAddress = { times: 5, perMs: 900_000 };
const answerEveryMs = 1_000;

interface Prepared {
  'identity:sign-in': { userId: string };
  'identity:ask-link': undefined;
  'identity:ask-reset': undefined;
  'identity:reset-password': { hash: string };
  'identity:change-password': passwordChanges.NewHash;
  'identity:change-email': undefined;
  'identity:set-provider': { clientSecret: string | null };
}

const nobody: Access = { relationsOf: async () => new Set() };

/** Who is who: accounts, ways of signing in, sessions. */
export function identityFeature({
  db,
  clock,
  passwords,
  sessions: settings = sessionDefaults,
  limits = signInLimits(),
  access = nobody,
  origin = () => 'http://127.0.0.1:3000',
  renamed,
}: IdentityParts): Identity {
  const sessions = new LiveSessions(db.query, clock, settings);
  const joining = joiningWith({ passwords, sessions });
  const passwordParts = { db: db.query, passwords, limits, sessions, joining, origin };
  const emailParts = { origin, renamed };
  const isTls = (): boolean => origin().startsWith('https:');
  const party = relyingParty({ clock, loopback: () => !isTls() });
  const linkLimits = memoryLimits();
  const topic = (userId: string) => identity.topics.person.of({ userId });
  const mayAsk = async (purpose: LinkPurpose, email: string): Promise<undefined> => {
    const address = emailSchema.safeParse(email);
    if (address.success) await linkLimits.take(`identity:${purpose}`, linksPerAddress, address.data);
  };

  const built = feature<typeof identity, Prepared>({
    contract: identity,
    migrations: identityMigrations,
    personal: identityPersonal,
    prepare: {
      'identity:sign-in': ({ address }, { email, password }) =>
        verifySignIn({ db: db.query, passwords, limits }, { email, password, address }),
      'identity:ask-link': (_context, { email }) => mayAsk('sign-in', email),
      'identity:ask-reset': (_context, { email }) => mayAsk('reset', email),
      'identity:reset-password': (_context, input) => passwordChanges.prepareReset(passwordParts, input),
      'identity:change-password': (context, input) =>
        passwordChanges.prepareChange(passwordParts, context, input),
      async 'identity:change-email'({ actor, address }, { password, email }) {
        await passwordChanges.requireCurrent(passwordParts, { userId: actor.userId, address }, password);
        return mayAsk('change-email', email);
      },
      async 'identity:set-provider'(context, input) {
        // Only who may set a provider makes us ask one.
        await mayNow(context, 'identity:set-provider', input);
        return providers.prepare({ db: db.query, party }, input);
      },
    },
    commands: {
      async 'identity:sign-in'(context, _input, { userId }) {
        return { user: await joining.signIn(context, userId) };
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
        if (change.name !== undefined) {
          await renamed?.({ tx, tell }, userId);
          await people.tellAccount({ tx, tell }, userId);
        }
        return tell(identity, 'identity:profile-changed', [topic(userId)], (held) =>
          accounts.byId(held, userId),
        );
      },
      async 'identity:ask-link'({ tx }, { email, to }) {
        await links.request(tx, 'sign-in', email, to === undefined ? {} : { to });
        return { sent: true };
      },
      async 'identity:ask-reset'({ tx }, { email }) {
        await links.request(tx, 'reset', email, {});
        return { sent: true };
      },
      'identity:use-link': (context, { token }) => useLink(joining, context, token),
      'identity:reset-password': (context, { token }, prepared) =>
        passwordChanges.reset(passwordParts, context, token, prepared),
      'identity:verify-email': (context, { token }) => emailChanges.verify(emailParts, context, token),
      async 'identity:ask-verification'(context) {
        await emailChanges.askVerification(emailParts, context);
        return { sent: true };
      },
      async 'identity:change-email'(context, { email }) {
        await emailChanges.askChange(emailParts, context, email);
        return { sent: true };
      },
      'identity:change-password': (context, _input, prepared) =>
        passwordChanges.change(passwordParts, context, prepared),
      'identity:disable': (context, { userId }) => people.setDisabled(sessions, context, userId, true),
      'identity:enable': (context, { userId }) => people.setDisabled(sessions, context, userId, false),
      'identity:end-sessions-of': (context, { userId }) => people.endSessionsOf(sessions, context, userId),
      async 'identity:send-reset'(context, { userId }) {
        await sendReset(origin(), context, userId);
        return { sent: true };
      },
      'identity:set-provider': providers.set,
      'identity:remove-provider': providers.remove,
      'identity:confirm-domain': providers.confirmDomain,
    },
    views: {
      'identity:sessions': async ({ actor, tx }) => ({ sessions: await sessions.list(tx, actor) }),
      'identity:security': ({ actor, tx }) => credentials.securityOf(tx, actor.userId),
      'identity:link': async ({ tx }, { token }) => ({ link: await links.look(tx, token) }),
      'identity:route': async ({ tx }, { domain }) => ({
        provider: (await providerStore.ofDomain(tx, domain)) ?? null,
      }),
      'identity:people': ({ tx }, asked) => people.page(tx, asked),
      'identity:provider': async ({ tx }, { organisationId }) => ({
        provider: await providers.shown(tx, organisationId),
        callback: callbackOf(origin(), organisationId),
      }),
      'identity:domains': async ({ tx }) => ({ domains: await providerStore.allDomains(tx) }),
      'identity:audit': ({ tx }, asked) => auditLines.page(tx, asked),
      'identity:audit-csv': ({ tx }, asked) => auditLines.table(tx, asked),
    },
    follow: {
      'identity:sessions': ({ userId }) => [topic(userId)],
      'identity:security': ({ userId }) => [topic(userId)],
      'identity:link': () => [],
      'identity:route': () => [],
      'identity:people': () => [identity.topics.people.of({})],
      'identity:provider': (_actor, { organisationId }) => [identity.topics.signInOf.of({ organisationId })],
      'identity:domains': () => [identity.topics.people.of({})],
      'identity:audit': () => [],
      'identity:audit-csv': () => [],
    },
    topicsOf: async (_db, userId) => [topic(userId)],
    revokedBy: ['identity:session-ended'],
    chores: [{ name: 'identity:links', everyMs: answerEveryMs, run: () => links.answerRequests(db, origin) }],
    async tidy(from) {
      await sessions.tidy(from);
      await tokens.tidy(from);
      await attempts.tidy(from);
    },
  });

  async function mayNow(
    { actor }: PrepareContext<Actor>,
    name: 'identity:set-provider',
    input: Record<string, unknown>,
  ): Promise<void> {
    const { who } = identity.commands[name];
    await db.snapshot((tx) => requireAccess(access, tx, actor, who, scopeOf(input)));
  }

  return {
    feature: built,
    sessions,
    joining,
    singleSignOn: singleSignOn({ db, party, origin, access, sessions, joining }),
    close: () => sessions.close(),
  };
}
