import { sql } from 'kysely';
import { manualClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Access } from '#platform/server/access.ts';
import { auditMigrations } from '#platform/server/audit.ts';
import { catalogueOf } from '#platform/server/catalogue.ts';
import { performer } from '#platform/server/commands.ts';
import type { Database, Migration } from '#platform/server/db/database.ts';
import type { Actor, Person } from '#platform/server/feature.ts';
import { inProcessFanout } from '#platform/server/fanout/fanout.ts';
import type { LoggedEvent } from '#platform/server/log/events.ts';
import { openLog } from '#platform/server/log/log.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { mailMigrations } from '#platform/server/mail/migrations.ts';
import { viewer } from '#platform/server/views.ts';
import { identity, type Account, type SessionLine } from '../contract.ts';
import * as accounts from './accounts.ts';
import { identityFeature, type IdentityParts } from './feature.ts';
import { identityMigrations } from './migrations.ts';
import { argon2Passwords, passwordDefaults } from './passwords.ts';

/** All that this room stands on, and the room. */
export const roomMigrations: readonly Migration[] = [
  ...logMigrations,
  ...mailMigrations,
  ...auditMigrations,
  ...identityMigrations,
];

export const cheap = { ...passwordDefaults, cost: { memoryKib: 64, passes: 1, lanes: 1 } };
export const rightPassword = 'correct horse';
export const home = '198.51.100.7';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
export const nobody: Actor = { kind: 'anonymous' };
const noRelations: Access = { relationsOf: async () => new Set() };

interface SignInAs {
  password?: string;
  address?: string;
  actor?: Actor;
}

/** A house with the identity room alone, over a real database and log. */
export function houseOver(db: Database, parts: Partial<IdentityParts> = {}) {
  const clock = manualClock();
  const passwords = argon2Passwords(cheap);
  const fanout = inProcessFanout();
  const log = openLog({ db, fanout });
  const told: LoggedEvent[] = [];
  fanout.listen((events) => void told.push(...events));
  const room = identityFeature({ db, clock, passwords, ...parts });
  const limits = { take: async () => {} };
  const rooms = {
    catalogue: catalogueOf([identity]),
    features: [room.feature],
    db,
    log,
    access: parts.access ?? noRelations,
    limits,
  };
  const perform = performer({ ...rooms, db });
  const look = viewer(rooms);

  async function call(name: string, actor: Actor, input: unknown, { address = home } = {}) {
    let cookie: { token: string; expiresAt: Date } | 'cleared' | undefined;
    const { data } = await perform({
      name,
      actor,
      input,
      commandId: newId(),
      address,
      agent: firefox,
      cookie: {
        set: (token, expiresAt) => void (cookie = { token, expiresAt }),
        clear: () => void (cookie = 'cleared'),
      },
    });
    return { data, cookie };
  }

  async function mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
    const { rows } = await sql<{ subject: string; text: string }>`
      select subject, text from mail where to_address = ${address} order by id`.execute(db.query);
    return rows;
  }

  return {
    ...room,
    clock,
    log,
    told,
    call,
    /** An account of a fresh e-mail address, able to sign in with the right password. */
    async person(name: string, more: Partial<accounts.NewAccount> = {}): Promise<Account> {
      const passwordHash = await passwords.hash(rightPassword);
      const email = `${newId()}@example.org`;
      const account = { email, name, zone: 'Europe/Berlin', passwordHash, ...more };
      return db.transaction((tx) => accounts.create(tx, account));
    },
    async signIn(email: string, { password = rightPassword, address = home, actor = nobody }: SignInAs = {}) {
      const { data, cookie } = await call('identity:sign-in', actor, { email, password }, { address });
      if (!cookie || cookie === 'cleared') throw new Error('the sign-in set no cookie');
      const known = await room.sessions.personOf(db.query, cookie.token, { fresh: true });
      return { user: (data as { user: Account }).user, ...cookie, person: known!.person };
    },
    /** What was asked for by mail is answered, as the chore does it. */
    async answerRequests(): Promise<void> {
      for (const chore of room.feature.chores ?? []) await chore.run();
    },
    /** Mails to an address, the oldest first. */
    mailsTo,
    /** The token in the newest mail to an address. */
    async tokenSentTo(address: string): Promise<string> {
      const token = /\/([\w-]{43})$/m.exec((await mailsTo(address)).at(-1)?.text ?? '')?.[1];
      if (token === undefined) throw new Error(`no link was sent to ${address}`);
      return token;
    },
    look: async (name: string, actor: Actor, input: object = {}): Promise<unknown> =>
      (await look(name, actor, input, home)).data,
    async sessionsSeenBy(person: Person): Promise<SessionLine[]> {
      const { data } = await look('identity:sessions', person, {}, home);
      return (data as { sessions: SessionLine[] }).sessions;
    },
  };
}

export const refusalOf = async (attempt: Promise<unknown>): Promise<Refusal> => {
  const reason = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(reason instanceof Refusal)) throw new Error('this was not refused', { cause: reason });
  return reason;
};
