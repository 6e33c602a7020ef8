import { parseOr, Refusal } from '#kernel/refusal.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Actor, CommandContext } from '#platform/server/feature.ts';
import { email, personName, type Account } from '../contract.ts';
import * as accounts from './accounts.ts';
import { claim } from './claim.ts';
import * as credentials from './credentials.ts';
import { tellAccount } from './people.ts';
import type { Passwords } from './passwords.ts';
import type { LiveSessions, Telling } from './sessions.ts';
import { refuseEnforced } from './sso/providerStore.ts';

export interface Newcomer {
  email: string;
  name: string;
  zone: string;
  language?: string;
  /** From `hashNew`; absent: they sign in by link, or at their organisation. */
  passwordHash?: string;
  /** True when a link that was sent to this address brought them here. */
  emailVerified: boolean;
}

/** How other foundations bring somebody in who has no account yet. Nothing else opens one over the wire. */
export interface Joining {
  /**
   * Judges and hashes a password that a newcomer chose; slow, so it belongs into a command's `prepare`.
   *
   * @throws Refusal `invalid` naming what is wrong, `unavailable` when too many hashes wait
   */
  hashNew(password: string, owner: { email: string; name: string }): Promise<string>;
  /** Opens an account. @throws Refusal `invalid`, or `conflict` when the e-mail has an account already */
  open(write: Telling, newcomer: Newcomer): Promise<Account>;
  /**
   * Signs somebody in within the command that brought them; the session that the browser came with ends.
   * Only for commands whose door is `http`.
   *
   * @param endsAt when the session ends, however much it is used; absent: as any other does
   * @throws Refusal `wrong_credentials` when the account is disabled
   */
  signIn(context: CommandContext<Actor>, userId: string, endsAt?: Date): Promise<Account>;
  /** Opens what a guest has instead of an account. @throws Refusal `invalid` for a name that is none */
  openGuest(tx: Tx, guest: Pick<Newcomer, 'name' | 'zone' | 'language'>): Promise<Account>;
  /** Lets every session of the guests among these people end soon; nobody else's. */
  endGuestsBy(tx: Tx, userIds: readonly string[], at: Date): Promise<void>;
  /**
   * The same for whoever opened a link that was sent to the account's own address.
   *
   * @throws Refusal `wrong_credentials`, also where the organisation's own sign-in is the only way in
   */
  signInByMail(context: CommandContext<Actor>, userId: string): Promise<Account>;
}

export function joiningWith({
  passwords,
  sessions,
}: {
  passwords: Passwords;
  sessions: LiveSessions;
}): Joining {
  const joining: Joining = {
    hashNew: (password, owner) =>
      passwords.hashNew(password, {
        email: parseOr(email, owner.email),
        name: parseOr(personName, owner.name),
      }),
    async open(write, newcomer) {
      const account = await accounts.create(write.tx, newcomer);
      await tellAccount(write, account.id);
      return account;
    },
    openGuest: accounts.createGuest,
    endGuestsBy: (tx, userIds, at) => sessions.endGuestsBy(tx, userIds, at),
    async signIn({ actor, tx, tell, cookie, agent, address }, userId, endsAt) {
      if (actor.kind === 'person') await sessions.end({ tx, tell }, actor.userId, { only: actor.sessionId });
      const { token, expiresAt } = await sessions.start({ tx, tell }, userId, { agent, address }, endsAt);
      cookie.set(token, expiresAt);
      return accounts.byId(tx, userId);
    },
    async signInByMail(context, userId) {
      const { tx, tell } = context;
      const held = await credentials.hold(tx, userId);
      if (!held) throw new Refusal('wrong_credentials');
      await refuseEnforced(tx, held);
      if (!held.emailVerified) await claim({ tx, tell }, sessions, held);
      return joining.signIn(context, userId);
    },
  };
  return joining;
}
