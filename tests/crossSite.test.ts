import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { PollReader, SocketReader, StreamReader } from './support/readers.ts';

const elsewhere = 'https://evil.example';

let stoa: TestHouse;
let amara: TestPerson;
const password = 'a lantern over quiet water';

beforeAll(async () => {
  stoa = await TestHouse.open();
  const passwordHash = await stoa.ground.passwords.hash(password);
  amara = await stoa.person('amara', { academy: stoa.north, role: 'student' }, { passwordHash });
});
afterAll(() => stoa.close());

const completionPath = (): string =>
  `/api/cohorts/${stoa.north.cohortId}/lessons/${stoa.north.lessonIds[0]!}/completion`;

/** Everything that a request of hers could have changed. */
async function standing(): Promise<unknown> {
  const [head] = await stoa.ground.log.heads([`user/${amara.userId}`]);
  const { data } = await stoa.view('/api/me/sessions', amara);
  const { sessions } = data as { sessions: { id: string }[] };
  return { told: head!.seq, sessions: sessions.map(({ id }) => id) };
}

interface Case {
  method: string;
  path: () => string;
  headers: Record<string, string>;
  body?: string;
  status: number;
}

const json = { 'content-type': 'application/json' };
const profile = { method: 'PATCH', path: () => '/api/me', body: '{"look":"dark"}' };
const signIn = () => JSON.stringify({ email: 'amara@school.example', password });

const requests: Record<string, Case> = {
  'a post that names another origin': {
    ...profile,
    headers: { ...json, origin: elsewhere },
    status: 403,
  },
  'a post whose origin is null, as a sandboxed frame sends it': {
    ...profile,
    headers: { ...json, origin: 'null' },
    status: 403,
  },
  'a post without origin that the browser calls cross-site': {
    ...profile,
    headers: { ...json, 'sec-fetch-site': 'cross-site' },
    status: 403,
  },
  'a post from a neighbour under the same domain': {
    ...profile,
    headers: { ...json, 'sec-fetch-site': 'same-site' },
    status: 403,
  },
  'a post without body that names another origin': {
    method: 'PUT',
    path: completionPath,
    headers: { origin: elsewhere },
    status: 403,
  },
  'a form': {
    ...profile,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'look=dark',
    status: 415,
  },
  'a form with files': {
    method: 'PUT',
    path: completionPath,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\ncontent-disposition: form-data; name="look"\r\n\r\ndark\r\n--x--',
    status: 415,
  },
  'JSON that calls itself text': {
    ...profile,
    headers: { 'content-type': 'text/plain' },
    status: 415,
  },
  'JSON that calls itself nothing': {
    ...profile,
    headers: { 'content-type': '' },
    status: 415,
  },
  'a sign-in from another site, which would put a victim into the account of somebody else': {
    method: 'POST',
    path: () => '/api/auth/login',
    headers: { ...json, origin: elsewhere },
    body: '<sign-in>',
    status: 403,
  },
  'a sign-out from another site': {
    method: 'POST',
    path: () => '/api/auth/logout',
    headers: { ...json, origin: elsewhere },
    body: '{}',
    status: 403,
  },
  'a sign of life from another site': {
    method: 'POST',
    path: () => `/api/stream/${newId()}/beat`,
    headers: { origin: elsewhere },
    status: 403,
  },
  'a stream that another site opens': {
    method: 'GET',
    path: () => '/api/stream',
    headers: { origin: elsewhere },
    status: 403,
  },
  'a stream that the browser calls cross-site': {
    method: 'GET',
    path: () => '/api/stream',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    status: 403,
  },
  'a poll from another site': {
    method: 'GET',
    path: () => '/api/events',
    headers: { origin: elsewhere },
    status: 403,
  },
};

describe('DOOR2 what comes from another site with her cookie', () => {
  test.each(Object.entries(requests))('%s is refused and changes nothing', async (_what, one) => {
    const before = await standing();
    const body = one.body === '<sign-in>' ? signIn() : one.body;
    const response = await fetch(stoa.base + one.path(), {
      method: one.method,
      headers: { cookie: amara.cookie, ...one.headers },
      // Bytes, so that no type is made up for them.
      ...(body !== undefined && { body: Buffer.from(body) }),
    });
    expect([response.status, await response.json()]).toMatchObject([one.status, { status: one.status }]);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await standing()).toEqual(before);
  });

  test.each(
    ['websocket', 'polling'].flatMap((transport) => [elsewhere, 'null'].map((origin) => [transport, origin])),
  )('a socket by %s from %s is refused before any word', async (transport, origin) => {
    const reader = new SocketReader(stoa.base, { cookie: amara.cookie, origin: origin! }, [transport!]);
    await reader.until(({ isOver }) => isOver, 'the refusal');
    expect(reader.heard).toEqual([]);
    expect(reader.fault).toBeDefined();
    reader.close();
  });

  test('a preflight is answered with nothing that would let it pass', async () => {
    for (const path of ['/api/me', '/api/stream', '/socket.io/?EIO=4&transport=polling']) {
      const response = await fetch(stoa.base + path, {
        method: 'OPTIONS',
        headers: {
          origin: elsewhere,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'content-type',
        },
      });
      const allowing = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(allowing).toEqual([]);
    }
  });

  test('a handshake by hand, without a browser to add anything, is refused just so', async () => {
    const raw = connect(stoa.port, '127.0.0.1');
    raw.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `host: 127.0.0.1:${stoa.port}`,
        'connection: upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        `origin: ${elsewhere}`,
        `cookie: ${amara.cookie}`,
        '\r\n',
      ].join('\r\n'),
    );
    const [answer] = (await once(raw, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 40[03] /);
    raw.destroy();
  });

  test('no command is carried out by GET', async () => {
    const before = await standing();
    for (const { http } of stoa.house.node.catalogue.commands.values()) {
      const path = http[1]
        .replace(':cohortId', stoa.north.cohortId)
        .replace(':lessonId', stoa.north.lessonIds[0]!)
        .replace(':organisationId', stoa.north.organisationId)
        .replace(':userId', amara.userId)
        .replace(':sessionId', amara.sessionId);
      for (const method of ['GET', 'HEAD']) {
        const { status } = await stoa.ask(method, path, { as: amara });
        expect([http[1], status < 500]).toEqual([http[1], true]);
      }
    }
    expect(await standing()).toEqual(before);
  });
});

describe('DOOR2 what comes from our own pages passes', () => {
  test('by origin, by fetch metadata, or from a program that is no browser', async () => {
    const { base } = stoa;
    for (const headers of [
      { origin: base, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      {},
    ]) {
      const { status } = await stoa.ask('PATCH', '/api/me', { as: amara, body: { look: 'light' }, headers });
      expect([headers, status]).toEqual([headers, 200]);
      const stream = await StreamReader.open(base, amara.cookie, { headers });
      expect([headers, stream.status]).toEqual([headers, 200]);
      stream.close();
    }
    for (const transport of ['websocket', 'polling']) {
      const reader = new SocketReader(base, { cookie: amara.cookie, origin: base }, [transport]);
      await reader.until(({ heard }) => heard.some(({ event }) => event === 'ready'), 'ready');
      reader.close();
    }
    expect(await new PollReader(base, amara.cookie).poll()).toBe(200);
  });
});

describe('DOOR2 with a public address', () => {
  const publicUrl = 'https://learn.example';
  let behindProxy: TestHouse;
  let jonas: TestPerson;
  beforeAll(async () => {
    behindProxy = await TestHouse.open({ PUBLIC_URL: `${publicUrl}/` });
    const passwordHash = await behindProxy.ground.passwords.hash(password);
    jonas = await behindProxy.person(
      'jonas',
      { academy: behindProxy.north, role: 'student' },
      { passwordHash },
    );
  });
  afterAll(() => behindProxy.close());

  test('that one alone is our own, whatever host a request names', async () => {
    const asked = async (origin: string) => {
      const { status } = await behindProxy.ask('PATCH', '/api/me', {
        as: jonas,
        body: { look: 'dark' },
        headers: { origin },
      });
      return status;
    };
    expect(await asked(publicUrl)).toBe(200);
    for (const origin of [behindProxy.base, 'http://learn.example', `${publicUrl}:444`, elsewhere, 'null']) {
      expect([origin, await asked(origin)]).toEqual([origin, 403]);
    }
    const socket = new SocketReader(behindProxy.base, { cookie: jonas.cookie, origin: behindProxy.base });
    await socket.until(({ isOver }) => isOver, 'the refusal');
    socket.close();
    const own = await SocketReader.open(behindProxy.base, jonas.cookie, { origin: publicUrl });
    own.close();
  });

  test("over https a cookie without the bound name is nobody's: any neighbour could have set it", async () => {
    const me = (cookie: string) => behindProxy.ask('GET', '/api/me', { headers: { cookie } });
    expect((await me(jonas.cookie)).status).toBe(200);
    expect((await me(jonas.cookie.replace('__Host-', ''))).status).toBe(401);
  });

  test('over https the cookie is bound to this host and never leaves it unencrypted', async () => {
    const { headers } = await behindProxy.ask('POST', '/api/auth/login', {
      body: { email: 'jonas@school.example', password },
      headers: { origin: publicUrl },
    });
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-stoa=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=[^;]+; Secure$/,
    );
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
  });
});
