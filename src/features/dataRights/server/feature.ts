import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import { requireCurrent } from '#features/identity/server/passwordChanges.ts';
import type { Passwords } from '#features/identity/server/passwords.ts';
import type { SignInLimits } from '#features/identity/server/signInLimits.ts';
import type { Database, Tx } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { dataRights } from '../contract.ts';
import { applyLedger, finishErasures } from './cleaning.ts';
import { erase, preview, type ErasingParts, type ToForget } from './erasing.ts';
import { houseTables } from './houseTables.ts';
import { noLedger, type Ledger } from './ledger.ts';
import { copyMaking } from './making.ts';
import { dataRightsMigrations } from './migrations.ts';
import { dataRightsPersonal } from './personal.ts';
import * as tickets from './tickets.ts';

export interface DataRightsParts extends ErasingParts {
  db: Database;
  log: Log;
  passwords: Passwords;
  limits: SignInLimits;
  ledger?: Ledger | undefined;
  /** Who is forgotten without anybody asking; absent: nobody. */
  toForget?: ToForget;
}

export interface DataRights {
  feature: AnyFeature;
  /** Forgets again, after a restore, whom the database does not know to be forgotten. */
  applyLedger(): Promise<number>;
}

/** Without a password, whoever signed in this long ago or less shows that they are the account's owner. */
const freshSignInMs = 15 * 60_000;
const finishEveryMs = 5_000;
const forgetEveryMs = 600_000;
const expireEveryMs = 60_000;
const mostForgotten = 50;

/** What a person may ask about their data: a copy of it, and to be forgotten. */
export function dataRightsFeature({
  db,
  log,
  passwords,
  limits,
  ledger = noLedger,
  toForget = async () => [],
  ...given
}: DataRightsParts): DataRights {
  // What stands on others comes after them: the rooms' own, then ours, then what the house keeps.
  const tables = [...given.tables, ...dataRightsPersonal, ...houseTables];
  const parts: ErasingParts = { ...given, tables };

  async function requireSealed(tx: Tx, userId: string, seal: string): Promise<void> {
    const now = await preview(tx, parts, userId);
    if (now.seal !== seal)
      throw new Refusal('conflict', 'What would be kept has changed. Please look at it again.');
  }

  /** Each in a transaction of its own; who was forgotten by another node meanwhile is nobody any more. */
  async function forgetDue(): Promise<void> {
    for (const userId of await toForget(db.query, mostForgotten)) {
      await log
        .write((write) => erase(write, parts, userId, { keepsCertificates: false }))
        .catch((refused: unknown) => {
          if (!(refused instanceof Refusal && refused.code === 'not_found')) throw refused;
        });
    }
  }

  /** @throws Refusal `wrong_credentials` unless it is the address, soon after a sign-in */
  async function requireAddress(tx: Tx, actor: Person, confirmation: string, email: string): Promise<void> {
    const sessions = await given.sessions.list(tx, actor);
    const startedAt = sessions.find(({ current }) => current)?.startedAt;
    const isFresh = startedAt !== undefined && Date.now() - Date.parse(startedAt) < freshSignInMs;
    if (confirmation.trim().toLowerCase() !== email)
      throw new Refusal('wrong_credentials', 'This is not the address of your account.');
    if (!isFresh) throw new Refusal('wrong_credentials', 'Please sign in again first, then come back here.');
  }

  const built = feature<typeof dataRights, { 'rights:erase': { email: string; hasPassword: boolean } }>({
    contract: dataRights,
    migrations: dataRightsMigrations,
    personal: dataRightsPersonal,
    prepare: {
      async 'rights:erase'({ actor, address }, { confirmation }) {
        const owner = { userId: actor.userId, address };
        const held = await requireCurrent({ db: db.query, passwords, limits }, owner, confirmation);
        return { email: held.email, hasPassword: held.passwordHash !== null };
      },
    },
    commands: {
      'rights:export': tickets.forOneself,
      'rights:export-person': tickets.forPerson,
      'rights:export-member': tickets.forMember,
      async 'rights:erase'({ actor, tx, tell, address, cookie }, input, { email, hasPassword }) {
        if (!hasPassword) await requireAddress(tx, actor, input.confirmation, email);
        await requireSealed(tx, actor.userId, input.seal);
        const choice = { keepsCertificates: input.keepCertificates, by: { userId: actor.userId, address } };
        const done = await erase({ tx, tell }, parts, actor.userId, choice);
        cookie.clear();
        return done;
      },
      async 'rights:erase-person'({ actor, tx, tell, address }, { userId, seal, keepCertificates }) {
        await requireSealed(tx, userId, seal);
        const choice = { keepsCertificates: keepCertificates, by: { userId: actor.userId, address } };
        return erase({ tx, tell }, parts, userId, choice);
      },
    },
    views: {
      'rights:preview': ({ actor, tx }) => preview(tx, parts, actor.userId),
      'rights:preview-person': ({ tx }, { userId }) => preview(tx, parts, userId),
      'rights:copies': ({ actor, tx }) => tickets.copiesOf(tx, actor.userId),
      'rights:download': (context, input) => tickets.download(db.query, context, input),
    },
    follow: {
      'rights:preview': () => [],
      'rights:preview-person': () => [],
      'rights:copies': ({ userId }) => [identity.topics.person.of({ userId })],
      'rights:download': () => [],
    },
    chores: [
      {
        name: 'rights:finish',
        everyMs: finishEveryMs,
        run: () => finishErasures({ db, ledger, tables }),
      },
      { name: 'rights:forget', everyMs: forgetEveryMs, run: forgetDue },
      { name: 'rights:expire', everyMs: expireEveryMs, run: () => log.write(tickets.forgetExpired) },
    ],
    jobs: [copyMaking({ db, tables })],
  });

  return { feature: built, applyLedger: () => applyLedger({ db, log, ledger }, parts) };
}
