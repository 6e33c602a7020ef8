import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { writeNow } from './writeNow.ts';

const open: { destroy: () => void }[] = [];
let server: Server | undefined;

afterEach(() => {
  for (const one of open.splice(0)) one.destroy();
  server?.close();
});

async function aPair(): Promise<{ near: Socket; far: Socket }> {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const far = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [near] = await connected;
  open.push(near, far);
  return { near, far };
}

test('DEL1 a reader that stalls for 12 MB receives all of it, once and in order', async () => {
  const { near, far } = await aPair();
  far.pause();
  const lines = Array.from({ length: 6_000 }, (_, index) => `${index} ${'x'.repeat(2_000)}\n`);
  for (const line of lines) writeNow(near, Buffer.from(line));
  expect(near.writableLength).toBeGreaterThan(1_048_576);
  near.end();
  let text = '';
  far.setEncoding('utf8');
  far.on('data', (part: string) => (text += part));
  far.resume();
  await once(far, 'end');
  expect(text === lines.join('')).toBe(true);
});

test('what was queued goes first', async () => {
  const { near, far } = await aPair();
  near.cork();
  near.write('one ');
  writeNow(near, Buffer.from('two '));
  near.uncork();
  writeNow(near, Buffer.from('three'));
  near.end();
  far.setEncoding('utf8');
  let text = '';
  for await (const part of far) text += part as string;
  expect(text).toBe('one two three');
});

test('a socket that is not plain TCP is never written to around its own back', () => {
  const written: string[] = [];
  class Wrapped extends Socket {
    readonly _handle = { fd: 1 };
    override write(bytes: unknown): boolean {
      written.push(String(bytes));
      return true;
    }
  }
  const wrapped = new Wrapped();
  writeNow(wrapped, Buffer.from('kept secret'));
  expect(written).toEqual(['kept secret']);
});

test('a peer that has gone is the socket’s fault to tell, not the writer’s', async () => {
  const { near, far } = await aPair();
  const closed = new Promise<void>((resolve) => near.on('error', () => {}).on('close', () => resolve()));
  far.resetAndDestroy();
  for (let round = 0; round < 3; round++) {
    writeNow(near, Buffer.from('anybody?'));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  writeNow(near, Buffer.from('nobody'));
});
