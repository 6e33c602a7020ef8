import type { ConnectionState, News } from './connection.ts';

/** News as a tab hears them; `leading`: this tab holds the connection for all, and sends for all. */
export type LineNews = News | { kind: 'leading'; leading: boolean };

/** The browser's one connection, as one tab sees it. */
export interface Line {
  readonly state: ConnectionState;
  readonly leading: boolean;
  /** Begins, unless another tab has begun already. @param cursor of a snapshot: what happened since is heard */
  start(cursor?: string): void;
  /** @returns stops listening */
  hear(listener: (news: LineNews) => void): () => void;
  /** Topics beside the person's own, for as long as they are held. @returns lets go */
  listenTo(topics: readonly string[]): () => void;
  /** The socket carries everything while anybody holds it. @returns lets go */
  holdSocket(): () => void;
  /** Asks anew which topics are the person's. */
  renew(): void;
  /** Comes back at once instead of at the appointed time. */
  retry(): void;
  /** Something that was sent had no answer: silence that goes on is believed sooner. */
  doubt(): void;
  /** Sends on the live socket when this tab holds one; undefined: use HTTP. */
  command(name: string, body: Record<string, unknown>): Promise<unknown> | undefined;
  close(): void;
}
