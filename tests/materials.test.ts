import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { TestHouse, type TestPerson } from './support/house.ts';

const MiB = 1024 * 1024;
const bytesType = { 'content-type': 'application/octet-stream' };

let stoa: TestHouse;
let ines: TestPerson;
let amara: TestPerson;
let yusuf: TestPerson;
beforeAll(async () => {
  stoa = await TestHouse.open();
  ines = await stoa.instructor('ines');
  amara = await stoa.student('amara');
  yusuf = await stoa.student('yusuf', stoa.south);
});
afterAll(() => stoa.close());

const uploadPath = (name: string): string =>
  `/api/cohorts/${stoa.north.cohortId}/uploads/${encodeURIComponent(name)}`;
const put = async (
  name: string,
  body: Buffer | string,
  { as = ines, headers = {} }: { as?: TestPerson; headers?: Record<string, string> } = {},
): Promise<{ status: number; data: { address: string; type: string }; code: string; headers: Headers }> => {
  const response = await fetch(stoa.base + uploadPath(name), {
    method: 'PUT',
    headers: { cookie: as.cookie, ...bytesType, ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  const { data, code } = (await response.json()) as { data: { address: string; type: string }; code: string };
  return { status: response.status, data, code, headers: response.headers };
};
const pathOf = (address: string): string =>
  `/api/cohorts/${stoa.north.cohortId}/materials/${address.slice('material:'.length)}`;
const get = (
  path: string,
  as: TestPerson | undefined,
  headers: Record<string, string> = {},
  method = 'GET',
) => fetch(stoa.base + path, { method, headers: { ...(as && { cookie: as.cookie }), ...headers } });

describe('LE26 a part of a file', () => {
  const text = Array.from({ length: 300_000 }, (_, line) => `${line}\n`).join('');
  let path: string;
  beforeAll(async () => {
    const { status, data } = await put('numbers.txt', text);
    expect(status).toBe(200);
    path = pathOf(data.address);
  });
  const size = Buffer.byteLength(text);

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=10-', 10, size],
    ['bytes=-7', size - 7, size],
    [`bytes=${MiB - 3}-${MiB + 3}`, MiB - 3, MiB + 4],
    [`bytes=${size - 1}-${size + 500}`, size - 1, size],
    [`bytes=-${size * 2}`, 0, size],
  ])('%s is that part, and says which it is', async (range, start, end) => {
    const response = await get(path, ines, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(response.headers.get('content-length')).toBe(String(end - start));
    expect(await response.text()).toBe(text.slice(start, end));
  });

  test.each(['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=a-b', 'bytes=1'])(
    '%s asks for no one part, and gets the whole',
    async (range) => {
      const response = await get(path, ines, { range });
      expect([response.status, response.headers.get('content-length')]).toEqual([200, String(size)]);
      expect((await response.text()).length).toBe(text.length);
    },
  );

  test.each([`bytes=${size}-`, `bytes=${size}-${size + 5}`, 'bytes=-0'])('%s is beyond it', async (range) => {
    const response = await get(path, ines, { range });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(await response.text()).toBe('');
  });

  test('only of the file that the asker has the rest of', async () => {
    const whole = await get(path, ines);
    const etag = whole.headers.get('etag')!;
    await whole.text();
    expect((await get(path, ines, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get(path, ines, { range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
  });

  test('its head says all that it would say', async () => {
    const head = await get(path, ines, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
    expect(head.headers.get('accept-ranges')).toBe('bytes');
    const part = await get(path, ines, { range: 'bytes=0-4' }, 'HEAD');
    expect([part.status, part.headers.get('content-length'), await part.text()]).toEqual([206, '5', '']);
  });

  test('who has it is told so, and nobody else is told anything', async () => {
    const etag = (await get(path, ines, {}, 'HEAD')).headers.get('etag')!;
    const again = await get(path, ines, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('cache-control')).toBe('private, max-age=2592000, immutable');
    expect((await get(path, undefined, { 'if-none-match': etag })).status).toBe(401);
    expect((await get(path, yusuf, { 'if-none-match': etag })).status).toBe(404);
    // No version shows it yet.
    expect((await get(path, amara, { 'if-none-match': etag })).status).toBe(404);
  });
});

describe('LE25 what editors bring', () => {
  const png = (side: number): Buffer => {
    const head = Buffer.alloc(64);
    head.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
    head.writeUInt32BE(13, 8);
    head.write('IHDR', 12, 'latin1');
    head.writeUInt32BE(side, 16);
    head.writeUInt32BE(side, 20);
    return head;
  };

  test.each([
    [
      'a drawing with script',
      'a.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      415,
    ],
    ['a page called a picture', 'a.png', '<!doctype html><script>alert(1)</script>', 415],
    ['a picture of 50,000 × 50,000 points', 'a.png', png(50_000), 413],
    ['a program', 'a.exe', 'MZ', 415],
    ['nothing', 'a.txt', '', 422],
  ])('%s is refused', async (_what, name, body, status) => {
    expect((await put(name, body)).status).toBe(status);
  });

  test('what is two things at once is served as the one it was taken as, and runs nowhere', async () => {
    const gif = Buffer.concat([
      Buffer.from('GIF89a/*'),
      Buffer.from([1, 0]),
      Buffer.from('*/=alert(1)//'.padEnd(60)),
    ]);
    const { status, data } = await put('both.gif', gif);
    expect([status, data.type]).toEqual([200, 'image/gif']);
    const page = await put('page.html', '<script>alert(1)</script>');
    const pdf = await put('both.pdf', '%PDF-1.4\n<script>alert(1)</script>');
    for (const [address, type, disposition] of [
      [data.address, 'image/gif', 'inline'],
      [page.data.address, 'text/plain', 'attachment'],
      [pdf.data.address, 'application/pdf', 'inline'],
    ] as const) {
      const { headers } = await get(pathOf(address), ines);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
      expect(headers.get('content-disposition')).toMatch(new RegExp(`^${disposition}; filename\\*=`));
    }
  });

  test.each([
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain',
    '',
    'image/png',
  ])('a body that calls itself %j is none that we take', async (type) => {
    const headers = { 'content-type': type };
    expect((await put('a.txt', 'words', { headers })).status).toBe(415);
  });

  test('a name that leaves its place is refused', async () => {
    for (const name of [
      '../a.txt',
      '..\\a.txt',
      'a/b.txt',
      '.a.txt',
      'a\u0000.txt',
      'a'.repeat(200) + '.txt',
    ]) {
      expect([name, [404, 415, 422].includes((await put(name, 'words')).status)]).toEqual([name, true]);
    }
  });

  test('it has one effect per key, and a key that was used for other bytes is refused', async () => {
    const headers = { 'idempotency-key': newId() };
    const first = await put('key.txt', 'one', { headers });
    const again = await put('key.txt', 'one', { headers });
    expect(again).toMatchObject({ status: 200, data: first.data });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await put('key.txt', 'two', { headers })).toMatchObject({ status: 409, code: 'command_reused' });
  });

  test('nobody else’s is read: students hear so at once, strangers learn nothing', async () => {
    for (const [as, status] of [
      [amara, 403],
      [yusuf, 404],
    ] as const) {
      const sent = await sendSlowly(uploadPath('a.txt'), as, { 'content-length': String(50 * MiB) }, 2 * MiB);
      expect(sent.status).toBe(status);
      expect(sent.sentBytes).toBeLessThan(20 * MiB);
    }
  });
});

describe('LE27 what is too much', () => {
  test('is refused by what it says of itself, before a byte of it is read', async () => {
    const sent = await sendSlowly(
      uploadPath('a.txt'),
      ines,
      { 'content-length': String(100 * MiB) },
      64 * 1024,
    );
    expect(sent).toMatchObject({ status: 413 });
    expect(sent.sentBytes).toBeLessThan(20 * MiB);
  });

  test('is refused where it does not say how much it is, and never held in memory', async () => {
    const before = memory();
    let highest = 0;
    const watch = setInterval(() => (highest = Math.max(highest, memory())), 1_000);
    const sent = await sendSlowly(uploadPath('a.txt'), ines, {}, 100 * MiB);
    clearInterval(watch);
    expect(sent.status).toBe(413);
    expect(highest - before).toBeLessThan(40 * MiB);
  });

  test('a large film is sent in parts, and never held in memory', async () => {
    // Nothing here holds the film when reading begins.
    const { status, data } = await put('film.mp4', filmOf(40 * MiB));
    expect(status).toBe(200);
    const before = memory();
    let highest = 0;
    const watch = setInterval(() => (highest = Math.max(highest, memory())), 1_000);
    const readers = Array.from({ length: 6 }, async () => {
      const { body } = await get(pathOf(data.address), ines, { range: 'bytes=16-' });
      let bytes = 0;
      for await (const piece of body!) bytes += piece.byteLength;
      return bytes;
    });
    expect(await Promise.all(readers)).toEqual(readers.map(() => 40 * MiB));
    clearInterval(watch);
    expect(highest - before).toBeLessThan(60 * MiB);
  });
});

function filmOf(bytes: number): Buffer {
  const head = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1');
  return Buffer.concat([head, Buffer.alloc(bytes, 'film')]);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * What is held off V8's heap, where bodies would pile up; what is only waiting to be collected does not count. V8 gives
 * buffers back beside the program, and late on a busy machine: a second collection first ends what the first began.
 */
function memory(): number {
  collect();
  collect();
  const { arrayBuffers, external } = process.memoryUsage();
  return arrayBuffers + external;
}

/** Sends so many bytes, as fast as they are taken, and stops at the answer. */
async function sendSlowly(
  path: string,
  as: TestPerson,
  headers: Record<string, string>,
  totalBytes: number,
): Promise<{ status: number; sentBytes: number }> {
  const request = httpRequest(stoa.base + path, {
    method: 'PUT',
    headers: { cookie: as.cookie, ...bytesType, ...headers },
  });
  let answer: IncomingMessage | undefined;
  let isOver = false;
  const answered = new Promise<void>((resolve) => {
    request.on('response', (response) => {
      answer = response;
      response.resume();
      resolve();
    });
    request.on('error', () => resolve());
  });
  void answered.then(() => (isOver = true));
  const piece = Buffer.alloc(64 * 1024, 'words ');
  let sentBytes = 0;
  while (sentBytes < totalBytes && !isOver) {
    if (!request.write(piece)) await Promise.race([once(request, 'drain'), answered]);
    sentBytes += piece.byteLength;
  }
  if (!isOver && headers['content-length'] === undefined) request.end();
  await answered;
  request.destroy();
  return { status: answer?.statusCode ?? 0, sentBytes };
}
