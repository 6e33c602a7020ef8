import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Provider as ProviderShown } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { IdentityProvider, Wanderer, type Payload, type Somebody } from './support/identityProvider.ts';

let stoa: TestHouse;
let provider: IdentityProvider;
let paula: TestPerson;
let ops: TestPerson;
const domain = 'north.example';

const callback = (organisationId = stoa.north.organisationId): string =>
  `${stoa.base}/sso/${organisationId}/callback`;

beforeAll(async () => {
  stoa = await TestHouse.open();
  provider = await IdentityProvider.open([callback(), callback(stoa.south.organisationId)]);
  paula = await stoa.person('paula', { academy: stoa.north, role: 'organisationAdmin' });
  ops = await stoa.person('ops', undefined, { platformAdmin: true });
});
afterAll(async () => {
  await provider.close();
  await stoa.close();
});

const address = (organisationId = stoa.north.organisationId): string =>
  `/api/organisations/${organisationId}/sign-in`;

const settings = (more: object = {}): object => ({
  title: 'North',
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  domains: [domain],
  groupClaim: 'groups',
  rules: [],
  enabled: true,
  enforced: false,
  ...more,
});

const set = (more: object = {}, as = paula) => stoa.ask('PUT', address(), { as, body: settings(more) });
const confirm = (which = domain, confirmed = true, organisationId = stoa.north.organisationId) =>
  stoa.ask('PUT', `${address(organisationId)}/domains/${which}`, { as: ops, body: { confirmed } });

beforeEach(async () => {
  expect((await set()).status).toBe(200);
  expect((await confirm()).status).toBe(200);
});
afterEach(async () => {
  provider.tampering = undefined;
  await stoa.ask('DELETE', address(), { as: paula });
});

let arrivals = 0;
/** Somebody new whom the provider knows. */
function somebody(more: Somebody = {}): { name: string; email: string } {
  arrivals += 1;
  const name = `person${arrivals}`;
  const email = more.email ?? `${name}@${domain}`;
  provider.people.set(name, { email, email_verified: true, name: `Person ${arrivals}`, ...more });
  return { name, email };
}

interface Outcome {
  /** Path and query where it ended. */
  place: string;
  cookie: string | undefined;
}

async function begin(
  browser: Wanderer,
  query = '',
  organisationId = stoa.north.organisationId,
): Promise<string> {
  const { status, location } = await browser.go(`${stoa.base}/sso/${organisationId}${query}`);
  expect(status).toBe(303);
  return location!;
}

async function back(browser: Wanderer, url: string): Promise<Outcome> {
  const { status, location } = await browser.go(url);
  expect(status).toBe(303);
  const place = new URL(location!);
  return { place: place.pathname + place.search, cookie: browser.cookies(stoa.base).get('stoa') };
}

async function signOn(name: string, query = '', browser = new Wanderer()): Promise<Outcome> {
  return back(browser, await browser.passProvider(await begin(browser, query), name));
}

const meOf = async ({
  cookie,
}: Outcome): Promise<{ email: string; name: string; zone: string; id: string }> => {
  const answer = await stoa.ask('GET', '/api/me', { headers: { cookie: `stoa=${cookie}` } });
  expect(answer.status).toBe(200);
  return (answer.body as { data: { user: { email: string; name: string; zone: string; id: string } } }).data
    .user;
};

const accountOf = (email: string) => accounts.byEmail(stoa.ground.db.query, email);

const addAccount = (email: string, more: Partial<accounts.NewAccount> = {}) =>
  stoa.ground.log.write(({ tx }) => accounts.create(tx, { email, name: 'Known', zone: 'UTC', ...more }));

describe('a whole sign-in', () => {
  test('ID18 ID19 opens an account at the first time, and finds it again by the subject', async () => {
    const { name, email } = somebody({ zoneinfo: 'Africa/Lagos' });
    const first = await signOn(name, `?to=/c/${stoa.north.cohortId}`);
    expect(first.place).toBe(`/c/${stoa.north.cohortId}`);
    const me = await meOf(first);
    expect(me).toMatchObject({ email, name: `Person ${arrivals}`, zone: 'Africa/Lagos' });

    provider.people.set(name, { email: `renamed.${email}`, email_verified: false });
    const again = await signOn(name, '?zone=Europe/Berlin');
    expect(again.place).toBe('/home');
    expect((await meOf(again)).id).toBe(me.id);
    expect(again.cookie).not.toBe(first.cookie);
  });

  test('ID18 the request carries a challenge, a state, a nonce and our own address; the code its proof', async () => {
    const browser = new Wanderer();
    const url = new URL(await begin(browser, '?hint=ann@north.example'));
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      client_id: 'stoa',
      response_type: 'code',
      redirect_uri: callback(),
      code_challenge_method: 'S256',
      login_hint: 'ann@north.example',
    });
    for (const secret of ['code_challenge', 'state', 'nonce']) expect(asked[secret]).toMatch(/^[\w-]{43}$/);
    const { name } = somebody();
    await back(browser, await browser.passProvider(url.href, name));
    const { body } = provider.asked.findLast(({ path }) => path === '/token')!;
    expect(new URLSearchParams(body).get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });

  test('ID19 an account that was here is found by the address that the provider verified', async () => {
    const { name, email } = somebody();
    const known = await addAccount(email, { emailVerified: true });
    expect((await meOf(await signOn(name))).id).toBe(known.id);
  });

  test('ID15 an account that somebody prepared for the address has no password any more', async () => {
    const { name, email } = somebody();
    const passwordHash = await stoa.ground.passwords.hash('a lantern over quiet water');
    const known = await addAccount(email, { passwordHash });
    const waiting = await stoa.anotherSession({ userId: known.id, sessionId: '', cookie: '' });
    expect((await meOf(await signOn(name))).id).toBe(known.id);
    expect((await stoa.ask('GET', '/api/me', { as: waiting })).status).toBe(401);
    const { rows } = await sql`select password_hash from account where id = ${known.id}`.execute(
      stoa.ground.db.query,
    );
    expect(rows).toEqual([{ password_hash: null }]);
  });

  test('ID19 two browsers that come for the first time at once share one account', async () => {
    const { name, email } = somebody();
    const browsers = [new Wanderer(), new Wanderer(), new Wanderer()];
    const urls: string[] = [];
    for (const browser of browsers) urls.push(await browser.passProvider(await begin(browser), name));
    const ends = await Promise.all(browsers.map((browser, place) => back(browser, urls[place]!)));
    const ids = await Promise.all(ends.map(async (end) => (await meOf(end)).id));
    expect(new Set(ids).size).toBe(1);
    expect((await accountOf(email))?.id).toBe(ids[0]);
  });

  test('ID5 the session that the browser came with ends', async () => {
    const [one, two] = [somebody(), somebody()];
    const browser = new Wanderer();
    const first = await signOn(one.name, '', browser);
    const provided = new Wanderer();
    // Another person at the provider, in the same browser of ours.
    const url = await provided.passProvider(await begin(browser), two.name);
    const second = await back(browser, url);
    expect((await meOf(second)).email).toBe(two.email);
    const before = await stoa.ask('GET', '/api/me', { headers: { cookie: `stoa=${first.cookie}` } });
    expect(before.status).toBe(401);
  });
});

describe('who is not let in', () => {
  const refusedWith = async (name: string, outcome: string): Promise<void> => {
    const end = await signOn(name);
    expect([end.place, end.cookie]).toEqual([`/login?sso=${outcome}`, undefined]);
  };

  test('ID19 an address that the provider did not verify', async () => {
    for (const email_verified of [false, undefined, 'true' as never]) {
      const { name, email } = somebody({ email_verified });
      await refusedWith(name, 'unverified');
      expect(await accountOf(email)).toBeUndefined();
    }
    const { name, email } = somebody({ email_verified: false });
    const victim = await addAccount(email, { emailVerified: true });
    await refusedWith(name, 'unverified');
    const links = await sql`select 1 from identity_link where account_id = ${victim.id}`.execute(
      stoa.ground.db.query,
    );
    expect(links.rows).toEqual([]);
  });

  test('ID19 ID20 an address of another domain, or of one that no operator confirmed', async () => {
    const foreign = somebody({ email: `victim.${newId()}@south.example` });
    await addAccount(foreign.email, { emailVerified: true });
    await refusedWith(foreign.name, 'foreign-domain');
    for (const email of [`x@${domain}.evil.example`, `x@sub.${domain}`, `"a@${domain}"@evil.example`]) {
      const { name } = somebody({ email });
      const end = await signOn(name);
      expect(['/login?sso=foreign-domain', '/login?sso=unverified']).toContain(end.place);
    }
    const own = somebody();
    await confirm(domain, false);
    await refusedWith(own.name, 'foreign-domain');
  });

  test('ID19 an operator is nobody else’s to vouch for', async () => {
    const { name, email } = somebody();
    await addAccount(email, { platformAdmin: true, emailVerified: true });
    await refusedWith(name, 'refused');
  });

  test('ID16 somebody who is disabled, known before or not', async () => {
    const { name, email } = somebody();
    const { id } = await meOf(await signOn(name));
    await stoa.ask('PUT', `/api/people/${id}/disablement`, { as: ops });
    await refusedWith(name, 'refused');
    expect(email).toContain(domain);
  });
});

describe('what a forger sends', () => {
  /** Nothing came of it: no session, no account. */
  async function forged(tampering: IdentityProvider['tampering'], outcome = 'unproven'): Promise<void> {
    const { name, email } = somebody();
    provider.tampering = tampering;
    const end = await signOn(name);
    provider.tampering = undefined;
    expect([end.place, end.cookie]).toEqual([`/login?sso=${outcome}`, undefined]);
    expect(await accountOf(email)).toBeUndefined();
  }
  const nowS = (): number => Math.floor(Date.now() / 1000);

  const cases: [what: string, change: (claims: Payload) => Payload][] = [
    ['another nonce', (claims) => ({ ...claims, nonce: 'x'.repeat(43) })],
    ['no nonce', ({ nonce: _nonce, ...claims }) => claims],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example' })],
    ['the issuer with a slash', (claims) => ({ ...claims, iss: `${String(claims['iss'])}/` })],
    ['another audience', (claims) => ({ ...claims, aud: 'another-client' })],
    ['two audiences and no party', (claims) => ({ ...claims, aud: ['stoa', 'other'] })],
    ['a time that has passed', (claims) => ({ ...claims, exp: nowS() - 60, iat: nowS() - 700 })],
    ['no expiry', ({ exp: _exp, ...claims }) => claims],
    ['a time that has not come', (claims) => ({ ...claims, nbf: nowS() + 3_600 })],
    ['no subject', ({ sub: _sub, ...claims }) => claims],
    // What is asked for beyond the token is asked for the subject, and the provider names its own.
    ['another subject', (claims) => ({ ...claims, sub: 'somebody-else' })],
  ];
  test.for(cases)('ID18 a token with %s is refused', async ([, claims]) => {
    await forged({ claims });
  });

  test('ID18 a token that somebody else signed, or nobody, is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await forged({ key: privateKey });
    await forged({ alg: 'none' });
    await forged({ alg: 'HS256' });
  });

  test('ID18 a forged, missing or used state is refused, and so is another browser', async () => {
    const { name, email } = somebody();
    const expired = { place: '/login?sso=expired', cookie: undefined };
    const browser = new Wanderer();
    const url = new URL(await browser.passProvider(await begin(browser), name));
    const changed = (change: (query: URLSearchParams) => void): string => {
      const other = new URL(url);
      change(other.searchParams);
      return other.href;
    };
    expect(
      await back(
        browser,
        changed((query) => query.set('state', 'x'.repeat(43))),
      ),
    ).toEqual(expired);
    expect(
      await back(
        browser,
        changed((query) => query.delete('state')),
      ),
    ).toEqual(expired);
    // An attacker who sends somebody the end of their own sign-in.
    expect(await back(new Wanderer(), url.href)).toEqual(expired);
    const other = new Wanderer();
    await begin(other);
    expect(await back(other, url.href)).toEqual(expired);
    // Of another organisation.
    const elsewhere = url.href.replace(stoa.north.organisationId, stoa.south.organisationId);
    expect(await back(browser, elsewhere)).toEqual(expired);
    expect(await accountOf(email)).toBeUndefined();

    expect((await back(browser, url.href)).place).toBe('/home');
    const replayed = await browser.go(url.href);
    expect(replayed.location).toBe(`${stoa.base}/login?sso=expired`);
  });

  test('ID18 a code of somebody else, another issuer in the answer, and a refusal sign nobody in', async () => {
    const { name } = somebody();
    const attempt = async (change: (query: URLSearchParams) => void): Promise<string> => {
      const browser = new Wanderer();
      const url = new URL(await browser.passProvider(await begin(browser), name));
      change(url.searchParams);
      const end = await back(browser, url.href);
      expect(end.cookie).toBeUndefined();
      return end.place;
    };
    expect(await attempt((query) => query.set('code', 'x'.repeat(43)))).toBe('/login?sso=unproven');
    expect(await attempt((query) => query.set('iss', 'https://evil.example'))).toBe('/login?sso=unproven');
    expect(
      await attempt((query) => {
        query.delete('code');
        query.set('error', 'access_denied');
      }),
    ).toBe('/login?sso=declined');
    // Injected: a code that belongs to another attempt of the same person.
    const victim = new Wanderer();
    const theirs = new URL(await victim.passProvider(await begin(victim), name)).searchParams.get('code')!;
    expect(await attempt((query) => query.set('code', theirs))).toBe('/login?sso=unproven');
  });

  test('ID18 an attempt ends after ten minutes', async () => {
    const { name } = somebody();
    const browser = new Wanderer();
    const url = await browser.passProvider(await begin(browser), name);
    await sql`update sign_in_attempt set expires_at = now()`.execute(stoa.ground.db.query);
    expect((await back(browser, url)).place).toBe('/login?sso=expired');
    for (const { tidy } of [stoa.house.identity.feature]) await tidy?.(stoa.ground.db.query);
    const { rows } = await sql`select 1 from sign_in_attempt`.execute(stoa.ground.db.query);
    expect(rows).toEqual([]);
  });

  test('ID10 nobody is sent to another site in the end', async () => {
    const { name } = somebody();
    for (const to of ['//evil.example', 'https://evil.example', '/%5cevil.example', '/\\evil.example'])
      expect((await signOn(name, `?to=${encodeURIComponent(to)}`)).place).toMatch(
        /^\/(home|%5cevil\.example)$/,
      );
  });
});

describe('setting it up', () => {
  const shown = async (as = paula): Promise<ProviderShown | null> =>
    (await stoa.view<{ provider: ProviderShown | null }>(address(), as)).data.provider;

  test('ID22 the secret is in nothing that anybody is sent', async () => {
    const answers = [
      await set(),
      await stoa.ask('GET', address(), { as: paula }),
      await stoa.ask('GET', address(), { as: ops }),
      await stoa.ask('GET', '/api/operations/domains', { as: ops }),
      await stoa.ask('GET', `/api/operations/audit?until=${new Date(Date.now() + 1_000).toISOString()}`, {
        as: ops,
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(JSON.stringify(answers)).not.toContain(provider.clientSecret);
    const { rows } = await sql<{
      text: string;
    }>`select coalesce(string_agg(data::text, ''), '') as text from event`.execute(stoa.ground.db.query);
    expect(rows[0]!.text).not.toContain(provider.clientSecret);
    expect(await shown()).toMatchObject({ hasSecret: true, issuer: provider.issuer });
  });

  test('ID22 what does not answer as a provider is refused by name, and nothing is changed', async () => {
    const before = await shown();
    for (const issuer of [
      `${stoa.base}`,
      'http://127.0.0.1:1',
      'http://example.org',
      'http://169.254.169.254/latest',
      'http://10.0.0.1',
      'http://localhost.evil.example',
      'http://user:password@127.0.0.1:1',
      `${provider.issuer}/.well-known/openid-configuration`,
      `${provider.issuer}?x=1`,
      'ftp://127.0.0.1',
    ]) {
      const { status, body } = await set({ issuer, title: 'Changed' });
      expect([issuer, status, (body as { faults: { field: string }[] }).faults[0]?.field]).toEqual([
        issuer,
        422,
        'issuer',
      ]);
    }
    expect(await shown()).toEqual(before);
  });

  test('ID22 another issuer needs its own secret, and forgets whom the former one meant', async () => {
    const { name, email } = somebody();
    await signOn(name);
    const other = await IdentityProvider.open([callback()]);
    try {
      const kept = await set({ issuer: other.issuer, clientSecret: undefined });
      expect((kept.body as { faults: { field: string }[] }).faults[0]?.field).toBe('clientSecret');
      expect(other.asked).toEqual([]);
      expect((await set({ issuer: other.issuer })).status).toBe(200);
      const links = await sql`select 1 from identity_link`.execute(stoa.ground.db.query);
      expect(links.rows).toEqual([]);
    } finally {
      await other.close();
    }
    expect(await accountOf(email)).toBeDefined();
  });

  test('ID22 a stranger makes us ask nobody', async () => {
    const quentin = await stoa.person('quentin', { academy: stoa.south, role: 'organisationAdmin' });
    const trap = await IdentityProvider.open([]);
    try {
      const { status } = await set({ issuer: trap.issuer, title: 'Mine' }, quentin);
      expect([status, trap.asked]).toEqual([404, []]);
    } finally {
      await trap.close();
    }
    expect(await shown()).toMatchObject({ title: 'North' });
  });

  test('ID20 a domain leads to one provider, once an operator says so', async () => {
    const route = async (): Promise<unknown> =>
      ((await stoa.ask('GET', `/api/auth/route?domain=${domain}`)).body as { data: { provider: unknown } })
        .data.provider;
    const here = { organisationId: stoa.north.organisationId, title: 'North', enforced: false };
    expect(await route()).toEqual(here);
    const quentin = await stoa.person('quentin', { academy: stoa.south, role: 'organisationAdmin' });
    const south = stoa.south.organisationId;
    const claim = await stoa.ask('PUT', address(south), { as: quentin, body: settings({ title: 'South' }) });
    expect(claim.status).toBe(200);
    expect((await confirm(domain, true, south)).status).toBe(409);
    expect(await route()).toEqual(here);
    await confirm(domain, false);
    expect(await route()).toBeNull();
    expect((await confirm(domain, true, south)).status).toBe(200);
    expect(await route()).toMatchObject({ organisationId: south });
    // A domain that is let go of and claimed again is to be confirmed again.
    await stoa.ask('PUT', address(south), { as: quentin, body: settings({ domains: [] }) });
    await stoa.ask('PUT', address(south), { as: quentin, body: settings() });
    expect(await route()).toBeNull();
    await stoa.ask('DELETE', address(south), { as: quentin });
  });

  test('ID21 where it is enforced no password and no link of ours works, and nobody learns who has an account', async () => {
    const password = 'a lantern over quiet water';
    const passwordHash = await stoa.ground.passwords.hash(password);
    const known = await addAccount(`known.${newId()}@${domain}`, { passwordHash, emailVerified: true });
    const boss = await addAccount(`boss.${newId()}@${domain}`, {
      passwordHash,
      platformAdmin: true,
      emailVerified: true,
    });
    const signIn = (email: string, given = password) =>
      stoa.ask('POST', '/api/auth/login', { body: { email, password: given } });
    expect((await signIn(known.email)).status).toBe(200);
    await set({ enforced: true });
    const plain = ({ status, body }: { status: number; body: unknown }): unknown => {
      const { requestId: _ours, ...rest } = body as Record<string, unknown>;
      return [status, rest];
    };
    const right = plain(await signIn(known.email));
    expect(right).toEqual(plain(await signIn(known.email, 'wrong')));
    expect(right).toEqual(plain(await signIn(`nobody@${domain}`)));
    expect(JSON.stringify(right)).toContain('sign in at their organisation');
    expect((await signIn(boss.email)).status).toBe(200);
    await stoa.ask('POST', '/api/auth/reset-requests', { body: { email: known.email } });
    for (const { run, name } of stoa.house.identity.feature.chores ?? [])
      if (name === 'identity:links') await run();
    const { rows } = await sql<{ subject: string; text: string }>`
      select subject, text from mail where to_address = ${known.email}`.execute(stoa.ground.db.query);
    expect(rows.map(({ subject }) => subject)).toEqual(['Sign in at your organisation']);
    expect(rows[0]!.text).toContain(`${stoa.base}/sso/${stoa.north.organisationId}`);
  });

  test('ID18 a provider that is off, or none, begins nothing', async () => {
    await set({ enabled: false });
    expect((await stoa.ask('GET', `/sso/${stoa.north.organisationId}`)).status).toBe(404);
    expect((await stoa.ask('GET', `/sso/${newId()}`)).status).toBe(404);
    expect((await stoa.ask('GET', '/sso/x/callback')).status).toBe(404);
  });

  test('ID22 a test says what would come of it, and signs nobody in', async () => {
    await set({ enabled: false });
    const { name, email } = somebody({ groups: ['teachers'] });
    const begun = await stoa.ask('GET', `/sso/${stoa.north.organisationId}?test=1`, { as: paula });
    const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
    const url = await new Wanderer().passProvider(begun.headers.get('location')!, name);
    const ended = await fetch(url, { redirect: 'manual', headers: { cookie } });
    expect(ended.headers.get('location')).toBe(`/org/${stoa.north.organisationId}/sso`);
    expect(ended.headers.getSetCookie()).toEqual([]);
    expect(await accountOf(email)).toBeUndefined();
    expect((await shown())?.lastTest).toMatchObject({ outcome: 'passed', email });
    const amara = await stoa.student('amara');
    expect((await stoa.ask('GET', `/sso/${stoa.north.organisationId}?test=1`, { as: amara })).status).toBe(
      404,
    );
    expect((await stoa.ask('GET', `/sso/${stoa.north.organisationId}?test=1`)).status).toBe(401);
  });

  test('AUD1 setting it up is audited, without the secret', async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const { body } = await stoa.ask(
      'GET',
      `/api/operations/audit?until=${until}&about=${stoa.north.organisationId}`,
      {
        as: ops,
      },
    );
    const [confirmed, changed] = (body as { data: { entries: { act: string; details: object }[] } }).data
      .entries;
    expect([confirmed!.act, changed!.act]).toEqual(['identity:confirm-domain', 'identity:set-provider']);
    expect(changed!.details).toMatchObject({ issuer: provider.issuer, secret: 'set' });
  });
});

describe('what groups give', () => {
  test('ID23 each sign-in says what the organisation’s rules give, and no more', async () => {
    const { cohortId } = stoa.north;
    await set({
      rules: [
        { group: 'teachers', gives: { role: 'instructor', cohortId } },
        { group: 'learners', gives: { role: 'student', cohortId } },
        { group: 'heads', gives: { role: 'organisationAdmin' } },
      ],
    });
    const vouched = async (groups: unknown): Promise<unknown> => {
      const { name } = somebody({ groups });
      const { id } = await meOf(await signOn(name));
      const { rows } = await sql<{ data: object }>`
        select data from event where topic = ${`user/${id}`} and type = 'identity:vouched'`.execute(
        stoa.ground.db.query,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]!.data).toMatchObject({ userId: id, organisationId: stoa.north.organisationId });
      const { administrator, cohorts } = rows[0]!.data as { administrator: boolean; cohorts: unknown };
      return { administrator, cohorts };
    };
    expect(await vouched(['learners', 'teachers'])).toEqual({
      administrator: false,
      cohorts: [{ cohortId, role: 'instructor' }],
    });
    expect(await vouched('heads')).toEqual({ administrator: true, cohorts: [] });
    expect(await vouched(['Heads', 7, null, 'others'])).toEqual({ administrator: false, cohorts: [] });
    expect(await vouched(undefined)).toEqual({ administrator: false, cohorts: [] });
  });

  test('ID23 whom the rules place is there from the first page on, and in no other organisation’s cohort', async () => {
    const { cohortId, organisationId } = stoa.north;
    await set({
      rules: [
        { group: 'teachers', gives: { role: 'instructor', cohortId } },
        { group: 'teachers', gives: { role: 'student', cohortId: stoa.south.cohortId } },
        { group: 'teachers', gives: { role: 'student', cohortId: newId() } },
        { group: 'heads', gives: { role: 'organisationAdmin' } },
      ],
    });
    const { name } = somebody({ groups: ['teachers', 'heads'] });
    const { cookie } = await signOn(name);
    const me = await stoa.ask('GET', '/api/me', { headers: { cookie: `stoa=${cookie}` } });
    const { cohorts, organisations } = (
      me.body as {
        data: { cohorts: { id: string; role: string }[]; organisations: { id: string }[] };
      }
    ).data;
    expect(cohorts.map(({ id, role }) => [id, role])).toEqual([[cohortId, 'instructor']]);
    expect(organisations.map(({ id }) => id)).toEqual([organisationId]);
  });
});
