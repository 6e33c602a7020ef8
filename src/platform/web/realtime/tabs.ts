import type { Clock } from '#kernel/clock.ts';
import type { Connection, ConnectionParts, ConnectionState, News } from './connection.ts';
import { Heard } from './heard.ts';
import type { TabChannel } from './channel.ts';
import type { Line, LineNews } from './line.ts';
import type { Page } from './page.ts';

/** The part of Web Locks that is used here. The lock is held until the promise of `hold` settles. */
export interface LocksLike {
  request(
    name: string,
    options: { steal?: boolean; signal?: AbortSignal },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

export interface TabParts {
  personId: string;
  /** Names this tab among the others. */
  tabId: string;
  /** Without locks or channels each tab has a connection of its own. */
  locks: LocksLike | undefined;
  channel: ((name: string) => TabChannel) | undefined;
  page: Page;
  clock: Clock;
  random: () => number;
  connect: (parts: Pick<ConnectionParts, 'heard' | 'hear'>) => Connection;
}

interface Wishes {
  topics: readonly string[];
  socket: boolean;
}

/** What tabs say to each other. */
type Word =
  /** A tab is here, or wants something else now. The leader answers with `stand`. */
  | { kind: 'hello'; tab: string; wishes: Wishes }
  | { kind: 'goodbye'; tab: string }
  | {
      kind: 'stand';
      tab: string;
      state: ConnectionState;
      topics: readonly string[];
      cursor: string | undefined;
    }
  | { kind: 'news'; tab: string; news: News }
  | { kind: 'nudge'; withinMs?: number }
  | { kind: 'renew' }
  /** Whoever does not answer two of these is gone. */
  | { kind: 'roll' };

/** A leader that says nothing for this long is asked; live ones pass on a beat every 8 s. */
const leaderQuietMs = 20_000;
/** A leader that was asked and does not answer is frozen. */
const leaderAnswersMs = 3_000;
const rollMs = 60_000;

/**
 * One connection per browser: the tab that holds the lock has it and passes everything on; the others
 * listen. When the leader closes or freezes, the next tab goes on from the last cursor that was passed on.
 */
export class SharedLine implements Line {
  readonly #parts: TabParts;
  readonly #heard = new Heard();
  readonly #listeners = new Set<(news: LineNews) => void>();
  readonly #mine = new Map<symbol, readonly string[]>();
  readonly #rooms = new Set<symbol>();
  readonly #others = new Map<string, Wishes & { rolls: number }>();
  readonly #stopPage: (() => void)[];
  #channel: TabChannel | undefined;
  #connection: Connection | undefined;
  #leader: string | undefined;
  #state: ConnectionState = { state: 'idle' };
  #topics: readonly string[] = [];
  #cursor: string | undefined;
  #isStarted = false;
  /** From some moment on, nothing was missed. */
  #isCovered = false;
  #isClosed = false;
  #letGo = (): void => {};
  #stopQueueing = (): void => {};
  #stopTimer = (): void => {};
  #leaderHeardMs = 0;
  #isAsking = false;

  constructor(parts: TabParts) {
    this.#parts = parts;
    const { page } = parts;
    this.#stopPage = [
      page.on('online', () => this.#nudge()),
      page.on('visible', () => this.#nudge()),
      page.on('freeze', () => this.#leave()),
      page.on('leave', () => this.#leave()),
      page.on('resume', () => this.#join()),
    ];
    this.#join();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get leading(): boolean {
    return this.#connection !== undefined;
  }

  start(cursor?: string): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#cursor ??= cursor;
    this.#connection?.start(this.#cursor);
  }

  hear(listener: (news: LineNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  listenTo(topics: readonly string[]): () => void {
    const held = Symbol();
    this.#mine.set(held, topics);
    this.#tellWishes();
    return () => {
      if (this.#mine.delete(held)) this.#tellWishes();
    };
  }

  holdSocket(): () => void {
    const held = Symbol();
    this.#rooms.add(held);
    this.#tellWishes();
    return () => {
      if (this.#rooms.delete(held)) this.#tellWishes();
    };
  }

  renew(): void {
    if (this.#connection) this.#connection.renew();
    else this.#post({ kind: 'renew' });
  }

  retry(): void {
    this.#nudge(0);
  }

  doubt(): void {
    this.#connection?.doubt();
  }

  command(name: string, body: Record<string, unknown>): Promise<unknown> | undefined {
    return this.#connection?.command(name, body);
  }

  close(): void {
    for (const stop of this.#stopPage) stop();
    this.#leave();
    this.#isClosed = true;
    this.#listeners.clear();
  }

  #join(): void {
    if (this.#isClosed || this.#channel || this.#connection || this.#state.state === 'ended') return;
    const { locks, channel, personId, clock } = this.#parts;
    if (!locks || !channel) {
      this.#lead();
      return;
    }
    this.#isCovered = false;
    this.#leader = undefined;
    this.#leaderHeardMs = clock.nowMs();
    this.#isAsking = false;
    this.#channel = channel(`stoa-line/${personId}`);
    this.#channel.hear((word) => this.#take(word as Word));
    this.#tellWishes();
    this.#watchLeader();
    this.#queue(locks, {});
  }

  /** Stands in the queue for the connection, or takes it from a leader that no longer answers. */
  #queue(locks: LocksLike, how: { steal?: true }): void {
    const leave = new AbortController();
    this.#stopQueueing = () => leave.abort();
    const hold = (): Promise<void> =>
      new Promise((letGo) => {
        if (leave.signal.aborted) return letGo();
        this.#letGo = letGo;
        this.#lead();
      });
    locks.request(this.#lockName, how.steal ? how : { signal: leave.signal }, hold).catch(() => {
      // Called off by ourselves, or taken away because this tab seemed frozen: then another one leads.
      if (leave.signal.aborted) return;
      this.#stopLeading();
      if (this.#channel) this.#queue(locks, {});
    });
  }

  get #lockName(): string {
    return `stoa-line/${this.#parts.personId}`;
  }

  #lead(): void {
    const { connect, tabId, clock } = this.#parts;
    this.#leader = tabId;
    this.#stopTimer();
    this.#others.clear();
    this.#connection = connect({ heard: this.#heard, hear: (news) => this.#passOn(news) });
    this.#connection.useSocket(this.#wishes().socket);
    this.#connection.listenTo(this.#wishes().topics);
    this.#tell({ kind: 'leading', leading: true });
    if (this.#isStarted) this.#connection.start(this.#cursor);
    this.#stand();
    this.#post({ kind: 'roll' });
    const callRoll = (): void => {
      for (const [tab, other] of this.#others) if (++other.rolls > 2) this.#others.delete(tab);
      this.#post({ kind: 'roll' });
      this.#grantWishes();
      this.#stopTimer = clock.after(rollMs, callRoll);
    };
    this.#stopTimer = clock.after(rollMs, callRoll);
  }

  #stopLeading(): void {
    if (!this.#connection) return;
    const connection = this.#connection;
    this.#connection = undefined;
    // Its farewell is nobody's news: the successor goes on from the cursor.
    connection.close();
    this.#stopTimer();
    this.#leader = undefined;
    this.#tell({ kind: 'leading', leading: false });
    if (this.#channel) this.#watchLeader();
  }

  #leave(): void {
    const { tabId } = this.#parts;
    this.#post({ kind: 'goodbye', tab: tabId });
    this.#channel?.close();
    this.#channel = undefined;
    this.#stopQueueing();
    this.#stopLeading();
    this.#stopTimer();
    this.#letGo();
    this.#letGo = () => {};
  }

  #take(word: Word): void {
    if (this.#connection) this.#takeAsLeader(word);
    else this.#takeAsFollower(word);
  }

  #takeAsLeader(word: Word): void {
    switch (word.kind) {
      case 'hello':
        this.#others.set(word.tab, { ...word.wishes, rolls: 0 });
        this.#grantWishes();
        this.#stand();
        break;
      case 'goodbye':
        this.#others.delete(word.tab);
        this.#grantWishes();
        break;
      case 'nudge':
        this.#connection?.nudge(word.withinMs);
        break;
      case 'renew':
        this.#connection?.renew();
        break;
      case 'news':
        // The lock can come before the former leader's last word.
        if (word.news.kind === 'state' && word.news.state.state === 'ended') this.#follow(word.news);
        break;
      case 'stand':
      case 'roll':
        // Two leaders for a moment: the lock decides, and its loss is told separately.
        break;
    }
    // This page may lie in the background, where timers run late and messages do not.
    this.#connection?.wake();
  }

  #takeAsFollower(word: Word): void {
    switch (word.kind) {
      case 'stand':
        this.#leader = word.tab;
        this.#leaderSpoke();
        this.#topics = word.topics;
        this.#cursor = word.cursor ?? this.#cursor;
        this.#follow({ kind: 'state', state: word.state });
        if (!this.#isCovered && word.cursor !== undefined) {
          this.#isCovered = true;
          this.#follow({ kind: 'topics', topics: word.topics, continued: false });
        }
        break;
      case 'news':
        this.#leader ??= word.tab;
        if (word.tab !== this.#leader) break;
        this.#leaderSpoke();
        this.#followNews(word.news);
        break;
      case 'roll':
        this.#leaderSpoke();
        this.#tellWishes();
        break;
      case 'hello':
      case 'goodbye':
      case 'nudge':
      case 'renew':
        break;
    }
  }

  #followNews(news: News): void {
    if (news.kind === 'topics') this.#isCovered = true;
    if (news.kind === 'topics' && !news.continued) this.#heard.startOver();
    if (news.kind === 'resync') this.#heard.startOver(news.topics.map(({ topic }) => topic));
    if (news.kind === 'event') {
      const { topic } = news.envelope;
      let judgement = this.#heard.take(news.envelope);
      if (judgement === 'gap') {
        // The leader has it all; it is this tab that was away for a moment.
        this.#heard.startOver([topic]);
        this.#follow({ kind: 'resync', topics: [{ topic, reason: 'gap' }] });
        judgement = this.#heard.take(news.envelope);
      }
      if (judgement === 'repeated') return;
    }
    this.#follow(news);
  }

  #passOn(news: News): void {
    if (!this.#connection) return;
    this.#post({ kind: 'news', tab: this.#parts.tabId, news });
    this.#follow(news);
  }

  #follow(news: News): void {
    if (news.kind === 'state') this.#state = news.state;
    if (news.kind === 'cursor') this.#cursor = news.cursor;
    if (news.kind === 'topics') this.#topics = news.topics;
    if (news.kind === 'revoked') this.#drop(news.topics);
    this.#tell(news);
    // Whoever signs in next in this browser begins afresh, not behind a leader that has ended.
    if (news.kind === 'state' && news.state.state === 'ended') this.#leave();
  }

  #drop(revoked: readonly string[]): void {
    this.#topics = this.#topics.filter((topic) => !revoked.includes(topic));
    for (const [held, topics] of this.#mine) {
      this.#mine.set(
        held,
        topics.filter((topic) => !revoked.includes(topic)),
      );
    }
  }

  #tell(news: LineNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }

  #wishes(): Wishes {
    return { topics: [...new Set([...this.#mine.values()].flat())], socket: this.#rooms.size > 0 };
  }

  #tellWishes(): void {
    if (this.#connection) this.#grantWishes();
    else this.#post({ kind: 'hello', tab: this.#parts.tabId, wishes: this.#wishes() });
  }

  #grantWishes(): void {
    const wishes = [this.#wishes(), ...this.#others.values()];
    this.#connection?.useSocket(wishes.some(({ socket }) => socket));
    this.#connection?.listenTo([...new Set(wishes.flatMap(({ topics }) => topics))]);
  }

  #stand(): void {
    this.#post({
      kind: 'stand',
      tab: this.#parts.tabId,
      state: this.#state,
      topics: this.#topics,
      cursor: this.#cursor,
    });
  }

  #nudge(withinMs?: number): void {
    if (this.#connection) this.#connection.nudge(withinMs);
    else this.#post({ kind: 'nudge', ...(withinMs !== undefined && { withinMs }) });
  }

  #post(word: Word): void {
    this.#channel?.post(word);
  }

  #leaderSpoke(): void {
    this.#leaderHeardMs = this.#parts.clock.nowMs();
    this.#isAsking = false;
    if (this.#state.state === 'waiting') this.#watchLeader();
  }

  /** Follows whether the leader still lives, and lends it a clock: its own may be slowed down. */
  #watchLeader(): void {
    const { clock, locks, random } = this.#parts;
    if (!this.#channel || this.#connection || !locks) return;
    this.#stopTimer();
    const nowMs = clock.nowMs();
    if (this.#isAsking) {
      this.#stopTimer = clock.after(leaderAnswersMs + random() * 1_000, () => {
        if (!this.#isAsking) return this.#watchLeader();
        this.#isAsking = false;
        this.#leaderHeardMs = clock.nowMs();
        this.#stopQueueing();
        this.#queue(locks, { steal: true });
      });
      return;
    }
    let dueMs = this.#leaderHeardMs + leaderQuietMs;
    if (this.#state.state === 'waiting')
      dueMs = Math.min(dueMs, Math.max(this.#state.untilMs + 500, nowMs + 1_000));
    this.#stopTimer = clock.after(Math.max(0, dueMs - nowMs), () => {
      const isQuiet = clock.nowMs() >= this.#leaderHeardMs + leaderQuietMs;
      this.#isAsking = isQuiet;
      if (isQuiet || this.#state.state === 'waiting') this.#tellWishes();
      this.#watchLeader();
    });
  }
}
