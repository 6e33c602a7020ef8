import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '#platform/server/feature.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { copyOf } from '../../../../tests/support/copies.ts';
import { anOperator } from '../../../../tests/support/identityActs.ts';
import { aQuestionClass, type QuestionClass } from '../../../../tests/support/questions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { OpenQuestion } from '../contract.ts';

/** What `qna` promises of who is named, on either database. */
export function anonymitySuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const marksOf = (school: QuestionClass): string[] => [school.person('amara').userId, 'amara'];
  /** All that staff can read of the session's questions, in views, files, events and the audit. */
  const readByStaff = async (school: QuestionClass): Promise<string> => {
    const { sessionId } = school;
    const { academy, topics } = school.school;
    const views = [
      await school.desk(),
      await school.list('ines'),
      await school.look('ines', 'qa:owed', { cohortId: academy.cohortId }),
      await school.look('ines', 'qa:report'),
      await school.look('ines', 'qa:similar', { sessionId, text: 'Is this a silly question?' }),
      await school.school.file('ines', 'qa:export-csv', { sessionId }),
      await school.school.file('ines', 'qa:export-json', { sessionId }),
    ];
    const heard = rooms.announced
      .filter(({ topic, type }) => type.startsWith('qa:') && !topic.startsWith('user/'))
      .map(({ data }) => data);
    expect(rooms.announced.some(({ topic }) => topic === topics.staff)).toBe(true);
    const { rows } = await sql<{ line: string }>`
      select row_to_json(audit_entry)::text as line from audit_entry where act like 'qa:%'`.execute(
      rooms.db.query,
    );
    return JSON.stringify([views, heard, rows]);
  };

  test('QA11 hidden from peers: no student reads who asked, staff do', async () => {
    const school = await aQuestionClass(rooms, { anonymity: 'peers' });
    const question = await school.ask('amara', 'Is this a silly question?', { anonymous: true });
    await school.asStaff('pin', question, { on: true });
    const ofPeer = JSON.stringify([await school.list('jonas'), school.toldEverybody]);
    for (const mark of marksOf(school)) expect(ofPeer).not.toContain(mark);
    expect((await school.seen(question))!.author).toBeNull();
    expect((await school.onDesk(question))!.author).toMatchObject({ name: 'amara' });
    const named = await school.ask('amara', 'And this one?');
    expect((await school.seen(named))!.author).toMatchObject({ name: 'amara' });
  });

  test('QA12 hidden from everyone: whatever staff do and read, nothing names who asked', async () => {
    const school = await aQuestionClass(rooms, { anonymity: 'everyone', moderated: true });
    const ask = (text: string) => school.ask('amara', text, { anonymous: true });
    const [one, two, three] = [
      await ask('Is this a silly question?'),
      await ask('Is that a silly question?'),
      await ask('What is a silly question?'),
    ];
    for (const each of [one, two, three]) await school.asStaff('publish', each);
    await school.upvote('jonas', one);
    await school.asStaff('merge', one, { intoId: two.id });
    await school.asStaff('restore', one);
    await school.asStaff('dismiss', one, { reason: 'Twice' });
    await school.asStaff('answer', three, { text: 'There is none.' });
    await school.asStaff('mute-person', two, { minutes: 10 });
    await school.end();
    const read = await readByStaff(school);
    for (const mark of marksOf(school)) expect(read).not.toContain(mark);
    expect(read).toContain(two.id);
    expect(await school.own('amara', one)).toMatchObject({ state: 'dismissed', reason: 'Twice' });
  });

  test('QA12 QA15 a muting shows at its own question, and lifting it elsewhere does nothing', async () => {
    const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
    const ask = (name: string) => school.ask(name, 'Rude?', { anonymous: true });
    const [one, two, other] = [await ask('amara'), await ask('amara'), await ask('jonas')];
    await school.asStaff('mute-person', one, { minutes: 10 });
    const shown = (await school.desk()).questions.map(({ mutedUntil }) => mutedUntil !== null);
    expect(shown).toEqual([true, false, false]);
    await school.asStaff('mute-person', two, { minutes: 0 });
    await school.asStaff('mute-person', other, { minutes: 0 });
    expect(await outcomeOf(ask('amara'))).toBe('not_yet');
    expect(await outcomeOf(ask('jonas'))).toBe('done');
  });

  test('QA12 a merging says by no figure whether both questions are of one person', async () => {
    const figures = [];
    for (const second of ['amara', 'mina']) {
      const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
      const one = await school.ask('amara', 'One?', { anonymous: true });
      const two = await school.ask(second, 'Two?', { anonymous: true });
      await school.upvote('jonas', one);
      await school.asStaff('merge', one, { intoId: two.id });
      figures.push((await school.seen(two))!.upvotes);
    }
    expect(figures).toEqual([1, 1]);
  });

  test('QA13 it stays as it was asked, whatever becomes of the session’s settings', async () => {
    const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
    const question = await school.ask('amara', 'Who knows?', { anonymous: true });
    const settings = { moderated: false, anonymity: 'none' };
    await school.school.asStaff('session:change', { settings });
    expect((await school.onDesk(question))!.author).toBeNull();
    expect(await outcomeOf(school.ask('amara', 'And now?', { anonymous: true }))).toBe('conflict');
    expect(await outcomeOf(school.ask('amara', 'And now?'))).toBe('done');
  });

  test('QA12 no copy of anybody else’s data has who asked, nor has one that staff make', async () => {
    const school = await aQuestionClass(rooms, { anonymity: 'everyone' });
    const question = await school.ask('amara', 'Who is it?', { anonymous: true });
    await school.upvote('jonas', question);
    await school.asStaff('answer', question, { text: 'Nobody.' });
    await school.asStaff('mute-person', question, { minutes: 1 });
    const { userId } = school.person('amara');
    const copied = (by: string, command: string, input: object): Promise<string> =>
      copyOf(rooms, school.person(by), command, input);
    expect(await copied('amara', 'rights:export', {})).toContain('Who is it?');
    for (const name of ['ines', 'jonas']) {
      const copy = await copied(name, 'rights:export', {});
      expect(copy).toContain(question.id);
      expect(copy).not.toContain(userId);
    }
    const { organisationId } = school.school.academy;
    const ofOrganisation = { organisationId, userId, reason: 'She asked for it.' };
    const byStaff = await copied('paula', 'rights:export-member', ofOrganisation);
    expect(byStaff).toContain(userId);
    for (const mark of [question.id, 'Who is it?']) expect(byStaff).not.toContain(mark);
  });

  describe('other names', () => {
    const beForgotten = async ({ userId }: Person): Promise<void> => {
      const operator = await anOperator(rooms);
      const { seal } = (await rooms.look(operator, 'rights:preview-person', { userId })) as { seal: string };
      await rooms.perform(operator, 'rights:erase-person', { userId, seal });
    };
    const rename = (school: QuestionClass, name: string, to: string) =>
      school.act(name, 'identity:update-profile', { name: to });

    test('QA21 whoever sees a name hears when it is another, and nothing of what hides it', async () => {
      const school = await aQuestionClass(rooms, { anonymity: 'peers' });
      const named = await school.ask('amara', 'Named?');
      const peers = await school.ask('amara', 'Hidden?', { anonymous: true });
      await school.school.asStaff('session:change', {
        settings: { moderated: false, anonymity: 'everyone' },
      });
      const sealed = await school.ask('amara', 'Sealed?', { anonymous: true });
      rooms.announced.length = 0;
      await rename(school, 'amara', 'Amara Osei');
      const ids = (whom: string, type: string) => school.told<OpenQuestion>(whom, type).map(({ id }) => id);
      expect(ids('everybody', 'qa:changed')).toEqual([named.id]);
      expect(ids('staff', 'qa:desk-changed')).toEqual([named.id, peers.id]);
      expect(JSON.stringify(school.told('staff', 'qa:desk-changed'))).not.toContain(sealed.id);
      expect((await school.seen(named))!.author!.name).toBe('Amara Osei');

      await school.asStaff('answer', sealed, { text: 'So.' });
      rooms.announced.length = 0;
      await rename(school, 'ines', 'Inês Prado');
      expect(ids('everybody', 'qa:changed')).toEqual([sealed.id]);
      expect((await school.seen(sealed))!.answer!.by.name).toBe('Inês Prado');
    });

    test('QA21 what somebody asked who is forgotten is gone, and what was merged into it is back', async () => {
      const school = await aQuestionClass(rooms);
      const one = await school.ask('jonas', 'One?');
      const two = await school.ask('amara', 'About my aunt Agatha?');
      await school.asStaff('merge', one, { intoId: two.id });
      await beForgotten(school.person('amara'));
      expect(await school.seen(two)).toBeUndefined();
      expect(await school.seen(one, 'mina')).toMatchObject({ question: 'One?', state: 'published' });
      const { rows } = await sql<{ question: string | null; state: string }>`
        select question, state from question where id = ${two.id}`.execute(rooms.db.query);
      expect(rows).toEqual([{ question: null, state: 'withdrawn' }]);
    });
  });
}
