import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import type { Security } from '#features/identity/contract.ts';
import { tellMailBack } from '#features/identity/server/credentials.ts';
import { closingWithin, handedIn } from '#features/quizzes/server/closing.ts';
import type { Person } from '#platform/server/feature.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import { recordBounce, type Bouncing } from '#platform/server/mail/bounces.ts';
import { Postman } from '#platform/server/mail/postman.ts';
import type { Carrier } from '#platform/server/mail/smtp.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aChatClass } from '../../../../tests/support/chats.ts';
import { aQuestionClass } from '../../../../tests/support/questions.ts';
import { aQuizClass } from '../../../../tests/support/quizzes.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { Bell, Notification, SentPage } from '../contract.ts';
import { tellClosings } from './closings.ts';
import { holdNews } from './holding.ts';
import { mailingJobs } from './mailing.ts';
import { remind } from './reminders.ts';
import { outcomesOf } from './sentStore.ts';

const minuteMs = 60_000;

/** What becomes of what people are told, and what is told by the clock alone; on either database. */
export function outcomesSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let worker: JobWorker;
  let postman: Postman;
  /** By which address; the answer of the server to it, where it is not taken. */
  const answers = new Map<string, string>();
  const carried: { to: string; subject: string }[] = [];
  const carrier: Carrier = {
    async carry({ toAddress, subject }) {
      const answer = answers.get(toAddress);
      if (answer !== undefined)
        throw Object.assign(new Error(answer), {
          ...{ code: 'EENVELOPE', command: 'RCPT TO', response: answer },
          responseCode: Number(answer.slice(0, 3)),
        });
      carried.push({ to: toAddress, subject });
    },
    close() {},
  };
  beforeAll(async () => {
    rooms = await openRooms(open);
    const quiet = { warn() {}, error() {} };
    const kinds = mailingJobs({ origin: () => 'https://learn.example', mailed: async () => {} });
    worker = new JobWorker({
      ...{ db: rooms.db, log: rooms.log, kinds, logger: quiet, clock: systemClock, random: () => 0.5 },
    });
    const bouncing: Bouncing = (bounce, also) =>
      rooms.log.write(async (write) => {
        await also?.(write.tx);
        if (await recordBounce(write.tx, bounce)) await tellMailBack(write, bounce.address);
      });
    postman = new Postman({ db: rooms.db, carrier, logger: quiet, bouncing, holds: holdNews });
  });
  afterAll(async () => {
    await worker.close();
    await rooms.close();
  });
  beforeEach(async () => {
    rooms.announced.length = 0;
    carried.length = 0;
    answers.clear();
    await sql`update job set state = 'discarded', done_at = now(), lease = null where state = 'waiting'`.execute(
      rooms.db.query,
    );
    await sql`delete from mail`.execute(rooms.db.query);
  });

  const awake = async (...people: Person[]): Promise<void> => {
    for (const person of people) {
      await sql`update account set email_verified_at = now() where id = ${person.userId}`.execute(
        rooms.db.query,
      );
      await rooms.perform(person, 'notifications:set-quiet-hours', { quietHours: null, startsAnyway: false });
    }
  };
  const addressOf = async ({ userId }: Person): Promise<string> => {
    const { rows } = await sql<{ email: string }>`select email from account where id = ${userId}`.execute(
      rooms.db.query,
    );
    return rows[0]!.email;
  };
  /** All that is due is mailed, and handed to the server. */
  const mailAll = async (): Promise<void> => {
    await sql`update job set due_at = now() where state = 'waiting'`.execute(rooms.db.query);
    await worker.workOff();
    await sql`update mail set due_at = now() where state = 'waiting'`.execute(rooms.db.query);
    await postman.deliver();
  };
  const lines = async (person: Person): Promise<Notification[]> =>
    ((await rooms.look(person, 'notifications:bell')) as Bell).notifications;
  const sent = (person: Person, input: object): Promise<SentPage> =>
    rooms.look(person, 'notifications:sent', input) as Promise<SentPage>;
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * minuteMs).toISOString();

  describe('by the clock', () => {
    const again = (): Promise<unknown> => Promise.all([remind(rooms), remind(rooms)]);
    async function aSessionIn(minutes: number) {
      const { school } = await aChatClass(rooms);
      const { sessionId } = school;
      // As if it had been planned long ago.
      const startsAt = inMinutes(minutes);
      await sql`update live_session set starts_at = ${startsAt} where id = ${sessionId}`.execute(
        rooms.db.query,
      );
      return { school, sessionId, startsAt, amara: school.person('amara') };
    }
    const moveTo = (sessionId: string, minutes: number) =>
      sql`update live_session set starts_at = ${inMinutes(minutes)} where id = ${sessionId}`.execute(
        rooms.db.query,
      );

    test('NO9 a class is reminded a day and a quarter of an hour before its session, once each, by whatever node', async () => {
      const { sessionId, startsAt, amara, school } = await aSessionIn(25 * 60);
      await awake(amara);
      await again();
      expect(await lines(amara)).toEqual([]);
      await moveTo(sessionId, 23 * 60);
      await again();
      await again();
      expect(await lines(amara)).toMatchObject([{ type: 'session-soon', count: 1, title: 'First steps' }]);
      expect(await lines(school.person('ines'))).toHaveLength(1);
      await moveTo(sessionId, 16);
      await again();
      // At another time it is another reminder: this one was moved behind everybody's back.
      expect(await lines(amara)).toMatchObject([{ count: 2 }]);
      await sql`update notification_reminder set starts_at = starts_at - interval '2 minutes'
        where session_id = ${sessionId}`.execute(rooms.db.query);
      await sql`update live_session set starts_at = starts_at - interval '2 minutes'
        where id = ${sessionId}`.execute(rooms.db.query);
      await again();
      await again();
      const [line, ...more] = await lines(amara);
      expect([line!.count, more]).toEqual([3, []]);
      expect(line!.subject).toMatchObject({ kind: 'session', sessionId });
      expect(startsAt).not.toBe((line!.subject as { startsAt: string }).startsAt);
    });

    test('NO9 a session that is planned for soon is told once, and one that is put away, called off or over not at all', async () => {
      const soon = await aSessionIn(10);
      const off = await aSessionIn(10);
      await off.school.asStaff('session:cancel');
      const away = await aSessionIn(10);
      await rooms.perform(away.school.person('paula'), 'cohorts:archive', {
        ...{ cohortId: away.school.academy.cohortId, archived: true },
      });
      await again();
      expect(await lines(soon.amara)).toMatchObject([{ type: 'session-soon', count: 1 }]);
      expect((await lines(off.amara)).map(({ type }) => type)).toEqual(['session-cancelled']);
      expect(await lines(away.amara)).toEqual([]);
    });

    test('NO9 a session that moves, or is called off, takes its reminder with it: one line, one mail, the newest word', async () => {
      const { school, amara } = await aSessionIn(20 * 60);
      await awake(amara);
      await again();
      await school.asStaff('session:change', { startsAt: inMinutes(21 * 60) });
      // Within a day all the same: that was said by the move.
      await again();
      expect(await lines(amara)).toMatchObject([{ type: 'session-moved', count: 2 }]);
      await school.asStaff('session:cancel');
      await mailAll();
      expect(await lines(amara)).toMatchObject([{ type: 'session-cancelled', count: 3 }]);
      expect(carried.map(({ subject }) => subject)).toEqual(['First steps does not take place – Spring']);
    });

    test('NO9 a reminder that comes too late is not mailed; in the zone of its reader it is', async () => {
      const { amara, startsAt } = await aSessionIn(20 * 60);
      await awake(amara);
      await sql`update account set zone = 'Asia/Kolkata' where id = ${amara.userId}`.execute(rooms.db.query);
      await again();
      await mailAll();
      const clock = new Intl.DateTimeFormat('en-GB', {
        ...({ timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit' } as const),
      }).format(new Date(startsAt));
      expect(carried[0]!.subject).toContain(clock);
      expect(carried[0]!.subject).toMatch(/First steps begins on .* – Spring/);
      const late = await aSessionIn(10);
      await awake(late.amara);
      await again();
      // Whoever runs it has begun, or changed it by a way that tells nobody.
      await moveTo(late.sessionId, 40);
      await mailAll();
      expect(carried).toHaveLength(1);
    });

    test('NO9 that a quiz closes is told a day before to the students who have not handed it in, once', async () => {
      const school = await aQuizClass(rooms, { students: ['amara', 'jonas', 'mina'] });
      await school.take('jonas', 'r', true);
      await school.start('mina');
      const parts = { db: rooms.db, log: rooms.log, quizzes: { closingWithin, handedIn } };
      const tell = (): Promise<unknown> => Promise.all([tellClosings(parts), tellClosings(parts)]);
      await school.act('ines', 'quiz:set-rules', { closesAt: inMinutes(26 * 60) });
      await tell();
      expect(await lines(school.person('amara'))).toEqual([]);
      const closesAt = inMinutes(20 * 60);
      await school.act('ines', 'quiz:set-rules', { closesAt });
      await tell();
      await tell();
      for (const name of ['amara', 'mina'])
        expect(await lines(school.person(name))).toMatchObject([
          {
            ...{ type: 'deadline-near', title: 'A small quiz', count: 1, group: `quiz/${school.quizId}` },
            subject: { kind: 'quiz', quizId: school.quizId, closesAt },
          },
        ]);
      for (const name of ['jonas', 'ines'])
        expect((await lines(school.person(name))).filter(({ type }) => type === 'deadline-near')).toEqual([]);
      // Another close is another thing to know; one that opens later is none yet.
      await school.act('ines', 'quiz:set-rules', { opensAt: inMinutes(60), closesAt: inMinutes(10 * 60) });
      await tell();
      expect(await lines(school.person('amara'))).toMatchObject([{ count: 1 }]);
      await school.act('ines', 'quiz:set-rules', { closesAt: inMinutes(10 * 60) });
      await tell();
      expect(await lines(school.person('amara'))).toMatchObject([{ count: 2 }]);
    });
  });

  describe('mail', () => {
    test('NO4 one that was made before quiet hours and is taken within them waits for their end', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      const address = await addressOf(amara);
      answers.set(address, '451 4.7.1 come back later');
      await school.send('jonas', 'Look here', { mentions: [amara.userId] });
      await mailAll();
      // An hour ahead of UTC all year: the next two hours are quiet.
      const face = (minutes: number): string => inMinutes(60 + minutes).slice(11, 16);
      await sql`update account set zone = 'Africa/Lagos' where id = ${amara.userId}`.execute(rooms.db.query);
      await rooms.perform(amara, 'notifications:set-quiet-hours', {
        ...{ quietHours: { from: face(-5), to: face(120) }, startsAnyway: false },
      });
      answers.clear();
      await mailAll();
      expect(carried).toEqual([]);
      const { rows } = await sql<{ minutes: number; attempts: number }>`
        select extract(epoch from due_at - now())::double precision / 60 as minutes, attempts
        from mail where to_address = ${address}`.execute(rooms.db.query);
      expect(rows[0]!.attempts).toBe(1);
      expect(Math.abs(rows[0]!.minutes - 120)).toBeLessThan(2);
      await rooms.perform(amara, 'notifications:set-quiet-hours', {
        ...{ quietHours: { from: face(-60), to: face(-5) }, startsAnyway: false },
      });
      await mailAll();
      expect(carried).toMatchObject([{ to: address }]);
    });

    test('NO10 to an address that came back no news is mailed, until it is confirmed, or staff trust it', async () => {
      const school = await aChatClass(rooms);
      const [amara, ines] = [school.person('amara'), school.person('ines')];
      await awake(amara);
      const address = await addressOf(amara);
      const mention = async (): Promise<number> => {
        carried.length = 0;
        await school.send('jonas', 'Look here', { mentions: [amara.userId] });
        await mailAll();
        return carried.length;
      };
      const since = async (): Promise<string | null> =>
        ((await rooms.look(amara, 'identity:security')) as Security).mailBackSince;
      answers.set(address, '550 5.1.1 no such user');
      expect(await outcomeOf(rooms.perform(amara, 'identity:ask-verification', {}))).toBe('conflict');
      await mention();
      answers.clear();
      expect(await since()).not.toBeNull();
      const told = rooms.announced.filter(({ type }) => type === 'identity:security-changed');
      expect((JSON.parse(told.at(-1)!.data) as Security).mailBackSince).toBe(await since());
      expect(await mention()).toBe(0);
      // What somebody needs is tried all the same, and confirms the address.
      await rooms.perform(amara, 'identity:ask-verification', {});
      await mailAll();
      expect(carried).toMatchObject([{ to: address, subject: 'Confirm your e-mail address' }]);
      const { rows } = await sql<{ text: string }>`
        select text from mail where to_address = ${address} order by id desc limit 1`.execute(rooms.db.query);
      const [, token] = /verify-email\/([\w-]+)/.exec(rows[0]!.text)!;
      await rooms.perform({ kind: 'anonymous' } as never, 'identity:verify-email', { token: token! });
      expect(await since()).toBeNull();
      expect(await mention()).toBe(1);

      answers.set(address, '550 5.1.1 no such user');
      await mention();
      answers.clear();
      const { cohortId } = school;
      expect((await sent(ines, { cohortId })).mailBack.map(({ person }) => person.name)).toEqual(['amara']);
      const trust = (person: Person, userId: string) =>
        outcomeOf(rooms.perform(person, 'notifications:trust-address', { cohortId, userId }));
      const stranger = await school.school.academy.stranger('tom');
      expect(await trust(ines, stranger.userId)).toBe('not_found');
      expect(await trust(school.person('jonas'), amara.userId)).toBe('forbidden');
      expect(await since()).not.toBeNull();
      await trust(ines, amara.userId);
      expect([await since(), (await sent(ines, { cohortId })).mailBack]).toEqual([null, []]);
      expect(await mention()).toBe(1);
    });

    test('NO11 a mail comes in the language of its reader, the digest too', async () => {
      const school = await aChatClass(rooms);
      const [amara, jonas] = [school.person('amara'), school.person('jonas')];
      await awake(amara, jonas);
      for (const [person, language] of [
        [amara, 'en-XA'],
        [jonas, 'ar-XB'],
      ] as const)
        await rooms.perform(person, 'identity:update-profile', { language });
      await rooms.perform(jonas, 'notifications:set-digest', { cadence: 'weekly', at: '08:00', weekday: 1 });
      const root = await school.send('jonas', 'Anybody?');
      await school.send('mina', 'Look here', { mentions: [amara.userId] });
      await school.reply('mina', root, 'Me');
      await sql`update notification_effect set due_at = now() where due_at is not null`.execute(
        rooms.db.query,
      );
      await mailAll();
      const { rows } = await sql<{ subject: string; text: string; html: string }>`
        select subject, text, html from mail order by subject`.execute(rooms.db.query);
      const [own, digest] = [
        rows.find(({ subject }) => subject.includes('mina')),
        rows.find(({ html }) => html.includes('dir="rtl"')),
      ];
      expect(own!.subject).toContain('mina mëñtïøñs ýøü');
      for (const text of [own!.text, digest!.text])
        // Names, titles and addresses are nobody's to translate; every sentence of ours is.
        expect(text.replaceAll(/https:\S+/g, '')).not.toMatch(
          /\b(Hello|because|mailed|Choose|Have|replied|digest|Read|Mail)\b/,
        );
      expect(digest!.html).toContain('<html lang="ar-XB" dir="rtl">');
      expect(digest!.subject).toContain('Ýøür wëëk');
      expect(digest!.text).toContain('\u2068mina\u2069 rëplïëd');
    });
  });

  describe('what staff see of it', () => {
    test('NO12 what the school said, to whom, by which channel, and what became of it', async () => {
      const school = await aChatClass(rooms, ['amara', 'jonas', 'mina', 'tom']);
      const [amara, jonas, mina, ines] = ['amara', 'jonas', 'mina', 'ines'].map((name) =>
        school.person(name),
      );
      await awake(amara!, jonas!, mina!);
      answers.set(await addressOf(amara!), '550 5.1.1 no such user');
      answers.set(await addressOf(mina!), '451 later');
      await school.school.asStaff('session:change', { startsAt: inMinutes(30) });
      await mailAll();
      await rooms.perform(jonas!, 'notifications:read-group', {
        group: `session/${school.school.sessionId}`,
      });
      const { cohortId } = school;
      const page = await sent(ines!, { cohortId });
      const by = Object.fromEntries(page.lines.map((line) => [line.person.name, line]));
      expect(Object.keys(by).sort()).toEqual(['amara', 'jonas', 'mina', 'omar', 'tom']);
      expect(by['amara']).toMatchObject({
        ...{ type: 'session-moved', title: 'First steps', inApp: true, openedAt: null },
        mail: { outcome: 'bounced', status: '5.1.1' },
      });
      expect(by['jonas']!.openedAt).not.toBeNull();
      expect([by['jonas']!.mail.outcome, by['mina']!.mail.outcome, by['tom']!.mail.outcome]).toEqual([
        ...['sent', 'waiting', 'none'],
      ]);
      const names = async (asked: object): Promise<string[]> =>
        (await sent(ines!, { cohortId, ...asked })).lines.map(({ person }) => person.name).sort();
      expect(await names({ outcome: 'bounced' })).toEqual(['amara']);
      expect(await names({ outcome: 'opened' })).toEqual(['jonas']);
      expect(await names({ outcome: 'mailed' })).toEqual(['jonas']);
      expect(await names({ outcome: 'given-up' })).toEqual([]);
      expect(await names({ outcome: 'unopened' })).toEqual(['amara', 'mina', 'omar', 'tom']);
      expect(await names({ personId: mina!.userId })).toEqual(['mina']);
      expect(await names({ type: 'quiz-graded' })).toEqual([]);

      const outcomes = await rooms.db.transaction((tx) =>
        outcomesOf(tx, { type: 'session-moved', subjectKey: `session/${school.school.sessionId}` }),
      );
      expect(Object.fromEntries(outcomes.map((one) => [one.personId, one.mail]))).toMatchObject({
        ...{ [amara!.userId]: 'bounced', [jonas!.userId]: 'sent', [mina!.userId]: 'waiting' },
      });
      expect(outcomes.find(({ personId }) => personId === jonas!.userId)!.openedAt).not.toBeNull();
      expect(outcomes.filter(({ comesBack }) => comesBack).map(({ personId }) => personId)).toEqual([
        amara!.userId,
      ]);
    });

    test('NO12 pages follow each other, and are the cohort’s own', async () => {
      const school = await aChatClass(rooms);
      const other = await aChatClass(rooms);
      const ines = school.person('ines');
      const { cohortId } = school;
      for (let times = 0; times < 13; times++) {
        await school.school.asStaff('session:change', { startsAt: inMinutes(30 + times) });
        for (const name of ['amara', 'jonas', 'mina', 'omar'])
          await rooms.perform(school.person(name), 'notifications:read-all', { until: inMinutes(1) });
      }
      await other.school.asStaff('session:change', { startsAt: inMinutes(30) });
      const first = await sent(ines, { cohortId });
      const second = await sent(ines, { cohortId, before: first.before! });
      expect([first.lines.length, second.lines.length, second.before]).toEqual([50, 2, null]);
      expect(new Set([...first.lines, ...second.lines].map(({ id }) => id)).size).toBe(52);
      expect(await outcomeOf(sent(ines, { cohortId: other.cohortId }))).toBe('not_found');
      expect(await outcomeOf(sent(ines, { cohortId, before: 'then' }))).toBe('invalid');
      expect(await outcomeOf(sent(school.person('amara'), { cohortId }))).toBe('forbidden');
      expect((await sent(school.person('paula'), { cohortId })).lines).toHaveLength(50);
    });

    test('NO12 nothing of what people say to each other, nor whose a question is that was asked without a name', async () => {
      const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
      const asked = await school.ask('amara', 'Why?', { anonymous: true });
      await school.act('ines', 'qa:answer', { questionId: asked.id, text: 'Because.' });
      const { cohortId } = school.school.academy;
      await rooms.perform(school.person('jonas'), 'chat:send', {
        ...{ channelId: cohortId, text: 'Look here', mentions: [school.person('mina').userId] },
      });
      expect(await lines(school.person('amara'))).toHaveLength(1);
      const ines = school.person('ines');
      const page = await sent(ines, { cohortId });
      expect(page.lines).toEqual([]);
      const asking = sent(ines, { cohortId, type: 'question-answered' });
      expect(await outcomeOf(asking)).toBe('invalid');
    });
  });
}
