import { backoffMs, type Backoff } from '#kernel/backoff.ts';
import type { Clock } from '#kernel/clock.ts';
import { ApiProblem, unreachable } from '../api/problem.ts';
import type { TabChannel } from '../realtime/channel.ts';
import type { KeptCommand, OutboxStore } from './store.ts';

export type CommandState =
  /** Not being sent: no connection, another one goes first, or a pause. */
  | 'waiting'
  | 'sending'
  | 'sent'
  /** The server said no; `problem` says why. */
  | 'failed'
  /** Too old to be sent without asking. */
  | 'needs-confirmation';

export interface PendingCommand {
  readonly commandId: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  readonly state: Exclude<CommandState, 'sent'>;
  readonly problem: ApiProblem | undefined;
}

export interface Sent {
  commandId: string;
  /** The server's answer, however long it takes; rejects with ApiProblem when it says no. */
  answered: Promise<unknown>;
}

export interface OutboxParts {
  personId: string;
  store: OutboxStore | Promise<OutboxStore>;
  /** Between the tabs of one person; undefined: this tab is alone. */
  channel: ((name: string) => TabChannel) | undefined;
  clock: Clock;
  random: () => number;
  newId: () => string;
  /** Sends once, until it is called off. Rejects with ApiProblem. */
  send: (command: KeptCommand, calledOff: AbortSignal) => Promise<unknown>;
}

/** Pause between two attempts; the connection's return cuts it short. */
const retryBackoff: Backoff = { firstMs: 2_000, capMs: 30_000 };
/** An older command is not sent without asking, in ms. */
const askAfterMs = 5 * 60_000;
/** The server keeps answers by command id for 72 h; an older command could have a second effect. */
const forgetAfterMs = 72 * 3_600_000;
const mostAtOnce = 4;
/** What has no answer after this long when the connection comes back is taken for lost with the former one, in ms. */
const doubtfulMs = 2_000;
/** A defect on the server's side may pass; after so many it is told. */
const mostDefects = 3;

interface Item {
  kept: KeptCommand;
  state: PendingCommand['state'];
  problem: ApiProblem | undefined;
  defects: number;
}

/** What tabs of one person say to each other. */
type Word =
  | { kind: 'added'; kept: KeptCommand }
  /** A new tab wants to know how things stand; the leader answers. */
  | { kind: 'joined' }
  | { kind: 'state'; commandId: string; state: PendingCommand['state'] }
  | { kind: 'answered'; commandId: string; data: unknown }
  | { kind: 'refused'; commandId: string; problem: PlainProblem }
  | { kind: 'confirm'; commandId: string; atMs: number }
  | { kind: 'discard'; commandId: string }
  | { kind: 'cleared' };

type PlainProblem = Pick<ApiProblem, 'code' | 'message' | 'status' | 'faults' | 'retryAfterMs' | 'requestId'>;

/**
 * Commands that must not get lost: kept before they are sent, sent in order per key by the tab that leads,
 * and sent again under the same id until there is an answer. The id makes a repetition harmless, so two
 * tabs that both believe to lead do no harm.
 */
export class Outbox {
  /** Resolves once the list holds what an earlier page could not send. */
  readonly ready: Promise<void>;
  readonly #parts: OutboxParts;
  readonly #items = new Map<string, Item>();
  readonly #waiters = new Map<
    string,
    { resolve: (data: unknown) => void; reject: (problem: ApiProblem) => void }
  >();
  readonly #sendingHere = new Map<string, { sinceMs: number; leave: AbortController }>();
  readonly #listeners = new Set<() => void>();
  readonly #channel: TabChannel | undefined;
  #pending: readonly PendingCommand[] = [];
  #isLeading = false;
  #isSignedOut = false;
  #isClosed = false;
  #failures = 0;
  #pausedUntilMs = 0;
  #stopPause = (): void => {};

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#channel = parts.channel?.(`stoa-outbox/${parts.personId}`);
    this.#channel?.hear((word) => this.#take(word as Word));
    // A store that cannot be read has nothing to send; new commands are still carried.
    this.ready = this.#load()
      .then(() => this.#post({ kind: 'joined' }))
      .catch(() => {});
  }

  /** The unsent and the refused, oldest first. A store for `useSyncExternalStore`. */
  get = (): readonly PendingCommand[] => this.#pending;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** How many are not with the server yet. */
  get waitingCount(): number {
    return this.#pending.filter(({ state }) => state !== 'failed').length;
  }

  /**
   * Takes a command over.
   * @param key commands with the same key keep their order; by default all of a room
   * @param options.staysWanted it is sent however long it had to wait, without asking
   * @param options.keepsRefused a refusal is kept on this device until it is discarded
   */
  submit(
    name: string,
    input: Record<string, unknown>,
    key: string = name.split(':')[0]!,
    { staysWanted = false, keepsRefused = false }: { staysWanted?: boolean; keepsRefused?: boolean } = {},
  ): Sent {
    const { newId, personId, clock, store } = this.#parts;
    const kept: KeptCommand = {
      commandId: newId(),
      personId,
      name,
      input,
      key,
      createdAtMs: clock.nowMs(),
      ...(staysWanted && { staysWanted }),
      ...(keepsRefused && { keepsRefused }),
    };
    const { commandId } = kept;
    const answered = new Promise<unknown>((resolve, reject) =>
      this.#waiters.set(commandId, { resolve, reject }),
    );
    // Whoever looks at the list alone does not wait for the answer.
    answered.catch(() => {});
    this.#add(kept, this.#isLeading && this.#mayStart(kept) ? 'sending' : 'waiting');
    this.#changed();
    void Promise.resolve(store)
      .then((opened) => opened.put(kept))
      // A full or forbidden store: the command then lives as long as this tab.
      .catch(() => {})
      .then(() => {
        const item = this.#items.get(commandId);
        if (!item) return;
        this.#post({ kind: 'added', kept });
        item.state = 'waiting';
        this.#sendDue();
      });
    return { commandId, answered };
  }

  /** This tab sends for all, or no longer. */
  lead(isLeading: boolean): void {
    this.#isLeading = isLeading;
    this.#stopPause();
    if (!isLeading) return;
    for (const item of this.#items.values()) {
      // What the former leader was sending may never have arrived.
      if (item.state === 'sending' && !this.#sendingHere.has(item.kept.commandId)) item.state = 'waiting';
    }
    const begin = (): void => this.#sendDue();
    void this.#load().then(begin, begin);
  }

  /** The connection is back: what waits is tried now, and what was sent into nothing is sent again. */
  kick(): void {
    const nowMs = this.#parts.clock.nowMs();
    for (const { sinceMs, leave } of this.#sendingHere.values())
      if (nowMs - sinceMs >= doubtfulMs) leave.abort();
    this.#tryNow();
  }

  /** The person still wants it. */
  confirm(commandId: string): void {
    const atMs = this.#parts.clock.nowMs();
    this.#post({ kind: 'confirm', commandId, atMs });
    this.#confirmed(commandId, atMs);
  }

  /** The person no longer wants it, or has read why it failed. */
  discard(commandId: string): void {
    this.#post({ kind: 'discard', commandId });
    this.#discarded(commandId);
  }

  /** Sends a failed command again: as a new one, since the old one has its answer. */
  retry(commandId: string): Sent | undefined {
    const item = this.#items.get(commandId);
    if (item?.state !== 'failed') return undefined;
    this.discard(commandId);
    const { name, input, key, staysWanted = false, keepsRefused = false } = item.kept;
    return this.submit(name, input, key, { staysWanted, keepsRefused });
  }

  /** Forgets everything of this person: they signed out. */
  async clear(): Promise<void> {
    this.#post({ kind: 'cleared' });
    this.#cleared();
    const store = await this.#parts.store;
    const mine = (await store.all()).filter(({ personId }) => personId === this.#parts.personId);
    await Promise.all(mine.map(({ commandId }) => store.remove(commandId)));
  }

  close(): void {
    this.#isClosed = true;
    this.#stopPause();
    this.#channel?.close();
    this.#listeners.clear();
  }

  async #load(): Promise<void> {
    const { store, personId, clock } = this.#parts;
    const opened = await store;
    const kept = await opened.all();
    if (this.#isClosed) return;
    for (const command of kept) {
      const isTooOld = clock.nowMs() - command.createdAtMs > forgetAfterMs;
      if (isTooOld && !command.refused) await opened.remove(command.commandId);
      else if (command.personId === personId && !this.#items.has(command.commandId))
        this.#add(command, 'waiting');
    }
    // Oldest first; ids made within one millisecond sort by birth.
    const inOrder = [...this.#items.values()].sort(
      ({ kept: one }, { kept: other }) =>
        one.createdAtMs - other.createdAtMs || (one.commandId < other.commandId ? -1 : 1),
    );
    this.#items.clear();
    for (const item of inOrder) this.#items.set(item.kept.commandId, item);
    this.#changed();
  }

  #add(kept: KeptCommand, state: Item['state']): void {
    const { refused } = kept;
    const problem = refused && new ApiProblem(refused.code, refused.message);
    this.#items.set(kept.commandId, { kept, state: problem ? 'failed' : state, problem, defects: 0 });
  }

  /** The first of its key that is neither answered nor refused. */
  #mayStart({ commandId, key }: KeptCommand): boolean {
    for (const { kept, state } of this.#items.values()) {
      if (kept.commandId === commandId) return true;
      if (kept.key === key && state !== 'failed') return false;
    }
    return true;
  }

  #tryNow(): void {
    // That what is under way fails later says nothing of the way that is there now.
    this.#failures = 0;
    this.#pausedUntilMs = 0;
    this.#sendDue();
  }

  #sendDue(): void {
    const { clock } = this.#parts;
    if (!this.#isLeading || this.#isSignedOut || this.#isClosed) return;
    this.#stopPause();
    const leftMs = this.#pausedUntilMs - clock.nowMs();
    if (leftMs > 0) {
      this.#stopPause = clock.after(leftMs, () => this.#sendDue());
      return;
    }
    let sending = 0;
    for (const { state } of this.#items.values()) if (state === 'sending') sending += 1;
    for (const item of this.#items.values()) {
      if (item.state !== 'waiting' || !this.#mayStart(item.kept)) continue;
      const sinceMs = Math.max(item.kept.createdAtMs, item.kept.confirmedAtMs ?? 0);
      if (!item.kept.staysWanted && clock.nowMs() - sinceMs > askAfterMs) {
        this.#become(item, 'needs-confirmation');
      } else if (sending < mostAtOnce) {
        sending += 1;
        this.#become(item, 'sending');
        void this.#send(item);
      }
    }
    this.#changed();
  }

  async #send(item: Item): Promise<void> {
    const { commandId } = item.kept;
    const leave = new AbortController();
    this.#sendingHere.set(commandId, { sinceMs: this.#parts.clock.nowMs(), leave });
    try {
      const data = await untilCalledOff(this.#parts.send(item.kept, leave.signal), leave.signal);
      this.#failures = 0;
      this.#post({ kind: 'answered', commandId, data });
      this.#answered(commandId, data);
    } catch (cause) {
      const problem = cause instanceof ApiProblem ? cause : unreachable(cause);
      if (leave.signal.aborted) this.#become(item, 'waiting');
      else if (this.#isWorthAnother(item, problem)) {
        this.#become(item, 'waiting');
        if (problem.code === 'signed_out') this.#isSignedOut = true;
        this.#pause(problem.retryAfterMs);
      } else {
        this.#post({ kind: 'refused', commandId, problem: plain(problem) });
        this.#refused(commandId, problem);
      }
    } finally {
      this.#sendingHere.delete(commandId);
    }
    this.#changed();
    this.#sendDue();
  }

  #isWorthAnother(item: Item, problem: ApiProblem): boolean {
    // Signed out by somebody else or by time: it is kept for when this person is back.
    if (problem.passes || problem.code === 'signed_out') return true;
    return problem.code === 'internal' && ++item.defects < mostDefects;
  }

  #pause(atLeastMs = 0): void {
    const { clock, random } = this.#parts;
    const pauseMs = Math.max(atLeastMs, backoffMs(this.#failures, retryBackoff, random));
    this.#failures += 1;
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, clock.nowMs() + pauseMs);
  }

  #take(word: Word): void {
    switch (word.kind) {
      case 'added':
        if (this.#items.has(word.kept.commandId)) break;
        this.#add(word.kept, 'waiting');
        this.#sendDue();
        break;
      case 'joined':
        if (this.#isLeading) this.#restate();
        break;
      case 'state': {
        const item = this.#items.get(word.commandId);
        if (item && !this.#isLeading) item.state = word.state;
        break;
      }
      case 'answered':
        this.#answered(word.commandId, word.data);
        break;
      case 'refused': {
        const { code, message, ...more } = word.problem;
        this.#refused(word.commandId, new ApiProblem(code, message, more));
        break;
      }
      case 'confirm':
        this.#confirmed(word.commandId, word.atMs);
        break;
      case 'discard':
        this.#discarded(word.commandId);
        break;
      case 'cleared':
        this.#cleared();
        break;
    }
    this.#changed();
  }

  #restate(): void {
    for (const { kept, state, problem } of this.#items.values()) {
      this.#post({ kind: 'added', kept });
      if (problem) this.#post({ kind: 'refused', commandId: kept.commandId, problem: plain(problem) });
      else this.#post({ kind: 'state', commandId: kept.commandId, state });
    }
  }

  #become(item: Item, state: Item['state']): void {
    item.state = state;
    this.#post({ kind: 'state', commandId: item.kept.commandId, state });
  }

  #answered(commandId: string, data: unknown): void {
    this.#items.delete(commandId);
    this.#forget(commandId);
    this.#settle(commandId)?.resolve(data);
  }

  #refused(commandId: string, problem: ApiProblem): void {
    const item = this.#items.get(commandId);
    if (item) {
      item.state = 'failed';
      item.problem = problem;
    }
    if (item?.kept.keepsRefused) {
      const { code, message } = problem;
      item.kept = { ...item.kept, refused: { code, message } };
      void this.#keep((store) => store.put(item.kept));
    } else this.#forget(commandId);
    this.#settle(commandId)?.reject(problem);
  }

  #confirmed(commandId: string, atMs: number): void {
    const item = this.#items.get(commandId);
    if (item?.state !== 'needs-confirmation') return;
    item.kept = { ...item.kept, confirmedAtMs: atMs };
    item.state = 'waiting';
    void this.#keep((store) => store.put(item.kept));
    this.#tryNow();
    this.#changed();
  }

  #discarded(commandId: string): void {
    if (!this.#items.delete(commandId)) return;
    this.#forget(commandId);
    this.#settle(commandId)?.reject(new ApiProblem('conflict', 'This was taken back before it was sent.'));
    this.#changed();
    this.#sendDue();
  }

  #cleared(): void {
    for (const commandId of [...this.#items.keys()]) {
      this.#items.delete(commandId);
      this.#settle(commandId)?.reject(new ApiProblem('signed_out', 'You signed out before this was sent.'));
    }
    this.#changed();
  }

  #settle(
    commandId: string,
  ): { resolve: (data: unknown) => void; reject: (problem: ApiProblem) => void } | undefined {
    const waiter = this.#waiters.get(commandId);
    this.#waiters.delete(commandId);
    return waiter;
  }

  #forget(commandId: string): void {
    void this.#keep((store) => store.remove(commandId));
  }

  async #keep(act: (store: OutboxStore) => Promise<void>): Promise<void> {
    try {
      await act(await this.#parts.store);
    } catch {
      // What cannot be removed is sent once more, under the same id, and has no second effect.
    }
  }

  #post(word: Word): void {
    this.#channel?.post(word);
  }

  #changed(): void {
    this.#pending = [...this.#items.values()].map(({ kept, state, problem }) => ({
      commandId: kept.commandId,
      name: kept.name,
      input: kept.input,
      createdAtMs: kept.createdAtMs,
      state,
      problem,
    }));
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Not every road can call a command back: its answer is then no longer waited for. */
function untilCalledOff(answer: Promise<unknown>, calledOff: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    calledOff.addEventListener('abort', () => reject(unreachable()));
    answer.then(resolve, reject);
  });
}

function plain({ code, message, status, faults, retryAfterMs, requestId }: ApiProblem): PlainProblem {
  return { code, message, status, faults, retryAfterMs, requestId };
}
