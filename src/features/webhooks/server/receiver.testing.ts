import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody's program on the other side, on this machine. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How it answers the next ones; 200 after that. */
  answers: { status: number; text?: string }[];
  /** It answers nobody before this. */
  holds: Promise<void> | undefined;
  close(): void;
}

export async function aReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    const end = async (): Promise<void> => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString('utf8') });
      const { status, text = 'thank you' } = receiver.answers.shift() ?? { status: 200 };
      response.statusCode = status;
      await receiver.holds;
      response.end(text);
    };
    request.on('end', () => void end());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers: [],
    holds: undefined,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
