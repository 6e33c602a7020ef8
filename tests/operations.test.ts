import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Flow } from './support/flow.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { PollReader, StreamReader } from './support/readers.ts';

let stoa: TestHouse;
let amara: TestPerson;
beforeAll(async () => {
  stoa = await TestHouse.open();
  amara = await stoa.student('amara');
});
afterAll(() => stoa.close());

describe('OPS2 every answer says how it is to be taken', () => {
  const answers: Record<string, () => Promise<Response>> = {
    'a view': () => get('/api/me', amara),
    'a refusal': () => get('/api/me'),
    'a command': () => ask('PATCH', '/api/me', '{"look":"dark"}'),
    'a body that cannot be read': () => ask('PATCH', '/api/me', '{'),
    'an address that is none': () => get('/api/nothing', amara),
    'an address that cannot be read': () => get('/api/cohorts/%', amara),
    'a poll': () => get('/api/events', amara),
    'a stream': () => get('/api/stream', amara),
    'a stream that is refused': () => get('/api/stream'),
    'a file of the course': () =>
      get(`/api/cohorts/${stoa.north.cohortId}/materials/${stoa.north.picture.hash}/picture.png`, amara),
    'a sign of life': () => get('/healthz'),
    readiness: () => get('/readyz'),
    metrics: () => get('/metrics'),
    'a document': () => get('/api/openapi.json'),
    'a page of the documents': () => get('/docs/api'),
    'a page': () => get('/home'),
    'a file that is not there': () => get('/assets/nothing.js'),
    "a socket's handshake": () => get('/socket.io/?EIO=4&transport=polling', amara),
    "a socket's handshake that is refused": () => get('/socket.io/?EIO=4&transport=polling'),
    "a socket's nonsense": () => get('/socket.io/?EIO=4&transport=pigeon', amara),
  };

  const abort = new AbortController();
  afterAll(() => abort.abort());
  const get = (path: string, as?: TestPerson): Promise<Response> =>
    fetch(stoa.base + path, { signal: abort.signal, headers: { ...(as && { cookie: as.cookie }) } });
  const ask = (method: string, path: string, body: string): Promise<Response> =>
    fetch(stoa.base + path, {
      method,
      body,
      headers: { cookie: amara.cookie, 'content-type': 'application/json' },
    });

  test.each(Object.entries(answers))(
    '%s: no guessing of types, no scripts of others, no names of ours',
    async (what, fetched) => {
      const { headers, status } = await fetched();
      expect([what, headers.get('x-content-type-options')]).toEqual([what, 'nosniff']);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src '(none|self)'/);
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
      expect(policy).toMatch(/frame-ancestors '(none|self)'|sandbox/);
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      // Without a build there is no page, and that is no defect.
      expect(status === 503 && what === 'a page' ? 200 : status).toBeLessThan(500);
    },
  );

  test.each([
    'a refusal',
    'a command',
    'an address that is none',
    'a stream',
    'a stream that is refused',
    'readiness',
  ])('%s is kept by nobody on the way', async (what) => {
    expect((await answers[what]!()).headers.get('cache-control')).toBe('no-store');
  });

  test('what is kept is kept by the browser alone', async () => {
    expect((await answers['a poll']!()).headers.get('cache-control')).toBe('private, no-cache');
    for (const what of ['a view', 'a file of the course']) {
      const { headers } = await answers[what]!();
      expect([what, headers.get('cache-control')]).toEqual([what, expect.stringMatching(/^private, /)]);
      expect([what, headers.get('vary')]).toEqual([what, expect.stringMatching(/cookie/)]);
    }
  });

  test("a private answer under a file's name is still a private answer, or none", async () => {
    for (const path of ['/api/me/x.css', '/api/me.css', '/api/me/..%2fx.js', '/api/events.png']) {
      const response = await get(path, amara);
      expect([path, response.status]).toEqual([path, 404]);
    }
  });

  test('a file of the course cannot act: no scripts, no frames, no sniffing', async () => {
    const { headers } = await answers['a file of the course']!();
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    );
    expect(headers.get('content-type')).toBe('image/png');
  });

  test('a refusal is a problem with a code, and the number under which the log has more', async () => {
    for (const what of [
      'a refusal',
      'an address that is none',
      'a body that cannot be read',
      'a stream that is refused',
    ]) {
      const response = await answers[what]!();
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await response.json()).toMatchObject({
        type: expect.stringMatching(/^\/docs\/api#\w+$/) as string,
        status: response.status,
        code: expect.stringMatching(/^[a-z_]+$/) as string,
        requestId: expect.any(String) as string,
      });
    }
  });
});

describe('OPS4 the figures', () => {
  test('tell what the contracts promise: commands, views, deliveries, and who is here', async () => {
    const stream = await StreamReader.open(stoa.base, amara.cookie);
    await stoa.complete(amara, stoa.north.lessonIds[0]!);
    await stoa.complete(amara, 'no-id');
    await stream.untilEnvelopes(1);
    const { status, body, headers } = await stoa.ask('GET', '/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    for (const line of [
      /^stoa_command_seconds_count\{command="progress:complete",outcome="ok"\} 1$/m,
      /^stoa_command_seconds_count\{command="progress:complete",outcome="invalid"\} 1$/m,
      /^stoa_view_seconds_count\{view="cohorts:me",outcome="ok"\} \d+$/m,
      /^stoa_delivery_seconds_count\{event="progress:updated",class="ambient"\} \d+$/m,
      /^stoa_streams \d+$/m,
      /^stoa_sockets \d+$/m,
      /^stoa_topics \d+$/m,
      /^stoa_resident_memory_bytes \d+$/m,
    ]) {
      expect(body).toMatch(line);
    }
    stream.close();
  });

  test('name nobody: no ids, no addresses, no words', async () => {
    const { body } = await stoa.ask('GET', '/metrics');
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(body).not.toContain('@');
  });

  test('are for this machine alone, also when a proxy of ours asks for somebody else', async () => {
    for (const headers of [{ 'x-forwarded-for': '203.0.113.7' }, { forwarded: 'for=203.0.113.7' }]) {
      expect((await stoa.ask('GET', '/metrics', { headers })).status).toBe(404);
    }
  });
});

describe('OPS3 a database that goes away', () => {
  test('the node lives, is not ready and says why, refuses with a time to wait, and readers stay', async () => {
    const house = await TestHouse.open();
    const jonas = await house.student('jonas');
    const stream = await StreamReader.open(house.base, jonas.cookie);
    const poll = new PollReader(house.base, jonas.cookie, [`user/${jonas.userId}`]);
    expect(await poll.poll()).toBe(200);
    const flow = await Flow.start(house, ['kofi']);
    await flow.more(2);
    await flow.stop();

    await house.ground.db.close();
    expect((await house.ask('GET', '/healthz')).status).toBe(200);
    const ready = await house.ask('GET', '/readyz');
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'not ready', causes: ['the database does not answer'] },
    ]);
    for (const answer of [
      await house.ask('GET', '/api/cohorts/' + house.north.cohortId, { as: jonas }),
      await house.complete(jonas, house.north.lessonIds[0]!),
      await house.ask('GET', '/api/stream', { as: jonas }),
    ]) {
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([503, 'unavailable']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(JSON.stringify(answer.body)).not.toMatch(/pool|postgres|pglite|sql/i);
    }
    expect(stream.isOver).toBe(false);
    expect(house.takeDefects().length).toBeGreaterThanOrEqual(3);
    stream.close();
    await house.close();
  });
});
