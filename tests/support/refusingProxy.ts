import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy may not let through: WebSockets, what Socket.IO does by plain requests, and streams. */
export type Refusable = 'upgrades' | 'socket.io' | 'streams';

/** A proxy of HTTP on loopback, as companies have them: it can refuse what stays open, and then ends what is. */
export class RefusingProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #open = new Set<{ end: Duplex; kind: Refusable }>();
  #refused: ReadonlySet<Refusable> = new Set();
  /** What was refused since it was last asked to refuse anything. */
  readonly refusals: Refusable[] = [];

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (request, response) => this.#forward(request, response));
    server.on('upgrade', (request: IncomingMessage, browser: Socket, head: Buffer) =>
      this.#upgrade(request, browser, head),
    );
  }

  /** Opens a proxy before this port of loopback. */
  static async before(targetPort: number): Promise<RefusingProxy> {
    // A stream is a request that is never over.
    const server = createServer({ requestTimeout: 0, headersTimeout: 0 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RefusingProxy(server, targetPort);
  }

  /** From now on these alone are refused; what is open of them is ended. */
  refuse(...what: Refusable[]): void {
    this.#refused = new Set(what);
    this.refusals.length = 0;
    for (const { end, kind } of this.#open) if (this.#refused.has(kind)) end.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    for (const { end } of this.#open) end.destroy();
    await closed;
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const kind = kindOf(request);
    if (kind && this.#refused.has(kind)) {
      this.refusals.push(kind);
      response.writeHead(403, { 'content-type': 'text/plain' }).end('Not in this network.');
      return;
    }
    if (kind) this.#keep(request.socket, kind, response);
    const onward = ask(this.#onwardFor(request), (answer) => {
      response.writeHead(answer.statusCode!, answer.statusMessage, answer.rawHeaders);
      // The first byte of a stream may be long in coming.
      response.flushHeaders();
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => response.destroy());
    // Whoever leaves in the middle is not to be answered any more.
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  #upgrade(request: IncomingMessage, browser: Socket, head: Buffer): void {
    browser.on('error', () => {});
    if (this.#refused.has('upgrades')) {
      this.refusals.push('upgrades');
      browser.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    const onward = ask(this.#onwardFor(request));
    onward.on('upgrade', (answer, server, first) => {
      const lines = [`HTTP/1.1 101 ${answer.statusMessage}`];
      for (let at = 0; at < answer.rawHeaders.length; at += 2)
        lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
      browser.write(`${lines.join('\r\n')}\r\n\r\n`);
      browser.write(first);
      server.write(head);
      server.on('error', () => {});
      this.#keep(browser, 'upgrades', browser);
      browser.pipe(server).pipe(browser);
      browser.on('close', () => server.destroy());
      server.on('close', () => browser.destroy());
    });
    // It was not let in; what it is told does not matter to a browser.
    onward.on('response', () => browser.destroy());
    onward.on('error', () => browser.destroy());
    onward.end();
  }

  #onwardFor({ method, url, headers }: IncomingMessage) {
    return { host: '127.0.0.1', port: this.#targetPort, method, path: url, headers, agent: false };
  }

  /** @param until what is over when this is */
  #keep(end: Duplex, kind: Refusable, until: Duplex | ServerResponse): void {
    const held = { end, kind };
    this.#open.add(held);
    until.on('close', () => this.#open.delete(held));
  }
}

function kindOf({ url = '' }: IncomingMessage): Refusable | undefined {
  if (url.startsWith('/socket.io/')) return 'socket.io';
  return url.startsWith('/api/stream') && !url.includes('/beat') ? 'streams' : undefined;
}
