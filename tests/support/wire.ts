import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The network between a browser and a server on this machine, to be cut where the two cannot know:
 * `pull` breaks what is open and refuses what is new, `clog` swallows every byte without a word.
 * `forget` ends a clog as a router does that was started again: what is new passes, what was open stays clogged.
 */
export class Wire {
  readonly port: number;
  readonly #target: number;
  readonly #server: Server;
  readonly #pairs = new Set<[browser: Socket, server: Socket]>();
  readonly #swallowed = new WeakSet<Socket>();
  #state: 'whole' | 'pulled' | 'clogged' = 'whole';

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => this.#carry(socket));
  }

  /** Opens a wire to this port of loopback; the browser uses `port` of the wire. */
  static async to(target: number): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Wire(server, target);
  }

  pull(): void {
    this.#state = 'pulled';
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  clog(): void {
    this.#state = 'clogged';
    for (const pair of this.#pairs) for (const socket of pair) socket.unpipe();
    for (const pair of this.#pairs) for (const socket of pair) this.#swallow(socket);
  }

  /** Whole again, for new connections: what was cut stays cut. */
  mend(): void {
    for (const pair of this.#state === 'clogged' ? this.#pairs : [])
      for (const socket of pair) socket.destroy();
    this.#state = 'whole';
  }

  forget(): void {
    this.#state = 'whole';
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.pull();
    await closed;
  }

  #swallow(socket: Socket): void {
    this.#swallowed.add(socket);
    socket.resume();
  }

  #carry(browser: Socket): void {
    if (this.#state === 'pulled') {
      browser.resetAndDestroy();
      return;
    }
    const server = connect(this.#target, '127.0.0.1');
    const pair: [Socket, Socket] = [browser, server];
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      // Whoever closes or breaks first takes the other with it, unless word of it is swallowed too.
      socket.on('error', () => {});
      socket.on('close', () => {
        if (socket === server && this.#swallowed.has(server)) return;
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (this.#state === 'clogged') {
      for (const socket of pair) this.#swallow(socket);
      return;
    }
    browser.pipe(server);
    server.pipe(browser);
  }
}
