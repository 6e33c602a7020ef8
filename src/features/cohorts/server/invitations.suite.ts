import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Person } from '#platform/server/feature.ts';
import { outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { cohortActs, tokenIn, type CohortActs } from '../../../../tests/support/cohortActs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { InvitationLine } from '../contract.ts';

/** Invitations and the ways in by them, on either database. */
export function invitationsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let acts: CohortActs;
  beforeAll(async () => {
    rooms = await openRooms(open);
    acts = cohortActs(rooms);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const anonymous = { kind: 'anonymous' } as const;
  const place = { zone: 'Africa/Lagos', language: 'en' };
  const aWayIn = async (
    { cohortId, person }: Academy,
    more: object = {},
  ): Promise<{ invitation: InvitationLine; token: string }> => {
    const made = (await rooms.perform(person('ines'), 'cohorts:open-invitation', {
      cohortId,
      kind: 'link',
      ...more,
    })) as { invitation: InvitationLine; url: string };
    return { invitation: made.invitation, token: made.url.split('/').at(-1)! };
  };
  const join = (who: Person, token: string, commandId?: string) =>
    rooms.perform(who, 'cohorts:join', { token }, commandId) as Promise<{ state: string }>;
  const look = (token: string) => rooms.look(anonymous, 'cohorts:invitation', { token });
  const invitationsOf = async ({ cohortId, person }: Academy): Promise<InvitationLine[]> => {
    const view = await rooms.look(person('ines'), 'cohorts:invitations', { cohortId });
    return (view as { invitations: InvitationLine[] }).invitations;
  };
  const invite = (
    { cohortId, person }: Academy,
    lines: readonly string[],
    more: object = {},
  ): Promise<{ rows: { email: string; outcome: string }[]; sent: number }> =>
    rooms.perform(person('ines'), 'cohorts:invite', { cohortId, lines, ...more }) as never;
  const anAddress = (name: string): string => `${name}-${newId().slice(-12)}@mail.test`;
  const emailOf = async (who: Person): Promise<string> => (await acts.me(who)).user.email;

  describe('a link and a code', () => {
    test('CO24 whoever has it sees the academy, the course and the days, and nobody who is there', async () => {
      const academy = await acts.aClass(['amara']);
      const { token } = await aWayIn(academy);
      const { token: code } = await aWayIn(academy, { kind: 'code' });
      expect(code).toMatch(/^[A-Z0-9]{8}$/);
      for (const way of [token, code, `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`]) {
        const shown = await look(way);
        expect(shown).toMatchObject({
          state: 'open',
          role: 'student',
          course: 'The course',
          cohort: { title: 'Spring', startsOn: '2026-06-09' },
          email: null,
        });
        expect(JSON.stringify(shown)).not.toMatch(/amara|ines|@/);
      }
      expect(await outcomeOf(look('x'.repeat(43)))).toBe('not_found');
      await acts.limit(academy, 1);
      expect(await look(token)).toMatchObject({ state: 'waiting' });
    });

    test('CO24 it works as often as it may, until it is too old or revoked', async () => {
      const academy = await acts.aClass();
      const { token, invitation } = await aWayIn(academy, { usesLimit: 2 });
      const people = await Promise.all(['a', 'b', 'c'].map((name) => academy.stranger(name)));
      expect(await outcomeOf(join(people[0]!, token))).toBe('done');
      expect(await outcomeOf(join(people[1]!, token))).toBe('done');
      expect(await outcomeOf(join(people[2]!, token))).toBe('conflict');
      expect(await look(token)).toMatchObject({ state: 'over' });

      const second = await aWayIn(academy);
      await sql`update invitation set expires_at = now() where id = ${second.invitation.id}`.execute(
        rooms.db.query,
      );
      expect(await outcomeOf(join(people[2]!, second.token))).toBe('conflict');

      const third = await aWayIn(academy);
      const revoke = { cohortId: academy.cohortId, invitationId: third.invitation.id };
      await rooms.perform(academy.person('ines'), 'cohorts:revoke-invitation', revoke);
      expect(await outcomeOf(join(people[2]!, third.token))).toBe('conflict');
      expect(await acts.states(academy)).toEqual(['a: active', 'b: active', 'ines: active']);
      expect((await invitationsOf(academy)).find(({ id }) => id === invitation.id)).toMatchObject({
        uses: 2,
      });
    });

    test('CO24 the database has no link, and neither has the answer that is kept', async () => {
      const academy = await acts.aClass();
      const { token } = await aWayIn(academy);
      const { rows } = await sql<{ row: string }>`
        select row_to_json(invitation)::text as row from invitation
        union all select row_to_json(command_answer)::text from command_answer
        union all select row_to_json(event)::text from event`.execute(rooms.db.query);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
    });

    test('CO25 fifty at once by one person have one effect', async () => {
      const academy = await acts.aClass();
      const { token, invitation } = await aWayIn(academy, { usesLimit: 10 });
      const tom = await academy.stranger('tom');
      const same = newId();
      const joins = Array.from({ length: 50 }, (_, index) => join(tom, token, index < 25 ? same : undefined));
      expect(new Set((await Promise.all(joins)).map(({ state }) => state))).toEqual(new Set(['active']));
      expect((await invitationsOf(academy)).find(({ id }) => id === invitation.id)).toMatchObject({
        uses: 1,
      });
      expect(acts.told('enrolment:changed', `user/${tom.userId}`)).toHaveLength(1);
    });

    test('CO19 CO25 who comes to a full cohort waits, and comes no further by coming again', async () => {
      const academy = await acts.aClass(['amara']);
      await acts.limit(academy, 1);
      const { token } = await aWayIn(academy);
      const tom = await academy.stranger('tom');
      expect(await join(tom, token)).toMatchObject({ state: 'waiting' });
      expect(await join(tom, token)).toMatchObject({ state: 'waiting' });
      expect(await acts.waiting(academy)).toEqual(['tom']);
      await acts.remove(academy, academy.person('amara'));
      expect(await join(tom, token)).toMatchObject({ state: 'active' });
    });

    test('CO29 who was taken out does not come back by everybody’s link; who left the row by themself does', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      await acts.limit(academy, 2);
      const { token } = await aWayIn(academy);
      const amara = academy.person('amara');
      const tom = await academy.stranger('tom');
      await join(tom, token);
      await rooms.perform(tom, 'cohorts:answer', { cohortId: academy.cohortId, coming: false });
      expect(await join(tom, token)).toMatchObject({ state: 'waiting' });
      await acts.remove(academy, amara);
      expect(await outcomeOf(join(amara, token))).toBe('conflict');
      await invite(academy, [await emailOf(amara)]);
      const personal = tokenIn((await acts.mailsTo(await emailOf(amara))).at(-1));
      expect(await join(amara, personal)).toMatchObject({ state: 'waiting' });
    });

    test('CO24 no invitation leads into a cohort that was put away', async () => {
      const academy = await acts.aClass();
      const { token } = await aWayIn(academy);
      const { cohortId, person } = academy;
      await rooms.perform(person('paula'), 'cohorts:archive', { cohortId, archived: true });
      expect(await look(token)).toMatchObject({ state: 'over' });
      expect(await outcomeOf(join(await academy.stranger('tom'), token))).toBe('conflict');
      const more = { cohortId, kind: 'link' };
      expect(await outcomeOf(rooms.perform(person('paula'), 'cohorts:open-invitation', more))).toBe(
        'conflict',
      );
    });
  });

  describe('by mail', () => {
    test('CO28 what becomes of each line is shown first, and then happens', async () => {
      const academy = await acts.aClass(['amara']);
      await acts.limit(academy, 2);
      const [a, b] = [anAddress('a'), anAddress('b')];
      const lines = [
        `Ada <${a.toUpperCase()}>`,
        a,
        `${b}, Bea`,
        'nobody at all',
        await emailOf(academy.person('amara')),
      ];
      const expected = ['ready', 'duplicate', 'would-wait', 'bad-address', 'already-member'];
      const dry = await invite(academy, lines, { dryRun: true });
      expect(dry).toMatchObject({ sent: 0 });
      expect(dry.rows.map(({ outcome }) => outcome)).toEqual(expected);
      expect(await acts.mailsTo(a)).toEqual([]);
      const wet = await invite(academy, lines);
      expect(wet).toEqual({ ...dry, sent: 2 });
      expect(await acts.mailsTo(a)).toHaveLength(1);
      expect((await invite(academy, lines)).rows.map(({ outcome }) => outcome)).toEqual([
        'already-invited',
        'duplicate',
        'already-invited',
        'bad-address',
        'already-member',
      ]);
      expect(await acts.mailsTo(a)).toHaveLength(1);
    });

    test('CO26 it is for one address alone and works once', async () => {
      const academy = await acts.aClass();
      const [tom, uma] = [await academy.stranger('tom'), await academy.stranger('uma')];
      await invite(academy, [await emailOf(tom)]);
      expect(await acts.states(academy)).toContain('tom: invited');
      expect((await acts.me(tom)).pending).toMatchObject([{ state: 'invited', waitingPlace: null }]);
      const token = tokenIn((await acts.mailsTo(await emailOf(tom))).at(-1));
      expect(await outcomeOf(join(uma, token))).toBe('conflict');
      expect(await join(tom, token)).toMatchObject({ state: 'active' });
      await acts.remove(academy, tom);
      expect(await outcomeOf(join(tom, token))).toBe('conflict');
    });

    test('CO26 sent again, the former link ends; revoked, both do, and nobody is invited any more', async () => {
      const academy = await acts.aClass();
      const { cohortId, person } = academy;
      const tom = await academy.stranger('tom');
      const email = await emailOf(tom);
      await invite(academy, [email]);
      const [line] = await invitationsOf(academy);
      const about = { cohortId, invitationId: line!.id };
      expect(await outcomeOf(rooms.perform(person('ines'), 'cohorts:resend-invitation', about))).toBe(
        'too_many',
      );
      await sql`update invitation set sent_at = now() - interval '2 minutes' where id = ${line!.id}`.execute(
        rooms.db.query,
      );
      await rooms.perform(person('ines'), 'cohorts:resend-invitation', about);
      const [first, second] = (await acts.mailsTo(email)).map(tokenIn) as [string, string];
      expect(await outcomeOf(look(first))).toBe('not_found');
      expect(await look(second)).toMatchObject({ state: 'open', email });
      await rooms.perform(person('ines'), 'cohorts:revoke-invitation', about);
      expect(await outcomeOf(join(tom, second))).toBe('conflict');
      expect(await acts.states(academy)).toContain('tom: removed');
    });

    test('CO26 who is invited says yes or no at home, too', async () => {
      const academy = await acts.aClass();
      const { cohortId } = academy;
      const [tom, uma] = [await academy.stranger('tom'), await academy.stranger('uma')];
      await invite(academy, [await emailOf(tom), await emailOf(uma)]);
      await rooms.perform(tom, 'cohorts:answer', { cohortId, coming: true });
      await rooms.perform(uma, 'cohorts:answer', { cohortId, coming: false });
      expect(await acts.states(academy)).toEqual(['ines: active', 'tom: active', 'uma: removed']);
      const token = tokenIn((await acts.mailsTo(await emailOf(uma))).at(-1));
      expect(await outcomeOf(join(uma, token))).toBe('conflict');
    });

    test('CO26 somebody new comes in by it alone, and it signs nobody in who has an account', async () => {
      const academy = await acts.aClass();
      const email = anAddress('new');
      await invite(academy, [`Nia <${email}>`]);
      const token = tokenIn((await acts.mailsTo(email)).at(-1));
      expect(await rooms.perform(anonymous, 'cohorts:join-here', { token, ...place })).toMatchObject({
        cohortId: academy.cohortId,
        state: 'active',
      });
      expect(await acts.states(academy)).toContain('Nia: active');
      expect(await outcomeOf(rooms.perform(anonymous, 'cohorts:join-here', { token, ...place }))).toBe(
        'conflict',
      );

      const tom = await academy.stranger('tom');
      await invite(academy, [await emailOf(tom)]);
      const other = tokenIn((await acts.mailsTo(await emailOf(tom))).at(-1));
      expect(await outcomeOf(rooms.perform(anonymous, 'cohorts:join-here', { token: other, ...place }))).toBe(
        'conflict',
      );
    });
  });

  describe('with a link, without being signed in', () => {
    test('CO27 the answer is the same with an account and without; the mailed link comes in once', async () => {
      const academy = await acts.aClass();
      const { token } = await aWayIn(academy);
      const tom = await academy.stranger('tom');
      const [known, unknown] = [await emailOf(tom), anAddress('nia')];
      for (const email of [known, unknown]) {
        const asked = { token, email, name: 'Somebody Else', ...place };
        expect(await rooms.perform(anonymous, 'cohorts:join-by-mail', asked)).toEqual({ sent: true });
      }
      const [mine] = await acts.mailsTo(known);
      const [theirs] = await acts.mailsTo(unknown);
      const neutral = ({ text }: { text: string }): string => text.replace(/[A-Za-z0-9_-]{43}/g, '…');
      expect(neutral(mine!)).toBe(neutral(theirs!));
      expect(mine!.text).not.toContain('Somebody Else');

      for (const mail of [mine, theirs]) {
        const way = tokenIn(mail);
        expect(await look(way)).toMatchObject({ kind: 'mailed', state: 'open' });
        const here = () => rooms.perform(anonymous, 'cohorts:join-here', { token: way, ...place });
        expect(await here()).toMatchObject({ state: 'active' });
        expect(await outcomeOf(here())).toBe('spent_link');
      }
      expect(await acts.states(academy)).toEqual(['Somebody Else: active', 'ines: active', 'tom: active']);
    });

    test('CO27 twenty presses of one mailed link at once open one account and take one place', async () => {
      const academy = await acts.aClass();
      const { token } = await aWayIn(academy);
      const email = anAddress('nia');
      await rooms.perform(anonymous, 'cohorts:join-by-mail', { token, email, name: 'Nia', ...place });
      const way = tokenIn((await acts.mailsTo(email)).at(-1));
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () =>
          outcomeOf(rooms.perform(anonymous, 'cohorts:join-here', { token: way, ...place })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set(['done', 'spent_link']));
    });

    test('CO27 a link that is over mails nothing', async () => {
      const academy = await acts.aClass();
      const { token, invitation } = await aWayIn(academy);
      await rooms.perform(academy.person('ines'), 'cohorts:revoke-invitation', {
        cohortId: academy.cohortId,
        invitationId: invitation.id,
      });
      const email = anAddress('nia');
      const asked = { token, email, name: 'Nia', ...place };
      expect(await outcomeOf(rooms.perform(anonymous, 'cohorts:join-by-mail', asked))).toBe('conflict');
      expect(await acts.mailsTo(email)).toEqual([]);
    });
  });
}
