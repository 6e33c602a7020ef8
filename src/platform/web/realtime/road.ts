import type { Bye, Envelope, ResyncReason } from '#kernel/envelope.ts';
import type { ApiProblem } from '../api/problem.ts';

export type RoadName = 'socket' | 'stream' | 'polling';

/** What a person notices of a road: a socket that had to fall back to HTTP requests is a slow one. */
export type Transport = 'socket' | 'slow-socket' | 'stream' | 'polling';

/** Where listening starts. */
export interface Departure {
  /** undefined: all topics that are the person's. */
  topics: readonly string[] | undefined;
  /** undefined: now. */
  cursor: string | undefined;
}

/** A topic that starts over from a snapshot; `gap`: the browser itself noticed that numbers are missing. */
export interface Restart {
  topic: string;
  reason: ResyncReason | 'gap';
}

/** What comes in on a road. Any of it is a sign of life. */
export type RoadSignal =
  | {
      kind: 'ready';
      transport: Transport;
      cursor: string;
      /** undefined where the road does not say. */
      topics?: readonly string[] | undefined;
      /** Silence after which the road counts as dead, in ms; undefined: the road watches itself. */
      silenceMs?: number | undefined;
      wireVersion?: number | undefined;
    }
  | { kind: 'event'; envelope: Envelope; cursor?: string | undefined }
  | { kind: 'cursor'; cursor: string }
  | { kind: 'resync'; topics: readonly Restart[] }
  | { kind: 'transport'; transport: Transport }
  | { kind: 'life' }
  | { kind: 'bye'; bye: Bye }
  /** The road is gone, or never opened. It says nothing more. `isSilent`: nothing broke, nothing came any more. */
  | { kind: 'lost'; problem?: ApiProblem | undefined; isSilent?: boolean };

export interface OpenRoad {
  close(): void;
  /** Looks whether the other end is still there; an answer or a loss comes as a signal. */
  check?(): void;
  /** Carries a command; roads without it leave that to HTTP. Rejects with ApiProblem. */
  command?(name: string, body: Record<string, unknown>): Promise<unknown>;
}

/** One way to hear of events. `open` returns before anything is heard; after `close` nothing is. */
export interface Road {
  readonly name: RoadName;
  open(from: Departure, hear: (signal: RoadSignal) => void): OpenRoad;
}
