import type { Clock } from '#kernel/clock.ts';
import type { CommandState } from '#platform/web/outbox/outbox.ts';

/** A text or form as the server has it. */
export interface Saved<Value> {
  value: Value;
  revision: number;
}

export interface Merged<Value> {
  value: Value;
  /** Both texts are in it, one after the other: whoever wrote them should look. */
  isJoined?: boolean;
}

/** A save that is on its way, from this page or from before it was opened. */
export interface Unsent<Value> {
  commandId: string;
  value: Value;
  revision: number;
  state: Exclude<CommandState, 'sent'>;
  problem: Refused | undefined;
}

interface Refused {
  code: string;
  message: string;
}

export interface AutosaveParts<Value> {
  equal: (one: Value, other: Value) => boolean;
  /**
   * One value out of two that were made of `common`; null where only a person can say.
   * @param common null: not known any more
   */
  merge: (common: Value | null, mine: Value, theirs: Value) => Merged<Value> | null;
  /** Whether it can be saved at all; a form without its title waits for one. */
  isFit?: (value: Value) => boolean;
  /** Keeps it on this device and sends it; resolves to the revision that it became. */
  submit: (value: Value, revision: number) => { commandId: string; answered: Promise<number> };
  discard: (commandId: string) => void;
  /** The newest of the server. */
  fetch: () => Promise<Saved<Value>>;
  clock: Clock;
}

export type SavingState<Value> =
  | { state: 'saved' }
  | { state: 'saving' }
  /** Something is missing in it. */
  | { state: 'unfit' }
  | { state: 'failed'; sentence: string }
  /** Somebody else, or the same person elsewhere, changed it meanwhile. */
  | { state: 'conflict'; theirs: Value };

export interface Autosaved<Value> {
  /** undefined until the server or this device has told it. */
  value: Value | undefined;
  saving: SavingState<Value>;
  /** Two texts were put one after the other since the page was opened. */
  isJoined: boolean;
}

/** Without typing for so long, what was typed is saved, in ms… */
const quietMs = 800;
/** …and at least this often while somebody types. */
const mostMs = 5_000;
const againMs = 5_000;

/**
 * Saves what is typed, on top of what it was typed over. A save that is not sent yet is replaced by a newer
 * one; what somebody else saved meanwhile is merged, or shown to be chosen from. Nothing that was typed is
 * ever dropped.
 */
export class Autosave<Value> {
  readonly #parts: AutosaveParts<Value>;
  readonly #listeners = new Set<() => void>();
  #value: Value | undefined;
  /** The newest that the server told. */
  #theirs: Saved<Value> | undefined;
  /** What `value` was made of; undefined: not known, as after a restart. */
  #common: Saved<Value> | undefined;
  #flight: { commandId: string; value: Value; revision: number; isOurs: boolean } | undefined;
  #unsent: readonly Unsent<Value>[] = [];
  /** A refused save that is kept until a newer one is. */
  #refused: string | undefined;
  #problem: Refused | undefined;
  readonly #sent: Value[] = [];
  #isConflict = false;
  #isJoined = false;
  #dirtySinceMs: number | undefined;
  #stopTimer = (): void => {};
  #snapshot: Autosaved<Value> = { value: undefined, saving: { state: 'saved' }, isJoined: false };

  constructor(parts: AutosaveParts<Value>) {
    this.#parts = parts;
  }

  /** A store for `useSyncExternalStore`. */
  get = (): Autosaved<Value> => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the server has, whenever it is fetched. */
  told(saved: Saved<Value>): void {
    if (this.#theirs && saved.revision <= this.#theirs.revision) return;
    this.#theirs = saved;
    if (this.#value === undefined) this.#take(saved);
    else if (this.#flight) {
      if (!this.#common && this.#flight.revision === saved.revision) this.#common = saved;
    } else this.#catchUp();
    this.#changed();
  }

  /** Saves of this document that are not answered, from all tabs and from before; oldest first. */
  hears(unsent: readonly Unsent<Value>[]): void {
    this.#unsent = unsent;
    const flight = this.#flight;
    if (!flight) {
      const last = unsent.findLast(({ commandId }) => commandId !== this.#refused);
      // What another tab types is told by the server; what is here since before is nowhere else.
      if (last && this.#value === undefined) this.#adopt(last);
      else if (last && this.#isClean() && !this.#sent.length) this.#adopt(last);
    } else if (!flight.isOurs) {
      const now = unsent.find(({ commandId }) => commandId === flight.commandId);
      if (!now) void this.#settled();
      else if (now.state === 'failed' && now.problem) void this.#wasRefused(now.problem);
    }
    this.#changed();
  }

  change(value: Value): void {
    this.#value = value;
    this.#common ??= this.#theirs;
    this.#problem = undefined;
    if (!this.#isConflict) this.#saveSoon();
    this.#changed();
  }

  /** Saves now what waits to be saved: the page is being left. */
  flush(): void {
    this.#stopTimer();
    this.#dirtySinceMs = undefined;
    const { submit, discard } = this.#parts;
    const value = this.#value;
    if (value === undefined || !this.#common || this.#isConflict || this.#isClean()) return;
    if (!this.#isFit()) return;
    const before = this.#flight;
    if (before && this.#stateOf(before.commandId) === 'sending') return;
    const revision = this.#common.revision;
    if (before && before.revision === revision && this.#parts.equal(before.value, value)) return;

    const { commandId, answered } = submit(value, revision);
    this.#flight = { commandId, value, revision, isOurs: true };
    this.#sent.push(value);
    for (const old of [before?.commandId, this.#refused]) if (old) discard(old);
    this.#refused = undefined;
    answered.then(
      (saved) => {
        if (this.#flight?.commandId === commandId) this.#answered(saved);
      },
      (problem: Refused) => {
        if (this.#flight?.commandId === commandId) void this.#wasRefused(problem);
      },
    );
    this.#changed();
  }

  /** After a conflict: this is what it is to be. */
  settle(value: Value): void {
    this.#isConflict = false;
    this.#common = this.#theirs;
    this.#value = value;
    if (this.#isClean() && this.#refused) {
      this.#parts.discard(this.#refused);
      this.#refused = undefined;
    }
    this.flush();
    this.#changed();
  }

  /** After a refusal that passes. */
  retry(): void {
    this.#problem = undefined;
    this.flush();
    this.#changed();
  }

  #take(saved: Saved<Value>): void {
    this.#value = saved.value;
    this.#common = saved;
  }

  #adopt({ commandId, value, revision, state, problem }: Unsent<Value>): void {
    this.#value = value;
    this.#common = this.#theirs?.revision === revision ? this.#theirs : undefined;
    this.#flight = { commandId, value, revision, isOurs: false };
    this.#sent.push(value);
    if (state === 'failed' && problem) void this.#wasRefused(problem);
  }

  #answered(revision: number): void {
    this.#common = { value: this.#flight!.value, revision };
    this.#flight = undefined;
    this.#problem = undefined;
    this.#catchUp();
    if (!this.#isClean()) this.flush();
    this.#changed();
  }

  /** A save from before has gone through, or was taken back elsewhere: the server knows. */
  async #settled(): Promise<void> {
    const { value } = this.#flight!;
    this.#flight = undefined;
    const newest = await this.#fetchNewest();
    if (!newest) return;
    if (this.#parts.equal(newest.value, value)) this.#common = newest;
    this.#catchUp();
    this.#changed();
  }

  async #wasRefused(problem: Refused): Promise<void> {
    const flight = this.#flight!;
    this.#flight = undefined;
    this.#refused = flight.commandId;
    if (problem.code === 'conflict') {
      const newest = await this.#fetchNewest();
      if (!newest) return;
      if (newest.revision > (this.#common?.revision ?? flight.revision)) {
        this.#catchUp();
        if (!this.#isClean()) this.flush();
        this.#changed();
        return;
      }
    }
    this.#problem = problem;
    this.#changed();
  }

  /** Goes on from what the server has, with what was typed here. */
  #catchUp(): void {
    const theirs = this.#theirs;
    if (!theirs || this.#value === undefined || this.#isConflict) return;
    if (this.#common && theirs.revision <= this.#common.revision) return;
    const { equal, merge } = this.#parts;
    if (this.#isClean() || equal(this.#value, theirs.value)) this.#take(theirs);
    else if (this.#sent.some((one) => equal(one, theirs.value))) this.#common = theirs;
    else {
      const merged = merge(this.#common?.value ?? null, this.#value, theirs.value);
      if (merged) {
        this.#value = merged.value;
        this.#common = theirs;
        if (merged.isJoined) this.#isJoined = true;
        this.#saveSoon();
      } else this.#isConflict = true;
    }
  }

  async #fetchNewest(): Promise<Saved<Value> | undefined> {
    try {
      const newest = await this.#parts.fetch();
      if (!this.#theirs || newest.revision > this.#theirs.revision) this.#theirs = newest;
      return this.#theirs;
    } catch {
      // Out of reach: it is asked for again, unless it is told before.
      this.#parts.clock.after(againMs, () => {
        if (!this.#flight) void this.#fetchNewest().then(() => this.#afterTrouble());
      });
      return undefined;
    }
  }

  #afterTrouble(): void {
    this.#catchUp();
    if (!this.#isClean()) this.flush();
    this.#changed();
  }

  #isClean(): boolean {
    return (
      this.#value === undefined ||
      (this.#common !== undefined && this.#parts.equal(this.#value, this.#common.value))
    );
  }

  #isFit(): boolean {
    return this.#value === undefined || (this.#parts.isFit?.(this.#value) ?? true);
  }

  #saveSoon(): void {
    this.#stopTimer();
    const { clock } = this.#parts;
    this.#dirtySinceMs ??= clock.nowMs();
    const delayMs = Math.max(0, Math.min(quietMs, this.#dirtySinceMs + mostMs - clock.nowMs()));
    this.#stopTimer = clock.after(delayMs, () => this.flush());
  }

  #stateOf(commandId: string): Unsent<Value>['state'] | undefined {
    // One that the outbox has not told of yet has only just been given to it.
    return this.#unsent.find((one) => one.commandId === commandId)?.state;
  }

  #changed(): void {
    this.#snapshot = { value: this.#value, saving: this.#saving(), isJoined: this.#isJoined };
    for (const listener of [...this.#listeners]) listener();
  }

  #saving(): SavingState<Value> {
    if (this.#isConflict && this.#theirs) return { state: 'conflict', theirs: this.#theirs.value };
    if (this.#problem) return { state: 'failed', sentence: this.#problem.message };
    if (!this.#isFit()) return { state: 'unfit' };
    return this.#flight || !this.#isClean() ? { state: 'saving' } : { state: 'saved' };
  }
}
