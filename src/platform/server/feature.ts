import type { z } from 'zod';
import type { CommandName, Contract, EventName, ViewName } from '#kernel/contract.ts';
import type { Migration, Queryable, Tx } from './db/database.ts';
import type { Tell, Told } from './log/events.ts';

/** Who is asking. The identity comes from the session alone, never from what a request says. */
export type Actor = Person | Anonymous;

export interface Person {
  readonly kind: 'person';
  readonly userId: string;
  readonly sessionId: string;
  readonly platformAdmin: boolean;
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

export interface ViewContext {
  readonly actor: Person;
  /** One consistent read, together with the cursor that goes out with it. */
  readonly tx: Queryable;
}

/** A file as an answer. */
export interface Bytes {
  type: string;
  bytes: Uint8Array;
  /** True: shown in the page; false: offered as a download. */
  inline: boolean;
  fileName: string;
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
 * database, so it is done before the transaction opens. A refusal here ends the command; the result is
 * the handler's third argument.
 */
export type PrepareSteps<C extends Contract, Prepared extends PreparedBy<C>> = {
  readonly [N in keyof Prepared & CommandName<C>]: (
    context: PrepareContext<ActorFor<C['commands'][N]>>,
    input: Input<C['commands'][N]>,
  ) => Promise<Prepared[N]>;
};

export type ViewHandlers<C extends Contract> = {
  [N in ViewName<C>]: (context: ViewContext, input: Input<C['views'][N]>) => Promise<Data<C['views'][N]>>;
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
  readonly views: ViewHandlers<C>;
  /** Topics whose cursors go out with this room's views: where listening starts. */
  readonly follow: {
    [N in ViewName<C>]: (
      actor: Person,
      input: Input<C['views'][N]>,
      tx: Queryable,
    ) => readonly string[] | Promise<readonly string[]>;
  };
  /** Topics that are a person's by default when a stream names none. */
  readonly topicsOf?: (db: Queryable, userId: string) => Promise<string[]>;
  /** Events on a person's own topic after which that person's open connections are judged anew. */
  readonly revokedBy?: readonly EventName<C>[];
  /** Rows that this room may forget, called from time to time. */
  readonly tidy?: (db: Queryable) => Promise<void>;
}

/** A room of any contract, as the house holds it. */
export type AnyFeature = Feature<never> & { readonly contract: Contract };

/** Keeps a room's types to itself once its own definition has been checked. */
export const feature = <C extends Contract, Prepared extends PreparedBy<C> = Record<never, never>>(
  definition: Feature<C, Prepared>,
): AnyFeature => definition as unknown as AnyFeature;
