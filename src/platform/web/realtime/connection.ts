import { backoffMs, reconnectBackoff } from '#kernel/backoff.ts';
import type { Clock } from '#kernel/clock.ts';
import { WIRE_VERSION } from '#kernel/contract.ts';
import type { Bye, Envelope } from '#kernel/envelope.ts';
import type { ApiProblem } from '../api/problem.ts';
import type { Heard } from './heard.ts';
import type { OpenRoad, Restart, Road, RoadName, RoadSignal, Transport } from './road.ts';

export type EndReason =
  | 'signed_out'
  | 'revoked'
  /** Somebody else signed in in this browser. */
  | 'other_person'
  /** The server speaks a newer wire: the page must be loaded again. */
  | 'new_version';

export type ConnectionState =
  | { state: 'idle' }
  | { state: 'connecting'; road: RoadName }
  | { state: 'live'; road: RoadName; transport: Transport }
  | { state: 'waiting'; untilMs: number; failures: number }
  | { state: 'ended'; reason: EndReason };

/** What a connection tells. In this order at the start of a road: state, topics, resync, events. */
export type News =
  | { kind: 'state'; state: ConnectionState }
  /** `continued`: nothing was missed since the cursor that was given, but for what `resync` then names. */
  | { kind: 'topics'; topics: readonly string[]; continued: boolean }
  | { kind: 'event'; envelope: Envelope }
  | { kind: 'cursor'; cursor: string }
  | { kind: 'resync'; topics: readonly Restart[] }
  | { kind: 'revoked'; topics: readonly string[] }
  /** The other end is there; at most once a second. */
  | { kind: 'life' };

export interface ConnectionParts {
  roads: Readonly<Record<RoadName, Road>>;
  clock: Clock;
  random: () => number;
  /** Shared with whoever listened before, so that a successor neither repeats nor misses. */
  heard: Heard;
  hear: (news: News) => void;
  /** The topic that every connection of this person has; one without it is somebody else's. */
  ownTopic: string;
}

/** A road in use. */
interface Lane {
  road: Road;
  open: OpenRoad;
  /** undefined until its `ready`. */
  readyMs: number | undefined;
  transport: Transport | undefined;
  topics: readonly string[] | undefined;
  cursor: string | undefined;
  /** The one in its `ready`, until it may be believed. */
  firstCursor: string | undefined;
  lastLifeMs: number;
  /** Silence after which it counts as lost, in ms; for a while less than usual when there is doubt. */
  patienceMs: number;
  usualPatienceMs: number;
  stopWatch: () => void;
}

/**
 * A road that says nothing for this long has not opened, in ms: some proxies swallow streams whole. Behind a path that
 * was silent before, three of four openings are given up sooner: the one that began just before it thaws is as lost as
 * what was open.
 */
const openingMs = { usually: 10_000, afterSilence: 5_000 };
const patientOpenings = 4;
/** A road that breaks sooner than this after opening counts as one that failed, in ms. */
const steadyMs = 10_000;
/** A road that failed twice is left alone for 30 to 60 s. */
const restMs = { least: 30_000, most: 60_000 };
/** After the network or the person came back, the next attempt is at most this far away, in ms. */
const nudgedMs = 1_000;
/** Silence that is suspicious right after the network changed, in ms; streams beat every 8 s, sockets every 10 s. */
const suspiciousMs = 12_000;
/** A wish for more topics that failed this often is taken for refused. */
const mostWishes = 2;

/**
 * The one connection of this browser. It goes down the ladder socket → stream → polling when a road fails
 * and up again when it may have healed, hands over from road to road without losing or repeating an event,
 * and comes back from the cursor after every cut.
 */
export class Connection {
  readonly #parts: ConnectionParts;
  #state: ConnectionState = { state: 'idle' };
  #cursor: string | undefined;
  /** The road that is listened to, and the one that is about to take over. */
  #current: Lane | undefined;
  #next: Lane | undefined;
  #wantsSocket = false;
  #extraTopics: readonly string[] = [];
  /** Those of the wished that a refusal named: asked for again only once they were not wished for, or by `renew`. */
  readonly #refusedTopics = new Set<string>();
  /** What the server named when asked for all that is the person's. */
  #ownTopics: readonly string[] | undefined;
  readonly #failed = new Map<RoadName, { times: number; notBeforeMs: number }>();
  /** Roads that did not open since the last cut: only once a lower one opens is it their own fault. */
  #tried: RoadName[] = [];
  #failures = 0;
  /** Roads that ended in silence since anything was heard. */
  #silences = 0;
  #failedWishes = 0;
  readonly #gapsAsked = new Set<string>();
  #toldLifeMs = 0;
  #stopWaiting = (): void => {};
  #stopClimbing = (): void => {};
  #stopWishing = (): void => {};

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** @param cursor where an earlier listener stood, or where a snapshot was taken; absent: now */
  start(cursor?: string): void {
    if (this.#state.state !== 'idle') return;
    this.#cursor = cursor;
    this.#connect();
  }

  close(): void {
    this.#leaveRoads();
    this.#become({ state: 'idle' });
  }

  /** A live room is open, or no longer: the socket takes everything over, or the stream goes on. */
  useSocket(wanted: boolean): void {
    this.#wantsSocket = wanted;
    this.#settle();
  }

  /** Topics wanted beside those that are the person's by default. */
  listenTo(topics: readonly string[]): void {
    for (const topic of this.#refusedTopics) if (!topics.includes(topic)) this.#refusedTopics.delete(topic);
    this.#extraTopics = topics.filter((topic) => !this.#refusedTopics.has(topic));
    this.#failedWishes = 0;
    this.#coverTopics();
  }

  /** Asks anew which topics are the person's: an enrolment changed. */
  renew(): void {
    this.#ownTopics = undefined;
    this.#extraTopics = [...this.#extraTopics, ...this.#refusedTopics];
    this.#refusedTopics.clear();
    if (this.#state.state !== 'live' || !this.#current) return;
    const { name } = (this.#next ?? this.#current).road;
    if (this.#next) leave(this.#next);
    this.#open(name === 'socket' ? 'stream' : name, 'next');
  }

  /** The network or the person is back: do not sit out a long wait, and do not trust an old silence. */
  nudge(withinMs: number = nudgedMs): void {
    const { clock, random } = this.#parts;
    if (this.#state.state === 'waiting') {
      const soonMs = random() * withinMs;
      if (clock.nowMs() + soonMs < this.#state.untilMs) this.#wait(soonMs);
    } else if (this.#state.state === 'live' && this.#current) {
      this.#current.lastLifeMs = clock.nowMs();
      this.doubt();
    }
    this.wake();
  }

  /** Something that was sent had no answer: silence that goes on is believed sooner. */
  doubt(): void {
    const lane = this.#current;
    if (this.#state.state !== 'live' || !lane) return;
    this.#watch(lane, Math.min(suspiciousMs, lane.usualPatienceMs));
    lane.open.check?.();
    this.wake();
  }

  /** Does what is overdue: timers of a page in the background run late, its messages do not. */
  wake(): void {
    const nowMs = this.#parts.clock.nowMs();
    if (this.#state.state === 'waiting' && nowMs >= this.#state.untilMs) this.#connect();
    for (const lane of [this.#next, this.#current]) {
      if (
        lane &&
        (lane === this.#next || lane === this.#current) &&
        nowMs >= lane.lastLifeMs + lane.patienceMs
      )
        this.#lost(lane, undefined, true);
    }
  }

  /** Sends a command on the road that is live, when that road carries commands. */
  command(name: string, body: Record<string, unknown>): Promise<unknown> | undefined {
    if (this.#state.state !== 'live') return undefined;
    return this.#current?.open.command?.(name, body);
  }

  get #ladder(): readonly RoadName[] {
    // A socket must be told its topics, so another road has to have named them before.
    return this.#wantsSocket && this.#ownTopics ? ['socket', 'stream', 'polling'] : ['stream', 'polling'];
  }

  /** The best road that is not resting. */
  #bestRoad(): RoadName {
    const nowMs = this.#parts.clock.nowMs();
    return this.#ladder.find((name) => (this.#failed.get(name)?.notBeforeMs ?? 0) <= nowMs) ?? 'polling';
  }

  #connect(): void {
    this.#tried = [];
    this.#open(this.#bestRoad(), 'current');
  }

  #open(name: RoadName, place: 'current' | 'next'): void {
    const { roads, clock } = this.#parts;
    this.#stopWaiting();
    const road = roads[name];
    const topics = this.#topicsToAsk(name);
    const isPatient = this.#silences % patientOpenings === 0;
    const patienceMs = isPatient ? openingMs.usually : openingMs.afterSilence;
    const lane: Lane = {
      road,
      open: unopened,
      readyMs: undefined,
      transport: undefined,
      topics,
      cursor: this.#cursor,
      firstCursor: undefined,
      lastLifeMs: clock.nowMs(),
      patienceMs,
      usualPatienceMs: patienceMs,
      stopWatch: () => {},
    };
    if (place === 'current') {
      this.#current = lane;
      this.#become({ state: 'connecting', road: name });
    } else {
      this.#next = lane;
    }
    this.#watch(lane, patienceMs);
    lane.open = road.open({ topics, cursor: this.#cursor }, (signal) => {
      if (lane === this.#current || lane === this.#next) this.#take(lane, signal);
    });
  }

  #topicsToAsk(name: RoadName): readonly string[] | undefined {
    const own = this.#ownTopics;
    if (!own || (name !== 'socket' && this.#extraTopics.every((topic) => own.includes(topic)))) {
      return undefined;
    }
    return [...new Set([...own, ...this.#extraTopics])];
  }

  #take(lane: Lane, signal: RoadSignal): void {
    const { clock, hear, heard } = this.#parts;
    lane.lastLifeMs = clock.nowMs();
    lane.patienceMs = lane.usualPatienceMs;
    const { firstCursor } = lane;
    lane.firstCursor = undefined;
    if (signal.kind !== 'lost') this.#silences = 0;
    if (signal.kind !== 'lost' && signal.kind !== 'resync') this.#moveCursor(firstCursor);
    switch (signal.kind) {
      case 'ready':
        this.#ready(lane, signal);
        break;
      case 'event':
        this.#event(signal.envelope, signal.cursor);
        break;
      case 'cursor':
        this.#moveCursor(signal.cursor);
        break;
      case 'resync':
        heard.startOver(signal.topics.map(({ topic }) => topic));
        hear({ kind: 'resync', topics: signal.topics });
        this.#moveCursor(firstCursor);
        break;
      case 'transport':
        lane.transport = signal.transport;
        if (lane === this.#current) this.#becomeLive(lane, signal.transport);
        break;
      case 'life':
        break;
      case 'bye':
        this.#bye(lane, signal.bye);
        break;
      case 'lost':
        this.#lost(lane, signal.problem, signal.isSilent);
        return;
    }
    this.#tellLife();
  }

  #ready(lane: Lane, ready: Extract<RoadSignal, { kind: 'ready' }>): void {
    const { clock, hear, heard, ownTopic } = this.#parts;
    if (ready.wireVersion !== undefined && ready.wireVersion !== WIRE_VERSION)
      return this.#end('new_version');
    if (ready.topics && !lane.topics && !ready.topics.includes(ownTopic)) return this.#end('other_person');
    lane.readyMs = clock.nowMs();
    lane.transport = ready.transport;
    lane.usualPatienceMs = ready.silenceMs ?? Number.POSITIVE_INFINITY;
    this.#watch(lane, lane.usualPatienceMs);
    if (ready.topics && !lane.topics) this.#ownTopics = ready.topics;
    for (const name of this.#tried) this.#blame(name);
    this.#tried = [];

    const former = lane === this.#next ? this.#current : undefined;
    if (lane === this.#next) this.#next = undefined;
    this.#current = lane;
    if (former) leave(former);

    const continued = lane.cursor !== undefined;
    if (continued) {
      // It already stands behind topics that start over: were the road cut before it says which, going on
      // from there would miss them in silence. It is believed once something else has come.
      lane.firstCursor = ready.cursor;
    } else {
      heard.startOver();
      this.#moveCursor(ready.cursor);
    }
    this.#becomeLive(lane, ready.transport);
    hear({ kind: 'topics', topics: ready.topics ?? lane.topics ?? this.#ownTopics ?? [], continued });
    this.#coverTopics();
    this.#settle();
  }

  #event(envelope: Envelope, cursor: string | undefined): void {
    const { heard, hear } = this.#parts;
    const { topic } = envelope;
    let judgement = heard.take(envelope);
    if (judgement === 'gap' && this.#gapsAsked.delete(topic)) {
      // Asked once already and still missing: the numbers will not come any more.
      heard.startOver([topic]);
      hear({ kind: 'resync', topics: [{ topic, reason: 'gap' }] });
      judgement = heard.take(envelope);
    }
    switch (judgement) {
      case 'next':
        if (envelope.seq !== undefined) this.#gapsAsked.delete(topic);
        hear({ kind: 'event', envelope });
        break;
      case 'repeated':
        break;
      case 'gap':
        this.#gapsAsked.add(topic);
        this.#leaveRoads();
        this.#wait(this.#parts.random() * nudgedMs);
        return;
    }
    this.#moveCursor(cursor);
  }

  #moveCursor(cursor: string | undefined): void {
    if (cursor === undefined || cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.#parts.hear({ kind: 'cursor', cursor });
  }

  #bye(lane: Lane, { reason, topics, retryMs }: Bye): void {
    if (topics) {
      this.#forgetTopics(topics);
      return;
    }
    if (reason === 'signed_out' || reason === 'revoked') return this.#end(reason);
    leave(lane);
    if (lane === this.#next) return this.#nextFailed(lane, undefined);
    this.#current = undefined;
    if (this.#promoteNext()) return;
    if (reason === 'unavailable') this.#failures += 1;
    this.#wait(retryMs ?? this.#backoffMs());
  }

  #lost(lane: Lane, problem?: ApiProblem, isSilent = false): void {
    const { clock } = this.#parts;
    leave(lane);
    if (isSilent) this.#silences += 1;
    if (problem?.code === 'signed_out') return this.#end('signed_out');
    const { name } = lane.road;
    if (lane === this.#next) return this.#nextFailed(lane, problem);

    this.#current = undefined;
    if (lane.readyMs !== undefined) {
      const isSteady = clock.nowMs() - lane.readyMs >= steadyMs;
      if (isSteady) this.#failed.delete(name);
      else this.#blame(name);
      if (this.#promoteNext()) return;
      if (isSteady) this.#failures = 0;
      // Silence is noticed by each at a moment of their own: nobody need be kept from coming all at once.
      const pauseMs = isSilent && isSteady ? this.#parts.random() * nudgedMs : this.#backoffMs();
      this.#wait(Math.max(pauseMs, problem?.retryAfterMs ?? 0));
      if (!isSteady) this.#failures += 1;
      return;
    }

    if (this.#promoteNext()) return;
    if (lane.topics && isRefusal(problem)) {
      // Some of the topics are not ours to hear: of those that are by default, the server is asked anew. An older
      // server does not say which they are.
      this.#giveUp(problem);
      if (problem?.faults.length === 0) this.#forgetTopics(this.#extraTopics);
      this.#ownTopics = undefined;
      this.#connect();
      return;
    }
    this.#tried.push(name);
    // Where all is silence, the plainest request shows soonest whether anything comes through; better roads are
    // tried again beside it.
    const below = this.#ladder.slice(this.#ladder.indexOf(name) + 1);
    const lower = isSilent ? below.at(-1) : below[0];
    if (lower) {
      this.#open(lower, 'current');
      return;
    }
    // Not even a plain request comes through: no road is to blame, the server or the network is away.
    const waitMs = Math.max(this.#backoffMs(), problem?.retryAfterMs ?? 0);
    this.#failures += 1;
    this.#wait(waitMs);
  }

  /** The road that was about to take over is now the only one. */
  #promoteNext(): boolean {
    const next = this.#next;
    if (!next) return false;
    this.#next = undefined;
    this.#current = next;
    this.#become({ state: 'connecting', road: next.road.name });
    return true;
  }

  #forgetTopics(topics: readonly string[]): void {
    this.#ownTopics = this.#ownTopics?.filter((topic) => !topics.includes(topic));
    this.#extraTopics = this.#extraTopics.filter((topic) => !topics.includes(topic));
    this.#parts.heard.startOver(topics);
    this.#parts.hear({ kind: 'revoked', topics });
  }

  #blame(name: RoadName): void {
    const { clock, random } = this.#parts;
    const times = (this.#failed.get(name)?.times ?? 0) + 1;
    const delayMs =
      times < 2
        ? backoffMs(0, reconnectBackoff, random)
        : restMs.least + random() * (restMs.most - restMs.least);
    this.#failed.set(name, { times, notBeforeMs: clock.nowMs() + delayMs });
  }

  /** Moves to the road that is best now, while the present one goes on. */
  #settle(): void {
    const lane = this.#current;
    if (this.#state.state !== 'live' || !lane) return;
    const best = this.#bestRoad();
    if (this.#next && (this.#next.road.name === best || this.#next.road === lane.road)) return;
    if (this.#next) leave(this.#next);
    this.#next = undefined;
    if (this.#betterThan(lane).includes(best)) this.#open(best, 'next');
    else this.#scheduleClimb();
  }

  /** Tries a better road again once its rest is over. */
  #scheduleClimb(): void {
    this.#stopClimbing();
    const { clock } = this.#parts;
    const better = this.#current ? this.#betterThan(this.#current) : [];
    if (better.length === 0) return;
    const soonestMs = Math.min(...better.map((name) => this.#failed.get(name)?.notBeforeMs ?? 0));
    this.#stopClimbing = clock.after(Math.max(0, soonestMs - clock.nowMs()), () => this.#settle());
  }

  /** Roads worth leaving `lane` for. A socket that is no longer wanted gives way to the stream, not to polling. */
  #betterThan({ road }: Lane): readonly RoadName[] {
    const place = this.#ladder.indexOf(road.name);
    return place === -1 ? this.#ladder.filter((name) => name !== 'polling') : this.#ladder.slice(0, place);
  }

  /** Asks for topics that the present road does not carry, on a second one that takes over. */
  #coverTopics(): void {
    const lane = this.#current;
    if (this.#state.state !== 'live' || !lane || this.#next) return;
    const topics = this.#topicsToAsk(lane.road.name);
    const lacks = topics
      ? topics.some((topic) => !lane.topics?.includes(topic))
      : lane.topics !== undefined && !this.#ownTopics;
    if (lacks) this.#open(lane.road.name, 'next');
  }

  /** What was to take over did not open; the present road goes on. */
  #nextFailed({ road }: Lane, problem: ApiProblem | undefined): void {
    const lane = this.#current;
    this.#next = undefined;
    if (road !== lane?.road) this.#blame(road.name);
    this.#scheduleClimb();
    // The same road a second time: not its fault but that of the topics, or of the network, which will show.
    if (!lane || (road !== lane.road && !isRefusal(problem))) return;
    if (this.#giveUp(problem)) return this.#coverTopics();
    this.#failedWishes += 1;
    if (this.#failedWishes < mostWishes) {
      this.#stopWishing = this.#parts.clock.after(this.#backoffMs(), () => this.#coverTopics());
      return;
    }
    const carried = lane.topics ?? this.#ownTopics ?? [];
    const wished = this.#extraTopics.filter((topic) => !carried.includes(topic));
    if (wished.length > 0) this.#forgetTopics(wished);
  }

  /** Wishes no more for those that a refusal names, heard so far or not. @returns whether it names any */
  #giveUp(problem: ApiProblem | undefined): boolean {
    const named = new Set(problem?.faults.map(({ field }) => field));
    const refused = this.#extraTopics.filter((topic) => named.has(topic));
    for (const topic of refused) this.#refusedTopics.add(topic);
    if (refused.length > 0) this.#forgetTopics(refused);
    return refused.length > 0;
  }

  #becomeLive(lane: Lane, transport: Transport): void {
    this.#become({ state: 'live', road: lane.road.name, transport });
  }

  #wait(ms: number): void {
    const { clock } = this.#parts;
    this.#stopWaiting();
    this.#become({ state: 'waiting', untilMs: clock.nowMs() + ms, failures: this.#failures });
    this.#stopWaiting = clock.after(ms, () => this.#connect());
  }

  #backoffMs(): number {
    return backoffMs(this.#failures, reconnectBackoff, this.#parts.random);
  }

  /** Takes a lane for lost after `patienceMs` without a sign of life; the timer is set anew only when it rings. */
  #watch(lane: Lane, patienceMs: number): void {
    const { clock } = this.#parts;
    lane.stopWatch();
    lane.patienceMs = patienceMs;
    if (patienceMs === Number.POSITIVE_INFINITY) return;
    const look = (): void => {
      const leftMs = lane.lastLifeMs + lane.patienceMs - clock.nowMs();
      if (leftMs === Number.POSITIVE_INFINITY) return;
      if (leftMs > 0) lane.stopWatch = clock.after(leftMs, look);
      else this.#lost(lane, undefined, true);
    };
    lane.stopWatch = clock.after(patienceMs, look);
  }

  #tellLife(): void {
    const nowMs = this.#parts.clock.nowMs();
    if (this.#state.state !== 'live' || nowMs - this.#toldLifeMs < 1_000) return;
    this.#toldLifeMs = nowMs;
    this.#parts.hear({ kind: 'life' });
  }

  #end(reason: EndReason): void {
    this.#leaveRoads();
    this.#become({ state: 'ended', reason });
  }

  #leaveRoads(): void {
    this.#stopWaiting();
    this.#stopClimbing();
    this.#stopWishing();
    for (const lane of [this.#current, this.#next]) if (lane) leave(lane);
    this.#current = undefined;
    this.#next = undefined;
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#parts.hear({ kind: 'state', state });
  }
}

function isRefusal(problem: ApiProblem | undefined): boolean {
  return problem?.code === 'not_found' || problem?.code === 'forbidden';
}

/** Stands in while a road is being opened. */
const unopened: OpenRoad = { close: () => {} };

function leave(lane: Lane): void {
  lane.stopWatch();
  lane.open.close();
}
