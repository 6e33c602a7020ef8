import { every, type Clock } from '#kernel/clock.ts';
import type { Bye, Envelope, Ready, Resync } from '#kernel/envelope.ts';
import type { Api } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import { addressOf } from './pollingRoad.ts';
import type { Road, RoadSignal } from './road.ts';

interface Message {
  data: string;
  lastEventId: string;
}

/** The part of EventSource that is used here. */
export interface EventSourceLike {
  addEventListener(type: string, hear: (message: Message) => void): void;
  close(): void;
}

/**
 * Server-sent events. EventSource's own way of coming back is not used: it neither waits a random time nor
 * notices silence, so any error ends the road and the connection decides. Nor does it say why it was refused: where
 * topics were asked for by name, a plain request for the same ones does.
 */
export function streamRoad(parts: { open: (url: string) => EventSourceLike; api: Api; clock: Clock }): Road {
  return {
    name: 'stream',
    open(from, hear) {
      const source = parts.open(addressOf('/api/stream', from));
      let stopBeating: (() => void) | undefined;
      let beat: (() => void) | undefined;
      let isOpen = true;
      let isReady = false;

      const close = (): void => {
        isOpen = false;
        stopBeating?.();
        source.close();
      };
      const lose = (problem?: ApiProblem): void => {
        if (!isOpen) return;
        close();
        hear({ kind: 'lost', problem });
      };
      const on = (type: string, read: (message: Message) => RoadSignal): void =>
        source.addEventListener(type, (message) => {
          if (!isOpen) return;
          let signal: RoadSignal;
          try {
            signal = read(message);
          } catch {
            // A frame that cannot be read is a road that cannot be trusted: come back from the cursor.
            lose();
            return;
          }
          hear(signal);
        });

      on('ready', ({ data }) => {
        const ready = JSON.parse(data) as Ready;
        isReady = true;
        beat = () => {
          parts.api
            .request(`/api/stream/${ready.connectionId}/beat`, { method: 'POST' })
            .then(() => isOpen && hear({ kind: 'life' }))
            .catch((problem: ApiProblem) => {
              // No answer is no proof against a stream that still talks; a "no" is.
              if (!problem.passes) lose(problem);
            });
        };
        stopBeating?.();
        stopBeating = every(parts.clock, ready.beatMs, beat);
        return { kind: 'ready', transport: 'stream', ...ready };
      });
      on('message', ({ data, lastEventId }) => ({
        kind: 'event',
        envelope: JSON.parse(data) as Envelope,
        cursor: lastEventId || undefined,
      }));
      on('cursor', ({ data }) => ({ kind: 'cursor', cursor: data }));
      on('resync', ({ data }) => ({ kind: 'resync', ...(JSON.parse(data) as Resync) }));
      on('bye', ({ data }) => ({ kind: 'bye', bye: JSON.parse(data) as Bye }));
      on('beat', () => ({ kind: 'life' }));
      const refused = async (): Promise<ApiProblem | undefined> => {
        try {
          await parts.api.request(addressOf('/api/events', { topics: from.topics, cursor: undefined }));
          return undefined;
        } catch (problem) {
          const { code } = problem as ApiProblem;
          return code === 'not_found' || code === 'forbidden' ? (problem as ApiProblem) : undefined;
        }
      };
      source.addEventListener('error', () => {
        if (isReady || !from.topics) return lose();
        source.close();
        void refused().then(lose);
      });

      return { close, check: () => beat?.() };
    },
  };
}
