import { requireAccess, type Access } from '#platform/server/access.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Write } from '#platform/server/log/log.ts';
import { Refusal } from '#kernel/refusal.ts';
import { identity, type SignOnOutcome } from '../../contract.ts';
import type { Joining } from '../joining.ts';
import type { LiveSessions, Origin } from '../sessions.ts';
import { admit, judge, NotAdmitted } from './admission.ts';
import * as providers from './providers.ts';
import type { RelyingParty } from './relyingParty.ts';
import { begin, NoProof, prove, type Beginning, type Proof } from './signOn.ts';

export interface SingleSignOnParts {
  db: Database;
  party: RelyingParty;
  origin: () => string;
  access: Access;
  sessions: LiveSessions;
  joining: Joining;
}

/** Runs one transaction of the log. */
export type Writing = <T>(work: (write: Write) => Promise<T>) => Promise<T>;

/** Where somebody who came back from a provider goes. */
export type Ending =
  | { kind: 'signed-in'; token: string; expiresAt: Date; goesTo: string }
  | { kind: 'tested'; organisationId: string }
  | { kind: 'failed'; outcome: Exclude<SignOnOutcome, 'passed'>; cause: unknown };

export interface Returning {
  organisationId: string;
  query: URLSearchParams;
  /** What the browser was given at the beginning. */
  browser: string | undefined;
  origin: Origin;
  /** Whose session the browser came with; it ends. */
  leaving: Person | undefined;
}

/** Signing in at an organisation's own provider, for the two addresses that a browser goes through. */
export interface SingleSignOn {
  /** @throws Refusal `not_found`, or as `requireAccess` when it is to be a test; NoProof */
  begin(beginning: Omit<Beginning, 'testedBy'>, tester?: Person): Promise<{ url: string; browser: string }>;
  /** Never throws for what a provider, or whoever pretends to be one, sends. */
  end(returning: Returning, write: Writing): Promise<Ending>;
}

export function singleSignOn(parts: SingleSignOnParts): SingleSignOn {
  const { db, access } = parts;
  return {
    async begin(beginning, tester) {
      if (tester) {
        const { who } = identity.commands['identity:set-provider'];
        const { organisationId } = beginning;
        await db.snapshot((tx) => requireAccess(access, tx, tester, who, { organisationId }));
      }
      return begin(parts, { ...beginning, testedBy: tester?.userId });
    },
    async end(returning, write) {
      let proof: Proof;
      try {
        proof = await prove(parts, returning);
      } catch (cause) {
        if (!(cause instanceof NoProof)) throw cause;
        const { attempt, outcome } = cause;
        if (!attempt || attempt.testedBy === null) return { kind: 'failed', outcome, cause };
        return testEnded(write, {
          ...returning,
          providerId: attempt.providerId,
          outcome,
        });
      }
      if (proof.testedBy !== null) {
        const { email, groups } = proof.claims;
        const outcome = await judge(db.query, proof);
        return testEnded(write, { ...returning, providerId: proof.provider.id, outcome, email, groups });
      }
      return signIn(parts, write, proof, returning);
    },
  };
}

async function signIn(
  parts: SingleSignOnParts,
  write: Writing,
  proof: Proof,
  { origin, leaving }: Returning,
): Promise<Ending> {
  const once = (): Promise<{ token: string; expiresAt: Date }> =>
    write(async (held) => {
      if (leaving) await parts.sessions.end(held, leaving.userId, { only: leaving.sessionId });
      return admit(parts, held, proof, origin);
    });
  try {
    // Two first sign-ins of one person in the same moment: the second one finds what the first one opened.
    const session = await once().catch((cause: unknown) => {
      if (cause instanceof Refusal && cause.code === 'conflict') return once();
      throw cause;
    });
    return { kind: 'signed-in', ...session, goesTo: proof.goesTo };
  } catch (cause) {
    if (!(cause instanceof NotAdmitted)) throw cause;
    return { kind: 'failed', outcome: cause.outcome, cause };
  }
}

async function testEnded(
  write: Writing,
  {
    organisationId,
    providerId,
    outcome,
    email = null,
    groups = [],
  }: {
    organisationId: string;
    providerId: string;
    outcome: SignOnOutcome;
    email?: string | null;
    groups?: string[];
  },
): Promise<Ending> {
  const test = { at: new Date().toISOString(), outcome, email, groups: groups.slice(0, 100) };
  await write((held) => providers.noteTest(held, { providerId, organisationId }, test));
  return { kind: 'tested', organisationId };
}
