import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { dayAfter, dayIn, daysBetween } from '#kernel/zonedTime.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { completers } from '#features/progress/server/store.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Anonymous, Person } from '#platform/server/feature.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aChatClass, type ChatClass } from '../../../../tests/support/chats.ts';
import { aQuestionClass } from '../../../../tests/support/questions.ts';
import { aQuizClass, smallQuiz, withHead } from '../../../../tests/support/quizzes.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import {
  groupOf,
  pathOf,
  type Bell,
  type Notification,
  type NotificationPage,
  type NotificationPreferences,
  type NotificationTold,
  type NotificationsRead,
} from '../contract.ts';
import { tellDeadlines } from './deadlines.ts';
import { forgetCauser } from './forgetting.ts';
import { mailingJobs } from './mailing.ts';
import { tidy } from './store.ts';
import { tellNews, type News } from './telling.ts';

/** What `notifications` promises, on either database. */
export function notificationsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let workers: JobWorker[];
  beforeAll(async () => {
    rooms = await openRooms(open);
    const worker = (): JobWorker =>
      new JobWorker({
        db: rooms.db,
        log: rooms.log,
        kinds: mailingJobs({ origin: () => 'https://learn.example', mailed: async () => {} }),
        logger: { warn() {}, error() {} },
        clock: systemClock,
        random: () => 0.5,
      });
    workers = [worker(), worker(), worker()];
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await rooms.close();
  });
  beforeEach(async () => {
    rooms.announced.length = 0;
    await sql`update job set state = 'discarded', done_at = now(), lease = null where state = 'waiting'`.execute(
      rooms.db.query,
    );
  });

  const bell = (person: Person): Promise<Bell> => rooms.look(person, 'notifications:bell') as Promise<Bell>;
  const lines = async (person: Person): Promise<Partial<Notification>[]> =>
    (await bell(person)).notifications.map(({ type, count, by, title }) => ({
      ...{ type, count, title },
      ...(by && { by }),
    }));
  const told = <Event>({ userId }: Person, type: string): Event[] =>
    rooms.announced
      .filter((event) => event.topic === `user/${userId}` && event.type === type)
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as Event);
  const read = (person: Person, command: string, input: object): Promise<NotificationsRead> =>
    rooms.perform(person, `notifications:${command}`, input) as Promise<NotificationsRead>;
  const choose = (person: Person, command: string, input: object): Promise<NotificationPreferences> =>
    rooms.perform(person, `notifications:${command}`, input) as Promise<NotificationPreferences>;
  /** Mail reaches everybody, and nobody is asleep. */
  const awake = async (...people: Person[]): Promise<void> => {
    for (const { userId } of people)
      await sql`update account set email_verified_at = now() where id = ${userId}`.execute(rooms.db.query);
    for (const person of people)
      await choose(person, 'set-quiet-hours', { quietHours: null, startsAnyway: false });
  };
  const mailsTo = async ({ userId }: Person) => {
    const { rows } = await sql<{ subject: string; text: string; stopUrl: string; effectKey: string }>`
      select subject, text, stop_url as "stopUrl", mail.effect_key as "effectKey"
      from mail join account on account.email = mail.to_address
      where account.id = ${userId} order by mail.id`.execute(rooms.db.query);
    return rows;
  };
  const workOff = (): Promise<unknown> => Promise.all(workers.map((worker) => worker.workOff()));
  /** What is planned for later comes now. */
  const timeComes = async (): Promise<void> => {
    await sql`update notification_effect set due_at = now() where due_at is not null`.execute(rooms.db.query);
    await sql`update job set due_at = now() where state = 'waiting'`.execute(rooms.db.query);
    await workOff();
  };
  /** Quiet hours of somebody in Lagos, all year an hour ahead of UTC: from so many minutes from now until as many. */
  const around = (from: number, to: number): { from: string; to: string } => {
    const face = (minutes: number): string =>
      new Date(Date.now() + (60 + minutes) * 60_000).toISOString().slice(11, 16);
    return { from: face(from), to: face(to) };
  };
  const mention = (school: ChatClass, by: string, ...names: string[]): Promise<ChatMessage> =>
    school.send(by, 'Look here', { mentions: names.map((name) => school.person(name).userId) });

  describe('being told', () => {
    test('NO1 NO2 a quiz is told once to whose it is when it is released, and again only when it is graded anew', async () => {
      const school = await aQuizClass(rooms, { block: withHead(smallQuiz, 'release: by hand') });
      const [amara, jonas] = [school.person('amara'), school.person('jonas')];
      const attempts = [await school.take('amara', 'r', true), await school.take('jonas', 'w', true)];
      expect((await bell(amara)).unread).toBe(0);
      rooms.announced.length = 0;
      await school.act('ines', 'quiz:release');
      const [event] = told<NotificationTold>(amara, 'notifications:told');
      const shown = await bell(amara);
      expect(shown).toEqual({ unread: 1, notifications: [event!.notification], before: null });
      expect(shown.notifications[0]).toMatchObject({
        ...{ type: 'quiz-graded', title: 'A small quiz', by: null, count: 1, readAt: null },
        group: `quiz/${school.quizId}`,
        subject: { kind: 'attempt', attemptId: attempts[0]!.id },
      });
      expect(told(jonas, 'notifications:told')).toHaveLength(1);
      expect((await bell(school.person('ines'))).unread).toBe(0);
      const marked = attempts[1]!;
      const given = { attemptId: marked.id, itemId: marked.asked[0]!.id, comment: 'Half right.' };
      for (const points of [0.5, 0.75]) await school.act('ines', 'quiz:mark', { ...given, points });
      expect(await lines(jonas)).toMatchObject([
        { type: 'quiz-regraded', count: 2 },
        { type: 'quiz-graded', count: 1 },
      ]);
      expect((await bell(amara)).unread).toBe(1);
    });

    test('NO2 an answer is told to who asked, and to whose question was merged into it; not a second time', async () => {
      const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
      const first = await school.ask('amara', 'Why?', { anonymous: true });
      const second = await school.ask('jonas', 'Why so?');
      await school.act('ines', 'qa:merge', { questionId: second.id, intoId: first.id });
      await school.act('ines', 'qa:answer', { questionId: first.id, text: 'Because.' });
      await school.act('ines', 'qa:answer', { questionId: first.id, text: 'Just because.' });
      const { userId } = school.person('ines');
      for (const name of ['amara', 'jonas'])
        expect(await lines(school.person(name))).toEqual([
          { type: 'question-answered', count: 1, title: '', by: { id: userId, name: 'ines' } },
        ]);
      for (const name of ['mina', 'ines', 'omar']) expect(await lines(school.person(name))).toEqual([]);
    });

    test('NO2 a session is told to its class but for who runs it; whoever left is told nothing, nor who muted it', async () => {
      const school = (await aChatClass(rooms)).school;
      const { cohortId } = school.academy;
      await rooms.perform(school.person('ines'), 'cohorts:remove', {
        cohortId,
        userId: school.person('mina').userId,
      });
      await choose(school.person('jonas'), 'mute-cohort', { cohortId, muted: true });
      const [startsAt, later] = [30, 60].map((minutes) =>
        new Date(Date.now() + minutes * 60_000).toISOString(),
      ) as [string, string];
      await school.asStaff('session:change', { startsAt });
      await school.asStaff('session:change', { startsAt: later, title: 'Second steps' });
      await school.asStaff('session:change', { title: 'Third steps' });
      await school.asStaff('session:start');
      const expected = [
        { type: 'session-started', title: 'Third steps', count: 1 },
        { type: 'session-moved', title: 'Second steps', count: 2 },
      ];
      for (const name of ['amara', 'omar']) expect(await lines(school.person(name))).toMatchObject(expected);
      for (const name of ['ines', 'jonas', 'mina', 'paula'])
        expect(await lines(school.person(name))).toEqual([]);
      const { session } = (await school.schedule()) as StaffSession;
      await school.act('ines', 'session:cancel', { sessionId: session.id });
      expect((await lines(school.person('amara')))[0]).toMatchObject({ type: 'session-cancelled' });
    });

    test('NO2 a message is told once to whom it mentions, calls or answers, and to nobody else', async () => {
      const school = await aChatClass(rooms);
      const root = await school.send('amara', 'Anybody?');
      await school.send('jonas', 'Me', {
        threadId: root.id,
        mentions: [school.person('amara').userId, school.person('mina').userId],
      });
      await school.send('amara', 'And I', { threadId: root.id });
      expect(await lines(school.person('amara'))).toMatchObject([{ type: 'mention', count: 1 }]);
      expect(await lines(school.person('mina'))).toMatchObject([{ type: 'mention', count: 1 }]);
      await school.send('jonas', 'Help', { calls: 'staff' });
      for (const name of ['ines', 'omar', 'paula'])
        expect(await lines(school.person(name))).toMatchObject([{ type: 'mention', by: { name: 'jonas' } }]);
      expect(await lines(school.person('jonas'))).toEqual([]);
      expect((await bell(school.person('mina'))).unread).toBe(1);
    });

    test('NO2 a guest, a stranger and whoever cannot sign in any more are told nothing, whoever names them', async () => {
      const { academy } = (await aChatClass(rooms)).school;
      const { cohortId } = academy;
      const [amara, mina, tom] = [
        academy.person('amara'),
        academy.person('mina'),
        await academy.stranger('tom'),
      ];
      await sql`update account set disabled_at = now() where id = ${mina.userId}`.execute(rooms.db.query);
      const guest = await rooms.log.write(({ tx }) =>
        accounts.createGuest(tx, { name: 'Gus', zone: 'UTC', language: 'en' }),
      );
      const to = [guest.id, tom.userId, mina.userId, amara.userId];
      const news: News = {
        ...{ type: 'question-answered', effectKey: `question-answered/${newId()}`, cohortId, to },
        ...{ by: null, title: '' },
        subject: { kind: 'question', sessionId: newId(), questionId: newId() },
      };
      rooms.announced.length = 0;
      await rooms.log.write((write) => tellNews(write, [news]));
      expect(rooms.announced.map(({ topic }) => topic)).toEqual([`user/${amara.userId}`]);
    });

    test('NO2 who is brought in is told; who comes by themselves is not, nor for a new name', async () => {
      const { academy } = await aQuizClass(rooms);
      const tom = await academy.stranger('tom');
      const { cohortId } = academy;
      await rooms.perform(academy.person('ines'), 'cohorts:enrol', { cohortId, userId: tom.userId });
      await rooms.perform(tom, 'identity:update-profile', { name: 'Tom Tom' });
      const [line] = (await bell(tom)).notifications;
      expect(await lines(tom)).toMatchObject([{ type: 'enrolled', by: { name: 'ines' } }]);
      expect(pathOf(line!)).toBe(`/c/${cohortId}`);
    });

    test('NO2 a deadline is told a day before, once, to the students who have not completed what is due', async () => {
      const { academy } = await aQuizClass(rooms, { students: ['amara', 'jonas', 'mina'] });
      const { cohortId, lesson } = academy;
      const [amara, jonas, ines] = ['amara', 'jonas', 'ines'].map((name) => academy.person(name));
      // At the end of tomorrow is not within a day, at its beginning is.
      const tomorrow = dayAfter(dayIn('Africa/Lagos', new Date()), 1);
      const day = daysBetween('2026-06-09', tomorrow);
      const due = (key: string, minute: number, on = day) => ({
        ...{ lessonId: lesson(key), opens: null, due: { day: on, minute } },
      });
      await rooms.perform(ines!, 'cohorts:set-plan', {
        cohortId,
        rules: [due('a', 0), due('b', 0), due('c', 0, day + 1)],
      });
      await rooms.perform(jonas!, 'progress:complete', { cohortId, lessonId: lesson('b') });
      const parts = { db: rooms.db, log: rooms.log, completers };
      await Promise.all([tellDeadlines(parts), tellDeadlines(parts)]);
      await tellDeadlines(parts);
      expect(await lines(amara!)).toMatchObject([{ type: 'deadline-near', count: 2 }]);
      expect(await lines(jonas!)).toMatchObject([{ type: 'deadline-near', count: 1, title: 'Lesson a' }]);
      expect(await lines(ines!)).toEqual([]);
      // One that is moved to then is told, too; with what is due at the same time it is one line.
      await rooms.perform(ines!, 'cohorts:set-plan', { cohortId, rules: [due('c', 0)] });
      await tellDeadlines(parts);
      expect(await lines(amara!)).toMatchObject([{ count: 3, title: 'Lesson c' }]);
    });

    test('NO3 replies that come at once are one line that counts each of them, until it is read', async () => {
      const school = await aChatClass(rooms, ['amara', 'jonas', 'mina', 'tom', 'lea']);
      const amara = school.person('amara');
      const root = await school.send('amara', 'Anybody?');
      rooms.announced.length = 0;
      const answer = (name: string) => school.reply(name, root, 'Me');
      await Promise.all(['jonas', 'mina', 'tom', 'lea', 'ines'].map(answer));
      const [line] = (await bell(amara)).notifications;
      expect(await bell(amara)).toMatchObject({ unread: 1, notifications: [{ type: 'reply', count: 5 }] });
      const events = told<NotificationTold>(amara, 'notifications:told');
      expect(events.map(({ notification: { id } }) => id)).toEqual(events.map(() => line!.id));
      expect(events.at(-1)).toEqual({ notification: line, unread: 1 });
      // While somebody reads it, it may go either way; every reply is in one of the lines.
      await Promise.all([
        read(amara, 'read-group', { group: line!.group }),
        ...['jonas', 'mina'].map(answer),
      ]);
      const { notifications, unread } = await bell(amara);
      expect(notifications.reduce((sum, { count }) => sum + count, 0)).toBe(7);
      expect(unread).toBe(notifications.filter(({ readAt }) => readAt === null).length);
      expect(line!.group).toBe(groupOf(line!.subject, school.cohortId));
    });

    test('NO1 a class of 500 is told in a handful of statements, and the same again changes nothing', async () => {
      const { academy } = (await aChatClass(rooms)).school;
      const { cohortId } = academy;
      const ids = await rooms.log.write(async ({ tx }) => {
        const people = Array.from({ length: 500 }, (_, place) => ({
          ...{ email: `s${place}@${academy.mailDomain}`, name: `Student ${place}`, zone: 'Africa/Lagos' },
          emailVerified: true,
        }));
        const all = (await accounts.createAll(tx, people)).map(({ id }) => id);
        await sql`
          insert into enrolment (id, cohort_id, user_id, role, state)
          select gen_random_uuid(), ${cohortId}, id, 'student', 'active' from unnest(${all}::uuid[]) as one (id)`.execute(
          tx,
        );
        return all;
      });
      const news: News = {
        ...{ type: 'session-moved', effectKey: `session-moved/${newId()}`, cohortId, to: 'everybody' },
        ...{ by: academy.person('ines').userId, title: 'First steps' },
        subject: { kind: 'session', sessionId: newId(), startsAt: new Date().toISOString() },
      };
      rooms.announced.length = 0;
      let statements = 0;
      const counted = (tx: Tx): Tx =>
        new Proxy(tx, {
          get(target, name) {
            if (name === 'getExecutor') statements += 1;
            const value = Reflect.get(target, name) as unknown;
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      for (let times = 0; times < 2; times++)
        await rooms.log.write(({ tx, tell }) => tellNews({ tx: counted(tx), tell }, [news]));
      expect(statements).toBeLessThanOrEqual(2 * 8);
      expect(rooms.announced.filter(({ type }) => type === 'notifications:told')).toHaveLength(504);
      const { rows } = await sql<{ people: number; unread: number }>`
        select count(distinct person_id) as people, count(*) as unread from notification
        where person_id = any (${ids}::uuid[])`.execute(rooms.db.query);
      expect(rows).toEqual([{ people: 500, unread: 500 }]);
      expect(await jobsWaiting(rooms.db.query)).toBe(500);
    });
  });

  describe('being forgotten', () => {
    test('NO8 whoever is forgotten is named in no bell any more, and who saw the name is told', async () => {
      const school = await aChatClass(rooms);
      const [amara, jonas] = [school.person('amara'), school.person('jonas')];
      await mention(school, 'jonas', 'amara');
      await mention(school, 'amara', 'jonas');
      rooms.announced.length = 0;
      await rooms.log.write((write) => forgetCauser(write, jonas.userId));
      expect((await bell(amara)).notifications).toMatchObject([{ type: 'mention', by: null }]);
      expect(told(amara, 'notifications:changed')).toEqual([{}]);
      expect((await bell(jonas)).notifications).toMatchObject([{ by: { name: 'amara' } }]);
      // Of what was told to them nothing is left once all of it is done.
      expect(told(jonas, 'notifications:changed')).toEqual([{}]);
    });

    test('NO8 what is old goes', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      for (let times = 0; times < 2; times++) await mention(school, 'jonas', 'amara');
      const [kept, old] = (await bell(amara)).notifications;
      const long = sql`now() - interval '91 days'`;
      await sql`update notification set at = ${long} where id = ${old!.id}`.execute(rooms.db.query);
      await tidy(rooms.db.query);
      expect((await bell(amara)).notifications).toEqual([kept]);
    });
  });

  describe('reading', () => {
    /** So many lines in Amara's bell. */
    async function withLines(count: number): Promise<ChatClass> {
      const school = await aChatClass(rooms);
      for (let place = 0; place < count; place++) await mention(school, 'jonas', 'amara');
      return school;
    }

    test('NO7 pages follow each other, and what is read is told to every window with what is left', async () => {
      const school = await withLines(22);
      const amara = school.person('amara');
      const first = await bell(amara);
      expect([first.unread, first.notifications.length]).toEqual([22, 20]);
      const page = (before: string): Promise<NotificationPage> =>
        rooms.look(amara, 'notifications:page', { before }) as Promise<NotificationPage>;
      const older = await page(first.before!);
      expect([older.notifications.length, older.before]).toEqual([2, null]);
      const all = [...first.notifications, ...older.notifications];
      expect(new Set(all.map(({ id }) => id)).size).toBe(22);
      expect(all.map(({ at }) => at)).toEqual(
        all
          .map(({ at }) => at)
          .sort()
          .reverse(),
      );
      expect(await outcomeOf(page('yesterday'))).toBe('invalid');

      rooms.announced.length = 0;
      const ids = [all[0]!.id, all[1]!.id];
      const answer = await read(amara, 'read', { ids });
      expect(answer).toMatchObject({ more: false, unread: 20 });
      expect(answer.ids.toSorted()).toEqual(ids.toSorted());
      expect(told(amara, 'notifications:read')).toEqual([answer]);
      expect(await read(amara, 'read', { ids })).toMatchObject({ ids: [], unread: 20 });
      expect(told(amara, 'notifications:read')).toHaveLength(1);
      // What came after the newest that somebody saw stays unread.
      await mention(school, 'jonas', 'amara');
      expect(await read(amara, 'read-all', { until: all[0]!.at })).toMatchObject({ unread: 1 });
    });

    test('NO7 nobody reads for somebody else', async () => {
      const school = await withLines(1);
      const [line] = (await bell(school.person('amara'))).notifications;
      expect(await read(school.person('jonas'), 'read', { ids: [line!.id] })).toMatchObject({ ids: [] });
      expect((await bell(school.person('amara'))).unread).toBe(1);
    });
  });

  describe('being mailed', () => {
    test('NO5 each effect is in one mail, whatever workers do, and what was read by then is in none', async () => {
      const school = await aChatClass(rooms);
      const [amara, mina] = [school.person('amara'), school.person('mina')];
      await awake(amara, mina);
      const message = await mention(school, 'jonas', 'amara', 'mina');
      const [line] = (await bell(mina)).notifications;
      await read(mina, 'read', { ids: [line!.id] });
      await workOff();
      // A job that is asked for anew, as after a crash, finds nothing left.
      await sql`update job set state = 'waiting', done_at = null where state = 'done'`.execute(
        rooms.db.query,
      );
      await workOff();
      const mails = await mailsTo(amara);
      expect(mails).toHaveLength(1);
      expect(mails[0]!.subject).toBe('jonas mentions you – Spring');
      const path = `/c/${school.cohortId}/chat/${school.channelId}#message-${message.id}`;
      expect(mails[0]!.text).toContain(`https://learn.example${path}`);
      expect(mails[0]!.text).toContain('You get this because');
      expect(mails[0]!.stopUrl).toMatch(/^https:\/\/learn\.example\/stop\/[\w-]{32}$/);
      expect(await mailsTo(mina)).toEqual([]);
      expect((await bell(amara)).unread).toBe(1);
    });

    test('NO5 five replies are one mail, and one more is another', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      await choose(amara, 'set-type', { type: 'reply', inApp: false, mail: 'now' });
      const root = await school.send('amara', 'Anybody?');
      const replies = (...names: string[]) =>
        Promise.all(names.map((name) => school.reply(name, root, 'Me')));
      await replies('jonas', 'mina', 'ines', 'omar', 'jonas');
      await workOff();
      await replies('mina');
      await workOff();
      const subjects = (await mailsTo(amara)).map(({ subject }) => subject);
      expect(subjects).toEqual([
        '5 replies to your message – Spring',
        'mina replied to your message – Spring',
      ]);
      // It is for the mail alone.
      expect(await bell(amara)).toMatchObject({ unread: 0, notifications: [] });
    });

    test('NO4 in quiet hours and do-not-disturb nothing is mailed, also by a worker that comes late', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      await mention(school, 'jonas', 'amara');
      await choose(amara, 'set-quiet-hours', { quietHours: around(-60, 60), startsAnyway: true });
      await workOff();
      expect(await mailsTo(amara)).toEqual([]);
      // Only that a session has begun comes, for whoever chose that.
      await choose(amara, 'set-type', { type: 'session-started', inApp: true, mail: 'now' });
      await school.school.asStaff('session:start');
      await timeComes();
      expect((await mailsTo(amara)).map(({ subject }) => subject)).toEqual([
        'First steps has begun – Spring',
      ]);
      await choose(amara, 'set-quiet-hours', { quietHours: around(60, 120), startsAnyway: false });
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await choose(amara, 'do-not-disturb', { until });
      await timeComes();
      expect(await mailsTo(amara)).toHaveLength(1);
      await choose(amara, 'do-not-disturb', { until: null });
      await timeComes();
      expect(await mailsTo(amara)).toHaveLength(2);
    });

    test('NO5 a digest has all that waits and nobody has read, once a day', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      await choose(amara, 'set-type', { type: 'mention', inApp: true, mail: 'digest' });
      const seen = await mention(school, 'jonas', 'amara');
      await read(amara, 'read-group', { group: `thread/${seen.id}` });
      await mention(school, 'jonas', 'amara');
      const root = await school.send('amara', 'Anybody?');
      await school.reply('mina', root, 'Me');
      await school.reply('jonas', root, 'Me');
      await workOff();
      expect(await mailsTo(amara)).toEqual([]);
      await timeComes();
      const [mail, ...more] = await mailsTo(amara);
      expect(more).toEqual([]);
      expect(mail!.subject).toBe('Your day: 2 things you have not read');
      expect(mail!.text.match(/^- .*/gm)).toEqual(['- 2 replies to your message', '- jonas mentions you']);
      // Late in the day it was tomorrow's that came early: what comes now asks for that one again.
      await sql`update job set effect_key = effect_key || ' of before' where state = 'done'`.execute(
        rooms.db.query,
      );
      // The same day has no other, and what came meanwhile waits for the next.
      await mention(school, 'mina', 'amara');
      await timeComes();
      expect(await mailsTo(amara)).toHaveLength(1);
      await sql`update notification_digest set day = day - 1`.execute(rooms.db.query);
      await sql`update mail set effect_key = effect_key || ' of before', message_key = id::text`.execute(
        rooms.db.query,
      );
      await timeComes();
      expect((await mailsTo(amara)).map(({ subject }) => subject)).toEqual([
        'Your day: 2 things you have not read',
        'Your day: one thing you have not read',
      ]);
    });

    test('NO2 whoever has left by then, or muted the cohort, is not mailed', async () => {
      const school = await aChatClass(rooms);
      const [amara, mina] = [school.person('amara'), school.person('mina')];
      await awake(amara, mina);
      await mention(school, 'jonas', 'amara', 'mina');
      const { cohortId } = school;
      await school.act('ines', 'cohorts:remove', { cohortId, userId: amara.userId });
      await choose(mina, 'mute-cohort', { cohortId, muted: true });
      await workOff();
      expect([...(await mailsTo(amara)), ...(await mailsTo(mina))]).toEqual([]);
    });
  });

  describe('choosing', () => {
    const nobody: Anonymous = { kind: 'anonymous' };
    const stop = (stopUrl: string): Promise<{ stopped: string }> =>
      rooms.perform(nobody, 'notifications:stop-mail', {
        token: stopUrl.slice(stopUrl.lastIndexOf('/') + 1),
      }) as Promise<{ stopped: string }>;
    const mailOf = ({ types }: NotificationPreferences) =>
      Object.fromEntries(types.map(({ type, mail }) => [type, mail]));

    test('NO6 the secret in a mail turns off this kind of mail and nothing else, without signing in', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      await mention(school, 'jonas', 'amara');
      await workOff();
      const before = (await rooms.look(amara, 'notifications:preferences')) as NotificationPreferences;
      const { stopUrl } = (await mailsTo(amara))[0]!;
      rooms.announced.length = 0;
      expect(await stop(stopUrl)).toEqual({ stopped: 'mention' });
      expect(await stop(stopUrl)).toEqual({ stopped: 'mention' });
      const after = (await rooms.look(amara, 'notifications:preferences')) as NotificationPreferences;
      expect(after).toEqual({
        ...before,
        types: before.types.map((line) => (line.type === 'mention' ? { ...line, mail: 'none' } : line)),
      });
      expect(told(amara, 'notifications:preferences-changed').at(-1)).toEqual(after);
      expect(await outcomeOf(stop('/stop/guessed'))).toBe('not_found');
      // The bell still shows it.
      await mention(school, 'jonas', 'amara');
      await workOff();
      expect([(await bell(amara)).unread, (await mailsTo(amara)).length]).toEqual([2, 1]);
    });

    test('NO6 the one in a digest turns off what came with digests', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await awake(amara);
      const root = await school.send('amara', 'Anybody?');
      await school.reply('mina', root, 'Me');
      await timeComes();
      const before = (await rooms.look(amara, 'notifications:preferences')) as NotificationPreferences;
      expect(await stop((await mailsTo(amara))[0]!.stopUrl)).toEqual({ stopped: 'digest' });
      const after = (await rooms.look(amara, 'notifications:preferences')) as NotificationPreferences;
      const expected = Object.entries(mailOf(before)).map(([type, mail]) => [
        type,
        mail === 'digest' ? 'none' : mail,
      ]);
      expect(mailOf(after)).toEqual(Object.fromEntries(expected));
    });

    test('NO6 two windows that choose at once lose neither choice', async () => {
      const school = await aChatClass(rooms);
      const amara = school.person('amara');
      await Promise.all([
        choose(amara, 'set-type', { type: 'mention', inApp: true, mail: 'none' }),
        choose(amara, 'set-type', { type: 'reply', inApp: false, mail: 'now' }),
        choose(amara, 'set-digest', { cadence: 'weekly', at: '08:30', weekday: 5 }),
        choose(amara, 'mute-cohort', { cohortId: school.cohortId, muted: true }),
      ]);
      const now = (await rooms.look(amara, 'notifications:preferences')) as NotificationPreferences;
      expect(now).toMatchObject({
        mutedCohortIds: [school.cohortId],
        quietHours: { from: '22:00', to: '07:00' },
        digest: { cadence: 'weekly', at: '08:30', weekday: 5 },
      });
      expect(now.types.filter(({ type }) => type === 'mention' || type === 'reply')).toEqual([
        { type: 'mention', inApp: true, mail: 'none' },
        { type: 'reply', inApp: false, mail: 'now' },
      ]);
      expect(told(amara, 'notifications:preferences-changed').at(-1)).toEqual(now);
      const stranger = await school.school.academy.stranger('tom');
      const muting = choose(stranger, 'mute-cohort', { cohortId: school.cohortId, muted: true });
      expect(await outcomeOf(muting)).toBe('not_found');
      const far = new Date(Date.now() + 40 * 86_400_000).toISOString();
      expect(await outcomeOf(choose(amara, 'do-not-disturb', { until: far }))).toBe('invalid');
    });
  });
}

async function jobsWaiting(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from job where state = 'waiting'`.execute(db);
  return rows[0]!.count;
}
