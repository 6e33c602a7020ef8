import { randomBytes } from 'node:crypto';
import * as argon2 from '@node-rs/argon2';
import { Refusal } from '#kernel/refusal.ts';
import { isCommonPassword } from './commonPasswords.ts';
import { Turns, type TurnSettings } from './turns.ts';

/** The cost of one hash. What was hashed at another cost is hashed anew at the next sign-in. */
export interface HashCost {
  memoryKib: number;
  passes: number;
  lanes: number;
}

export interface PasswordSettings extends TurnSettings {
  cost: HashCost;
}

export const passwordDefaults: PasswordSettings = {
  atOnce: 2,
  mostWaiting: 500,
  cost: { memoryKib: 19_456, passes: 2, lanes: 1 },
};

/** The part of argon2 that is used; both work outside the event loop. */
export interface HashEngine {
  hash(password: Uint8Array, options: argon2.Options): Promise<string>;
  verify(hash: string, password: Uint8Array): Promise<boolean>;
}

export interface Passwords {
  /**
   * Hashes a password that somebody chose.
   *
   * @throws Refusal `invalid` naming the field `password`, `unavailable` when too many hashes wait
   */
  hashNew(password: string, owner: { email: string; name: string }): Promise<string>;
  /** Hashes without judging: for passwords that we set ourselves. */
  hash(password: string): Promise<string>;
  /**
   * Whether this is the password. Without a hash (nobody has this e-mail) the answer is no and takes as
   * long as any other.
   *
   * @param atTurn runs when the wait is over and before the work; what it throws ends the matter
   * @throws Refusal `unavailable` when too many hashes wait
   */
  verify(hash: string | null, password: string, atTurn?: () => Promise<void>): Promise<boolean>;
  /** Whether the hash was made at another cost than today's. */
  isOutdated(hash: string): boolean;
  /** Hashes that wait for their turn. */
  readonly waiting: number;
}

const shortest = 8;
const longest = 256;

export function argon2Passwords(
  { cost, atOnce, mostWaiting }: PasswordSettings = passwordDefaults,
  engine: HashEngine = argon2,
): Passwords {
  const turns = new Turns({ atOnce, mostWaiting });
  const options = { memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes };
  const decoy = decoyHash(cost);
  const hash = (password: string) => turns.take(() => engine.hash(bytesOf(password), options));
  return {
    hash,
    async hashNew(password, owner) {
      const fault = faultOf(password, owner);
      if (fault) {
        throw new Refusal('invalid', `This password ${fault}.`, {
          faults: [{ field: 'password', message: fault }],
        });
      }
      return await hash(password);
    },
    verify: (known, password, atTurn) =>
      turns.take(async () => {
        await atTurn?.();
        const matches = await engine.verify(known ?? decoy, bytesOf(password));
        return matches && known !== null;
      }),
    isOutdated(known) {
      const { memoryCost, timeCost, parallelism } = argon2.parseOptions(known);
      return memoryCost !== cost.memoryKib || timeCost !== cost.passes || parallelism !== cost.lanes;
    },
    get waiting() {
      return turns.waiting;
    },
  };
}

/** Keyboards differ in how they compose an é; the password is the same. */
function bytesOf(password: string): Uint8Array {
  return Buffer.from(password.normalize('NFC'), 'utf8');
}

/** A well-formed hash that no password fits: checking against it costs what a real one costs. */
function decoyHash({ memoryKib, passes, lanes }: HashCost): string {
  const base64 = (length: number) => randomBytes(length).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(16)}$${base64(32)}`;
}

/**
 * What is wrong with a new password, if anything. Length and being unguessable count; which kinds of
 * characters it is made of does not.
 */
function faultOf(password: string, { email, name }: { email: string; name: string }): string | undefined {
  const length = [...password].length;
  if (length < shortest) return `is shorter than ${shortest} characters`;
  if (password.length > longest) return `is longer than ${longest} characters`;
  if (/^(.{1,4})\1+$/su.test(password)) return 'repeats itself';
  const lower = password.toLowerCase();
  const own = [email, email.split('@')[0]!, name].map((word) => word.toLowerCase());
  if (own.includes(lower)) return 'is your name or e-mail address';
  if (isCommonPassword(lower)) return 'is one of the passwords that are tried first';
  return undefined;
}
