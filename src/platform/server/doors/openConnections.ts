import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What an HTTP server does not know of itself and a node that stops has to: who still holds something open. */
export class OpenConnections {
  readonly #server: Server;
  /** Answers that are being made. */
  readonly #answers = new Set<Promise<void>>();
  /** Browsers open connections ahead of need; the HTTP server does not count those as idle. */
  readonly #unasked = new Set<Duplex>();
  /** The HTTP server forgets a connection once it is a socket's. */
  readonly #upgraded = new Set<Duplex>();

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (connection) => {
      this.#unasked.add(connection);
      connection.once('close', () => this.#unasked.delete(connection));
    });
    server.prependListener('request', ({ socket }) => this.#unasked.delete(socket));
    server.on('upgrade', (_request, connection) => {
      this.#unasked.delete(connection);
      this.#upgraded.add(connection);
      connection.once('close', () => this.#upgraded.delete(connection));
    });
  }

  /** Counts an answer until it is out, or nobody is there to take it. */
  answering(response: ServerResponse): void {
    if (response.closed) return;
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    this.#answers.add(answered);
    void answered.then(() => this.#answers.delete(answered));
  }

  /** Resolves once what is being answered now is out. */
  async answered(): Promise<void> {
    await Promise.all(this.#answers);
  }

  /** Takes no more connections and waits for those that are open, until `tooLate`: then they are cut. */
  async close(tooLate: Promise<void>): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    for (const connection of this.#unasked) connection.destroy();
    void tooLate.then(() => {
      this.#server.closeAllConnections();
      for (const connection of this.#upgraded) connection.destroy();
    });
    await closed;
  }
}
