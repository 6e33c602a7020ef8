import type { Clock } from '#kernel/clock.ts';
import type { Outbox, PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { AnswerKept, Attempt, ItemAnswer } from '../contract.ts';
import { sameAnswer } from './answers.ts';
import type { Draft, KeptAttempts } from './keptAttempts.ts';
import { mergeDraft } from './mergeDraft.ts';

/** How far the newest answer to one item has come. */
export type Saving =
  /** There is nothing to save. */
  | { state: 'none' }
  | { state: 'saving' }
  /** On this device, not yet sent. */
  | { state: 'kept' }
  | { state: 'saved'; at: string }
  /** With the server, but after the time limit. */
  | { state: 'late'; at: string }
  | { state: 'refused'; sentence: string };

export interface DeskItem {
  answer: ItemAnswer | null;
  flagged: boolean;
  saving: Saving;
  /** What was answered here, where an answer of another device has taken its place. */
  overruled: Draft | undefined;
}

export interface DeskView {
  items: ReadonlyMap<string, DeskItem>;
  /** Answers that are not with the server. */
  unsent: number;
  refused: number;
  handingIn: 'no' | 'sending' | 'waiting' | 'refused';
}

export interface DeskParts {
  attempt: Attempt;
  outbox: Pick<Outbox, 'ready' | 'submit' | 'discard' | 'get' | 'subscribe'>;
  kept: KeptAttempts;
  clock: Clock;
  /** The server's time, as far as this device knows it; devices are compared by it. */
  serverNowMs: () => number;
}

/** Silence after which what is being typed is sent, in ms. */
const typingPauseMs = 800;
/** An answer that is on its way for longer is said to be on this device, in ms. */
const slowAfterMs = 3_000;
/** Time in which a device that is back hears what other devices did, in ms. */
const caughtUpAfterMs = 2_000;

type Place = Pick<Attempt, 'cohortId' | 'quizId' | 'id'>;
type Known = Pick<Draft, 'answer' | 'flagged' | 'revision'>;

/**
 * One attempt's answers on this device. Every change is kept here first, then sent through the outbox, all of
 * an attempt in one line, so that handing in never overtakes an answer. Of two answers to one item the higher
 * revision counts, here as at the server; a new one goes above everything that is known of the item, from
 * whichever tab or device it came. Where a device did not know of the other's, the later one is sent again
 * above it; an earlier one stays on offer.
 */
export class AnswerDesk {
  readonly #parts: DeskParts;
  readonly #place: Place;
  readonly #itemIds: readonly string[];
  readonly #server = new Map<string, AnswerKept>();
  readonly #drafts = new Map<string, Draft>();
  readonly #overruled = new Map<string, Draft>();
  readonly #typing = new Map<string, () => void>();
  readonly #listeners = new Set<() => void>();
  readonly #stopHearing: () => void;
  #isAway = false;
  #stopSlow = (): void => {};
  #stopWaiting = (): void => {};
  #view: DeskView;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { cohortId, quizId, id, asked, answers } = parts.attempt;
    this.#place = { cohortId, quizId, id };
    this.#itemIds = asked.map((item) => item.id);
    for (const answer of answers) this.#server.set(answer.itemId, answer);
    this.#view = this.#look();
    this.#stopHearing = parts.outbox.subscribe(() => this.#changed());
  }

  /** A store for `useSyncExternalStore`. */
  get = (): DeskView => this.#view;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what this device kept, and sends what no tab is sending. */
  async load(): Promise<void> {
    const { kept, outbox } = this.#parts;
    const [drafts] = await Promise.all([kept.drafts(this.#place.id), outbox.ready]);
    for (const draft of drafts) {
      if (draft.revision > (this.#drafts.get(draft.itemId)?.revision ?? 0))
        this.#drafts.set(draft.itemId, draft);
    }
    for (const answer of this.#server.values()) this.#settle(answer);
    this.#sendMissing();
    this.#changed();
  }

  /** The attempt as the server has it, now. */
  hear({ answers }: Pick<Attempt, 'answers'>): void {
    for (const answer of answers) this.#take(answer);
    this.#changed();
  }

  /** No connection: what waits is said to be on this device. */
  setAway(isAway: boolean): void {
    if (this.#isAway === isAway) return;
    this.#isAway = isAway;
    this.#stopWaiting();
    if (!isAway) this.#stopWaiting = this.#parts.clock.after(caughtUpAfterMs, () => this.#sendMissing());
    this.#changed();
  }

  /** @param options.typing more may follow at once, as in a field that is being written in */
  answer(itemId: string, answer: ItemAnswer | null, { typing = false } = {}): void {
    this.#change(itemId, { answer }, typing);
  }

  flag(itemId: string, flagged: boolean): void {
    this.#change(itemId, { flagged }, false);
  }

  /** The answer that another device has overruled is to count after all. */
  insist(itemId: string): void {
    const mine = this.#overruled.get(itemId);
    if (mine) this.#change(itemId, { answer: mine.answer }, false);
  }

  /** Sends now what is still being typed. */
  flush(): void {
    for (const itemId of [...this.#typing.keys()]) this.#send(itemId);
  }

  /** Sends again what was refused. */
  retry(): void {
    for (const { commandId, state } of this.#own('quiz:answer')) {
      if (state === 'failed') this.#parts.outbox.discard(commandId);
    }
    this.#sendMissing();
    this.#changed();
  }

  /** Forgets what was refused: whoever gave it has read that it does not count. */
  letGo(): void {
    for (const { commandId, state, input } of this.#own('quiz:answer')) {
      if (state !== 'failed') continue;
      const itemId = input['itemId'] as string;
      this.#forget(itemId);
      void this.#parts.kept.dropDraft(this.#place.id, itemId);
      this.#parts.outbox.discard(commandId);
    }
    this.#changed();
  }

  /** Hands in, after every answer. Resolves once the server has it; rejects with ApiProblem when it says no. */
  async handIn(): Promise<Attempt> {
    const { cohortId, quizId, id: attemptId } = this.#place;
    this.flush();
    this.retry();
    for (const { commandId, state } of this.#own('quiz:submit')) {
      if (state !== 'sending') this.#parts.outbox.discard(commandId);
    }
    const { answered } = this.#parts.outbox.submit(
      'quiz:submit',
      { cohortId, quizId, attemptId },
      this.#key,
      { staysWanted: true },
    );
    return (await answered) as Attempt;
  }

  /** Goes on answering: the handing in that waits for a connection is called off. */
  takeBack(): void {
    for (const { commandId, state } of this.#own('quiz:submit')) {
      if (state !== 'sending') this.#parts.outbox.discard(commandId);
    }
  }

  close(): void {
    this.flush();
    this.#stopHearing();
    this.#stopSlow();
    this.#stopWaiting();
    this.#listeners.clear();
  }

  get #key(): string {
    return `quizzes/${this.#place.id}`;
  }

  #change(itemId: string, what: Partial<Pick<Draft, 'answer' | 'flagged'>>, typing: boolean): void {
    const { answer, flagged } = this.#newest(itemId);
    const before = this.#drafts.get(itemId);
    const isTyped = this.#typing.has(itemId);
    // What is not sent yet has its number already.
    const revision = Math.max(isTyped ? before!.revision : 1, this.#above(itemId, isTyped));
    const { clock, serverNowMs } = this.#parts;
    const base = before ? before.base : { answer, flagged };
    const draft = { itemId, answer, flagged, revision, changedAtMs: serverNowMs(), base, ...what };
    this.#keep(draft);
    this.#overruled.delete(itemId);
    this.#typing.get(itemId)?.();
    if (typing)
      this.#typing.set(
        itemId,
        clock.after(typingPauseMs, () => this.#send(itemId)),
      );
    else this.#send(itemId);
    this.#changed();
  }

  /** A revision above all that is known of the item. */
  #above(itemId: string, withoutDraft: boolean): number {
    const known = [
      this.#server.get(itemId)?.revision ?? 0,
      ...this.#pendingOf(itemId).map(({ revision }) => revision),
    ];
    if (!withoutDraft) known.push(this.#drafts.get(itemId)?.revision ?? 0);
    return Math.max(...known) + 1;
  }

  #send(itemId: string): void {
    this.#typing.get(itemId)?.();
    this.#typing.delete(itemId);
    const draft = this.#drafts.get(itemId);
    if (!draft) return;
    // A mark carries the answer along: it waits until it is known what was answered elsewhere meanwhile.
    if (this.#isAway && sameAnswer(draft.answer, draft.base.answer)) return;
    const { outbox } = this.#parts;
    // What has not left yet need not leave any more.
    for (const { commandId, state } of this.#pendingOf(itemId)) {
      if (state !== 'sending') outbox.discard(commandId);
    }
    const { cohortId, quizId, id: attemptId } = this.#place;
    const { answer, flagged, revision } = draft;
    const input = { cohortId, quizId, attemptId, itemId, answer, flagged, revision };
    const { answered } = outbox.submit('quiz:answer', input, this.#key, { staysWanted: true });
    answered.then(
      (kept) => {
        this.#take(kept as AnswerKept);
        this.#changed();
      },
      // Whether it was refused is read off the outbox, since that holds for every tab.
      () => {},
    );
  }

  #sendMissing(): void {
    for (const { itemId, revision } of this.#drafts.values()) {
      const isUnderWay = this.#pendingOf(itemId).some((one) => one.revision >= revision);
      if (!isUnderWay && !this.#typing.has(itemId)) this.#send(itemId);
    }
  }

  #take(answer: AnswerKept): void {
    const before = this.#server.get(answer.itemId);
    if (before && before.revision > answer.revision) return;
    this.#server.set(answer.itemId, answer);
    this.#settle(answer);
  }

  /** Lets go of a draft that the server has, and goes on with what is left of one that met another device's. */
  #settle(server: AnswerKept): void {
    const draft = this.#drafts.get(server.itemId);
    const merged = draft && mergeDraft(draft, server);
    if (!merged) return;
    if (merged.isOverruled) this.#overruled.set(server.itemId, draft);
    if (merged.isThere) {
      this.#forget(server.itemId);
      void this.#parts.kept.settleDraft(this.#place.id, server);
    } else {
      const { answer, flagged } = merged;
      this.#keep({ ...draft, answer, flagged, revision: this.#above(server.itemId, false), base: server });
      this.#send(server.itemId);
    }
  }

  #keep(draft: Draft): void {
    this.#drafts.set(draft.itemId, draft);
    const base = { answer: draft.base.answer, flagged: draft.base.flagged };
    void this.#parts.kept.keepDraft(this.#place.id, { ...draft, base });
  }

  #forget(itemId: string): void {
    this.#typing.get(itemId)?.();
    this.#typing.delete(itemId);
    this.#drafts.delete(itemId);
  }

  #own(name: string): PendingCommand[] {
    return this.#parts.outbox
      .get()
      .filter((one) => one.name === name && one.input['attemptId'] === this.#place.id);
  }

  /** Answers to this item that a tab of this browser is sending, or could not send. */
  #pendingOf(itemId: string): (PendingCommand & Known)[] {
    return this.#own('quiz:answer')
      .filter(({ input }) => input['itemId'] === itemId)
      .map((one) => ({ ...one, ...(one.input as unknown as Known) }));
  }

  /** What counts of an item, as far as this device knows; with equal revisions, what the server kept. */
  #newest(itemId: string): Known {
    const nothing: Known = { answer: null, flagged: false, revision: 0 };
    const known: Known[] = [this.#server.get(itemId) ?? nothing, ...this.#pendingOf(itemId)];
    const draft = this.#drafts.get(itemId);
    if (draft) known.push(draft);
    return known.reduce((best, one) => (one.revision > best.revision ? one : best));
  }

  #savingOf(itemId: string, newest: Known): Saving {
    const server = this.#server.get(itemId);
    if (newest.revision === 0) return { state: 'none' };
    if (server && server.revision >= newest.revision) {
      return { state: server.late ? 'late' : 'saved', at: server.savedAt };
    }
    const failed = this.#pendingOf(itemId).find(
      ({ state, revision }) => state === 'failed' && revision === newest.revision,
    );
    if (failed) return { state: 'refused', sentence: failed.problem?.message ?? '' };
    const isSlow = !this.#typing.has(itemId) && this.#waitsSinceMs(itemId) >= slowAfterMs;
    return { state: this.#isAway || isSlow ? 'kept' : 'saving' };
  }

  #waitsSinceMs(itemId: string): number {
    return this.#parts.serverNowMs() - (this.#drafts.get(itemId)?.changedAtMs ?? 0);
  }

  #look(): DeskView {
    const items = new Map<string, DeskItem>();
    for (const itemId of this.#itemIds) {
      const newest = this.#newest(itemId);
      const { answer, flagged } = newest;
      const saving = this.#savingOf(itemId, newest);
      items.set(itemId, { answer, flagged, saving, overruled: this.#overruled.get(itemId) });
    }
    const states = [...items.values()].map(({ saving }) => saving.state);
    const submit = this.#own('quiz:submit').at(-1);
    return {
      items,
      unsent: states.filter((state) => state === 'saving' || state === 'kept' || state === 'refused').length,
      refused: states.filter((state) => state === 'refused').length,
      handingIn: handingIn(submit?.state, this.#isAway),
    };
  }

  #changed(): void {
    this.#stopSlow();
    this.#view = this.#look();
    const waits = [...this.#view.items]
      .filter(([, { saving }]) => saving.state === 'saving')
      .map(([itemId]) => Math.max(100, slowAfterMs - this.#waitsSinceMs(itemId)));
    if (waits.length > 0) this.#stopSlow = this.#parts.clock.after(Math.min(...waits), () => this.#changed());
    for (const listener of [...this.#listeners]) listener();
  }
}

function handingIn(state: PendingCommand['state'] | undefined, isAway: boolean): DeskView['handingIn'] {
  switch (state) {
    case undefined:
      return 'no';
    case 'failed':
      return 'refused';
    case 'sending':
      return isAway ? 'waiting' : 'sending';
    case 'waiting':
    case 'needs-confirmation':
      return isAway ? 'waiting' : 'sending';
  }
}
