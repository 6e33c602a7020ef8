import { every, type Clock } from '#kernel/clock.ts';
import type { EndReason } from './connection.ts';
import type { Line, LineNews } from './line.ts';
import type { Page } from './page.ts';
import type { Transport } from './road.ts';

/** What the one connection of this browser is doing, as far as a person cares. */
export type ConnectionStatus =
  /** `ageSeconds`: since the server last gave a sign of life. */
  | { state: 'live'; transport: Transport; ageSeconds: number }
  /** `sinceMs`: how long the connection has been away. */
  | { state: 'reconnecting'; sinceMs: number; waiting: number }
  | { state: 'offline'; waiting: number }
  /** Connected after an absence that was shown, but not all that was missed is there. */
  | { state: 'catchingUp' }
  /** For 5 s after an absence that was shown. `reloaded`: what was missed could not be told one by one. */
  | { state: 'back'; caughtUp: number; reloaded: boolean }
  | { state: 'ended'; reason: EndReason };

/** What the chip says of somebody who is not up to date. */
const wasShownAway: ReadonlySet<ConnectionStatus['state']> = new Set([
  'reconnecting',
  'offline',
  'catchingUp',
]);
/** A drop this short is nobody's business, in ms. */
const noticedMs = 1_500;
const offlineMs = 30_000;
const backMs = 5_000;
/** What arrives this soon after coming back is what was missed, in ms: a replay comes in one go. */
const catchingUpMs = 2_000;
/** How often it is asked whether all that was missed is there, in ms, and for how long at most. */
const lookMs = 250;
const mostCatchingUpMs = 30_000;

interface Back {
  connectedMs: number;
  wholeMs: number | undefined;
  caughtUp: number;
  reloaded: boolean;
}

export interface StatusParts {
  line: Pick<Line, 'hear' | 'state'>;
  page: Pick<Page, 'isOnline' | 'on'>;
  clock: Clock;
  /** How many commands wait to be sent. */
  waiting: () => number;
  /** Whether something that the page shows is still being asked for. */
  isCatchingUp: () => boolean;
}

/** Follows the line and says what the chip shows. A store for `useSyncExternalStore`. */
export class StatusStore {
  readonly #parts: StatusParts;
  readonly #listeners = new Set<() => void>();
  readonly #stop: (() => void)[];
  #shown: ConnectionStatus = { state: 'live', transport: 'stream', ageSeconds: 0 };
  #transport: Transport = 'stream';
  #lastLifeMs: number;
  /** Since when there is no connection; undefined while there is one. A page begins fresh, but not connected. */
  #awaySinceMs: number | undefined;
  #hasBeenLive = false;
  /** `wholeMs`: since when all that was missed is there; undefined until it is. */
  #back: Back | undefined;
  #ended: EndReason | undefined;
  #stopTimer = (): void => {};
  #stopTicking: (() => void) | undefined;

  constructor(parts: StatusParts) {
    this.#parts = parts;
    const { line, page, clock } = parts;
    this.#lastLifeMs = clock.nowMs();
    this.#awaySinceMs = clock.nowMs();
    this.#stop = [
      line.hear((news) => this.#hear(news)),
      page.on('online', () => this.refresh()),
      page.on('offline', () => this.refresh()),
    ];
    this.#hear({ kind: 'state', state: line.state });
  }

  get = (): ConnectionStatus => this.#shown;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#stopTicking ??= every(this.#parts.clock, 1_000, () => this.refresh());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopTicking?.();
      this.#stopTicking = undefined;
    };
  };

  /** Works the status out anew; called when the number of waiting commands changed. */
  refresh(): void {
    const next = this.#work();
    if (isSame(next, this.#shown)) return;
    this.#shown = next;
    for (const listener of [...this.#listeners]) listener();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#stopTimer();
    this.#stopTicking?.();
    this.#listeners.clear();
  }

  #hear(news: LineNews): void {
    const nowMs = this.#parts.clock.nowMs();
    switch (news.kind) {
      case 'state':
        if (news.state.state === 'live') this.#live(news.state.transport, nowMs);
        else if (news.state.state === 'ended') this.#ended = news.state.reason;
        else this.#awaySinceMs ??= nowMs;
        break;
      case 'event':
        this.#lastLifeMs = nowMs;
        // What has no number is of this moment: nobody can have missed it.
        if (news.envelope.seq !== undefined && this.#back && nowMs - this.#back.connectedMs <= catchingUpMs)
          this.#back.caughtUp += 1;
        break;
      case 'resync':
        if (this.#back && news.topics.some(({ reason }) => reason !== 'start')) this.#back.reloaded = true;
        break;
      case 'topics':
        if (this.#back && !news.continued) this.#back.reloaded = true;
        break;
      case 'life':
        this.#lastLifeMs = nowMs;
        break;
      case 'cursor':
      case 'revoked':
      case 'leading':
        return;
    }
    this.refresh();
  }

  #live(transport: Transport, nowMs: number): void {
    this.#transport = transport;
    if (this.#awaySinceMs === undefined) return;
    const { state } = this.#shown;
    if (this.#hasBeenLive && wasShownAway.has(state)) {
      this.#back = {
        connectedMs: nowMs,
        wholeMs: undefined,
        caughtUp: 0,
        reloaded: false,
      };
    }
    this.#hasBeenLive = true;
    this.#awaySinceMs = undefined;
    this.#lastLifeMs = nowMs;
  }

  #work(): ConnectionStatus {
    const { clock, page, waiting } = this.#parts;
    const nowMs = clock.nowMs();
    this.#stopTimer();
    if (this.#ended) return { state: 'ended', reason: this.#ended };
    if (!page.isOnline()) return { state: 'offline', waiting: waiting() };
    if (this.#awaySinceMs !== undefined) {
      this.#back = undefined;
      return this.#away(nowMs, this.#awaySinceMs);
    }
    if (this.#back) {
      const back = this.#comingBack(nowMs, this.#back);
      if (back) return back;
      this.#back = undefined;
    }
    return this.#aged(nowMs);
  }

  #away(nowMs: number, sinceMs: number): ConnectionStatus {
    const awayMs = nowMs - sinceMs;
    if (awayMs < noticedMs) {
      this.#lookAgainIn(noticedMs - awayMs);
      return this.#shown.state === 'live' ? this.#aged(nowMs) : this.#shown;
    }
    const waiting = this.#parts.waiting();
    if (awayMs >= offlineMs) return { state: 'offline', waiting };
    this.#lookAgainIn(Math.min(1_000, offlineMs - awayMs));
    return { state: 'reconnecting', sinceMs: Math.max(noticedMs, wholeSeconds(awayMs)), waiting };
  }

  /** Connected is not whole: nobody is told that all is well before what was missed is there. */
  #comingBack(nowMs: number, back: Back): ConnectionStatus | undefined {
    const connectedForMs = nowMs - back.connectedMs;
    const isWhole =
      connectedForMs >= lookMs && (connectedForMs >= mostCatchingUpMs || !this.#parts.isCatchingUp());
    if (isWhole) back.wholeMs ??= nowMs;
    if (back.wholeMs === undefined) {
      this.#lookAgainIn(lookMs);
      return { state: 'catchingUp' };
    }
    const leftMs = back.wholeMs + backMs - nowMs;
    if (leftMs <= 0) return undefined;
    this.#lookAgainIn(leftMs);
    return { state: 'back', caughtUp: back.caughtUp, reloaded: back.reloaded };
  }

  #lookAgainIn(ms: number): void {
    this.#stopTimer = this.#parts.clock.after(ms, () => this.refresh());
  }

  #aged(nowMs: number): ConnectionStatus {
    const ageSeconds = Math.max(0, Math.floor((nowMs - this.#lastLifeMs) / 1_000));
    return { state: 'live', transport: this.#transport, ageSeconds };
  }
}

/** The status changes once a second at most, and so does the page. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

function isSame(one: ConnectionStatus, other: ConnectionStatus): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
