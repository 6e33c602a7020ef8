import type { z } from 'zod';
import type { CommandName, Contract, EventName, ViewName } from '#kernel/contract.ts';
import type { Scope } from '#kernel/relations.ts';
import type { Migration, Queryable, Tx } from './db/database.ts';
import type { JobKind, JobSchedule } from './jobs/kinds.ts';
import type { Tell, Told } from './log/events.ts';
import type { PersonalTable } from './personal.ts';

/** Who is asking. The identity comes from the session alone, never from what a request says. */
export type Actor = Person | Anonymous;

export interface Person {
  readonly kind: 'person';
  readonly userId: string;
  readonly sessionId: string;
  readonly platformAdmin: boolean;
  /** Absent for everybody with an account: this one was made at the door of one live session, and has none. */
  readonly isGuest?: true;
}

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface CommandContext<A extends Actor = Person> {
  readonly actor: A;
  /** The command's own transaction: state, events and the kept answer commit together or not at all. */
  readonly tx: Tx;
  readonly tell: Tell;
  readonly address: string;
  readonly agent: string;
  /** Only for commands whose door is `http`. */
  readonly cookie: SessionCookie;
}

/** How a sign-in or sign-out reaches the browser's cookie, once its transaction has committed. */
export interface SessionCookie {
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

export interface ViewContext<A extends Actor = Person> {
  readonly actor: A;
  /** One consistent read, together with the cursor that goes out with it. */
  readonly tx: Queryable;
}

/** A file as an answer. */
export interface Bytes {
  type: string;
  /** An iterable is made while it is sent: its length is known to nobody, and it is sent whole. */
  bytes: Uint8Array | ByteReader | AsyncIterable<Uint8Array>;
  /** True: shown in the page; false: offered as a download. */
  inline: boolean;
  fileName: string;
  /** Names exactly these bytes (their hash), where they have such a name: browsers ask by it. */
  tag?: string;
}

/** A file that is read while it is sent, never whole in memory. It is read after the view's transaction. */
export interface ByteReader {
  readonly sizeBytes: number;
  /** The bytes from `start` up to `end`, which is not part of it, in pieces of at most a few MB. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** What a view still has to work out once its read is over: a transaction waits for nothing but the database. */
export class Later<T> {
  readonly finish: () => Promise<T>;

  constructor(finish: () => Promise<T>) {
    this.finish = finish;
  }
}

type Input<Spec> = Spec extends { input: infer Schema extends z.ZodType } ? z.output<Schema> : never;
type Output<Spec> = Spec extends { output: infer Schema extends z.ZodType } ? z.output<Schema> : never;
type Data<Spec> = Spec extends { data: infer Schema }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : Bytes
  : never;
type ActorFor<Spec> = Spec extends { who: readonly (infer Relation)[] }
  ? 'anyone' extends Relation
    ? Actor
    : Person
  : never;

/** What a command may ask of the world before its transaction opens. */
export interface PrepareContext<A extends Actor = Person> {
  readonly actor: A;
  readonly address: string;
  readonly agent: string;
  /**
   * What a command that takes bytes was sent; empty for every other. It can be read once, and refuses
   * `too_large` where it is longer than declared.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What the prepare step of each command brings; only the few commands that have one are named. */
export type PreparedBy<C extends Contract> = { readonly [N in CommandName<C>]?: unknown };

export type CommandHandlers<C extends Contract, Prepared extends PreparedBy<C> = Record<never, never>> = {
  [N in CommandName<C>]: (
    context: CommandContext<ActorFor<C['commands'][N]>>,
    input: Input<C['commands'][N]>,
    prepared: N extends keyof Prepared ? Prepared[N] : undefined,
  ) => Promise<Output<C['commands'][N]> | Told<Output<C['commands'][N]>>>;
};

/**
 * Slow work that a command needs first (a password's hash): a transaction waits for nothing but the
 * database, so it is done before the transaction opens. Whoever may not is refused before it, and again within
 * the transaction. A refusal here ends the command; the result is the handler's third argument.
 */
export type PrepareSteps<C extends Contract, Prepared extends PreparedBy<C>> = {
  readonly [N in keyof Prepared & CommandName<C>]: (
    context: PrepareContext<ActorFor<C['commands'][N]>>,
    input: Input<C['commands'][N]>,
  ) => Promise<Prepared[N]>;
};

export type ViewHandlers<C extends Contract> = {
  [N in ViewName<C>]: (
    context: ViewContext<ActorFor<C['views'][N]>>,
    input: Input<C['views'][N]>,
  ) => Promise<Data<C['views'][N]> | Later<Data<C['views'][N]>>>;
};

/**
 * Something that falls due without anybody asking (a time limit that ran out). Each node runs it, so it takes
 * its work by locked rows or conditional statements.
 */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

/**
 * What things of a room belong to: a session to its cohort, a question to its session. One that names more than the
 * next step names all the steps: nothing on the way is asked any more.
 */
export type Leads = {
  readonly [Name in keyof Scope]?: (db: Queryable, id: string) => Promise<Scope | undefined>;
};

/** What a room brings to the house. */
export interface Feature<
  C extends Contract = Contract,
  Prepared extends PreparedBy<C> = Record<never, never>,
> {
  readonly contract: C;
  readonly migrations: readonly Migration[];
  readonly commands: CommandHandlers<C, Prepared>;
  readonly prepare?: PrepareSteps<C, Prepared>;
  /**
   * Commands of which those that share a commit are carried out at the same time, so that what all of them write goes
   * in one statement. None may look at something and then write what rests on it, but by single statements.
   */
  readonly abreast?: readonly CommandName<C>[];
  readonly views: ViewHandlers<C>;
  /** Topics whose cursors go out with this room's views: where listening starts. */
  readonly follow: {
    [N in ViewName<C>]: (
      actor: ActorFor<C['views'][N]>,
      input: Input<C['views'][N]>,
      tx: Queryable,
    ) => readonly string[] | Promise<readonly string[]>;
  };
  /**
   * What a cached view's answer is made from, said cheaply: the same text for the same person means the same
   * answer, and it is not made anew. Without it the answer is made, and compared by its own hash.
   */
  readonly versions?: {
    readonly [N in ViewName<C>]?: (
      context: ViewContext<ActorFor<C['views'][N]>>,
      input: Input<C['views'][N]>,
    ) => Promise<string>;
  };
  /** To what this room's things lead, so that who may do what to them is known by the cohort. */
  readonly leads?: Leads;
  /** Topics that are a person's by default when a stream names none. */
  readonly topicsOf?: (db: Queryable, userId: string) => Promise<string[]>;
  /** Events on a person's own topic after which that person's open connections are judged anew. */
  readonly revokedBy?: readonly EventName<C>[];
  readonly chores?: readonly Chore[];
  /** How this room does the jobs of its queues. */
  readonly jobs?: readonly JobKind[];
  /** Jobs that fall due once a day. */
  readonly schedules?: readonly JobSchedule[];
  /** What this room keeps about people; tables that stand on others come after them. */
  readonly personal?: readonly PersonalTable[];
  /** Rows that this room may forget, called from time to time. */
  readonly tidy?: (db: Queryable) => Promise<void>;
}

/** A room of any contract, as the house holds it. */
export type AnyFeature = Feature<never> & { readonly contract: Contract };

/** Keeps a room's types to itself once its own definition has been checked. */
export const feature = <C extends Contract, Prepared extends PreparedBy<C> = Record<never, never>>(
  definition: Feature<C, Prepared>,
): AnyFeature => definition as unknown as AnyFeature;
