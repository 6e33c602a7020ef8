import { hashKey, type QueryClient } from '@tanstack/react-query';
import { systemClock, type Clock } from '#kernel/clock.ts';
import type {
  CommandSpec,
  Contract,
  EventSpec,
  ViewData,
  ViewInput,
  ViewName,
  ViewSpec,
} from '#kernel/contract.ts';
import type { Envelope } from '#kernel/envelope.ts';
import type { TopicKind } from '#kernel/topics.ts';
import type { Api } from '../api/client.ts';
import { unreachable, type ApiProblem } from '../api/problem.ts';
import type { Line } from '../realtime/line.ts';
import { latencyRing, type Latency } from '../realtime/latency.ts';
import type { About, LiveRoom } from './liveRoom.ts';
import { Requests } from './requests.ts';

export interface LiveParts {
  api: Api;
  queries: QueryClient;
  rooms: readonly LiveRoom[];
  /**
   * Rooms whose code comes when something of theirs is first asked for, by the name of that view or command: the
   * first script has none of it.
   */
  later?: (name: string) => Promise<readonly LiveRoom[]>;
  clock?: Clock;
  random?: () => number;
  latency?: Latency;
}

type AnyReducer = (data: unknown, event: unknown, about: About) => unknown;
type Input = Readonly<Record<string, unknown>>;

interface KnownView {
  spec: ViewSpec;
  reducers: Readonly<Record<string, AnyReducer>>;
  /** Kinds of topic on which what it follows can arrive. */
  kinds: ReadonlySet<TopicKind>;
}

/** How many recent events are kept for snapshots that are still on their way. */
const mostRecent = 1_000;
/** Refetches that one event causes in a whole class are spread over this, in ms. */
const spreadMs = 500;
/** Without a snapshot to start from, listening starts after this, in ms. */
const startsAfterMs = 1_000;
/** A view that nothing is shown of yet says that it failed after so many; one that is shown is asked for on and on. */
const mostRetries = 4;

/**
 * Keeps fetched views true: every event goes through the pure reducers of its room into the query cache.
 * There is no gap between fetching and listening: time is counted in heard events, a snapshot is brought
 * up to date with what was heard since it was asked for, and one that was asked for before listening
 * covered its topics is fetched again.
 */
export class Live {
  readonly api: Api;
  readonly latency: Latency;
  readonly #queries: QueryClient;
  readonly #requests: Requests;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #rooms: LiveRoom[] = [];
  readonly #later: LiveParts['later'];
  readonly #views = new Map<string, KnownView>();
  readonly #commands = new Map<string, CommandSpec>();
  readonly #kinds = new Set<TopicKind>();
  readonly #followers = new Map<string, string[]>();
  /** Per fetched view: the moments it was asked for and came, and where listening from it would start. */
  readonly #looks = new Map<string, { askedAt: number; cameAt: number; cursor: string }>();
  #now = 0;
  #recent: { at: number; envelope: Envelope }[] = [];
  /** The newest moment that `recent` no longer reaches back to. */
  #forgottenAt = 0;
  /** Since when a topic is listened to without a gap; `allSince` for every topic. */
  readonly #since = new Map<string, number>();
  #allSince = 0;
  #stale = new Map<string, readonly unknown[]>();
  #stopRefetch: (() => void) | undefined;
  #firstLook: ((cursor: string) => void) | undefined;

  constructor({
    api,
    queries,
    rooms,
    later,
    clock = systemClock,
    random = Math.random,
    latency = latencyRing(),
  }: LiveParts) {
    this.api = api;
    this.latency = latency;
    this.#queries = queries;
    this.#requests = new Requests(api, clock);
    this.#clock = clock;
    this.#random = random;
    this.#later = later;
    this.#admit(rooms);
    queries.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'removed') this.#looks.delete(query.queryHash);
    });
  }

  /** What TanStack Query needs to fetch a view and to leave it alone afterwards: events keep it true. */
  view<C extends Contract, N extends ViewName<C>>(contract: C, name: N, input: ViewInput<C, N>) {
    return {
      queryKey: [name, input] as const,
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<ViewData<C, N>> =>
        this.#fetch(contract, name, input, signal),
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures: number, problem: unknown) =>
        (problem as Partial<ApiProblem>).passes === true &&
        (failures < mostRetries || this.#queries.getQueryData([name, input]) !== undefined),
      retryDelay: (failures: number, problem: unknown) =>
        Math.max(
          (problem as Partial<ApiProblem>).retryAfterMs ?? 0,
          Math.min(10_000, 500 * 2 ** failures) * (0.5 + this.#random() / 2),
        ),
    };
  }

  /** Whether something that is shown may be older than what the server has, and is being asked for. */
  get isCatchingUp(): boolean {
    if (this.#stopRefetch) return true;
    const isView = ({ queryKey: [name] }: { queryKey: readonly unknown[] }) =>
      this.#views.has(name as string);
    return this.#queries.isFetching({ type: 'active', predicate: isView }) > 0;
  }

  /** Rejects with Error for a name that no contract declares. */
  commandSpec = async (name: string): Promise<CommandSpec> => {
    if (!this.#commands.has(name)) await this.#bringLater(name);
    const spec = this.#commands.get(name);
    if (!spec) throw new Error(`no contract declares the command ${name}`);
    return spec;
  };

  /** Listens on a line, starting where the newest snapshot was taken. @returns stops listening */
  attach(line: Pick<Line, 'hear' | 'start' | 'renew'>): () => void {
    let isLive = false;
    let hasBeenLive = false;
    let isCovered = false;
    let coveredFrom: number | undefined;
    const stopHearing = line.hear((news) => {
      switch (news.kind) {
        case 'topics':
          if (news.continued && isCovered) break;
          isCovered = true;
          this.#now += 1;
          this.#listenAnew((news.continued ? coveredFrom : undefined) ?? this.#now);
          break;
        case 'resync':
          this.#now += 1;
          for (const { topic } of news.topics) this.#since.set(topic, this.#now);
          this.#refetchDoubtful();
          break;
        case 'event':
          this.#take(news.envelope);
          if (this.#rooms.some(({ renews }) => renews(news.envelope))) line.renew();
          break;
        case 'state':
          // What could not be fetched while the server was away is asked for again.
          if (news.state.state === 'live' && !isLive) {
            if (hasBeenLive) this.#comeBack();
            this.#refetchDoubtful();
            hasBeenLive = true;
          }
          isLive = news.state.state === 'live';
          break;
        case 'cursor':
        case 'revoked':
        case 'life':
        case 'leading':
          break;
      }
    });

    const start = (cursor?: string): void => {
      stopTimer();
      this.#firstLook = undefined;
      line.start(cursor);
    };
    let stopTimer = (): void => {};
    const newest = [...this.#looks.values()].at(-1);
    if (newest) {
      // What was asked for before this snapshot came may have missed what happened in between.
      coveredFrom = newest.askedAt = newest.cameAt;
      start(newest.cursor);
    } else {
      this.#firstLook = (cursor) => {
        coveredFrom = ++this.#now;
        start(cursor);
      };
      stopTimer = this.#clock.after(startsAfterMs, () => start());
    }
    return () => {
      stopHearing();
      stopTimer();
      this.#firstLook = undefined;
      this.#recent = [];
      this.#forgottenAt = this.#now;
    };
  }

  /** Forgets all that was fetched: another person may sit here next. */
  forget(): void {
    const cache = this.#queries.getQueryCache();
    for (const query of cache.getAll()) {
      // One that is on screen is emptied there and then; it is fetched again when it is asked for again.
      if (query.isActive()) query.reset();
      else cache.remove(query);
    }
    this.#looks.clear();
    this.#recent = [];
    this.#forgottenAt = this.#now;
    this.#stale.clear();
    this.#stopRefetch?.();
    this.#stopRefetch = undefined;
  }

  async #fetch<C extends Contract, N extends ViewName<C>>(
    contract: C,
    name: N,
    input: ViewInput<C, N>,
    signal: AbortSignal,
  ): Promise<ViewData<C, N>> {
    if (!this.#views.has(name)) await this.#bringLater(name);
    let askedAt = this.#now;
    const key = [name, input];
    const failures = this.#queries.getQueryState(key)?.fetchFailureCount ?? 0;
    const snapshot = await this.#requests.view(contract, name, input, { signal, failures });
    signal.throwIfAborted();
    const about = input as Input;
    let data: unknown = snapshot.data;
    let isDoubtful = askedAt < this.#forgottenAt || askedAt < this.#coveredSince(name, about);
    if (this.#firstLook) {
      this.#firstLook(snapshot.cursor);
      askedAt = this.#now;
    }
    for (const { at, envelope } of this.#recent) {
      if (at <= askedAt) continue;
      const next = this.#reduce(name, about, data, envelope);
      if (next === 'refetch') isDoubtful = true;
      else data = next;
    }
    const hash = hashKey(key);
    // Re-inserted, so that the newest snapshot is the last one.
    this.#looks.delete(hash);
    this.#now += 1;
    this.#looks.set(hash, { askedAt, cameAt: this.#now, cursor: snapshot.cursor });
    if (isDoubtful) this.#refetchSoon(key, 0);
    return data as ViewData<C, N>;
  }

  /** After a cut: what was on its way is asked anew, and whoever waits to ask again need not wait any more. */
  #comeBack(): void {
    this.#requests.callOff();
    // One that waits goes on at once, and nothing else begins: TanStack Query joins what is under way.
    const waits = ({ state }: { state: { fetchStatus: string } }) => state.fetchStatus === 'fetching';
    void this.#queries.refetchQueries({ predicate: waits }, { cancelRefetch: false }).catch(() => {});
  }

  #admit(rooms: readonly LiveRoom[]): void {
    this.#rooms.push(...rooms);
    for (const { contract, reducers } of rooms) {
      for (const kind of Object.values(contract.topics)) this.#kinds.add(kind);
      for (const [name, spec] of Object.entries(contract.commands)) this.#commands.set(name, spec);
      for (const [name, spec] of Object.entries(contract.views)) {
        this.#views.set(name, {
          spec,
          kinds: new Set(),
          reducers: (reducers[name] ?? {}) as Record<string, AnyReducer>,
        });
        for (const type of spec.follows)
          this.#followers.set(type, [...(this.#followers.get(type) ?? []), name]);
      }
    }
    // A view may follow what a room tells that came before its own, or comes after it.
    const events = new Map<string, EventSpec>(
      this.#rooms.flatMap(({ contract }) => Object.entries(contract.events)),
    );
    for (const view of this.#views.values())
      view.kinds = new Set(view.spec.follows.flatMap((type) => events.get(type)?.on ?? []));
  }

  async #bringLater(name: string): Promise<void> {
    const rooms = await this.#later?.(name).catch((cause: unknown) => {
      // Without a network, its code is as far away as its data.
      throw unreachable(cause);
    });
    // Whoever asked at the same time may have let them in already.
    const fresh = (rooms ?? []).filter((room) => !this.#rooms.includes(room));
    if (fresh.length > 0) this.#admit(fresh);
  }

  #take(envelope: Envelope): void {
    this.latency.note(envelope, this.#clock.nowMs());
    this.#now += 1;
    this.#recent.push({ at: this.#now, envelope });
    if (this.#recent.length > mostRecent) this.#forgottenAt = this.#recent.shift()!.at;
    for (const name of this.#followers.get(envelope.type) ?? []) {
      for (const query of this.#queriesOf(name)) {
        const { data, isInvalidated, status, fetchStatus } = query.state;
        const input = query.queryKey[1] as Input;
        if (data === undefined || isInvalidated) {
          // One that is to be fetched anyway gets this event from `recent`. One that failed asks again: whoever
          // was removed and is brought back hears of it in this way alone.
          const hasFailed = status === 'error' && fetchStatus === 'idle';
          if (hasFailed && this.#concerns(this.#views.get(name)!, input, envelope.topic)) {
            this.#refetchSoon(query.queryKey);
          }
          continue;
        }
        const next = this.#reduce(name, input, data, envelope);
        if (next === 'refetch') this.#refetchSoon(query.queryKey);
        else if (next !== data) this.#queries.setQueryData(query.queryKey, next);
      }
    }
  }

  #reduce(name: string, input: Input, data: unknown, { topic, type, at, data: event }: Envelope): unknown {
    const view = this.#views.get(name);
    if (!view?.spec.follows.includes(type) || !this.#concerns(view, input, topic)) return data;
    const reducer = view.reducers[type];
    return reducer ? reducer(data, event, { topic, at, input }) : 'refetch';
  }

  /** Whether what the view follows can arrive on this topic: an event of another cohort concerns no view of this one. */
  #concerns({ kinds }: KnownView, input: Input, topic: string): boolean {
    for (const kind of this.#kinds) {
      const params = kind.match(topic);
      if (!params) continue;
      return kinds.has(kind) && Object.entries(params).every(([name, id]) => (input[name] ?? id) === id);
    }
    return false;
  }

  #listenAnew(since: number): void {
    this.#since.clear();
    this.#allSince = since;
    this.#refetchDoubtful();
  }

  #coveredSince(name: string, input: Input): number {
    const view = this.#views.get(name);
    let since = this.#allSince;
    for (const [topic, at] of this.#since) {
      if (at > since && view && this.#concerns(view, input, topic)) since = at;
    }
    return since;
  }

  /** Fetches again what was asked for before its topics were listened to without a gap, or failed. */
  #refetchDoubtful(): void {
    for (const [name] of this.#views) {
      for (const query of this.#queriesOf(name)) {
        // A snapshot on its way judges itself when it arrives.
        if (query.state.fetchStatus !== 'idle') continue;
        const look = this.#looks.get(query.queryHash);
        const isDoubtful = look && look.askedAt < this.#coveredSince(name, query.queryKey[1] as Input);
        if (isDoubtful || query.state.isInvalidated || query.state.status === 'error') {
          this.#refetchSoon(query.queryKey);
        }
      }
    }
  }

  #queriesOf(name: string) {
    return this.#queries.getQueryCache().findAll({ queryKey: [name] });
  }

  #refetchSoon(key: readonly unknown[], withinMs: number = spreadMs): void {
    this.#stale.set(hashKey(key), key);
    if (this.#stopRefetch) return;
    this.#stopRefetch = this.#clock.after(this.#random() * withinMs, () => {
      this.#stopRefetch = undefined;
      const stale = this.#stale;
      this.#stale = new Map();
      for (const queryKey of stale.values()) {
        // Failures are the queries' own to show.
        void this.#queries.invalidateQueries({ queryKey, exact: true }).catch(() => {});
      }
    });
  }
}

export function createLive(parts: LiveParts): Live {
  return new Live(parts);
}
