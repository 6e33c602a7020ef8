import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A WebSocket without the manners of a client: whatever bytes it is given, it sends. */
export class RawSocket {
  readonly connection: Socket;
  /** What came back, frames and all. */
  received = '';
  #wake = (): void => {};

  private constructor(connection: Socket) {
    this.connection = connection;
    connection.on('data', (bytes: Buffer) => {
      if (this.received.length < 100_000) this.received += bytes.toString('latin1');
      this.#wake();
    });
    connection.on('close', () => this.#wake());
    connection.on('error', () => {}); // It is cut off; that is what it is for.
  }

  /** @throws Error when the handshake is refused */
  static async open(port: number, cookie: string): Promise<RawSocket> {
    const socket = new RawSocket(connect(port, '127.0.0.1'));
    socket.connection.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'host: x',
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        `cookie: ${cookie}`,
        '\r\n',
      ].join('\r\n'),
    );
    await socket.until('\r\n\r\n');
    if (!socket.received.startsWith('HTTP/1.1 101 ')) throw new Error(`refused: ${socket.received}`);
    return socket;
  }

  get isOver(): boolean {
    return this.connection.destroyed || this.connection.readableEnded;
  }

  /** Resolves once these words came, or the connection is over. */
  async until(words: string): Promise<void> {
    while (!this.received.includes(words) && !this.isOver) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  send(bytes: Buffer): void {
    if (this.connection.writable) this.connection.write(bytes);
  }

  async close(): Promise<void> {
    if (this.connection.destroyed) return;
    const closed = once(this.connection, 'close');
    this.connection.destroy();
    await closed;
  }
}

/** One WebSocket frame, as RFC 6455 has it unless told otherwise. */
export function frameOf(
  payload: Buffer,
  {
    opcode = 1,
    fin = true,
    reserved = 0,
    masked = true,
    claims = payload.length,
  }: { opcode?: number; fin?: boolean; reserved?: number; masked?: boolean; claims?: number } = {},
): Buffer {
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = Buffer.from([1, 2, 3, 4]);
  const head =
    claims < 126
      ? Buffer.from([first, claims])
      : claims < 65_536
        ? Buffer.from([first, 126, claims >> 8, claims & 0xff])
        : Buffer.concat([Buffer.from([first, 127]), bigEndian(claims)]);
  if (!masked) return Buffer.concat([head, payload]);
  head[1] = head[1]! | 0x80;
  const hidden = Buffer.from(payload.map((byte, place) => byte ^ mask[place % 4]!));
  return Buffer.concat([head, mask, hidden]);
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
