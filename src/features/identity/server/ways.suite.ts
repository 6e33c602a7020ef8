import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { Person } from '#platform/server/feature.ts';
import type { AuditLine, PersonLine, Security } from '../contract.ts';
import * as accounts from './accounts.ts';
import type { IdentityParts } from './feature.ts';
import { cheap, houseOver, nobody, refusalOf, rightPassword } from './room.suite.ts';
import { argon2Passwords } from './passwords.ts';

const newPassword = 'a lantern over quiet water';

/** Ways of getting in beside the password, and what operators do. */
export function waysSuite(databaseOf: () => Database): void {
  const house = (parts?: Partial<IdentityParts>) =>
    houseOver(databaseOf(), { origin: () => 'https://learn.example', ...parts });
  type House = ReturnType<typeof house>;

  /** Makes a link look as old as it can be, or older. */
  const age = (email: string) =>
    sql`update link_token set expires_at = now() where email = ${email}`.execute(databaseOf().query);

  async function askReset({ call, answerRequests, tokenSentTo }: House, email: string): Promise<string> {
    await call('identity:ask-reset', nobody, { email });
    await answerRequests();
    return tokenSentTo(email.trim().toLowerCase());
  }

  async function operator({ person, signIn }: House): Promise<Person> {
    const ops = await person('Ops', { platformAdmin: true });
    return (await signIn(ops.email)).person;
  }

  const code = async (attempt: Promise<unknown>): Promise<string> => (await refusalOf(attempt)).code;

  describe('links in mails', () => {
    test('ID10 a reset works once: then, and for anything else, the link is spent', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const token = await askReset(stoa, ` ${ann.email.toUpperCase()} `);
      const { rows } = await sql`select 1 from link_token where token_hash = ${token}`.execute(
        databaseOf().query,
      );
      expect(rows).toEqual([]);

      const use = (given: string, password = newPassword) =>
        stoa.call('identity:reset-password', nobody, { token: given, password });
      for (const wrong of ['', 'x', token.slice(1), `${token}x`, 'x'.repeat(43)])
        expect(await code(use(wrong))).toBe('spent_link');
      expect(await code(stoa.call('identity:use-link', nobody, { token }))).toBe('spent_link');
      expect(await code(stoa.call('identity:verify-email', nobody, { token }))).toBe('spent_link');
      expect(await code(use(token, 'short'))).toBe('invalid');

      const outcomes = await Promise.allSettled([use(token), use(token), use(token)]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await code(use(token))).toBe('spent_link');
      await stoa.signIn(ann.email, { password: newPassword });
    });

    test('ID10 a link ends with its time, with a change of address and with the account', async () => {
      const stoa = house();
      const [ann, ben] = [await stoa.person('Ann'), await stoa.person('Ben')];
      const late = await askReset(stoa, ann.email);
      await age(ann.email);
      const reset = (token: string) =>
        stoa.call('identity:reset-password', nobody, { token, password: newPassword });
      expect(await code(reset(late))).toBe('spent_link');

      const moved = await askReset(stoa, ann.email);
      const email = `new.${newId()}@example.org`;
      await sql`update account set email = ${email} where id = ${ann.id}`.execute(databaseOf().query);
      expect(await code(reset(moved))).toBe('spent_link');

      const disabled = await askReset(stoa, ben.email);
      await stoa.call('identity:disable', await operator(stoa), { userId: ben.id });
      expect(await code(reset(disabled))).toBe('spent_link');
    });

    test('ID10 the host of a link is that of the settings', async () => {
      const stoa = house({ origin: () => 'https://stoa.academy.example' });
      const ann = await stoa.person('Ann');
      const token = await askReset(stoa, ann.email);
      const { text } = (await stoa.mailsTo(ann.email))[0]!;
      expect(text).toContain(`https://stoa.academy.example/reset/${token}`);
      expect(text.match(/https?:\/\/[^/\s]+/g)).toEqual(['https://stoa.academy.example']);
    });

    test('ID12 looking at a link says what it is for, and does not use it up', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const token = await askReset(stoa, ann.email);
      const look = () => stoa.look('identity:link', nobody, { token });
      const seen = { link: { purpose: 'reset', email: ann.email, name: 'Ann' } };
      expect([await look(), await look()]).toEqual([seen, seen]);
      await stoa.call('identity:reset-password', nobody, { token, password: newPassword });
      expect(await look()).toEqual({ link: null });
    });

    test('ID11 nothing is sent to who has no account, is disabled or simulated', async () => {
      const stoa = house();
      const off = await stoa.person('Off');
      await stoa.call('identity:disable', await operator(stoa), { userId: off.id });
      const simulated = await stoa.person('Robot', { simulated: true });
      const unknown = `nobody.${newId()}@example.org`;
      for (const email of [off.email, simulated.email, unknown, 'no address']) {
        for (const name of ['identity:ask-reset', 'identity:ask-link'])
          expect((await stoa.call(name, nobody, { email })).data).toEqual({ sent: true });
      }
      await stoa.answerRequests();
      for (const email of [off.email, simulated.email, unknown])
        expect(await stoa.mailsTo(email)).toEqual([]);
    });

    test('ID11 one address is sent five links of a kind in 15 minutes, known or not', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      for (const email of [ann.email, `nobody.${newId()}@example.org`]) {
        for (let time = 0; time < 5; time++) await stoa.call('identity:ask-link', nobody, { email });
        const more = stoa.call('identity:ask-link', nobody, { email: email.toUpperCase() });
        expect(await refusalOf(more)).toMatchObject({ code: 'too_many' });
        await stoa.call('identity:ask-reset', nobody, { email });
      }
    });

    test('ID11 a request is answered once, however many nodes answer', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      await stoa.call('identity:ask-link', nobody, { email: ann.email });
      await Promise.all([stoa.answerRequests(), stoa.answerRequests(), house().answerRequests()]);
      expect(await stoa.mailsTo(ann.email)).toHaveLength(1);
    });
  });

  describe('signing in by link', () => {
    test('ID10 the link signs in, once, and leads where one wanted to go', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann', { passwordHash: null, emailVerified: true });
      const to = `/c/${newId()}/lessons/${newId()}`;
      await stoa.call('identity:ask-link', nobody, { email: ann.email, to });
      await stoa.answerRequests();
      const token = await stoa.tokenSentTo(ann.email);
      const { data, cookie } = await stoa.call('identity:use-link', nobody, { token });
      expect(data).toEqual({ user: ann, to });
      if (!cookie || cookie === 'cleared') throw new Error('no session began');
      const known = await stoa.sessions.personOf(databaseOf().query, cookie.token);
      expect(known?.person.userId).toBe(ann.id);
      expect(await code(stoa.call('identity:use-link', nobody, { token }))).toBe('spent_link');
    });

    test('ID10 a path of another site is not taken along', async () => {
      const { call } = house();
      for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
        expect(await code(call('identity:ask-link', nobody, { email: 'a@b.example', to }))).toBe('invalid');
    });

    test('ID15 who proves an address for the first time finds no password and no session of somebody before', async () => {
      const stoa = house();
      const squatter = await stoa.person('Ann', { emailVerified: false });
      const before = await stoa.signIn(squatter.email);
      await stoa.call('identity:ask-link', nobody, { email: squatter.email });
      await stoa.answerRequests();
      const token = await stoa.tokenSentTo(squatter.email);
      await stoa.call('identity:use-link', nobody, { token });
      expect(await stoa.sessions.personOf(databaseOf().query, before.token)).toBeUndefined();
      expect(await code(stoa.signIn(squatter.email))).toBe('wrong_credentials');
    });

    test('ID15 who proved it before keeps the password', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann', { emailVerified: true });
      const before = await stoa.signIn(ann.email);
      await stoa.call('identity:ask-link', nobody, { email: ann.email });
      await stoa.answerRequests();
      await stoa.call('identity:use-link', nobody, { token: await stoa.tokenSentTo(ann.email) });
      expect(await stoa.sessions.personOf(databaseOf().query, before.token)).toBeDefined();
      await stoa.signIn(ann.email);
    });
  });

  describe('passwords', () => {
    test('ID13 a reset ends every session and every other link, and the owner hears of it', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const before = await stoa.signIn(ann.email);
      const first = await askReset(stoa, ann.email);
      const second = await askReset(stoa, ann.email);
      const { cookie } = await stoa.call('identity:reset-password', nobody, {
        token: second,
        password: newPassword,
      });
      expect(cookie).toMatchObject({ token: expect.any(String) as string });
      expect(await stoa.sessions.personOf(databaseOf().query, before.token)).toBeUndefined();
      const again = stoa.call('identity:reset-password', nobody, { token: first, password: newPassword });
      expect(await code(again)).toBe('spent_link');
      expect((await stoa.mailsTo(ann.email)).at(-1)?.subject).toBe('Your password was changed');
      expect(await code(stoa.signIn(ann.email))).toBe('wrong_credentials');
    });

    test('ID13 another password needs the current one, and ends the other sessions', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const [laptop, phone] = [await stoa.signIn(ann.email), await stoa.signIn(ann.email)];
      const change = (input: object) => stoa.call('identity:change-password', laptop.person, input);
      expect(await code(change({ password: newPassword }))).toBe('wrong_credentials');
      expect(await code(change({ current: 'wrong', password: newPassword }))).toBe('wrong_credentials');
      expect(await code(change({ current: rightPassword, password: ann.email }))).toBe('invalid');
      const { data } = await change({ current: rightPassword, password: newPassword });
      expect(data).toEqual({ ended: 1 });
      expect(await stoa.sessions.personOf(databaseOf().query, phone.token)).toBeUndefined();
      expect(await stoa.sessions.personOf(databaseOf().query, laptop.token)).toBeDefined();
      await stoa.signIn(ann.email, { password: newPassword });
      expect((await stoa.mailsTo(ann.email)).map(({ subject }) => subject)).toEqual([
        'Your password was changed',
      ]);
    });

    test('ID4 guesses at the current password are counted like those at the door', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const { person } = await stoa.signIn(ann.email);
      const guess = () =>
        stoa.call('identity:change-password', person, { current: 'wrong', password: newPassword });
      for (let time = 0; time < 10; time++) expect(await code(guess())).toBe('wrong_credentials');
      expect(await code(guess())).toBe('too_many');
      expect(await code(stoa.signIn(ann.email))).toBe('too_many');
    });

    test('ID13 a first password is set without one, and of two changes at once one counts', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann', { passwordHash: null });
      const { token } = await databaseOf().transaction((tx) =>
        stoa.sessions.start({ tx, tell: () => ({}) as never }, ann.id, { agent: '', address: '' }),
      );
      const { person } = (await stoa.sessions.personOf(databaseOf().query, token))!;
      const set = (password: string) => stoa.call('identity:change-password', person, { password });
      const outcomes = await Promise.allSettled([set(`${newPassword} 1`), set(`${newPassword} 2`)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });

  describe('e-mail addresses', () => {
    test('ID14 an address is confirmed by the link that was sent there', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann', { emailVerified: false });
      const { person } = await stoa.signIn(ann.email);
      await stoa.call('identity:ask-verification', person, {});
      const token = await stoa.tokenSentTo(ann.email);
      expect((await stoa.call('identity:verify-email', nobody, { token })).data).toEqual({
        email: ann.email,
      });
      expect(await stoa.look('identity:security', person)).toEqual({
        email: ann.email,
        emailVerified: true,
        waitingEmail: null,
        hasPassword: true,
        mailBackSince: null,
      } satisfies Security);
      expect(await code(stoa.call('identity:ask-verification', person, {}))).toBe('conflict');
    });

    test('ID14 a new address counts once it is confirmed from there, and the old one hears', async () => {
      const renamed: string[] = [];
      const stoa = house({ renamed: async (_telling, userId) => void renamed.push(userId) });
      const ann = await stoa.person('Ann');
      const { person } = await stoa.signIn(ann.email);
      const email = `new.${newId()}@example.org`;
      const change = (input: object) => stoa.call('identity:change-email', person, input);
      expect(await code(change({ email, password: 'wrong' }))).toBe('wrong_credentials');
      expect(await code(change({ email: ann.email, password: rightPassword }))).toBe('invalid');
      await change({ email, password: rightPassword });
      expect(await stoa.look('identity:security', person)).toMatchObject({
        email: ann.email,
        waitingEmail: email,
      });
      await stoa.signIn(ann.email);

      const { data } = await stoa.call('identity:verify-email', nobody, {
        token: await stoa.tokenSentTo(email),
      });
      expect(data).toEqual({ email });
      expect(await accounts.byId(databaseOf().query, ann.id)).toMatchObject({ email });
      expect(renamed).toEqual([ann.id]);
      expect((await stoa.mailsTo(ann.email)).map(({ subject }) => subject)).toEqual([
        'Your e-mail address was changed',
      ]);
      const kinds = stoa.told.slice(-3).map(({ type }) => type);
      expect(kinds.sort()).toEqual([
        'identity:account-changed',
        'identity:profile-changed',
        'identity:security-changed',
      ]);
    });

    test('ID14 nobody learns by asking whether somebody has an address', async () => {
      const stoa = house();
      const [ann, ben] = [await stoa.person('Ann'), await stoa.person('Ben')];
      const { person } = await stoa.signIn(ann.email);
      const { data } = await stoa.call('identity:change-email', person, {
        email: ben.email,
        password: rightPassword,
      });
      expect(data).toEqual({ sent: true });
      expect(await stoa.look('identity:security', person)).toMatchObject({ waitingEmail: ben.email });
      const [mail] = await stoa.mailsTo(ben.email);
      expect(mail?.subject).toBe('Somebody asked to use your e-mail address');
      expect(mail?.text).not.toMatch(/https?:/);
    });

    test('ID14 an address that somebody took meanwhile is refused, and a newer request ends the older', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const { person } = await stoa.signIn(ann.email);
      const [first, second] = [`a.${newId()}@example.org`, `b.${newId()}@example.org`];
      const ask = (email: string) =>
        stoa.call('identity:change-email', person, { email, password: rightPassword });
      const verify = (token: string) => stoa.call('identity:verify-email', nobody, { token });
      await ask(first);
      const older = await stoa.tokenSentTo(first);
      await ask(second);
      expect(await code(verify(older))).toBe('spent_link');
      await stoa.person('Quick', { email: second });
      const token = await stoa.tokenSentTo(second);
      expect(await code(verify(token))).toBe('conflict');
      expect(await accounts.byId(databaseOf().query, ann.id)).toEqual(ann);
    });
  });

  describe('operators', () => {
    test('ID16 a disabled account is out at once, by every way, with the words of a wrong password', async () => {
      const stoa = house();
      const ann = await stoa.person('Ann');
      const { token, person } = await stoa.signIn(ann.email);
      const ops = await operator(stoa);
      const { data } = await stoa.call('identity:disable', ops, { userId: ann.id });
      expect(data).toMatchObject({ id: ann.id, disabledAt: expect.any(String) as string });
      expect(await stoa.sessions.personOf(databaseOf().query, token, { fresh: true })).toBeUndefined();
      expect(await stoa.sessions.isAlive(databaseOf().query, person.sessionId)).toBe(false);
      const [refused, wrong] = [
        await refusalOf(stoa.signIn(ann.email)),
        await refusalOf(stoa.signIn((await stoa.person('Ben')).email, { password: 'wrong' })),
      ];
      expect([refused.code, refused.message]).toEqual([wrong.code, wrong.message]);
      expect(
        await code(
          databaseOf().transaction((tx) =>
            stoa.sessions.start({ tx, tell: () => ({}) as never }, ann.id, { agent: '', address: '' }),
          ),
        ),
      ).toBe('wrong_credentials');

      await stoa.call('identity:enable', ops, { userId: ann.id });
      await stoa.signIn(ann.email);
    });

    test('ID16 a sign-in in the same moment leaves no session behind', async () => {
      const stoa = house();
      const ops = await operator(stoa);
      for (let time = 0; time < 5; time++) {
        const ann = await stoa.person('Ann');
        await Promise.allSettled([
          stoa.signIn(ann.email),
          stoa.signIn(ann.email),
          stoa.call('identity:disable', ops, { userId: ann.id }),
        ]);
        const { rows } = await sql`select 1 from session where user_id = ${ann.id}`.execute(
          databaseOf().query,
        );
        expect(rows).toEqual([]);
      }
    });

    test('ID16 nobody locks themselves out, and of two who disable each other one stays', async () => {
      const stoa = house();
      const [one, two] = [await operator(stoa), await operator(stoa)];
      const disable = (actor: Person, userId: string) => stoa.call('identity:disable', actor, { userId });
      expect(await code(disable(one, one.userId))).toBe('conflict');
      expect(await code(disable(one, newId()))).toBe('not_found');
      const outcomes = await Promise.allSettled([disable(one, two.userId), disable(two, one.userId)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test('ID17 operators find people by name or address, page by page, and hear what changes', async () => {
      const stoa = house();
      const ops = await operator(stoa);
      const mark = newId().slice(-12);
      const named = Array.from({ length: 53 }, (_, place) => ({
        email: `p${place}.${mark}@example.org`,
        name: `${mark} ${String(place).padStart(2, '0')}%`,
        zone: 'UTC',
      }));
      await databaseOf().transaction((tx) => accounts.createAll(tx, named));
      const people = async (input: object) =>
        (await stoa.look('identity:people', ops, input)) as { people: PersonLine[]; more: boolean };
      const first = await people({ search: mark.toUpperCase() });
      expect([first.people.length, first.more]).toEqual([50, true]);
      const rest = await people({ search: mark, after: first.people.at(-1)!.id });
      expect([rest.people.map(({ name }) => name), rest.more]).toEqual([
        named.slice(50).map(({ name }) => name),
        false,
      ]);
      expect((await people({ search: `p7.${mark}@` })).people).toHaveLength(1);
      expect((await people({ search: `${mark}_` })).people).toEqual([]);

      const before = stoa.told.length;
      const someone = rest.people[0]!;
      await stoa.call('identity:disable', ops, { userId: someone.id });
      const [disabled] = (await people({ search: mark, only: 'disabled' })).people;
      const event = stoa.told.slice(before).find(({ topic }) => topic === 'operations/people');
      expect(JSON.parse(event!.data)).toEqual(disabled);
      expect((await people({ search: 'Ops', only: 'operators' })).people.map(({ id }) => id)).toContain(
        ops.userId,
      );
    });

    test('ID16 operators end sessions and have a link sent, to nobody who is disabled', async () => {
      const stoa = house();
      const ops = await operator(stoa);
      const ann = await stoa.person('Ann');
      const { token } = await stoa.signIn(ann.email);
      const end = await stoa.call('identity:end-sessions-of', ops, { userId: ann.id });
      expect(end.data).toEqual({ ended: 1 });
      expect(await stoa.sessions.personOf(databaseOf().query, token)).toBeUndefined();
      await stoa.call('identity:send-reset', ops, { userId: ann.id });
      const sent = await stoa.tokenSentTo(ann.email);
      await stoa.call('identity:reset-password', nobody, { token: sent, password: newPassword });
      await stoa.call('identity:disable', ops, { userId: ann.id });
      expect(await code(stoa.call('identity:send-reset', ops, { userId: ann.id }))).toBe('conflict');
    });

    test('AUD1 each administrative act leaves one entry: who, what, whom, when, from where', async () => {
      const stoa = house();
      const ops = await operator(stoa);
      const ann = await stoa.person('Ann');
      await stoa.call('identity:disable', ops, { userId: ann.id });
      await stoa.call('identity:disable', ops, { userId: ann.id });
      await stoa.call('identity:enable', ops, { userId: ann.id });
      await refusalOf(stoa.call('identity:disable', ops, { userId: ops.userId }));
      const until = new Date(Date.now() + 60_000).toISOString();
      const ofAnn = { until, about: ann.id };
      const { entries } = (await stoa.look('identity:audit', ops, ofAnn)) as { entries: AuditLine[] };
      expect(entries).toEqual([
        expect.objectContaining({ act: 'identity:enable' }),
        {
          id: expect.any(String) as string,
          at: expect.any(String) as string,
          act: 'identity:disable',
          actor: { id: ops.userId, name: 'Ops' },
          about: { kind: 'person', id: ann.id, name: 'Ann' },
          organisationId: null,
          details: {},
          network: '198.51.100.0/24',
        },
      ]);
      const past = await stoa.look('identity:audit', ops, { ...ofAnn, until: '2020-01-01T00:00:00.000Z' });
      expect(past).toEqual({ entries: [], more: false });
      const older = await stoa.look('identity:audit', ops, { ...ofAnn, before: entries[0]!.id });
      expect(older).toEqual({ entries: [entries[1]], more: false });
    });

    test('AUD3 in the table for spreadsheets nothing is a formula', async () => {
      const stoa = house({ passwords: argon2Passwords(cheap) });
      const ops = await operator(stoa);
      const ann = await stoa.person('=cmd|calc!A1');
      await stoa.call('identity:disable', ops, { userId: ann.id });
      const until = new Date(Date.now() + 60_000).toISOString();
      const file = (await stoa.look('identity:audit-csv', ops, { until, about: ann.id })) as {
        bytes: Uint8Array;
        inline: boolean;
      };
      const [, line] = Buffer.from(file.bytes).toString().split('\n');
      expect(line).toContain(",'=cmd|calc!A1,");
      expect(file.inline).toBe(false);
    });
  });
}
