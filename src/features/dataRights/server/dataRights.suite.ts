import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bytes, Person } from '#platform/server/feature.ts';
import { Refusal } from '#kernel/refusal.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { makeCopies } from '../../../../tests/support/copies.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { ErasureDone, ErasurePreview, ExportTicket } from '../contract.ts';
import { finishErasures } from './cleaning.ts';
import { pseudonymOf } from './erasing.ts';
import { houseTables } from './houseTables.ts';
import { forgetExpired } from './tickets.ts';
import { noLedger } from './ledger.ts';
import { keysOfPeople, personalTablesOf } from '../../../../tests/support/peopleInSchema.ts';
import {
  aWholeLife,
  emailOf,
  hits,
  logicalDump,
  type WholeLife,
} from '../../../../tests/support/wholeLife.ts';

interface Copy {
  person: { userId: string; name: string; email: string };
  leftOut: { table: string; column?: string; reason: string }[];
  tables: Record<string, Record<string, unknown>[]>;
  acted: Record<string, Record<string, unknown>[]>;
  complete: true;
}

/** What `dataRights` promises, on either database. */
export function dataRightsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  const ticket = (by: Person, command = 'rights:export', input: object = {}): Promise<ExportTicket> =>
    rooms.perform(by, command, input) as Promise<ExportTicket>;
  const workOff = (): Promise<void> => makeCopies(rooms);
  const copiesOf = async (by: Person): Promise<ExportTicket[]> =>
    ((await rooms.look(by, 'rights:copies')) as { copies: ExportTicket[] }).copies;
  const download = async (by: Person, { exportId }: ExportTicket): Promise<Copy> => {
    const file = (await rooms.look(by, 'rights:download', { exportId })) as Bytes;
    const pieces: Uint8Array[] = [];
    for await (const piece of file.bytes as AsyncIterable<Uint8Array>) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(0);
    return JSON.parse(Buffer.concat(pieces).toString()) as Copy;
  };
  const made = async (by: Person, command?: string, input?: object): Promise<ExportTicket> => {
    const asked = await ticket(by, command, input);
    await workOff();
    return asked;
  };
  const ownCopy = async (by: Person): Promise<Copy> => download(by, await made(by));
  const preview = (by: Person, userId?: string): Promise<ErasurePreview> =>
    rooms.look(
      by,
      userId ? 'rights:preview-person' : 'rights:preview',
      userId ? { userId } : {},
    ) as Promise<ErasurePreview>;
  const eraseAs = async (
    { operator }: WholeLife,
    { userId }: Person,
    more: object = {},
  ): Promise<ErasureDone> => {
    const { seal } = await preview(operator, userId);
    return rooms.perform(operator, 'rights:erase-person', { userId, seal, ...more }) as Promise<ErasureDone>;
  };
  const finish = (): Promise<void> =>
    finishErasures({
      db: rooms.db,
      ledger: noLedger,
      tables: [...personalTablesOf(rooms), ...houseTables],
      olderThanMs: 0,
    });

  describe('a copy', () => {
    test('DR1 has every row of every table with a key that leads to the person, and says at its end that it is whole', async () => {
      const { mina } = await aWholeLife(rooms);
      const copy = await ownCopy(mina);
      expect(copy.complete).toBe(true);
      const secret = new Set(
        copy.leftOut.filter(({ column }) => column === undefined).map(({ table }) => table),
      );
      const missing: string[] = [];
      let tables = 0;
      for (const { table, column } of await keysOfPeople(rooms)) {
        const { rows } = await sql<{ count: number }>`
          select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} = ${mina.userId}`.execute(
          rooms.db.query,
        );
        const expected = rows[0]!.count;
        const found = [...(copy.tables[table] ?? []), ...(copy.acted[table] ?? [])].filter(
          (row) => row[column] === mina.userId,
        );
        if (found.length !== expected && !secret.has(table))
          missing.push(`${table}.${column}: ${found.length} of ${expected}`);
        if (expected > 0) tables += 1;
      }
      expect(missing).toEqual([]);
      expect(tables).toBeGreaterThan(15);
    });

    test('DR2 every key that leads to a person is declared by its room, and every declaration is of something there', async () => {
      const declared = new Set(
        [...personalTablesOf(rooms), ...houseTables].flatMap(({ table, of = [], by = [] }) =>
          [...of, ...by].map((column) => `${table}.${column}`),
        ),
      );
      const keys = (await keysOfPeople(rooms)).map(({ table, column }) => `${table}.${column}`);
      expect(keys.filter((key) => !declared.has(key))).toEqual([]);
      const { rows } = await sql<{ name: string }>`
        select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = current_schema()`.execute(rooms.db.query);
      const there = new Set(rows.map(({ name }) => name));
      expect([...declared].filter((name) => !there.has(name))).toEqual([]);
    });

    test('DR3 no column that is not declared holds the id of a person', async () => {
      await aWholeLife(rooms);
      const declared = new Set(
        [...personalTablesOf(rooms), ...houseTables].flatMap(({ table, of = [], by = [] }) =>
          [...of, ...by].map((column) => `${table}.${column}`),
        ),
      );
      const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
        select c.table_name as table, c.column_name as column, c.udt_name as type
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
          and c.udt_name in ('uuid', 'text', '_uuid', '_text')`.execute(rooms.db.query);
      const undeclared: string[] = [];
      for (const { table, column, type } of columns) {
        if (declared.has(`${table}.${column}`)) continue;
        const value = sql.ref(column);
        const isPerson = type.startsWith('_')
          ? sql`${value}::text[] && (select array_agg(id::text) from account)`
          : sql`${value}::text in (select id::text from account)`;
        const { rows } = await sql`select from ${sql.table(table)} where ${isPerson} limit 1`.execute(
          rooms.db.query,
        );
        if (rows.length > 0) undeclared.push(`${table}.${column}`);
      }
      expect(undeclared).toEqual([]);
    });

    test('DR4 leaves out what gives entry, by name and with the reason', async () => {
      const { mina } = await aWholeLife(rooms);
      await sql`update account set password_hash = '$argon2id$secret' where id = ${mina.userId}`.execute(
        rooms.db.query,
      );
      const copy = await ownCopy(mina);
      const text = JSON.stringify(copy);
      expect(text).not.toContain('$argon2id$');
      expect(text).not.toMatch(/"(token_hash|password_hash|secret)":/);
      expect(copy.leftOut).toContainEqual({
        table: 'session',
        column: 'token_hash',
        reason: 'It is what a browser proves itself with.',
      });
      expect(copy.tables['session']!.length).toBeGreaterThan(1);
    });

    test('DR5 of what one did as staff it has ids, numbers and moments, and no words about others', async () => {
      const { quiz, surname } = await aWholeLife(rooms);
      const ines = quiz.person('ines');
      const copy = await ownCopy(ines);
      expect(Object.keys(copy.acted)).toEqual(expect.arrayContaining(['quiz_mark', 'audit_entry']));
      // What she was told herself says who did what; of that she has a copy, as she had it in her bell and on her pages.
      const { notification_by: causers, event: events, ...tables } = copy.tables;
      expect(JSON.stringify(causers)).toContain(surname);
      const told: unknown[] = ['notifications:told', 'announcements:came'];
      const others = events!.filter(({ type }) => !told.includes(type));
      const text = JSON.stringify({ ...copy, tables: { ...tables, event: others } });
      expect(text).not.toContain(surname);
      expect(text).not.toContain('Well said');
      const { email } = await emailOf(rooms, quiz.person('mina'));
      expect(text).not.toContain(email);
    });

    test('DR5 who answered a question that hides its author is told by no copy whose it is', async () => {
      const { quiz, mina } = await aWholeLife(rooms);
      const { acted } = await ownCopy(quiz.person('ines'));
      expect(acted['notification_by']!.length).toBeGreaterThan(0);
      expect(JSON.stringify(acted['notification_by'])).not.toContain(mina.userId);
    });

    test('DR6 is no way to a result that is not released, nor to what would have been right', async () => {
      const { mina } = await aWholeLife(rooms, { released: false });
      const copy = await ownCopy(mina);
      expect(copy.tables['quiz_attempt']).toHaveLength(1);
      expect(copy.tables).not.toHaveProperty('quiz_grading');
      expect(copy.tables).not.toHaveProperty('quiz_item_grade');
      expect(copy.tables).not.toHaveProperty('quiz_mark');
      expect(copy.leftOut.some(({ table }) => table === 'quiz_grading')).toBe(true);
      const { mina: other } = await aWholeLife(rooms);
      const later = await ownCopy(other);
      expect(later.tables['quiz_grading']!.length).toBeGreaterThan(0);
      expect(JSON.stringify(later.tables['quiz_item_grade'])).not.toContain('"said"');
    });

    test('DR7 is fetched by whoever asked for it alone, and for a while', async () => {
      const { mina, quiz, operator } = await aWholeLife(rooms);
      const own = await made(mina);
      for (const other of [quiz.person('jonas'), quiz.person('ines'), operator]) {
        expect(await outcomeOf(download(other, own))).toBe('not_found');
      }
      expect(await outcomeOf(download(mina, own))).toBe('done');
      await sql`update export_ticket set expires_at = now() - interval '1 second'`.execute(rooms.db.query);
      expect(await outcomeOf(download(mina, own))).toBe('not_found');
    });

    test('JO13 is made by a job whose steps are told to whoever asked, and is found again until it expires', async () => {
      const { mina, quiz } = await aWholeLife(rooms);
      const asked = await ticket(mina);
      expect((await copiesOf(mina))[0]).toMatchObject({ exportId: asked.exportId, readyAt: null });
      expect(await outcomeOf(download(mina, asked))).toBe('not_found');
      expect(await copiesOf(quiz.person('ines'))).toEqual([]);
      await workOff();
      const [found] = await copiesOf(mina);
      expect(found).toMatchObject({ exportId: asked.exportId, readyAt: expect.any(String) as string });
      expect(await rooms.look(mina, 'jobs:asked', { jobId: asked.jobId })).toMatchObject({
        state: 'done',
        progress: { done: expect.any(Number) as number, of: expect.any(Number) as number },
      });
      const told = () =>
        rooms.announced.findLast(
          ({ type, topic }) => type === 'rights:copies-changed' && topic === `user/${mina.userId}`,
        )!;
      expect((JSON.parse(told().data) as { copies: ExportTicket[] }).copies[0]).toEqual(found);
      expect((await download(mina, asked)).complete).toBe(true);

      await sql`update export_ticket set expires_at = now() - interval '1 second'`.execute(rooms.db.query);
      await rooms.log.write(forgetExpired);
      expect(await copiesOf(mina)).toEqual([]);
      const { rows } = await sql`select from export_piece`.execute(rooms.db.query);
      expect(rows).toEqual([]);
      expect(JSON.parse(told().data)).toEqual({ copies: [] });
    });

    test('JO14 no copy that was made outlives the forgetting of anybody, and none is made of somebody forgotten', async () => {
      const { mina, quiz, operator } = await aWholeLife(rooms);
      const ines = quiz.person('ines');
      const hers = await made(ines);
      const about = { userId: mina.userId, reason: 'Asked for by letter' };
      await ticket(operator, 'rights:export-person', about);
      const { seal } = await preview(operator, mina.userId);
      await rooms.perform(operator, 'rights:erase-person', { userId: mina.userId, seal });
      await workOff();
      expect(await outcomeOf(download(ines, hers))).toBe('not_found');
      expect([await copiesOf(ines), await copiesOf(operator)]).toEqual([[], []]);
      const { rows } = await sql`select from export_piece`.execute(rooms.db.query);
      expect(rows).toEqual([]);
    });

    test('DR8 operators have all of it, administrators what their organisation keeps; both are audited with the reason', async () => {
      const life = await aWholeLife(rooms);
      const { mina, quiz, operator } = life;
      const { userId } = mina;
      const { organisationId } = quiz.academy;
      const reason = 'Asked for by letter';
      const paula = quiz.person('paula');
      expect(await outcomeOf(ticket(paula, 'rights:export-person', { userId, reason }))).toBe('not_found');
      const all = await download(operator, await made(operator, 'rights:export-person', { userId, reason }));
      expect(all.tables).toHaveProperty('session');

      const member = { organisationId, userId, reason };
      const part = await download(paula, await made(paula, 'rights:export-member', member));
      expect(part.person.userId).toBe(userId);
      expect(Object.keys(part.tables)).toEqual(
        expect.arrayContaining(['completion', 'quiz_attempt', 'quiz_answer']),
      );
      for (const table of ['session', 'account', 'event', 'command_answer', 'mail'])
        expect(part.tables).not.toHaveProperty(table);
      expect(part.acted).toEqual({});

      const other = await aWholeLife(rooms);
      const stranger = { ...member, userId: other.mina.userId };
      expect(await outcomeOf(ticket(paula, 'rights:export-member', stranger))).toBe('not_found');
      const { rows } = await sql<{ actor: string; details: unknown }>`
        select actor_id as actor, details from audit_entry
        where act = 'rights:export' and about_id = ${userId} order by id`.execute(rooms.db.query);
      expect(rows).toEqual([
        { actor: operator.userId, details: { reason } },
        { actor: paula.userId, details: { reason } },
      ]);
    });
  });

  describe('being forgotten', () => {
    test('DR9 first says what would be deleted and what kept, and is refused once that has changed', async () => {
      const life = await aWholeLife(rooms);
      const { mina, name, operator, quiz } = life;
      const told = await preview(mina);
      expect(told).toMatchObject({
        name,
        pseudonym: pseudonymOf(mina.userId).name,
        certificates: 1,
        blockedBy: [],
        confirmBy: 'email',
      });
      expect(told.pseudonym).toMatch(/^Former participant \d{4}$/);
      const tablesOf = (list: { table: string }[]): string[] => list.map(({ table }) => table);
      expect(tablesOf(told.deleted)).toEqual(
        expect.arrayContaining(['session', 'lesson_note', 'media_place']),
      );
      expect(tablesOf(told.kept)).toEqual(expect.arrayContaining(['account', 'completion', 'quiz_grading']));
      expect(await preview(operator, mina.userId)).toEqual(told);
      expect(await outcomeOf(preview(quiz.person('paula'), mina.userId))).toBe('not_found');

      await rooms.perform(operator, 'identity:disable', { userId: quiz.person('jonas').userId });
      const { id } = (
        (await rooms.look(quiz.person('ines'), 'certificate:cohort', {
          cohortId: quiz.academy.cohortId,
        })) as { certificates: { id: string }[] }
      ).certificates[0]!;
      await rooms.perform(quiz.person('ines'), 'certificate:revoke', {
        cohortId: quiz.academy.cohortId,
        certificateId: id,
        reason: 'x',
      });
      const late = { userId: mina.userId, seal: told.seal };
      expect(await outcomeOf(rooms.perform(operator, 'rights:erase-person', late))).toBe('conflict');
    });

    test('DR12 leaves no name and no address in any row, whatever others were told, answered and sent', async () => {
      const life = await aWholeLife(rooms);
      const { mina, surname, email } = life;
      const words = [surname, email];
      expect(hits(await logicalDump(rooms), words).length).toBeGreaterThan(20);
      const done = await eraseAs(life, mina);
      await finish();
      const left = hits(await logicalDump(rooms), words);
      expect(left).toEqual([]);
      expect(done.pseudonym).toBe(pseudonymOf(mina.userId).name);
      expect(await outcomeOf(eraseAs(life, mina))).toBe('not_found');
    });

    test('DR13 tallies, completions and gradings stay, under the pseudonym; sessions and notes are gone', async () => {
      const life = await aWholeLife(rooms);
      const { mina, quiz } = life;
      const ines = quiz.person('ines');
      const { cohortId } = quiz.academy;
      const statistics = { cohortId, quizId: quiz.quizId };
      const before = await rooms.look(ines, 'quiz:statistics', statistics);
      const counted = (await preview(mina)).kept.find(({ table }) => table === 'completion');
      await eraseAs(life, mina);
      expect(await emailOf(rooms, mina)).toEqual({
        name: pseudonymOf(mina.userId).name,
        email: `former-${mina.userId}@erased.invalid`,
      });
      const after = (await rooms.look(ines, 'quiz:statistics', statistics)) as typeof before;
      expect(after).toEqual(before);
      const { rows } = await sql<{ completions: number; sessions: number; notes: number }>`
        select (select count(*) from completion where student_id = ${mina.userId}) as completions,
          (select count(*) from session where user_id = ${mina.userId}) as sessions,
          (select count(*) from lesson_note where user_id = ${mina.userId}) as notes`.execute(rooms.db.query);
      expect(rows[0]).toEqual({ completions: counted!.rows, sessions: 0, notes: 0 });
      const line = (
        (await rooms.look(ines, 'cohorts:enrolments', { cohortId })) as {
          enrolments: { userId: string; name: string; state: string }[];
        }
      ).enrolments.find(({ userId }) => userId === mina.userId);
      expect(line).toMatchObject({ name: pseudonymOf(mina.userId).name, state: 'removed' });
    });

    test('DR13 nobody signs in there again, and the browser hears that it should forget', async () => {
      const life = await aWholeLife(rooms);
      const { mina, surname, email } = life;
      rooms.announced.length = 0;
      const { erasureId } = await eraseAs(life, mina);
      const own = rooms.announced.filter(({ topic }) => topic === `user/${mina.userId}`);
      const types = own.sort((a, b) => a.seq - b.seq).map(({ type }) => type);
      expect(types.indexOf('rights:erased')).toBeLessThan(types.indexOf('identity:session-ended'));
      const erased = own.find(({ type }) => type === 'rights:erased')!;
      expect(JSON.parse(erased.data)).toEqual({ erasureId });
      expect(
        hits(
          rooms.announced.map(({ data }) => data),
          [email, surname],
        ),
      ).toEqual([]);
      const start = rooms.log.write((write) =>
        rooms.sessions.start(write, mina.userId, { agent: 'x', address: '203.0.113.7' }),
      );
      expect(await outcomeOf(start)).toBe('wrong_credentials');
    });

    test('DR14 certificates end and name nobody, unless the person wants to keep them', async () => {
      const certificateOf = async ({ quiz, mina }: WholeLife): Promise<string> => {
        const { certificate } = (await rooms.look(mina, 'certificate:own', {
          cohortId: quiz.academy.cohortId,
        })) as { certificate: { id: string } };
        return certificate.id;
      };
      const verify = (certificateId: string): Promise<unknown> =>
        rooms.look({ kind: 'anonymous' }, 'certificate:verify', { certificateId });
      const goes = await aWholeLife(rooms);
      const gone = await certificateOf(goes);
      await eraseAs(goes, goes.mina);
      expect(await verify(gone)).toMatchObject({ state: 'revoked', name: null });
      const stays = await aWholeLife(rooms);
      const kept = await certificateOf(stays);
      await eraseAs(stays, stays.mina, { keepCertificates: true });
      expect(await verify(kept)).toMatchObject({ state: 'valid', name: stays.name });
    });

    test('DR15 the last instructor, administrator or operator hands over first, and nothing has happened until then', async () => {
      const life = await aWholeLife(rooms);
      const { quiz, operator } = life;
      const [ines, paula] = [quiz.person('ines'), quiz.person('paula')];
      await sql`update cohort set starts_on = '2099-01-01', ends_on = '2099-01-02'
        where organisation_id = ${quiz.academy.organisationId}`.execute(rooms.db.query);
      expect(await preview(ines)).toMatchObject({
        blockedBy: [{ why: 'last-instructor', id: quiz.academy.cohortId, title: 'Spring' }],
      });
      expect(await outcomeOf(eraseAs(life, ines))).toBe('conflict');
      expect((await preview(paula)).blockedBy).toMatchObject([{ why: 'last-administrator' }]);
      expect(await outcomeOf(eraseAs(life, paula))).toBe('conflict');
      expect((await emailOf(rooms, ines)).name).toBe('ines');
      const { rows: operators } = await sql<{ id: string }>`
        select id from account where platform_admin and id <> ${operator.userId}`.execute(rooms.db.query);
      await sql`update account set platform_admin = false where id <> ${operator.userId}`.execute(
        rooms.db.query,
      );
      expect((await preview(operator)).blockedBy).toMatchObject([{ why: 'last-operator' }]);
      await sql`update account set platform_admin = true where id = any (${operators.map(({ id }) => id)})`.execute(
        rooms.db.query,
      );
      const { enrol } = { enrol: 'cohorts:enrol' };
      const jonas = quiz.person('jonas');
      const place = { cohortId: quiz.academy.cohortId, userId: jonas.userId, role: 'instructor' };
      await rooms.perform(paula, enrol, place);
      expect(await eraseAs(life, ines)).toMatchObject({ pseudonym: pseudonymOf(ines.userId).name });
    });

    test('DR10 the person themselves confirms by password, or without one by address soon after a sign-in', async () => {
      const { mina, email } = await aWholeLife(rooms);
      const { seal } = await preview(mina);
      const erase = (confirmation: string, by = mina): Promise<unknown> =>
        rooms.perform(by, 'rights:erase', { seal, confirmation });
      expect(await outcomeOf(erase('somebody@else.test'))).toBe('wrong_credentials');
      // Signed in on no device that began lately.
      expect(await outcomeOf(erase(email))).toBe('wrong_credentials');
      const { sessionId } = await rooms.log.write((write) =>
        rooms.sessions.start(write, mina.userId, { agent: 'Firefox', address: '203.0.113.7' }),
      );
      expect(await outcomeOf(erase(email.toUpperCase(), { ...mina, sessionId }))).toBe('done');
    });

    test('DR16 what was being done at the same moment leaves nothing either', async () => {
      const life = await aWholeLife(rooms);
      const { mina, name, surname, email, quiz } = life;
      const { cohortId, lesson } = quiz.academy;
      const erase = async (): Promise<string> => {
        for (;;) {
          const { seal } = await preview(life.operator, mina.userId);
          const given = { userId: mina.userId, seal };
          const outcome = await outcomeOf(rooms.perform(life.operator, 'rights:erase-person', given));
          // Whatever she did between the look and the deed is to be looked at, too.
          if (outcome !== 'conflict') return outcome;
        }
      };
      const unlocked = { channelId: cohortId, personId: mina.userId, minutes: 0 };
      await rooms.perform(quiz.person('ines'), 'chat:lock-person', unlocked);
      const meanwhile = [
        erase(),
        ...[1, 2, 3].map(() =>
          rooms.perform(mina, 'chat:send', { channelId: cohortId, text: `I am ${name}, ${surname}` }),
        ),
        ...['a', 'b', 'c'].map((key) =>
          rooms.perform(mina, 'progress:undo', { cohortId, lessonId: lesson(key) }),
        ),
        rooms.perform(mina, 'lessons:save-note', {
          cohortId,
          lessonId: lesson('b'),
          text: name,
          revision: 0,
        }),
        rooms.perform(mina, 'identity:update-profile', { name: `${name} II` }),
        rooms.perform(quiz.person('ines'), 'cohorts:set-expiry', {
          cohortId,
          userIds: [mina.userId],
          expiresOn: '2031-01-01',
        }),
      ];
      const results = await Promise.allSettled(meanwhile);
      expect(results[0]).toMatchObject({ status: 'fulfilled', value: 'done' });
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Refusal);
      await finish();
      expect(hits(await logicalDump(rooms), [surname, email])).toEqual([]);
    });
  });
}
