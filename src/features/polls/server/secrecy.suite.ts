import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { copyOf } from '../../../../tests/support/copies.ts';
import { anOperator } from '../../../../tests/support/identityActs.ts';
import { aKey, aPollClass, countsOf, type PollClass } from '../../../../tests/support/polls.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { DeskPoll, NamedBallot, OpenPoll } from '../contract.ts';
import { castAnonymously } from './ballotStore.ts';

/** What `polls` keeps to itself, on either database. */
export function secrecySuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  const cast = (
    school: PollClass,
    name: string,
    poll: DeskPoll,
    place: number,
    ballotKey: string | undefined,
  ) =>
    school.vote(name, poll, {
      optionIds: [poll.options[place]!.id],
      ...(ballotKey !== undefined && { ballotKey }),
    });

  /** Every row of every table in which a text stands, as JSON. */
  async function rowsWith(text: string): Promise<string[]> {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(rooms.db.query);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select to_json(one)::text as row from ${sql.table(name)} one
        where strpos(to_json(one)::text, ${text}) > 0`.execute(rooms.db.query);
      found.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return found;
  }

  test('PO22 a ballot says when it was cast in a quiz that knows its voters, and in nothing else', async () => {
    const school = await aPollClass(rooms);
    const quiz = { kind: 'quiz', right: [1] };
    const timed = await school.launch(quiz);
    const sealed = await school.launch({ ...quiz, anonymity: 'anonymous' });
    const single = await school.launch({ anonymity: 'named' });
    await cast(school, 'amara', timed, 1, undefined);
    await cast(school, 'amara', sealed, 1, aKey());
    await cast(school, 'amara', single, 1, undefined);
    for (const poll of [timed, sealed, single]) await school.asStaff('close', poll);
    const { rows } = await sql<{ pollId: string }>`
      select poll_id as "pollId" from poll_ballot where cast_at is not null
      and poll_id = any (${[timed, sealed, single].map(({ id }) => id)}::uuid[])`.execute(rooms.db.query);
    expect(rows).toEqual([{ pollId: timed.id }]);
    const forced = sql`
      update poll_ballot set cast_at = clock_timestamp() where poll_id = ${sealed.id}`.execute(
      rooms.db.query,
    );
    await expect(forced).rejects.toThrow(/check/);
  });

  describe('anonymous', () => {
    test('PO9 no row of any table has both the voter and what was chosen, nor when', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ anonymity: 'anonymous' });
      const keys = { amara: aKey(), jonas: aKey() };
      await cast(school, 'amara', poll, 0, keys.amara);
      await cast(school, 'jonas', poll, 1, keys.jonas);
      await cast(school, 'amara', poll, 2, keys.amara);
      const chosen = poll.options[2]!.id;
      const ofAmara = await rowsWith(school.person('amara').userId);
      expect(ofAmara.some((row) => row.startsWith('poll_mark '))).toBe(true);
      for (const row of ofAmara) for (const { id } of poll.options) expect(row).not.toContain(id);
      const ofChosen = await rowsWith(chosen);
      expect(ofChosen.filter((row) => row.startsWith('poll_ballot '))).toHaveLength(1);
      for (const row of ofChosen) expect(row).not.toContain(school.person('amara').userId);
      for (const key of Object.values(keys)) expect(await rowsWith(key)).toEqual([]);
      for (const table of ['poll_ballot', 'poll_mark']) {
        const { rows } = await sql<{ row: string }>`
          select to_json(one)::text as row from ${sql.table(table)} one where poll_id = ${poll.id}`.execute(
          rooms.db.query,
        );
        expect(rows).toHaveLength(2);
        for (const { row } of rows) expect(row).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
      }
    });

    test('PO9 nothing is told that grows vote by vote but how many have voted, to staff neither', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ anonymity: 'anonymous' });
      await cast(school, 'amara', poll, 0, aKey());
      expect(await school.onDesk(poll)).toMatchObject({ voters: 1, tally: null });
      for (const topic of ['staff', 'everybody']) {
        expect(school.told(topic, 'poll:tally')).toEqual([]);
        expect(school.told(topic, 'poll:turnout')).toHaveLength(1);
      }
      const of = { sessionId: school.sessionId };
      expect(await school.school.file('ines', 'poll:export-csv', of)).not.toContain(poll.options[0]!.label);
      await school.asStaff('close', poll);
      expect(countsOf((await school.onDesk(poll))!)).toEqual([1, 0, 0]);
      expect((await school.seen(poll))?.tally).toBeNull();
    });

    test('PO9 it is changed with its key until the close, and without it by nobody', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ anonymity: 'anonymous' });
      const key = aKey();
      const answer = await cast(school, 'amara', poll, 0, key);
      expect(answer.choice).toBeNull();
      expect(await school.own('amara', poll)).toEqual(answer);
      await cast(school, 'amara', poll, 1, key);
      expect(await outcomeOf(cast(school, 'amara', poll, 2, aKey()))).toBe('conflict');
      expect(await outcomeOf(cast(school, 'jonas', poll, 2, key))).toBe('conflict');
      expect(await outcomeOf(cast(school, 'mina', poll, 2, undefined))).toBe('invalid');
      expect((await school.seen(poll))?.voters).toBe(1);
      await school.asStaff('close', poll);
      expect(await outcomeOf(cast(school, 'amara', poll, 0, key))).toBe('conflict');
      expect(countsOf((await school.onDesk(poll))!)).toEqual([0, 1, 0]);
    });

    test('PO9 two windows with keys of their own leave one ballot', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ anonymity: 'anonymous' });
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, place) => outcomeOf(cast(school, 'amara', poll, place % 3, aKey()))),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      await school.asStaff('close', poll);
      expect(countsOf((await school.onDesk(poll))!)!.reduce((sum, count) => sum + count, 0)).toBe(1);
    });

    test('PO9 of ballots that share a commit a key changes its own, in turn, and nobody else’s', async () => {
      const school = await aPollClass(rooms);
      const { id: pollId, options } = await school.launch({ anonymity: 'anonymous' });
      const [key, other] = [aKey(), aKey()];
      const came = await rooms.db.transaction((tx) => {
        const put = (name: string, withKey: string, option: number) =>
          castAnonymously(tx, withKey, {
            ...{ pollId, personId: school.person(name).userId },
            choice: { optionIds: [options[option]!.id], texts: [], number: null },
          });
        const amara = [
          put('amara', key, 0),
          put('amara', key, 2),
          put('amara', other, 0),
          put('amara', key, 1),
        ];
        return Promise.all([...amara, put('jonas', key, 2), put('mina', other, 2), put('mina', other, 0)]);
      });
      expect(came).toEqual(['counted', 'changed', 'taken', 'changed', 'taken', 'counted', 'changed']);
      await school.asStaff('close', { id: pollId });
      expect(countsOf((await school.onDesk({ id: pollId }))!)).toEqual([1, 1, 0]);
    });

    test('PO9 closing forgets the keys, and writes all ballots in one transaction', async () => {
      const school = await aPollClass(rooms);
      const poll = await school.launch({ anonymity: 'anonymous' });
      for (const name of ['amara', 'jonas', 'mina']) await cast(school, name, poll, 0, aKey());
      const look = () =>
        sql<{ writers: number; keys: number; ballots: number }>`
          select count(distinct xmin::text) as writers, count(key_hash) as keys, count(*) as ballots
          from poll_ballot where poll_id = ${poll.id}`.execute(rooms.db.query);
      expect((await look()).rows).toEqual([{ writers: 3, keys: 3, ballots: 3 }]);
      await school.asStaff('close', poll);
      expect((await look()).rows).toEqual([{ writers: 1, keys: 0, ballots: 3 }]);
    });
  });

  test('PO10 what was chosen in confidence is told to nobody but the voter', async () => {
    const school = await aPollClass(rooms);
    const poll = await school.launch({ results: 'live' });
    rooms.announced.length = 0;
    await school.vote('amara', poll, 1);
    expect((await school.own('amara', poll))?.choice?.optionIds).toEqual([poll.options[1]!.id]);
    expect(await outcomeOf(school.look('ines', 'poll:ballots', { pollId: poll.id }))).toBe('conflict');
    const { userId } = school.person('amara');
    const others = rooms.announced.filter(({ topic }) => topic !== `user/${userId}`);
    expect(others.map(({ data }) => data).join('\n')).not.toContain(userId);
    const of = { sessionId: school.sessionId };
    for (const view of ['poll:export-csv', 'poll:export-ballots', 'poll:export-json'])
      expect(await school.school.file('ines', view, of)).not.toContain(userId);
    expect(JSON.stringify(await school.look('ines', 'poll:report'))).not.toContain(userId);
  });

  test('PO9 PO10 a copy of somebody’s data has their own ballots, and an administrator’s has none', async () => {
    const school = await aPollClass(rooms);
    const poll = await school.launch();
    const sealed = await school.launch({ anonymity: 'anonymous' });
    await school.vote('amara', poll, 1);
    await cast(school, 'amara', sealed, 1, aKey());
    const copied = (by: string, command: string, input: object): Promise<string> =>
      copyOf(rooms, school.person(by), command, input);
    const own = await copied('amara', 'rights:export', {});
    for (const known of [poll.options[1]!.id, sealed.id]) expect(own).toContain(known);
    expect(own).not.toContain(sealed.options[1]!.id);
    const { organisationId } = school.school.academy;
    const asked = { organisationId, userId: school.person('amara').userId, reason: 'She asked for it.' };
    const byStaff = await copied('paula', 'rights:export-member', asked);
    expect(byStaff).toContain(asked.userId);
    for (const { options } of [poll, sealed]) expect(byStaff).not.toContain(options[1]!.id);
  });

  test('PO17 what somebody wrote who is forgotten is gone and told as gone; what they chose still counts', async () => {
    const school = await aPollClass(rooms);
    const words = await school.launch({ kind: 'words', options: [], results: 'live' });
    const poll = await school.launch();
    await school.vote('amara', words, { texts: ['kestrel', 'calm'] });
    await school.vote('jonas', words, { texts: ['calm'] });
    await school.vote('amara', poll, 0);
    const operator = await anOperator(rooms);
    const { userId } = school.person('amara');
    const { seal } = (await rooms.look(operator, 'rights:preview-person', { userId })) as { seal: string };
    rooms.announced.length = 0;
    await rooms.perform(operator, 'rights:erase-person', { userId, seal });
    const left = [{ text: 'calm', count: 1 }];
    expect((await school.seen(words))?.tally?.words).toEqual(left);
    expect(
      school.told<OpenPoll>('everybody', 'poll:changed').map(({ id, tally }) => [id, tally?.words]),
    ).toEqual([[words.id, left]]);
    expect(countsOf((await school.onDesk(poll))!)).toEqual([1, 0, 0]);
  });

  test('PO26 what was written is told round by round: revealing the second shows no text of the first', async () => {
    const school = await aPollClass(rooms);
    const first = await school.launch({ kind: 'text', options: [], prompt: 'And now?' });
    await school.vote('amara', first, { texts: ['kestrel'] });
    await school.vote('mina', first, { texts: ['heron'] });
    const second = await school.asStaff('revote', first);
    await school.vote('amara', second, { texts: ['osprey'] });
    await school.asStaff('reveal', second);
    const read = (poll: DeskPoll) => school.look('jonas', 'poll:texts', { pollId: poll.id });
    expect(await read(second)).toMatchObject({ shown: true, texts: [{ text: 'osprey', count: 1 }] });
    expect(await read(first)).toMatchObject({ shown: false, texts: [] });
    // By this alone a page knows that there is nothing to compare yet.
    expect((await school.seen(first))?.tally).toBeNull();
    await school.asStaff('hide-text', first, { text: 'kestrel', hidden: true });
    await school.asStaff('reveal', first);
    expect(await read(first)).toMatchObject({ shown: true, texts: [{ text: 'heron', count: 1 }] });
    expect((await school.seen(first))?.voters).toBe(2);
    expect(school.toldEverybody).not.toContain('kestrel');
  });

  test('PO11 what is voted by name is read by staff, and by no other student', async () => {
    const school = await aPollClass(rooms);
    const poll = await school.launch({ anonymity: 'named', results: 'live' });
    await school.vote('amara', poll, 1);
    await school.vote('jonas', poll, 0);
    const { ballots } = await school.look<{ ballots: NamedBallot[] }>('ines', 'poll:ballots', {
      pollId: poll.id,
    });
    expect(ballots.map(({ person, choice }) => [person.id, choice.optionIds])).toEqual([
      [school.person('amara').userId, [poll.options[1]!.id]],
      [school.person('jonas').userId, [poll.options[0]!.id]],
    ]);
    expect(await outcomeOf(school.look('jonas', 'poll:ballots', { pollId: poll.id }))).toBe('forbidden');
    expect(school.toldEverybody).not.toContain(school.person('amara').userId);
    rooms.announced.length = 0;
    await school.act('amara', 'identity:update-profile', { name: 'Amara Other' });
    expect(school.told<DeskPoll>('staff', 'poll:desk-changed').map(({ id }) => id)).toEqual([poll.id]);
  });
}
