import { createHash } from 'node:crypto';
import * as argon2 from '@node-rs/argon2';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ManualClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { problemOf, Refusal, type Problem } from '#kernel/refusal.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Actor } from '#platform/server/feature.ts';
import type { LoggedEvent } from '#platform/server/log/events.ts';
import type { Account, SessionLine } from '../contract.ts';
import * as accounts from './accounts.ts';
import type { IdentityParts } from './feature.ts';
import { argon2Passwords } from './passwords.ts';
import { cheap, home, houseOver, refusalOf, rightPassword } from './room.suite.ts';
import { LiveSessions, sessionDefaults } from './sessions.ts';
import { sessionsByToken } from './store.ts';
import { waysSuite } from './ways.suite.ts';

const secondMs = 1_000;
const dayMs = 24 * 60 * 60 * secondMs;

/** What a browser does with this room's events: the laws compare it with a fresh look. */
function applySessionEvent(sessions: SessionLine[], { type, data }: LoggedEvent): SessionLine[] {
  const said = JSON.parse(data) as SessionLine & { sessionId: string };
  if (type === 'identity:session-ended') return sessions.filter(({ id }) => id !== said.sessionId);
  if (type !== 'identity:session-started' || sessions.some(({ id }) => id === said.id)) return sessions;
  return [{ ...said, current: false }, ...sessions];
}

/** Run by each database's own test file. `open` answers a migrated database with the log and this room. */
export function identitySuite(open: () => Promise<Database>): void {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db?.close());

  const house = (parts?: Partial<IdentityParts>) => houseOver(db, parts);
  waysSuite(() => db);

  describe('accounts', () => {
    test('ID1 an e-mail address has one account, however it is capitalised', async () => {
      const { person } = house();
      const ann = await person('Ann');
      const again = person('Ann', { email: ann.email.toUpperCase() });
      await expect(again).rejects.toMatchObject({ code: 'conflict', faults: [{ field: 'email' }] });
      expect(await accounts.byEmail(db.query, ` ${ann.email.toUpperCase()}`)).toEqual(ann);
    });

    test('ID1 the database itself takes no second account and no capitals', async () => {
      const { person } = house();
      const ann = await person('Ann');
      const insert = (email: string) =>
        sql`insert into account (id, email, name, zone) values (${newId()}, ${email}, 'x', 'UTC')`.execute(
          db.query,
        );
      await expect(insert(ann.email)).rejects.toThrow(/unique/);
      await expect(insert('Capital@example.org')).rejects.toThrow(/check/);
    });

    test('ID1 of two accounts opened for one address in the same moment one is refused', async () => {
      const { person } = house();
      const email = `race.${newId()}@example.org`;
      const outcomes = await Promise.allSettled([person('One', { email }), person('Two', { email })]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('ID1 a name is trimmed and may be of any script; what would rearrange a page is refused', async () => {
      const { person } = house();
      expect((await person('  يوسف بن علي ', { email: `y.${newId()}@example.org` })).name).toBe(
        'يوسف بن علي',
      );
      const faults = [{ field: 'name' }];
      await expect(person('x', { name: 'Ann\u202egnp.exe' })).rejects.toMatchObject({
        code: 'invalid',
        faults,
      });
    });

    test('many accounts are opened together, all or none, and found by their ids', async () => {
      const many = Array.from({ length: 50 }, (_, place) => ({
        email: `many.${place}.${newId()}@example.org`,
        name: `Person ${place}`,
        zone: 'UTC',
        simulated: true,
      }));
      const opened = await db.transaction((tx) => accounts.createAll(tx, many));
      expect(opened.map(({ email }) => email)).toEqual(many.map(({ email }) => email));
      const ids = opened.map(({ id }) => id);
      const found = await accounts.byIds(db.query, [...ids, ids[0]!, newId()]);
      expect(new Map(found.map((account) => [account.id, account]))).toEqual(
        new Map(opened.map((account) => [account.id, account])),
      );

      const fresh = { email: `fresh.${newId()}@example.org`, name: 'Fresh', zone: 'UTC' };
      await expect(db.transaction((tx) => accounts.createAll(tx, [fresh, many[0]!]))).rejects.toThrow(
        Refusal,
      );
      expect(await accounts.byEmail(db.query, fresh.email)).toBeUndefined();
    });

    test('ID9 simulated people and the demo’s are not real people', async () => {
      const undo = new Error('undo');
      const asked: boolean[] = [];
      const look = db.transaction(async (tx) => {
        await sql`delete from account`.execute(tx);
        const add = async (email: string, simulated: boolean) => {
          await accounts.create(tx, { email, name: 'x', zone: 'UTC', simulated });
          asked.push(await accounts.anyReal(tx));
        };
        asked.push(await accounts.anyReal(tx));
        await add('ines@demo.test', false);
        await add('someone@school.example', true);
        await add('not@ademo.test', false);
        throw undo;
      });
      await expect(look).rejects.toBe(undo);
      expect(asked).toEqual([false, false, false, true]);
    });
  });

  describe('signing in', () => {
    test('ID5 the right password opens a session under a token that only the browser keeps', async () => {
      const { person, signIn, clock } = house();
      const ann = await person('Ann');
      const { user, token, expiresAt, person: actor } = await signIn(ann.email.toUpperCase());
      expect(user).toEqual(ann);
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      expect(expiresAt.getTime()).toBe(clock.nowMs() + 60 * dayMs);

      const { rows } = await sql<Record<string, unknown>>`
        select s.*, a.password_hash from session s join account a on a.id = s.user_id
        where s.id = ${actor.sessionId}`.execute(db.query);
      const [row] = rows;
      expect(row).toMatchObject({
        token_hash: createHash('sha256').update(token).digest('base64url'),
        user_id: ann.id,
        device: 'Firefox on Linux',
        network: '198.51.100.0/24',
      });
      expect(JSON.stringify(row)).not.toContain(token);
      expect(JSON.stringify(row)).not.toContain(home);
      expect(JSON.stringify(row)).not.toContain(rightPassword);
    });

    test('ID3 a wrong password, an unknown address and an account without password hear the same', async () => {
      const { person, signIn } = house();
      const ann = await person('Ann');
      const keyless = await person('Keyless', { passwordHash: null });
      const tries = [
        [ann.email, 'wrong horse'],
        [`nobody.${newId()}@example.org`, rightPassword],
        [keyless.email, rightPassword],
        ['not an address', rightPassword],
      ] as const;
      const answers: Problem[] = [];
      for (const [place, [email, password]] of tries.entries()) {
        const address = `203.0.113.${place}`;
        answers.push(problemOf(await refusalOf(signIn(email, { password, address }))));
      }
      expect(answers[0]).toMatchObject({ status: 401, code: 'wrong_credentials' });
      expect(answers).toEqual(answers.map(() => answers[0]));
    });

    test('ID3 an unknown address is limited as an account is', async () => {
      const { signIn } = house();
      const email = `nobody.${newId()}@example.org`;
      for (let time = 0; time < 10; time++)
        expect((await refusalOf(signIn(email))).code).toBe('wrong_credentials');
      expect((await refusalOf(signIn(email))).code).toBe('too_many');
    });

    test('ID4 after ten failures even the right password waits, and its owner elsewhere does not', async () => {
      const { person, signIn } = house();
      const ann = await person('Ann');
      const tries = Array.from({ length: 30 }, () =>
        refusalOf(signIn(ann.email, { password: 'wrong horse' })),
      );
      const codes = (await Promise.all(tries)).map(({ code }) => code);
      expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(10);
      expect(codes.filter((code) => code === 'too_many')).toHaveLength(20);

      const refused = problemOf(await refusalOf(signIn(ann.email)));
      expect(refused).toMatchObject({ status: 429, code: 'too_many' });
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      await signIn(ann.email, { address: '203.0.113.40' });
    });

    test('ID4 a class of 100 behind one address signs in together', async () => {
      const { person, signIn } = house();
      const people = [];
      for (let place = 0; place < 100; place++) people.push(await person(`Student ${place}`));
      const signedIn = await Promise.all(people.map(({ email }) => signIn(email)));
      expect(new Set(signedIn.map(({ token }) => token)).size).toBe(100);
      // Nothing was counted: after a break all of them sign in once more.
      await Promise.all(people.map(({ email }) => signIn(email)));
    });

    test('ID2 a full queue refuses with the time to come back, and that counts as no failure', async () => {
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => (open = resolve));
      const slow = { hash: argon2.hash, verify: () => gate.then(() => true) };
      const { person, signIn } = house({
        passwords: argon2Passwords({ ...cheap, atOnce: 1, mostWaiting: 2 }, slow),
      });
      const ann = await person('Ann');
      const refusals: Problem[] = [];
      const tries = Array.from({ length: 15 }, () =>
        signIn(ann.email).catch((reason: unknown) => {
          refusals.push(problemOf(reason as Refusal));
          if (refusals.length === 12) open();
        }),
      );
      await Promise.all(tries);
      const refused = { status: 503, code: 'unavailable', retryAfterMs: 5_000 };
      expect(refusals).toEqual(Array(12).fill(expect.objectContaining(refused)));
      await signIn(ann.email);
    });

    test('ID2 a password hashed at another cost is hashed anew, also by two sign-ins at once', async () => {
      const { person, signIn } = house({
        passwords: argon2Passwords({ ...cheap, cost: { ...cheap.cost, passes: 2 } }),
      });
      const ann = await person('Ann');
      await Promise.all([signIn(ann.email), signIn(ann.email)]);
      const { rows } = await sql<{ hash: string }>`
        select password_hash as hash from account where id = ${ann.id}`.execute(db.query);
      expect(rows[0]!.hash).toMatch(/m=64,t=2,p=1/);
      await signIn(ann.email);
    });

    test('ID5 the session that a browser came with ends when it signs in again', async () => {
      const { person, signIn, sessions, told } = house();
      const [ann, ben] = [await person('Ann'), await person('Ben')];
      const first = await signIn(ann.email);
      const second = await signIn(ben.email, { actor: first.person });
      expect(await sessions.personOf(db.query, first.token)).toBeUndefined();
      expect(await sessions.isAlive(db.query, first.person.sessionId)).toBe(false);
      expect((await sessions.personOf(db.query, second.token))?.person).toEqual({
        kind: 'person',
        userId: ben.id,
        sessionId: second.person.sessionId,
        platformAdmin: false,
      });
      expect(told.map(({ topic, type }) => [topic, type])).toEqual([
        [`user/${ann.id}`, 'identity:session-started'],
        [`user/${ann.id}`, 'identity:session-ended'],
        [`user/${ben.id}`, 'identity:session-started'],
      ]);
    });

    test('ID5 who operates this Stoa is known from the session', async () => {
      const { person, signIn } = house();
      const ops = await person('Ops', { platformAdmin: true });
      expect((await signIn(ops.email)).person.platformAdmin).toBe(true);
    });
  });

  describe('sessions', () => {
    test('ID5 a token is looked up without going through anybody else, also where the database has no figures of its tables', async () => {
      const asked = db.query.transaction().execute(async (tx) => {
        await sql`
          insert into account (id, email, name, zone)
          select gen_random_uuid(), format('planned%s@many.test', place), 'Somebody', 'UTC'
          from generate_series(1, 500) place`.execute(tx);
        await sql`
          insert into session (id, token_hash, user_id, device, network, created_at, seen_at, expires_at)
          select gen_random_uuid(), 'hash of ' || email, id, 'a browser', 'a network', now(), now(), now() + interval '1 day'
          from account where email like 'planned%@many.test'`.execute(tx);
        const scans = async (): Promise<unknown> => {
          const { rows } = await sql`
            select relname, seq_scan from pg_stat_xact_user_tables
            where relname in ('account', 'session') order by relname`.execute(tx);
          return rows;
        };
        const before = await scans();
        const found = await sessionsByToken(tx, ['hash of planned7@many.test'], new Date());
        expect(found).toHaveLength(1);
        expect(await scans()).toEqual(before);
        throw new Refusal('conflict');
      });
      await expect(asked).rejects.toThrow(Refusal);
    });

    test('ID6 signing out ends the session at once, tells its streams and clears the cookie', async () => {
      const { person, signIn, sessions, call, told, feature } = house();
      const ann = await person('Ann');
      const { token, person: actor } = await signIn(ann.email);
      const { data, cookie } = await call('identity:sign-out', actor, {});
      expect({ data, cookie }).toEqual({ data: { signedOut: true }, cookie: 'cleared' });
      expect(await sessions.personOf(db.query, token)).toBeUndefined();
      expect(told.at(-1)).toMatchObject({ topic: `user/${ann.id}`, type: 'identity:session-ended' });
      expect(JSON.parse(told.at(-1)!.data)).toEqual({ sessionId: actor.sessionId });
      expect(feature.revokedBy).toEqual(['identity:session-ended']);
      expect(await feature.topicsOf?.(db.query, ann.id)).toEqual([`user/${ann.id}`]);
    });

    test('ID6 another node refuses a write at once and anything else within two seconds', async () => {
      const { person, signIn, call, clock } = house();
      const ann = await person('Ann');
      const { token, person: actor } = await signIn(ann.email);
      const otherNode = new LiveSessions(db.query, clock, sessionDefaults);
      expect(await otherNode.personOf(db.query, token)).toBeDefined();
      await call('identity:sign-out', actor, {});
      expect(await otherNode.personOf(db.query, token)).toBeDefined();
      expect(await otherNode.isAlive(db.query, actor.sessionId)).toBe(false);
      clock.advance(2 * secondMs);
      expect(await otherNode.personOf(db.query, token)).toBeUndefined();

      const again = await signIn(ann.email);
      await otherNode.personOf(db.query, again.token);
      await call('identity:sign-out', again.person, {});
      expect(await otherNode.personOf(db.query, again.token, { fresh: true })).toBeUndefined();
      expect(await otherNode.personOf(db.query, again.token)).toBeUndefined();
    });

    test('ID6 a session that is just ending is not remembered by whoever read it before the commit', async () => {
      const { person, signIn, sessions, log } = house();
      const ann = await person('Ann');
      const { token, person: actor } = await signIn(ann.email);
      const undo = new Error('undo');
      const undone = log.write(async (write) => {
        await sessions.end(write, ann.id, { only: actor.sessionId });
        throw undo;
      });
      await expect(undone).rejects.toBe(undo);
      expect((await sessions.personOf(db.query, token))?.person).toEqual(actor);
      await sql`delete from session where id = ${actor.sessionId}`.execute(db.query);
      expect(await sessions.personOf(db.query, token)).toBeUndefined();
    });

    test('ID6 one of my other sessions, or all of them, can be ended; somebody else’s cannot', async () => {
      const { person, signIn, sessions, call, sessionsSeenBy } = house();
      const [ann, ben] = [await person('Ann'), await person('Ben')];
      const phone = await signIn(ann.email);
      const laptop = await signIn(ann.email);
      const library = await signIn(ann.email);
      const bens = await signIn(ben.email);
      expect((await sessionsSeenBy(laptop.person)).filter(({ current }) => current)).toEqual([
        expect.objectContaining({ id: laptop.person.sessionId, device: 'Firefox on Linux' }),
      ]);
      expect(await sessionsSeenBy(laptop.person)).toHaveLength(3);

      const end = async (sessionId: string) =>
        (await call('identity:end-session', laptop.person, { sessionId })).data;
      expect(await end(bens.person.sessionId)).toEqual({ ended: 0 });
      expect(await end(newId())).toEqual({ ended: 0 });
      expect(await sessions.personOf(db.query, bens.token)).toBeDefined();
      expect(await end(phone.person.sessionId)).toEqual({ ended: 1 });
      expect(await sessions.personOf(db.query, phone.token)).toBeUndefined();

      const { data } = await call('identity:end-other-sessions', laptop.person, {});
      expect(data).toEqual({ ended: 1 });
      expect(await sessions.personOf(db.query, library.token)).toBeUndefined();
      expect(await sessionsSeenBy(laptop.person)).toHaveLength(1);
      expect(await sessions.personOf(db.query, laptop.token, { fresh: true })).toBeDefined();
    });

    test('ID6 two devices that end each other in the same moment both end', async () => {
      const { person, signIn, call, sessionsSeenBy } = house();
      const ann = await person('Ann');
      const devices = [];
      for (let place = 0; place < 6; place++) devices.push(await signIn(ann.email));
      await Promise.all(devices.map((device) => call('identity:end-other-sessions', device.person, {})));
      expect(await sessionsSeenBy(devices[0]!.person)).toHaveLength(0);
    });

    test('ID7 a session that nobody uses ends after 14 days', async () => {
      const { person, signIn, sessions, clock, sessionsSeenBy } = house();
      const ann = await person('Ann');
      const { token, person: actor } = await signIn(ann.email);
      clock.advance(14 * dayMs - 1);
      expect(await sessions.isAlive(db.query, actor.sessionId)).toBe(true);
      clock.advance(1);
      expect(await sessions.isAlive(db.query, actor.sessionId)).toBe(false);
      expect(await sessions.personOf(db.query, token)).toBeUndefined();
      expect(await sessionsSeenBy(actor)).toEqual([]);
    });

    test('ID7 a session in use lasts, but never longer than 60 days', async () => {
      const { person, signIn, sessions, clock } = house();
      const { token, expiresAt } = await signIn((await person('Ann')).email);
      for (let day = 10; day < 60; day += 10) {
        clock.advance(10 * dayMs);
        const known = await sessions.personOf(db.query, token);
        expect(known?.expiresAt.getTime()).toBe(Math.min(clock.nowMs() + 14 * dayMs, expiresAt.getTime()));
        await sessions.flush();
      }
      clock.advance(10 * dayMs - 1);
      expect(await sessions.personOf(db.query, token)).toBeDefined();
      clock.advance(1);
      expect(await sessions.personOf(db.query, token, { fresh: true })).toBeUndefined();
    });

    test('ID7 when a session was last seen is noted at most once a minute', async () => {
      const { person, signIn, sessions, clock, sessionsSeenBy, close } = house();
      const { token, person: actor } = await signIn((await person('Ann')).email);
      const startedMs = clock.nowMs();
      const seenMs = async () => {
        await sessions.flush();
        return Date.parse((await sessionsSeenBy(actor))[0]!.seenAt) - startedMs;
      };
      clock.advance(59 * secondMs);
      await sessions.personOf(db.query, token);
      expect(clock.pending).toBe(0);
      expect(await seenMs()).toBe(0);

      clock.advance(secondMs);
      await sessions.personOf(db.query, token, { fresh: true });
      expect(clock.pending).toBe(1);
      expect(await seenMs()).toBe(60 * secondMs);

      clock.advance(59 * secondMs);
      await sessions.personOf(db.query, token);
      expect(await seenMs()).toBe(60 * secondMs);
      clock.advance(3 * secondMs);
      await sessions.personOf(db.query, token);
      await close();
      expect(await seenMs()).toBe(122 * secondMs);
      expect(clock.pending).toBe(0);
    });

    test('ID7 sessions that are over are tidied away, living ones stay', async () => {
      const { person, signIn, sessions, clock, feature } = house();
      const ann = await person('Ann');
      const old = await signIn(ann.email);
      clock.advance(10 * dayMs);
      const young = await signIn(ann.email);
      clock.advance(5 * dayMs);
      await feature.tidy?.(db.query);
      const { rows } = await sql<{ id: string }>`
        select id from session where user_id = ${ann.id}`.execute(db.query);
      expect(rows).toEqual([{ id: young.person.sessionId }]);
      expect(await sessions.personOf(db.query, old.token)).toBeUndefined();
    });

    test('ID5 what is no token is answered without asking the database', async () => {
      const { sessions } = house();
      for (const token of ['', 'short', 'x'.repeat(44), `${'x'.repeat(42)}'`, 'x'.repeat(5_000)]) {
        expect(await sessions.personOf(null as never, token)).toBeUndefined();
      }
      expect(await sessions.personOf(db.query, 'x'.repeat(43))).toBeUndefined();
    });
  });

  describe('the profile', () => {
    test('E a changed profile is told as it now is: the old one with the events equals a fresh look', async () => {
      const { person, signIn, call, told } = house();
      const ann = await person('Ann');
      const { person: actor, user } = await signIn(ann.email);
      const changes = [
        { name: '  Ann Arendt ' },
        { zone: 'Africa/Lagos', look: 'dark' },
        { language: 'ar' },
        {},
        { name: 'Hannah', look: 'light' },
      ];
      for (const change of changes) {
        const before = told.length;
        const { data } = await call('identity:update-profile', actor, change);
        const [event] = told.slice(before).filter(({ topic }) => topic.startsWith('user/'));
        expect(event).toMatchObject({ topic: `user/${ann.id}`, type: 'identity:profile-changed' });
        expect(JSON.parse(event!.data)).toEqual(data);
      }
      let replayed = user;
      for (const { type, data } of told) {
        if (type === 'identity:profile-changed') replayed = JSON.parse(data) as Account;
      }
      expect(replayed).toEqual((await accounts.byIds(db.query, [ann.id]))[0]);
      expect(replayed).toMatchObject({ name: 'Hannah', zone: 'Africa/Lagos', look: 'light', language: 'ar' });
    });

    test('ID8 nobody becomes somebody else, or more than they are, by a request', async () => {
      const { person, signIn, call } = house();
      const ann = await person('Ann');
      const { person: actor } = await signIn(ann.email);
      for (const forged of [
        { platformAdmin: true },
        { userId: newId() },
        { email: 'x@example.org' },
        { id: newId() },
      ]) {
        const attempt = call('identity:update-profile', actor, { name: 'Mallory', ...forged });
        await expect(attempt).rejects.toMatchObject({ code: 'invalid' });
      }
      expect(await accounts.byEmail(db.query, ann.email)).toEqual(ann);
    });

    test('rooms that show names hear of a new one in the same transaction, and of nothing else', async () => {
      const heard: string[] = [];
      const { person, signIn, call } = house({
        renamed: async ({ tx }, userId) => {
          const [account] = await accounts.byIds(tx, [userId]);
          heard.push(account!.name);
        },
      });
      const { person: actor } = await signIn((await person('Ann')).email);
      await call('identity:update-profile', actor, { look: 'dark' });
      await call('identity:update-profile', actor, { name: 'Hannah' });
      expect(heard).toEqual(['Hannah']);
    });
  });

  test('E a list of sessions with the events since equals a fresh one, whatever is done', async () => {
    const { person, signIn, call, told, clock, sessionsSeenBy } = house();
    const ann = await person('Ann');
    const watcher = await signIn(ann.email);
    let seen = await sessionsSeenBy(watcher.person);
    let heard = told.length;
    const catchUp = () => {
      for (const event of told.slice(heard)) seen = applySessionEvent(seen, event);
      heard = told.length;
    };
    const signInLater = (clockOf: ManualClock, actor?: Actor) => {
      clockOf.advance(secondMs);
      return signIn(ann.email, actor && { actor });
    };

    const phone = await signInLater(clock);
    const tablet = await signInLater(clock);
    catchUp();
    expect(seen).toEqual(await sessionsSeenBy(watcher.person));
    await signInLater(clock, tablet.person);
    await call('identity:end-session', watcher.person, { sessionId: phone.person.sessionId });
    await call('identity:end-session', watcher.person, { sessionId: phone.person.sessionId });
    catchUp();
    expect(seen).toEqual(await sessionsSeenBy(watcher.person));
    const library = await signInLater(clock);
    await call('identity:sign-out', library.person, {});
    catchUp();
    expect(seen).toEqual(await sessionsSeenBy(watcher.person));
    await call('identity:end-other-sessions', watcher.person, {});
    catchUp();
    expect(seen).toEqual(await sessionsSeenBy(watcher.person));
    expect(seen.map(({ id }) => id)).toEqual([watcher.person.sessionId]);
  });
}
