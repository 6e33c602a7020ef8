import type { Contract, EventData, EventName } from '#kernel/contract.ts';
import type { Tx } from '../db/database.ts';

/** One event as the log keeps it. `data` stays JSON text: it is encoded once and never parsed on its way out. */
export interface LoggedEvent {
  readonly topic: string;
  readonly epoch: string;
  /** 0: a signal, which the log neither numbers nor keeps. */
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly data: string;
}

/** An event that will be told; what it says is known once the log has numbered it. */
export class Told<Data> {
  #said: { data: Data } | undefined;

  /** @throws Error before the transaction's end */
  get data(): Data {
    if (!this.#said) throw new Error('what an event says is known only after it was numbered');
    return this.#said.data;
  }

  settle(data: Data): void {
    this.#said = { data };
  }
}

/** Tells an event; its data, or the reading of it, is taken when the log holds the topics, last in the transaction. */
export type Tell = <C extends Contract, N extends EventName<C>>(
  contract: C,
  name: N,
  topics: readonly string[],
  data: EventData<C, N> | ((tx: Tx) => Promise<EventData<C, N>>),
) => Told<EventData<C, N>>;

/** What one room does about another's event, in the transaction that tells it: both commit or neither. */
export type Reaction =
  | {
      readonly type: string;
      react(write: { tx: Tx; tell: Tell }, data: unknown): Promise<void>;
      /** It is asked once, with the data of all such events in a list, after every other reaction. */
      readonly gathers?: true;
    }
  | {
      readonly type: string;
      note(tx: Tx, data: unknown, event: LoggedEvent): Promise<void>;
    };

/** Declares a reaction. The room that tells the event has never heard of the one that reacts. */
export const reaction = <C extends Contract, N extends EventName<C>>(
  _contract: C,
  name: N,
  react: (write: { tx: Tx; tell: Tell }, data: EventData<C, N>) => Promise<void>,
): Reaction => ({ type: name, react: react as never });

/**
 * Declares a reaction to all such events of a transaction at once: whoever tells something to a whole class does it in
 * a few statements, also where the class was told of one by one.
 */
export const gatheredReaction = <C extends Contract, N extends EventName<C>>(
  _contract: C,
  name: N,
  react: (write: { tx: Tx; tell: Tell }, all: readonly EventData<C, N>[]) => Promise<void>,
): Reaction => ({ type: name, gathers: true, react: react as never });

/**
 * Declares what a room notes of an event once it is numbered and what it says is read, whoever read it. It writes and
 * asks for jobs, and tells nothing itself. The event's topics are held meanwhile, so it is quick; it is given the
 * event as it is on the first of them, and never a signal.
 */
export const noting = <C extends Contract, N extends EventName<C>>(
  _contract: C,
  name: N,
  note: (tx: Tx, data: EventData<C, N>, event: LoggedEvent) => Promise<void>,
): Reaction => ({ type: name, note: note as never });
