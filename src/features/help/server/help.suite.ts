import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Bell } from '#features/notifications/contract.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { HelpOffer, OwnHelpOffer } from '../contract.ts';
import { forgetPerson } from './forgetting.ts';

const text = 'Shall we look at the second exercise together on Friday?';

/** What `help` promises, on either database. */
export function helpSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const aClass = (): Promise<Academy> =>
    anAcademy(rooms, { students: ['amara', 'jonas'], instructors: ['ines', 'omar'], admins: ['paula'] });
  const offer = (
    { cohortId, person }: Academy,
    { by = 'ines', to = 'amara' }: { by?: string; to?: string } = {},
  ): Promise<HelpOffer> =>
    rooms.perform(person(by), 'help:offer', {
      ...{ cohortId, studentId: person(to).userId, text },
    }) as Promise<HelpOffer>;
  const answer = (
    { person }: Academy,
    helpOfferId: string,
    given: string,
    { by = 'amara', reply = '' } = {},
  ): Promise<OwnHelpOffer> =>
    rooms.perform(person(by), 'help:answer', {
      ...{ helpOfferId, answer: given, reply },
    }) as Promise<OwnHelpOffer>;
  const close = (
    { person }: Academy,
    helpOfferId: string,
    outcome: string,
    by = 'omar',
  ): Promise<HelpOffer> =>
    rooms.perform(person(by), 'help:close', { helpOfferId, outcome }) as Promise<HelpOffer>;
  const mine = async ({ cohortId, person }: Academy, who = 'amara'): Promise<OwnHelpOffer | null> =>
    ((await rooms.look(person(who), 'help:mine', { cohortId })) as { offer: OwnHelpOffer | null }).offer;
  const standing = async ({ cohortId, person }: Academy, who = 'ines'): Promise<HelpOffer[]> =>
    ((await rooms.look(person(who), 'help:standing', { cohortId })) as { offers: HelpOffer[] }).offers;
  const history = async ({ cohortId, person }: Academy, of = 'amara'): Promise<HelpOffer[]> => {
    const asked = { cohortId, studentId: person(of).userId };
    return ((await rooms.look(person('ines'), 'help:student', asked)) as { offers: HelpOffer[] }).offers;
  };
  const bell = ({ person }: Academy, who: string): Promise<Bell> =>
    rooms.look(person(who), 'notifications:bell') as Promise<Bell>;
  const told = (type: string): unknown[] =>
    rooms.announced.filter((one) => one.type === type).map(({ data }) => JSON.parse(data) as unknown);
  const mailsDue = async ({ person }: Academy, who: string): Promise<string[]> => {
    const { rows } = await sql<{ key: string }>`
      select collapse_key as key from notification_effect
      where person_id = ${person(who).userId} and due_at is not null`.execute(rooms.db.query);
    return rows.map(({ key }) => key);
  };
  const takeMail = async ({ mailDomain }: Academy): Promise<void> => {
    await sql`update account set email_verified_at = now() where email like ${`%@${mailDomain}`}`.execute(
      rooms.db.query,
    );
  };

  describe('offering', () => {
    test('HE1 staff offer help to an active student, who alone of the class has it', async () => {
      const academy = await aClass();
      const made = await offer(academy);
      expect(made).toMatchObject({ text, state: 'open', by: { name: 'ines' }, answeredAt: null, reply: '' });
      expect(await mine(academy)).toMatchObject({ id: made.id, text, state: 'open' });
      expect(await mine(academy, 'jonas')).toBeNull();
      for (const who of ['ines', 'omar', 'paula']) expect(await standing(academy, who)).toEqual([made]);
      expect(await history(academy)).toEqual([made]);
      const { cohortId, person } = academy;
      const heard = rooms.announced.filter(({ data }) => data.includes(made.id)).map(({ topic }) => topic);
      expect(new Set(heard)).toEqual(new Set([`user/${person('amara').userId}`, `cohort/${cohortId}/staff`]));
    });

    test('HE1 nobody else offers, and nobody but an active student is offered help', async () => {
      const academy = await aClass();
      const { cohortId, person } = academy;
      const stranger = await academy.stranger('tom');
      expect(await outcomeOf(offer(academy, { by: 'jonas' }))).toBe('forbidden');
      expect(await outcomeOf(offer(academy, { by: 'tom' }))).toBe('not_found');
      for (const to of ['omar', 'tom']) expect(await outcomeOf(offer(academy, { to }))).toBe('not_found');
      const change = { actor: person('ines'), tx: undefined as never, tell: undefined as never };
      await rooms.log.write((write) =>
        enrolments.remove({ ...change, ...write }, { cohortId, userId: person('jonas').userId }),
      );
      expect(await outcomeOf(offer(academy, { to: 'jonas' }))).toBe('not_found');
      expect(await outcomeOf(rooms.look(person('amara'), 'help:standing', { cohortId }))).toBe('forbidden');
      expect(await outcomeOf(rooms.look(stranger, 'help:mine', { cohortId }))).toBe('not_found');
      // Of whoever was never a student there staff are told nothing, not even that there is nothing.
      for (const of of ['tom', 'omar']) expect(await outcomeOf(history(academy, of))).toBe('not_found');
      expect(await history(academy, 'jonas')).toEqual([]);
      expect(await standing(academy)).toEqual([]);
    });

    test('HE2 of two offers that are made at once one stands, and both staff see which', async () => {
      const academy = await aClass();
      const made = await Promise.allSettled(['ines', 'omar', 'paula'].map((by) => offer(academy, { by })));
      const kept = made.filter((one) => one.status === 'fulfilled');
      expect(kept).toHaveLength(1);
      for (const one of made)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
      expect(await standing(academy)).toEqual([kept[0]!.value]);
      expect(await outcomeOf(offer(academy))).toBe('conflict');
      await close(academy, kept[0]!.value.id, 'withdrawn');
      expect(await outcomeOf(offer(academy))).toBe('done');
      // What one student is offered is nothing to another's.
      expect(await outcomeOf(offer(academy, { to: 'jonas' }))).toBe('done');
    });
  });

  describe('answering and closing', () => {
    test('HE3 the student alone answers, and the last word counts while it stands', async () => {
      const academy = await aClass();
      const { id } = await offer(academy);
      for (const by of ['jonas', 'ines', 'paula'])
        expect(await outcomeOf(answer(academy, id, 'accepted', { by }))).toBe('forbidden');
      expect(await answer(academy, id, 'declined')).toMatchObject({ state: 'declined' });
      const said = await answer(academy, id, 'accepted', { reply: 'Friday at ten?' });
      expect(said).toMatchObject({ state: 'accepted', reply: 'Friday at ten?' });
      expect(await mine(academy)).toEqual(said);
      expect(await standing(academy)).toMatchObject([{ id, state: 'accepted', reply: 'Friday at ten?' }]);
      rooms.announced.length = 0;
      expect(await answer(academy, id, 'accepted', { reply: 'Friday at ten?' })).toEqual(said);
      expect(rooms.announced).toEqual([]);
      await close(academy, id, 'helped');
      expect(await outcomeOf(answer(academy, id, 'declined'))).toBe('conflict');
    });

    test('HE4 staff say what came of it, and anew; the student hears that it is over and not what came of it', async () => {
      const academy = await aClass();
      const { id } = await offer(academy);
      await answer(academy, id, 'accepted');
      for (const by of ['amara', 'jonas'])
        expect(await outcomeOf(close(academy, id, 'helped', by))).toBe('forbidden');
      rooms.announced.length = 0;
      expect(await close(academy, id, 'helped')).toMatchObject({ state: 'closed', outcome: 'helped' });
      expect(await mine(academy)).toBeNull();
      expect(await standing(academy)).toEqual([]);
      const toStudent = rooms.announced.filter(({ topic }) => topic.startsWith('user/'));
      expect(toStudent.map(({ type }) => type)).toContain('help:changed');
      for (const { data } of toStudent) expect(data).not.toMatch(/outcome|helped/);

      rooms.announced.length = 0;
      const [closed] = await history(academy);
      expect(await close(academy, id, 'not-helped')).toEqual({ ...closed, outcome: 'not-helped' });
      expect(told('help:changed')).toEqual([]);
      expect(told('help:desk-changed')).toHaveLength(1);
      await close(academy, id, 'not-helped', 'ines');
      expect(told('help:desk-changed')).toHaveLength(1);
      expect(await history(academy)).toMatchObject([{ id, outcome: 'not-helped' }]);
    });

    test('HE3 HE4 an answer and a close at the same moment come one after the other', async () => {
      const academy = await aClass();
      for (const round of [1, 2, 3]) {
        const { id } = await offer(academy);
        const [said] = await Promise.allSettled([
          answer(academy, id, 'accepted'),
          close(academy, id, 'withdrawn'),
        ]);
        if (said.status === 'rejected') expect(said.reason).toMatchObject({ code: 'conflict' });
        const [now] = await history(academy);
        const answered = said.status === 'fulfilled';
        expect({ round, now }).toMatchObject({ now: { id, state: 'closed', outcome: 'withdrawn' } });
        expect(now!.answeredAt !== null).toBe(answered);
        expect(await mine(academy)).toBeNull();
      }
    });
  });

  describe('who is told', () => {
    test('HE5 the student is told once, and whoever offered it each time it is answered', async () => {
      const academy = await aClass();
      await takeMail(academy);
      const { cohortId, person } = academy;
      const { id } = await offer(academy);
      const ofAmara = await bell(academy, 'amara');
      expect(ofAmara).toMatchObject({
        unread: 1,
        notifications: [{ type: 'help-offered', by: { name: 'ines' }, title: '' }],
      });
      // No word that was written is in a bell.
      expect(JSON.stringify(ofAmara)).not.toContain('exercise');
      expect(await bell(academy, 'jonas')).toMatchObject({ unread: 0 });
      expect(await mailsDue(academy, 'amara')).toEqual([`help/${id}`]);

      await answer(academy, id, 'declined');
      expect(await bell(academy, 'amara')).toMatchObject({ unread: 0 });
      expect(await mailsDue(academy, 'amara')).toEqual([]);
      await answer(academy, id, 'accepted');
      expect(await bell(academy, 'ines')).toMatchObject({
        unread: 1,
        notifications: [
          {
            ...{ type: 'help-answered', count: 2, by: { name: 'amara' } },
            subject: { kind: 'help-answer', helpOfferId: id, studentId: person('amara').userId },
          },
        ],
      });
      expect(await bell(academy, 'omar')).toMatchObject({ unread: 0 });
      const sent = await rooms.look(person('ines'), 'notifications:sent', { cohortId });
      expect(sent).toMatchObject({ lines: [{ type: 'help-offered', person: { name: 'amara' } }] });
    });

    test('HE5 what is closed before it was read stands in no bell, and no mail says it any more', async () => {
      const academy = await aClass();
      await takeMail(academy);
      const { id } = await offer(academy);
      await close(academy, id, 'withdrawn');
      expect(await bell(academy, 'amara')).toMatchObject({ unread: 0, notifications: [] });
      expect(await mailsDue(academy, 'amara')).toEqual([]);
      const again = await offer(academy);
      expect(await bell(academy, 'amara')).toMatchObject({ unread: 1 });
      expect(await mailsDue(academy, 'amara')).toEqual([`help/${again.id}`]);
    });
  });

  describe('who is forgotten', () => {
    test('HE6 of a student who is forgotten no offer is left; what somebody forgotten offered names nobody', async () => {
      const academy = await aClass();
      const { cohortId, person } = academy;
      const toAmara = await offer(academy);
      await offer(academy, { to: 'jonas' });
      rooms.announced.length = 0;
      await rooms.log.write((write) => forgetPerson(write, person('jonas').userId));
      expect(told('help:forgotten')).toEqual([{ cohortId, studentId: person('jonas').userId }]);
      expect(await standing(academy)).toEqual([toAmara]);
      expect(await history(academy, 'jonas')).toEqual([]);

      await rooms.log.write((write) => forgetPerson(write, person('ines').userId));
      expect(await mine(academy)).toMatchObject({ id: toAmara.id, by: null, text });
      expect(await standing(academy, 'omar')).toEqual([{ ...toAmara, by: null }]);
      expect(told('help:changed')).toMatchObject([{ id: toAmara.id, by: null }]);
    });
  });

  test('HE7 the audit has who offered help to whom and what came of it, and no word of it', async () => {
    const academy = await aClass();
    const { id } = await offer(academy);
    await close(academy, id, 'helped');
    const { rows } = await sql<{ act: string; about: string; details: string }>`
      select act, about_id as about, details::text as details from audit_entry
      where act like 'help:%' and details::text like ${`%${id}%`} order by id`.execute(rooms.db.query);
    expect(rows.map(({ act }) => act)).toEqual(['help:offer', 'help:close']);
    for (const { about, details } of rows) {
      expect(about).toBe(academy.person('amara').userId);
      expect(details).not.toContain('exercise');
    }
  });
}
