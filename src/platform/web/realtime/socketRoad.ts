import type { Bye, Envelope, Ready, Resync } from '#kernel/envelope.ts';
import type { Problem } from '#kernel/refusal.ts';
import { problemFrom, unreachable, type ApiProblem } from '../api/problem.ts';
import type { OpenRoad, Restart, Road, RoadSignal, Transport } from './road.ts';

/** The part of a Socket.IO client that is used here. */
export interface SocketLike {
  on(event: string, hear: (...given: never[]) => void): unknown;
  onAny(hear: (event: string, ...given: unknown[]) => void): unknown;
  emitWithAck(event: string, ...given: unknown[]): Promise<unknown>;
  disconnect(): unknown;
  readonly io: {
    on(event: 'ping', hear: () => void): unknown;
    readonly engine: {
      readonly transport: { readonly name: string };
      on(event: 'upgrade', hear: () => void): unknown;
    };
  };
}

type Acknowledgement<Data> = { ok: true; data: Data } | { ok: false; error: Problem };

const control = new Set(['ready', 'cursor', 'resync', 'bye']);

/**
 * Socket.IO, fetched when a live room first needs it. Its own way of coming back stays off, as on the
 * stream. `load` opens a socket that gives up on an acknowledgement by itself.
 */
export function socketRoad(parts: { load: () => Promise<SocketLike> }): Road {
  return {
    name: 'socket',
    open(from, hear) {
      let socket: SocketLike | undefined;
      let isOpen = true;
      // What comes before the acknowledgement waits for it: only then is it known which topics start over.
      let held: RoadSignal[] | undefined = [];
      const tell = (signal: RoadSignal): void => {
        if (!isOpen) return;
        if (held) held.push(signal);
        else hear(signal);
      };
      const close = (): void => {
        isOpen = false;
        socket?.disconnect();
      };
      const lose = (problem?: ApiProblem, isSilent = false): void => {
        if (!isOpen) return;
        close();
        hear({ kind: 'lost', problem, isSilent });
      };
      const transportNow = (): Transport =>
        socket!.io.engine.transport.name === 'polling' ? 'slow-socket' : 'socket';

      const subscribe = async (ready: Ready): Promise<void> => {
        const { topics: wanted, cursor: given } = from;
        const wish = { ...(wanted && { topics: wanted }), ...(given !== undefined && { cursor: given }) };
        const { topics, cursor, resync } = await ask<{
          topics: readonly string[];
          cursor: string;
          resync: readonly Restart[];
        }>(socket!, 'subscribe', wish);
        if (!isOpen) return;
        const waiting = held ?? [];
        held = undefined;
        hear({
          kind: 'ready',
          transport: transportNow(),
          cursor,
          topics,
          wireVersion: ready.wireVersion,
        });
        if (resync.length > 0) tell({ kind: 'resync', topics: resync });
        for (const signal of waiting) tell(signal);
      };

      const arrange = (opened: SocketLike): void => {
        if (!isOpen) {
          opened.disconnect();
          return;
        }
        socket = opened;
        socket.on(
          'ready',
          (ready: Ready) => void subscribe(ready).catch((problem: ApiProblem) => lose(problem)),
        );
        socket.on('cursor', (cursor: string) => tell({ kind: 'cursor', cursor }));
        socket.on('resync', (resync: Resync) => tell({ kind: 'resync', ...resync }));
        socket.on('bye', (bye: Bye) => isOpen && hear({ kind: 'bye', bye }));
        socket.onAny((event, envelope) => {
          if (!control.has(event)) tell({ kind: 'event', envelope: envelope as Envelope });
        });
        socket.on('connect', () => {
          socket!.io.engine.on('upgrade', () => tell({ kind: 'transport', transport: transportNow() }));
        });
        socket.on('connect_error', (error: Error & { data?: Problem }) =>
          lose(error.data?.code ? problemFrom(error.data) : undefined),
        );
        socket.on('disconnect', (why: string) => lose(undefined, why === 'ping timeout'));
        socket.io.on('ping', () => tell({ kind: 'life' }));
      };

      // A chunk that cannot be fetched after a release is a road that does not open.
      parts.load().then(arrange, (cause: unknown) => lose(unreachable(cause)));

      const road: OpenRoad = {
        close,
        command: (name, body) => (socket ? ask(socket, name, body) : Promise.reject(unreachable())),
      };
      return road;
    },
  };
}

async function ask<Data>(socket: SocketLike, name: string, body: unknown): Promise<Data> {
  let answer: Acknowledgement<Data>;
  try {
    answer = (await socket.emitWithAck(name, body)) as Acknowledgement<Data>;
  } catch (cause) {
    throw unreachable(cause);
  }
  if (answer.ok) return answer.data;
  throw problemFrom(answer.error);
}
