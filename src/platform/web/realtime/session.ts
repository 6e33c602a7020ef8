import { systemClock } from '#kernel/clock.ts';
import type { CommandSpec } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { basePath } from '../api/basePath.ts';
import type { Api } from '../api/client.ts';
import { Outbox } from '../outbox/outbox.ts';
import { sendingOver } from '../outbox/sending.ts';
import { browserStore } from '../outbox/store.ts';
import { browserChannel } from './channel.ts';
import { Connection } from './connection.ts';
import { openLightSocket } from './lightSocket.ts';
import type { Line } from './line.ts';
import { browserPage } from './page.ts';
import { pollingRoad } from './pollingRoad.ts';
import { socketRoad, type SocketLike } from './socketRoad.ts';
import { StatusStore } from './status.ts';
import { streamRoad } from './streamRoad.ts';
import { SharedLine } from './tabs.ts';

/** What belongs to one signed-in person in this tab. */
export interface Session {
  readonly personId: string;
  readonly line: Line;
  readonly outbox: Outbox;
  readonly status: StatusStore;
  close(): void;
}

/** How long a command on the socket waits for its answer, in ms. */
const acknowledgedMs = 10_000;
/** How long a WebSocket may take to open before requests are tried in its place, in ms. */
const openTimeoutMs = 10_000;

/** Builds a person's session from what this browser offers. */
export function openSession({
  personId,
  api,
  commandSpec,
  isCatchingUp,
}: {
  personId: string;
  api: Api;
  /** Rejects with Error for a name that no contract declares. */
  commandSpec: (name: string) => Promise<CommandSpec>;
  /** Whether something that the page shows is still being asked for. */
  isCatchingUp: () => boolean;
}): Session {
  const clock = systemClock;
  const random = Math.random;
  const page = browserPage();
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const channel = 'BroadcastChannel' in globalThis ? browserChannel : undefined;

  const line = new SharedLine({
    personId,
    tabId: newId(),
    locks,
    channel,
    page,
    clock,
    random,
    connect: ({ heard, hear }) =>
      new Connection({
        roads: {
          socket: socketRoad({ load: loadSocket }),
          stream: streamRoad({ open: (url) => new EventSource(basePath + url), api, clock }),
          polling: pollingRoad({ api, clock, random }),
        },
        clock,
        random,
        heard,
        hear,
        ownTopic: `user/${personId}`,
      }),
  });

  const outbox = new Outbox({
    personId,
    store: browserStore(),
    channel: locks && channel,
    clock,
    random,
    newId,
    send: sendingOver({ line, api, commandSpec, clock }),
  });
  const status = new StatusStore({
    line,
    page,
    clock,
    isCatchingUp,
    waiting: () => outbox.waitingCount,
  });

  const stop = [
    outbox.subscribe(() => status.refresh()),
    line.hear((news) => {
      if (news.kind === 'leading') outbox.lead(news.leading);
      if (news.kind === 'state' && news.state.state === 'live') outbox.kick();
    }),
  ];
  outbox.lead(line.leading);

  return {
    personId,
    line,
    outbox,
    status,
    close() {
      for (const one of stop) one();
      status.close();
      outbox.close();
      line.close();
    },
  };
}

async function loadSocket(): Promise<SocketLike> {
  const address = `${location.origin.replace(/^http/, 'ws')}${basePath}/socket.io/?EIO=4&transport=websocket`;
  try {
    return await openLightSocket({
      open: () => new WebSocket(address),
      openTimeoutMs,
      ackTimeoutMs: acknowledgedMs,
      clock: systemClock,
    });
  } catch {
    return loadSlowSocket();
  }
}

/** Where WebSocket is blocked, the library talks by requests. */
async function loadSlowSocket(): Promise<SocketLike> {
  const { io } = await import('socket.io-client');
  const socket = io({
    path: `${basePath}/socket.io`,
    transports: ['polling'],
    reconnection: false,
    forceNew: true,
    ackTimeout: acknowledgedMs,
  });
  return socket as unknown as SocketLike;
}
