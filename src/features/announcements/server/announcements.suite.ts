import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Bell } from '#features/notifications/contract.ts';
import { restore } from '#features/progress/server/store.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import {
  announcementLimits,
  type Announcement,
  type AnnouncementGroup,
  type AnnouncementReach,
  type AnnouncementRecipient,
  type OwnAnnouncement,
  type RecipientPage,
  type RecipientsShown,
} from '../contract.ts';
import { noteMail } from './marking.ts';

const written = { title: 'Room changed to B2', text: 'We meet in **B2** today.' };

/** What `announcements` promises, on either database. */
export function announcementsSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let workers: JobWorker[];
  beforeAll(async () => {
    rooms = await openRooms(open);
    const logger = { warn() {}, error() {} };
    const worker = (): JobWorker =>
      new JobWorker({ db: rooms.db, log: rooms.log, kinds: rooms.jobs, logger });
    workers = [worker(), worker()];
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await rooms.close();
  });
  beforeEach(async () => {
    rooms.announced.length = 0;
    await sql`delete from job`.execute(rooms.db.query);
  });

  const aClass = (students: readonly string[] = ['amara', 'jonas', 'mei']): Promise<Academy> =>
    anAcademy(rooms, { students, instructors: ['ines', 'omar'], admins: ['paula'] });
  const by = <T = Announcement>(
    academy: Academy,
    who: string,
    name: string,
    input: object = {},
  ): Promise<T> => rooms.perform(academy.person(who), `announcements:${name}`, input) as Promise<T>;
  const draft = (academy: Academy, given: object = {}, who = 'ines'): Promise<Announcement> =>
    by(academy, who, 'draft', { cohortId: academy.cohortId, ...written, ...given });
  /** What is to be sent is due at once, and both workers look. */
  const whenDue = async (): Promise<void> => {
    await sql`update announcement set due_at = now() where state = 'scheduled'`.execute(rooms.db.query);
    await sql`update job set due_at = now() where state = 'waiting'`.execute(rooms.db.query);
    await Promise.all(workers.map((worker) => worker.workOff()));
  };
  const sent = async (academy: Academy, given: object = {}, who = 'ines'): Promise<string> => {
    const { id } = await draft(academy, given, who);
    await by(academy, who, 'send', { announcementId: id });
    await whenDue();
    return id;
  };
  const mine = async ({ person }: Academy, who: string): Promise<OwnAnnouncement[]> =>
    ((await rooms.look(person(who), 'announcements:mine')) as { announcements: OwnAnnouncement[] })
      .announcements;
  const titles = async (academy: Academy, who: string): Promise<string[]> =>
    (await mine(academy, who)).map(({ title }) => title);
  const one = ({ person }: Academy, announcementId: string, who = 'ines') =>
    rooms.look(person(who), 'announcements:one', { announcementId }) as Promise<{
      announcement: Announcement;
      reach: AnnouncementReach;
    }>;
  const reach = async (academy: Academy, id: string, who = 'ines') => (await one(academy, id, who)).reach;
  const bell = ({ person }: Academy, who: string): Promise<Bell> =>
    rooms.look(person(who), 'notifications:bell') as Promise<Bell>;
  const heardBy = (academy: Academy, who: string, type: string): number =>
    rooms.announced.filter(
      (event) => event.type === type && event.topic === `user/${academy.person(who).userId}`,
    ).length;
  const mailsTo = async ({ mailDomain }: Academy, who: string): Promise<string[]> => {
    const { rows } = await sql<{ subject: string }>`
      select subject from mail where to_address = ${`${who}@${mailDomain}`} order by id`.execute(
      rooms.db.query,
    );
    return rows.map(({ subject }) => subject);
  };
  /** Mail reaches everybody, at whatever hour it is. */
  const takeMail = async (academy: Academy, ...names: string[]): Promise<void> => {
    await sql`update account set email_verified_at = now() where email like ${`%@${academy.mailDomain}`}`.execute(
      rooms.db.query,
    );
    for (const name of names)
      await rooms.perform(academy.person(name), 'notifications:set-quiet-hours', {
        ...{ quietHours: null, startsAnyway: false },
      });
  };

  describe('writing and sending', () => {
    test('AN1 staff of a cohort write for it, administrators beyond it; nobody else does, and a draft is nobody else’s', async () => {
      const academy = await aClass();
      const { cohortId, organisationId, courseId } = academy;
      const { id } = await draft(academy);
      expect(await outcomeOf(draft(academy, {}, 'amara'))).toBe('forbidden');
      for (const wider of [{ organisationId }, { courseId }])
        expect(await outcomeOf(by(academy, 'ines', 'draft', { ...wider, ...written }))).toBe('not_found');
      const whole = await by(academy, 'paula', 'draft', { organisationId, ...written });
      expect(await outcomeOf(one(academy, whole.id, 'ines'))).toBe('not_found');
      expect(await outcomeOf(one(academy, id, 'amara'))).toBe('forbidden');
      expect(await outcomeOf(by(academy, 'paula', 'draft', written))).toBe('forbidden');
      expect(await outcomeOf(by(academy, 'paula', 'draft', { cohortId, organisationId, ...written }))).toBe(
        'invalid',
      );
      const told = rooms.announced.filter(({ type }) => type.startsWith('announcements:'));
      expect(told.length).toBeGreaterThan(0);
      expect(told.filter(({ topic }) => /^(user|cohort\/[^/]+$)/.test(topic))).toEqual([]);
    });

    test('AN2 it waits 15 seconds, in which it can be taken back; then everybody active has it once, and its author not', async () => {
      const academy = await aClass();
      const { id } = await draft(academy);
      const before = Date.now();
      const { dueAt, state } = await by(academy, 'ines', 'send', { announcementId: id });
      expect(state).toBe('scheduled');
      expect(Date.parse(dueAt!) - before).toBeGreaterThanOrEqual(announcementLimits.holdMs - 50);
      await Promise.all(workers.map((worker) => worker.workOff()));
      expect(await titles(academy, 'amara')).toEqual([]);
      expect(await by(academy, 'omar', 'undo', { announcementId: id })).toMatchObject({
        state: 'draft',
        dueAt: null,
      });
      await whenDue();
      expect(await titles(academy, 'amara')).toEqual([]);

      await by(academy, 'ines', 'send', { announcementId: id });
      await whenDue();
      await whenDue();
      for (const who of ['amara', 'jonas', 'mei', 'omar']) {
        expect(await titles(academy, who)).toEqual([written.title]);
        expect(heardBy(academy, who, 'announcements:came')).toBe(1);
      }
      expect(await titles(academy, 'ines')).toEqual([]);
      expect(await reach(academy, id)).toMatchObject({ people: 4, received: 0, seen: 0 });
      expect(await outcomeOf(by(academy, 'ines', 'undo', { announcementId: id }))).toBe('conflict');
      expect(await outcomeOf(by(academy, 'ines', 'send', { announcementId: id }))).toBe('conflict');
    });

    test('AN2 of taking it back and sending it in the same moment one happens', async () => {
      const academy = await aClass(['amara']);
      for (let time = 0; time < 5; time += 1) {
        const { id } = await draft(academy, { title: `At once ${time}` });
        await by(academy, 'ines', 'send', { announcementId: id });
        await sql`update announcement set due_at = now() where state = 'scheduled'`.execute(rooms.db.query);
        await sql`update job set due_at = now()`.execute(rooms.db.query);
        const [undone] = await Promise.all([
          outcomeOf(by(academy, 'omar', 'undo', { announcementId: id })),
          ...workers.map((worker) => worker.workOff()),
        ]);
        const { announcement } = await one(academy, id);
        expect(announcement.state).toBe(undone === 'conflict' ? 'sent' : 'draft');
        expect((await titles(academy, 'amara')).includes(announcement.title)).toBe(undone === 'conflict');
      }
    });

    test('AN3 it is sent at a moment, to whoever belongs there then', async () => {
      const academy = await aClass(['amara']);
      const { id } = await draft(academy);
      const at = new Date(Date.now() + 3_600_000).toISOString();
      expect(await by(academy, 'ines', 'send', { announcementId: id, at })).toMatchObject({ dueAt: at });
      const tom = await academy.stranger('tom');
      await rooms.perform(academy.person('ines'), 'cohorts:enrol', {
        ...{ cohortId: academy.cohortId, userId: tom.userId, role: 'student' },
      });
      await whenDue();
      expect(await titles(academy, 'tom')).toEqual([written.title]);
      const late = new Date(Date.now() + 400 * 86_400_000).toISOString();
      const other = await draft(academy);
      expect(await outcomeOf(by(academy, 'ines', 'send', { announcementId: other.id, at: late }))).toBe(
        'invalid',
      );
    });

    test('AN4 it goes to one role, to who has not completed a lesson, to a course, to an organisation; to each once', async () => {
      const academy = await aClass();
      const { cohortId, organisationId, courseId, lesson } = academy;
      await rooms.perform(academy.person('amara'), 'progress:complete', { cohortId, lessonId: lesson('a') });
      const second = await academy.openCohort('Autumn');
      const tom = await academy.stranger('tom');
      await rooms.log.write(async (write) => {
        for (const userId of [tom.userId, academy.person('amara').userId])
          await enrolments.enrol(write, { cohortId: second, userId, role: 'student' });
      });
      await sent(academy, { title: 'Staff', role: 'instructor' });
      await sent(academy, { title: 'Not done', unlessCompletedId: lesson('a') });
      const course = await by(academy, 'paula', 'draft', { courseId, ...written, title: 'Course' });
      const whole = await by(academy, 'paula', 'draft', {
        ...{ organisationId, ...written, title: 'All students', role: 'student' },
      });
      for (const { id } of [course, whole]) await by(academy, 'paula', 'send', { announcementId: id });
      await whenDue();
      expect(await titles(academy, 'omar')).toEqual(['Course', 'Staff']);
      expect(await titles(academy, 'ines')).toEqual(['Course']);
      expect((await titles(academy, 'amara')).sort()).toEqual(['All students', 'Course']);
      expect((await titles(academy, 'jonas')).sort()).toEqual(['All students', 'Course', 'Not done']);
      expect((await titles(academy, 'tom')).sort()).toEqual(['All students', 'Course']);
      expect(await reach(academy, whole.id, 'paula')).toMatchObject({ people: 4 });
      const foreign = await aClass();
      expect(await outcomeOf(draft(academy, { unlessCompletedId: foreign.lesson('a') }))).toBe('invalid');
    });

    test('AN4 it goes to students who have not studied for some days: no lesson open, none completed by themselves', async () => {
      const academy = await aClass(['amara', 'jonas', 'karim', 'mei', 'rosa']);
      const { cohortId, lesson, person } = academy;
      const of = (who: string) => ({ cohortId, studentId: person(who).userId, lessonId: lesson('a') });
      const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
      await sql`update enrolment set since = now() - interval '30 days'
        where cohort_id = ${cohortId} and user_id <> ${person('rosa').userId}`.execute(rooms.db.query);
      const completed = (who: string, days: number) => ({ ...of(who), completedAt: daysAgo(days) });
      await rooms.log.write(({ tx }) =>
        restore(tx, [completed('amara', 10), completed('karim', 2), completed('mei', 2)]),
      );
      await sql`update completion set completed_by = 'staff'
        where cohort_id = ${cohortId} and student_id = ${person('mei').userId}`.execute(rooms.db.query);
      await sql`
        insert into study_time (cohort_id, student_id, lesson_id, day, seconds, last_at)
        values (${cohortId}, ${person('jonas').userId}, ${lesson('a')}, current_date, 60, ${daysAgo(6)})`.execute(
        rooms.db.query,
      );
      const quiet = async (more: object): Promise<string[]> => {
        const announcementId = await sent(academy, more);
        const { recipients } = (await rooms.look(person('ines'), 'announcements:recipients', {
          ...{ announcementId, which: 'everybody' },
        })) as RecipientPage;
        const names = ['amara', 'jonas', 'karim', 'mei', 'rosa'];
        return names.filter((who) => recipients.some((one) => one.person.id === person(who).userId));
      };
      expect(await quiet({ unlessStudiedDays: 1 })).toEqual(['amara', 'jonas', 'karim', 'mei']);
      expect(await quiet({ unlessStudiedDays: 3 })).toEqual(['amara', 'jonas', 'mei']);
      expect(await quiet({ unlessStudiedDays: 7 })).toEqual(['amara', 'mei']);
      expect(await quiet({ unlessStudiedDays: 11, unlessCompletedId: lesson('a') })).toEqual([]);
      expect(await quiet({ unlessStudiedDays: 7, unlessCompletedId: lesson('b') })).toEqual(['amara', 'mei']);
      const group = await by<AnnouncementGroup>(academy, 'ines', 'save-group', {
        ...{ cohortId, title: 'Quiet', unlessStudiedDays: 7 },
      });
      expect(group).toMatchObject({ role: 'student', unlessStudiedDays: 7 });
      expect(await quiet({ groupId: group.id })).toEqual(['amara', 'mei']);

      const { id } = await draft(academy, { unlessStudiedDays: 7 });
      const changed = await by(academy, 'ines', 'edit', { announcementId: id, unlessStudiedDays: null });
      expect(changed.audience).toMatchObject({ role: 'student', unlessStudiedDays: null });
      const { organisationId } = academy;
      const outcomes = [
        draft(academy, { unlessStudiedDays: 0 }),
        draft(academy, { groupId: group.id, unlessStudiedDays: 7 }),
        by(academy, 'paula', 'draft', { organisationId, ...written, unlessStudiedDays: 7 }),
      ].map(outcomeOf);
      expect(await Promise.all(outcomes)).toEqual(['invalid', 'invalid', 'invalid']);
    });

    test('AN5 a preview says to how many it would go and how they would hear of it', async () => {
      const academy = await aClass(['amara', 'jonas', 'mei', 'rosa']);
      const { cohortId } = academy;
      await takeMail(academy);
      const set = (who: string, inApp: boolean, mail: string) =>
        rooms.perform(academy.person(who), 'notifications:set-type', { type: 'announcement', inApp, mail });
      await set('amara', false, 'digest');
      await set('jonas', true, 'none');
      await sql`update account set email_verified_at = null where email = ${`rosa@${academy.mailDomain}`}`.execute(
        rooms.db.query,
      );
      const asked = { cohortId, role: 'student' };
      const look = (more: object = {}) =>
        rooms.perform(academy.person('ines'), 'announcements:preview', { ...asked, ...more });
      const counts = { people: 4, mailedAtOnce: 1, mailedInDigest: 1, wantNoMail: 1, unconfirmed: 1 };
      expect(await look()).toEqual({ ...counts, bell: 3 });
      expect(await look({ urgent: true })).toEqual({ ...counts, bell: 4 });
      expect(await outcomeOf(rooms.perform(academy.person('amara'), 'announcements:preview', asked))).toBe(
        'forbidden',
      );
    });
  });

  describe('groups', () => {
    const save = (academy: Academy, given: object, who = 'ines') =>
      by<AnnouncementGroup>(academy, who, 'save-group', {
        cohortId: academy.cohortId,
        title: 'Table 1',
        ...given,
      });
    const groups = async ({ cohortId, person }: Academy) =>
      (
        (await rooms.look(person('ines'), 'announcements:groups', { cohortId })) as {
          groups: AnnouncementGroup[];
        }
      ).groups;

    test('AN15 it goes to whom a group names, or to whoever fits it when it is sent', async () => {
      const academy = await aClass();
      const { lesson, person, cohortId } = academy;
      const personIds = [person('amara').userId, person('omar').userId].sort();
      const table = await save(academy, { personIds });
      const behind = await save(academy, { title: 'Behind', unlessCompletedId: lesson('a') });
      expect(behind).toMatchObject({ role: 'student', personIds: null });
      expect((await groups(academy)).map(({ title }) => title)).toEqual(['Table 1', 'Behind']);
      const { id } = await draft(academy, { title: 'For the table', groupId: table.id });
      const other = await draft(academy, { title: 'Catch up', groupId: behind.id });
      expect(
        await rooms.perform(person('ines'), 'announcements:preview', { cohortId, groupId: table.id }),
      ).toMatchObject({ people: 2 });
      for (const announcementId of [id, other.id]) await by(academy, 'ines', 'send', { announcementId });
      await rooms.perform(person('jonas'), 'progress:complete', { cohortId, lessonId: lesson('a') });
      await whenDue();
      expect((await titles(academy, 'amara')).sort()).toEqual(['Catch up', 'For the table']);
      expect(await titles(academy, 'omar')).toEqual(['For the table']);
      expect(await titles(academy, 'jonas')).toEqual([]);
      expect(await titles(academy, 'mei')).toEqual(['Catch up']);
    });

    test('AN15 staff change and take groups away; what is to be sent to one is sent all the same', async () => {
      const academy = await aClass();
      const { person, cohortId } = academy;
      const { id: groupId } = await save(academy, { personIds: [person('amara').userId] });
      const { id } = await draft(academy, { groupId });
      await by(academy, 'ines', 'send', { announcementId: id });
      const now = await save(
        academy,
        { groupId, title: 'Table 2', personIds: [person('mei').userId] },
        'omar',
      );
      expect(now).toMatchObject({ id: groupId, title: 'Table 2', personIds: [person('mei').userId] });
      await by(academy, 'omar', 'remove-group', { cohortId, groupId });
      expect(await groups(academy)).toEqual([]);
      await whenDue();
      expect(await titles(academy, 'mei')).toEqual([written.title]);
      expect(await titles(academy, 'amara')).toEqual([]);
      expect(await outcomeOf(save(academy, { groupId }))).toBe('not_found');
      expect(await outcomeOf(save(academy, {}, 'amara'))).toBe('forbidden');
    });

    test('AN15 a group is of its cohort: nobody else is in it, and no other cohort announces to it', async () => {
      const academy = await aClass();
      const foreign = await aClass();
      const stranger = foreign.person('amara').userId;
      expect(await outcomeOf(save(academy, { personIds: [stranger] }))).toBe('invalid');
      expect(await outcomeOf(save(academy, { unlessCompletedId: foreign.lesson('a') }))).toBe('invalid');
      const { id: groupId } = await save(foreign, {});
      expect(await outcomeOf(draft(academy, { groupId }))).toBe('invalid');
      const own = await save(academy, {});
      expect(await outcomeOf(draft(academy, { groupId: own.id, role: 'student' }))).toBe('invalid');
      const { organisationId } = academy;
      expect(
        await outcomeOf(by(academy, 'paula', 'draft', { organisationId, ...written, groupId: own.id })),
      ).toBe('invalid');
    });

    test('AN15 there are fifty at most, however many are made at once', async () => {
      const academy = await aClass(['amara']);
      const { cohortId } = academy;
      const few = 3;
      await sql`
        insert into announcement_group (id, cohort_id, place, title, names_people)
        select gen_random_uuid(), ${cohortId}, place, 'Table', false
        from generate_series(1, ${announcementLimits.groups - few}::integer) as one (place)`.execute(
        rooms.db.query,
      );
      const outcomes = await Promise.all(
        Array.from({ length: few + 4 }, (_one, place) =>
          outcomeOf(save(academy, { title: `Table ${place}` })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(4);
      const all = await groups(academy);
      expect(all).toHaveLength(announcementLimits.groups);
      await by(academy, 'ines', 'remove-group', { cohortId, groupId: all[7]!.id });
      await save(academy, { title: 'One more' });
      expect(await outcomeOf(save(academy, { title: 'One too many' }))).toBe('conflict');
    });
  });

  describe('what becomes of it', () => {
    test('AN6 reach counts people once, however many devices say so, however often', async () => {
      const academy = await aClass();
      const id = await sent(academy, { needsAcknowledgement: true });
      const several = { announcementIds: [id] };
      const mark = (who: string, name: string) => by<unknown>(academy, who, name, several);
      await Promise.all(['amara', 'amara', 'amara', 'jonas', 'mei'].map((who) => mark(who, 'receive')));
      await Promise.all(['amara', 'amara', 'jonas'].map((who) => mark(who, 'see')));
      await Promise.all([1, 2].map(() => by(academy, 'amara', 'acknowledge', { announcementId: id })));
      expect(await reach(academy, id)).toEqual({
        ...{ announcementId: id, people: 4, received: 3, seen: 2, acknowledged: 1, mailed: 0, bounced: 0 },
      });
      const last = rooms.announced
        .filter(({ type }) => type === 'announcements:reach-changed')
        .sort((a, b) => a.seq - b.seq)
        .at(-1)!;
      expect(JSON.parse(last.data)).toEqual(await reach(academy, id));
      const again = rooms.announced.length;
      await mark('amara', 'see');
      expect(rooms.announced.length).toBe(again);
      // Who has it not says nothing about it.
      expect(await mark('ines', 'see')).toEqual({ marks: [] });
      expect(await outcomeOf(by(academy, 'ines', 'acknowledge', { announcementId: id }))).toBe('not_found');
    });

    test('AN6 a class that sees it in one moment is counted whole', async () => {
      const students = Array.from({ length: 40 }, (_one, place) => `student${place}`);
      const academy = await aClass(students);
      const id = await sent(academy, { role: 'student' });
      await Promise.all(students.map((who) => by(academy, who, 'see', { announcementIds: [id] })));
      expect(await reach(academy, id)).toMatchObject({ people: 40, received: 40, seen: 40 });
    });

    test('AN7 words can be changed, which those who have it see; to whom it went cannot', async () => {
      const academy = await aClass();
      const id = await sent(academy);
      await by(academy, 'amara', 'see', { announcementIds: [id] });
      const [before] = await mine(academy, 'amara');
      expect(before!.editedAt).toBeNull();
      await by(academy, 'omar', 'edit', { announcementId: id, title: 'Room changed to B3' });
      const [after] = await mine(academy, 'amara');
      expect(after).toMatchObject({ title: 'Room changed to B3', seenAt: before!.seenAt });
      expect(after!.editedAt).not.toBeNull();
      expect(heardBy(academy, 'jonas', 'announcements:revised')).toBe(1);
      expect((await bell(academy, 'jonas')).notifications[0]).toMatchObject({ title: 'Room changed to B3' });
      const tellings = rooms.announced.length;
      await by(academy, 'omar', 'edit', { announcementId: id, title: 'Room changed to B3' });
      expect(rooms.announced.length).toBe(tellings);
      for (const change of [
        { role: 'student' },
        { urgent: true },
        { unlessCompletedId: academy.lesson('a') },
      ])
        expect(await outcomeOf(by(academy, 'ines', 'edit', { announcementId: id, ...change }))).toBe(
          'conflict',
        );
    });

    test('AN8 what is recalled is gone from every list and bell at once, and no mail says it any more', async () => {
      const academy = await aClass();
      await takeMail(academy);
      for (const who of ['amara', 'jonas', 'mei'])
        await rooms.perform(academy.person(who), 'notifications:set-type', {
          ...{ type: 'announcement', inApp: true, mail: 'digest' },
        });
      const id = await sent(academy, { pinned: true });
      expect((await bell(academy, 'amara')).unread).toBe(1);
      await by(academy, 'omar', 'recall', { announcementId: id });
      for (const who of ['amara', 'jonas', 'mei']) {
        expect(await titles(academy, who)).toEqual([]);
        expect(heardBy(academy, who, 'announcements:gone')).toBe(1);
        expect(await bell(academy, who)).toMatchObject({ unread: 0, notifications: [] });
      }
      const { rows } = await sql`
        select from notification_effect where collapse_key = ${`announcement/${id}`} and due_at is not null`.execute(
        rooms.db.query,
      );
      expect(rows).toEqual([]);
      expect(await by(academy, 'amara', 'see', { announcementIds: [id] })).toEqual({ marks: [] });
      const { announcement, reach: reached } = await one(academy, id);
      expect(announcement).toMatchObject({ state: 'recalled', pinned: false });
      expect(reached.people).toBe(4);
      for (const name of ['recall', 'resend', 'edit'])
        expect(await outcomeOf(by(academy, 'ines', name, { announcementId: id }))).toBe('conflict');
    });

    test('AN9 resent, it is told once more to those who have not seen it, and to nobody else', async () => {
      const academy = await aClass();
      const id = await sent(academy);
      await by(academy, 'amara', 'see', { announcementIds: [id] });
      await rooms.perform(academy.person('jonas'), 'notifications:read-all', {
        until: new Date().toISOString(),
      });
      rooms.announced.length = 0;
      await by(academy, 'ines', 'resend', { announcementId: id });
      expect(heardBy(academy, 'jonas', 'notifications:told')).toBe(1);
      expect(heardBy(academy, 'amara', 'notifications:told')).toBe(0);
      expect((await bell(academy, 'jonas')).unread).toBe(1);
      expect(await reach(academy, id)).toMatchObject({ people: 4, seen: 1 });
      for (const who of ['jonas', 'mei', 'omar']) await by(academy, who, 'see', { announcementIds: [id] });
      expect(await outcomeOf(by(academy, 'ines', 'resend', { announcementId: id }))).toBe('conflict');
    });

    test('AN10 when its time is over it is gone as if it were recalled', async () => {
      const academy = await aClass();
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const id = await sent(academy, { expiresAt });
      // A job that comes early finds nothing to do.
      await whenDue();
      expect(await titles(academy, 'amara')).toEqual([written.title]);
      const later = new Date(Date.now() + 7_200_000).toISOString();
      await by(academy, 'ines', 'edit', { announcementId: id, expiresAt: later });
      await sql`update announcement set expires_at = now() where id = ${id}`.execute(rooms.db.query);
      await whenDue();
      expect(await titles(academy, 'amara')).toEqual([]);
      expect(heardBy(academy, 'amara', 'announcements:gone')).toBe(1);
      expect(await bell(academy, 'amara')).toMatchObject({ unread: 0, notifications: [] });
      expect((await one(academy, id)).announcement.state).toBe('expired');
      const over = await draft(academy, { expiresAt: new Date(Date.now() + 5_000).toISOString() });
      expect(await outcomeOf(by(academy, 'ines', 'send', { announcementId: over.id }))).toBe('invalid');
    });
  });

  describe('who comes and goes', () => {
    const enrol = async (academy: Academy, who: string, role = 'student'): Promise<void> => {
      const { userId } = academy.person(who) ?? (await academy.stranger(who));
      await rooms.perform(academy.person('ines'), 'cohorts:enrol', {
        cohortId: academy.cohortId,
        userId,
        role,
      });
    };
    test('AN11 whoever comes later has what is pinned, and does not count', async () => {
      const academy = await aClass(['amara']);
      const pinned = await sent(academy, { title: 'Pinned', pinned: true });
      const plain = await sent(academy, { title: 'Plain' });
      await sent(academy, { title: 'For staff', pinned: true, role: 'instructor' });
      const { lesson } = academy;
      await sent(academy, { title: 'Not done', pinned: true, unlessCompletedId: lesson('a') });
      const quiet = await sent(academy, { title: 'Gone quiet', pinned: true, unlessStudiedDays: 7 });
      const quietPlain = await sent(academy, { title: 'Gone quiet, plain', unlessStudiedDays: 7 });
      await enrol(academy, 'tom');
      expect(await titles(academy, 'tom')).toEqual(['Pinned']);
      expect(heardBy(academy, 'tom', 'announcements:came')).toBe(1);
      expect(await bell(academy, 'tom')).toMatchObject({ notifications: [{ type: 'enrolled' }] });
      await by(academy, 'tom', 'see', { announcementIds: [pinned] });
      expect(await reach(academy, pinned)).toMatchObject({ people: 2, seen: 0 });
      for (const announcementId of [plain, quietPlain])
        await by(academy, 'ines', 'pin', { announcementId, pinned: true });
      expect((await titles(academy, 'tom')).sort()).toEqual(['Pinned', 'Plain']);
      expect(await reach(academy, plain)).toMatchObject({ people: 2 });
      expect(await reach(academy, quiet)).toMatchObject({ people: 0 });
      await by(academy, 'ines', 'pin', { announcementId: plain, pinned: false });
      expect((await titles(academy, 'tom')).sort()).toEqual(['Pinned', 'Plain']);
    });

    test('AN12 whoever left has nothing of it any more and hears of no change; back again they do', async () => {
      const academy = await aClass();
      const id = await sent(academy);
      await rooms.perform(academy.person('ines'), 'cohorts:remove', {
        ...{ cohortId: academy.cohortId, userId: academy.person('amara').userId },
      });
      expect(await titles(academy, 'amara')).toEqual([]);
      await by(academy, 'ines', 'edit', { announcementId: id, text: 'Secret since' });
      expect(heardBy(academy, 'amara', 'announcements:revised')).toBe(0);
      expect(await by(academy, 'amara', 'see', { announcementIds: [id] })).toEqual({ marks: [] });
      await enrol(academy, 'amara');
      expect(await titles(academy, 'amara')).toEqual([written.title]);
    });
  });

  describe('bells and mails', () => {
    test('AN13 it is news as each one chose; what is urgent stands in every bell', async () => {
      const academy = await aClass();
      await rooms.perform(academy.person('amara'), 'notifications:set-type', {
        ...{ type: 'announcement', inApp: false, mail: 'none' },
      });
      await rooms.perform(academy.person('jonas'), 'notifications:mute-cohort', {
        ...{ cohortId: academy.cohortId, muted: true },
      });
      await sent(academy);
      const unread = async (): Promise<number[]> =>
        Promise.all(['amara', 'jonas', 'mei'].map(async (who) => (await bell(academy, who)).unread));
      expect(await unread()).toEqual([0, 0, 1]);
      await sent(academy, { title: 'Fire drill', urgent: true });
      expect(await unread()).toEqual([1, 1, 2]);
      expect((await bell(academy, 'mei')).notifications[0]).toMatchObject({
        ...{ type: 'announcement', title: 'Fire drill', by: { name: 'ines' } },
      });
    });

    test('AN16 by name, page by page, staff see the same people as the reach counts, and nobody else sees them', async () => {
      const students = Array.from({ length: 60 }, (_, place) => `s${place}`);
      const academy = await aClass(students);
      const id = await sent(academy, { needsAcknowledgement: true });
      const page = (input: object = {}, who = 'ines') =>
        rooms.look(academy.person(who), 'announcements:recipients', {
          announcementId: id,
          ...input,
        }) as Promise<RecipientPage>;
      const all = async (which?: RecipientsShown): Promise<AnnouncementRecipient[]> => {
        const found: AnnouncementRecipient[] = [];
        for (let after: string | null | undefined; after !== null;) {
          const one = await page({ ...(which && { which }), ...(after !== undefined && { after }) });
          expect(one.recipients.length).toBeLessThanOrEqual(announcementLimits.recipients);
          found.push(...one.recipients);
          ({ after } = one);
        }
        return found;
      };
      for (const who of students.slice(0, 4)) await by(academy, who, 'see', { announcementIds: [id] });
      await by(academy, 's0', 'acknowledge', { announcementId: id });
      const mail = { announcementId: id, personId: academy.person('s1').userId };
      await rooms.log.write((write) => noteMail(write, mail, 'bounced'));
      const reached = await reach(academy, id);
      const everybody = await all();
      expect(everybody).toHaveLength(reached.people);
      expect(new Set(everybody.map(({ person }) => person.id)).size).toBe(61);
      const inOrder = everybody.map(({ person }) => person.name);
      expect(inOrder).toEqual([...inOrder].sort());
      expect(everybody.filter(({ seenAt }) => seenAt !== null)).toHaveLength(reached.seen);
      expect(await all('unseen')).toHaveLength(reached.people - reached.seen);
      expect(await all('unacknowledged')).toHaveLength(reached.people - reached.acknowledged);
      expect((await all('bounced')).map(({ person }) => person.id)).toEqual([academy.person('s1').userId]);
      expect(await outcomeOf(page({}, 's0'))).toBe('forbidden');
      expect(await outcomeOf(page({}, 'paula'))).toBe('done');
    });

    test('AN14 a mail that says it is counted in the reach, one that came back as well; whoever saw it before gets none', async () => {
      const academy = await aClass();
      await takeMail(academy, 'amara', 'jonas');
      await rooms.perform(academy.person('mei'), 'notifications:set-type', {
        ...{ type: 'announcement', inApp: true, mail: 'digest' },
      });
      const id = await sent(academy, { role: 'student' });
      expect(await mailsTo(academy, 'amara')).toEqual([expect.stringContaining(written.title)]);
      expect(await reach(academy, id)).toMatchObject({ people: 3, mailed: 2, bounced: 0 });
      const of = { announcementId: id, personId: academy.person('jonas').userId };
      for (let time = 0; time < 2; time += 1)
        await rooms.log.write((write) => noteMail(write, of, 'bounced'));
      expect(await reach(academy, id)).toMatchObject({ mailed: 2, bounced: 1 });
      await by(academy, 'mei', 'see', { announcementIds: [id] });
      expect((await bell(academy, 'mei')).unread).toBe(0);
      await sql`update notification_effect set due_at = now() where due_at is not null`.execute(
        rooms.db.query,
      );
      await whenDue();
      expect(await mailsTo(academy, 'mei')).toEqual([]);
    });
  });
}
