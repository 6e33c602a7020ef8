import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { StreamReader } from './support/readers.ts';

const password = 'a lantern over quiet water';
const tries = 50;

let stoa: TestHouse;
let ops: TestPerson;
let passwordHash: string;
beforeAll(async () => {
  // One proxy in front is ours: so each try comes from an address of its own.
  stoa = await TestHouse.open({ TRUST_PROXY: '1' });
  ops = await stoa.person('ops', undefined, { platformAdmin: true });
  passwordHash = await stoa.ground.passwords.hash(password);
});
afterAll(() => stoa.close());

const addAccount = (): Promise<{ id: string; email: string }> =>
  stoa.ground.log.write(({ tx }) =>
    accounts.create(tx, {
      email: `known.${newId()}@school.example`,
      name: 'Known',
      zone: 'UTC',
      passwordHash,
      emailVerified: true,
    }),
  );

/** The newest mail to somebody, once it is caught. */
function mailTo(email: string): Promise<{ id: string; subject: string; text: string }> {
  const look = async (): Promise<{ id: string; subject: string; text: string }> => {
    const { rows } = await sql<{ id: string; subject: string; text: string; state: string }>`
      select id, subject, text, state from mail where to_address = ${email} order by id desc limit 1`.execute(
      stoa.ground.db.query,
    );
    if (rows[0]?.state !== 'caught') throw new Error(`no mail to ${email} was caught`);
    return rows[0];
  };
  return vi.waitFor(look, { timeout: 10_000 });
}

const tokenIn = (text: string): string => /\/([\w-]{43})$/m.exec(text)![1]!;

let addresses = 0;
const fromElsewhere = (): Record<string, string> => {
  addresses += 1;
  return { 'x-forwarded-for': `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` };
};

describe('ID3 ID11 who asks cannot tell whether an address has an account', () => {
  const ways = {
    'a sign-in': (email: string) => ['/api/auth/login', { email, password: 'wrong' }] as const,
    'a reset': (email: string) => ['/api/auth/reset-requests', { email }] as const,
    'a link': (email: string) => ['/api/auth/link-requests', { email }] as const,
  };

  test.for(Object.entries(ways))(
    '%s: the same status and body, and medians within 50 ms over 50 tries',
    async ([, requestFor]) => {
      const tookMs = { known: [] as number[], unknown: [] as number[] };
      const answers = new Set<string>();
      for (let turn = 0; turn < tries; turn++) {
        const known = (await addAccount()).email;
        const pairs = [
          ['known', known],
          ['unknown', known.replace('known', 'nobody')],
        ] as const;
        for (const [kind, email] of turn % 2 === 0 ? pairs : pairs.toReversed()) {
          const [path, body] = requestFor(email);
          const startedMs = performance.now();
          const answer = await stoa.ask('POST', path, { body, headers: fromElsewhere() });
          tookMs[kind].push(performance.now() - startedMs);
          const { requestId: _ours, ...rest } = answer.body as Record<string, unknown>;
          answers.add(JSON.stringify([answer.status, rest]));
        }
      }
      expect(answers.size).toBe(1);
      expect([tookMs.known.length, tookMs.unknown.length]).toEqual([tries, tries]);
      expect(Math.abs(median(tookMs.known) - median(tookMs.unknown))).toBeLessThanOrEqual(50);
    },
  );

  function median(values: readonly number[]): number {
    return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  }

  test('ID4 a forwarding header that somebody forges makes nobody another one', async () => {
    const { email } = await addAccount();
    const guess = (forged: number) =>
      stoa.ask('POST', '/api/auth/login', {
        body: { email, password: 'wrong' },
        // Our proxy wrote the last one.
        headers: { 'x-forwarded-for': `192.0.2.${forged}, 203.0.113.77` },
      });
    const statuses: number[] = [];
    for (let count = 1; count <= 12; count++) statuses.push((await guess(count)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });
});

describe('ID10 a link from a mail', () => {
  test('is no link any more once it signed in; fetching its page as a scanner does uses nothing up', async () => {
    const { id, email } = await addAccount();
    await stoa.ask('POST', '/api/auth/link-requests', { body: { email }, headers: fromElsewhere() });
    const { text } = await mailTo(email);
    const url = /https?:\/\/\S+/.exec(text)![0];
    expect(url.startsWith(`${stoa.base}/magic/`)).toBe(true);
    const token = tokenIn(text);
    for (const method of ['GET', 'HEAD']) {
      await fetch(url, { method });
      await fetch(`${stoa.base}/api/auth/links/${token}`, { method });
    }
    const sent = await stoa.ask('POST', '/api/auth/links', { body: { token } });
    expect(sent.status).toBe(200);
    const cookie = sent.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^stoa=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/);
    const me = await stoa.ask('GET', '/api/me', { headers: { cookie: cookie.split(';')[0]! } });
    expect(me.body).toMatchObject({ data: { user: { id } } });
    expect((await stoa.ask('POST', '/api/auth/links', { body: { token } })).status).toBe(410);
  });

  test('MAIL5 leads to this Stoa, whatever host the request names', async () => {
    const { email } = await addAccount();
    await stoa.ask('POST', '/api/auth/reset-requests', {
      body: { email },
      headers: { ...fromElsewhere(), host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    const { text } = await mailTo(email);
    expect(text).toContain(`${stoa.base}/reset/`);
    expect(text).not.toContain('evil');
  });
});

describe('MAIL4 caught mail', () => {
  test('is shown to this machine, with its links, and to nobody who comes through a proxy', async () => {
    const { email } = await addAccount();
    await stoa.ask('POST', '/api/auth/reset-requests', { body: { email }, headers: fromElsewhere() });
    const { id, text } = await mailTo(email);
    const list = await stoa.ask('GET', '/dev/mail');
    expect([list.status, list.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(list.body).toContain(`<a href="/dev/mail/${id}">Set a new password</a>`);
    const page = await stoa.ask('GET', `/dev/mail/${id}`);
    const url = `${stoa.base}/reset/${tokenIn(text)}`;
    expect(page.body).toContain(`<a href="${url}">`);
    expect((await stoa.ask('GET', `/dev/mail/${id}/html`)).body).toContain(`href="${url}"`);
    for (const path of ['/dev/mail', `/dev/mail/${id}`, `/dev/mail/${id}/html`]) {
      expect((await stoa.ask('GET', path, { headers: { forwarded: 'for=1.2.3.4' } })).status).toBe(404);
      expect((await stoa.ask('GET', path, { headers: fromElsewhere() })).status).toBe(404);
    }
    for (const path of [`/dev/mail/${newId()}`, '/dev/mail/x'])
      expect((await stoa.ask('GET', path)).status).toBe(404);
  });

  test('is not there where mail is sent', async () => {
    const sending = await TestHouse.open({ SMTP_URL: 'smtp://127.0.0.1:1' });
    expect((await sending.ask('GET', '/dev/mail')).status).toBe(404);
    await sending.close();
  });
});

describe('ID6 what was open closes', () => {
  const endings: [what: string, end: (person: TestPerson, email: string) => Promise<unknown>][] = [
    [
      'the account is disabled',
      ({ userId }) => stoa.ask('PUT', `/api/people/${userId}/disablement`, { as: ops }),
    ],
    [
      'an operator ends the sessions',
      ({ userId }) => stoa.ask('DELETE', `/api/people/${userId}/sessions`, { as: ops }),
    ],
    [
      'the password is changed elsewhere',
      async (person) => {
        const other = await stoa.anotherSession(person);
        await stoa.ask('PUT', '/api/me/password', {
          as: other,
          body: { current: password, password: 'another lantern at night' },
        });
      },
    ],
    [
      'the password is reset',
      async (_person, email) => {
        await stoa.ask('POST', '/api/auth/reset-requests', { body: { email }, headers: fromElsewhere() });
        const token = tokenIn((await mailTo(email)).text);
        await stoa.ask('POST', '/api/auth/resets', { body: { token, password: 'another lantern at night' } });
      },
    ],
  ];

  test.for(endings)('within 5 s when %s', async ([, end]) => {
    const { id, email } = await addAccount();
    const person = await stoa.anotherSession({ userId: id, sessionId: '', cookie: '' });
    const stream = await StreamReader.open(stoa.base, person.cookie);
    const startedMs = performance.now();
    await end(person, email);
    await stream.until(({ isOver }) => isOver, 'its end', 5_000);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect((await stoa.ask('GET', '/api/me', { as: person })).status).toBe(401);
  });
});

describe('AUD2 the audit stays as it is', () => {
  test('nothing changes or takes away an entry; only what it says of a person is erased', async () => {
    const { id } = await addAccount();
    await stoa.ask('PUT', `/api/people/${id}/disablement`, { as: ops });
    const { query } = stoa.ground.db;
    const attempts = [
      sql`delete from audit_entry`,
      sql`truncate audit_entry`,
      sql`update audit_entry set act = 'x'`,
      sql`update audit_entry set actor_id = null, details = null`,
      sql`update audit_entry set details = '{"x": 1}'`,
      sql`update audit_entry set at = now(), details = null`,
      sql`update audit_entry set network = '10.0.0.0/24', details = null`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(query)).rejects.toThrow('stay as they are');
    await sql`update audit_entry set details = null, network = null where about_id = ${id}`.execute(query);
    const { rows } = await sql`
      select act, actor_id as "actorId", details, network from audit_entry where about_id = ${id}`.execute(
      query,
    );
    expect(rows).toEqual([{ act: 'identity:disable', actorId: ops.userId, details: null, network: null }]);
  });
});
