import type { Clock } from '#kernel/clock.ts';
import type { Envelope } from '#kernel/envelope.ts';
import type { Api } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import type { Departure, Restart, Road } from './road.ts';

interface PollAnswer {
  events: readonly Envelope[];
  cursor: string;
  resync: readonly Restart[];
  waitMs: number;
  topics?: readonly string[];
}

/** Used until the server has named its own interval, in ms. */
const usualWaitMs = 15_000;

/** Plain requests, for networks that let nothing stay open. "Nothing new" is a 304 without a body. */
export function pollingRoad(parts: { api: Api; clock: Clock; random: () => number }): Road {
  return {
    name: 'polling',
    open(from, hear) {
      const leave = new AbortController();
      let { cursor } = from;
      let etag: string | null = null;
      let waitMs = usualWaitMs;
      let isReady = false;
      let stopWaiting: (() => void) | undefined;

      const ask = async (): Promise<void> => {
        const headers: Record<string, string> = { accept: 'application/json' };
        if (etag !== null) headers['if-none-match'] = etag;
        const url = addressOf('/api/events', { topics: from.topics, cursor });
        const answer = await parts.api.request(url, { headers, cache: 'no-store' }, { signal: leave.signal });
        if (leave.signal.aborted) return;
        if (answer.status === 304) {
          hear({ kind: 'life' });
        } else {
          const { body } = answer as { body: PollAnswer };
          etag = answer.etag;
          waitMs = body.waitMs;
          const wasReady = isReady;
          isReady = true;
          if (!wasReady)
            hear({ kind: 'ready', transport: 'polling', cursor: body.cursor, topics: body.topics });
          if (body.resync.length > 0) hear({ kind: 'resync', topics: body.resync });
          for (const envelope of body.events) hear({ kind: 'event', envelope });
          cursor = body.cursor;
          hear({ kind: 'cursor', cursor });
        }
        // A spread of a tenth keeps a class from asking in one breath for ever.
        if (!leave.signal.aborted)
          stopWaiting = parts.clock.after(waitMs * (1 + parts.random() / 10), askAgain);
      };
      const askAgain = (): void => {
        stopWaiting = undefined;
        ask().catch((problem: ApiProblem) => {
          if (leave.signal.aborted) return;
          leave.abort();
          hear({ kind: 'lost', problem });
        });
      };
      askAgain();

      return {
        close: () => {
          leave.abort();
          stopWaiting?.();
        },
        check: () => {
          if (!stopWaiting) return;
          stopWaiting();
          askAgain();
        },
      };
    },
  };
}

/** `/api/stream?topics=a,b&cursor=…`; commas and slashes stay readable, they need no escaping in a query. */
export function addressOf(path: string, { topics, cursor }: Departure): string {
  const query: string[] = [];
  if (topics) query.push(`topics=${topics.map(encodeURI).join(',')}`);
  if (cursor !== undefined) query.push(`cursor=${encodeURIComponent(cursor)}`);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}
