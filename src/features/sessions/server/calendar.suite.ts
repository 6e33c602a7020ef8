import { sql } from 'kysely';
import nodeIcal, { type VEvent } from 'node-ical';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aSessionClass, inMinutes, type SessionClass } from '../../../../tests/support/liveSessions.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';

/** What `sessions` promises of calendars, on either database. */
export function calendarSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());

  const makeFeed = async (school: SessionClass, name: string): Promise<string> => {
    const { path } = (await rooms.perform(school.person(name), 'session:make-feed', {})) as { path: string };
    return path.slice(path.lastIndexOf('/') + 1);
  };
  /** As a calendar's program asks: it is nobody. */
  const read = (school: SessionClass, token: string): Promise<string> => {
    const nobody = { kind: 'anonymous' } as const;
    return rooms.look(nobody, 'session:calendar', { token }).then((file) => {
      const { bytes, type } = file as { bytes: Uint8Array; type: string };
      expect([type, school.sessionId !== '']).toEqual(['text/calendar; charset=utf-8', true]);
      return new TextDecoder().decode(bytes);
    });
  };
  const events = (text: string): VEvent[] =>
    Object.values(nodeIcal.sync.parseICS(text)).filter((part): part is VEvent => part?.type === 'VEVENT');
  const entry = async (school: SessionClass, token: string): Promise<VEvent> =>
    events(await read(school, token)).find(({ uid }) => uid.startsWith(school.sessionId))!;

  describe('the secret address', () => {
    test('SE14 is seen once and kept as a hash; another one ends it, and so does revoking', async () => {
      const school = await aSessionClass(rooms);
      const look = () => rooms.look(school.person('amara'), 'session:feed');
      expect(await look()).toEqual({ madeAt: null });
      const first = await makeFeed(school, 'amara');
      expect(await look()).toEqual({ madeAt: expect.any(String) as string });
      expect(first).toMatch(/^[\w-]{43}$/);
      const { rows } = await sql<{ line: string }>`
        select row_to_json(calendar_feed)::text as line from calendar_feed
        union all select answer::text from command_answer where answer is not null`.execute(rooms.db.query);
      expect(rows.filter(({ line }) => line.includes(first))).toEqual([]);

      expect(events(await read(school, first))).toHaveLength(1);
      const second = await makeFeed(school, 'amara');
      expect(await outcomeOf(read(school, first))).toBe('not_found');
      expect(events(await read(school, second))).toHaveLength(1);
      const revoke = () => rooms.perform(school.person('amara'), 'session:revoke-feed', {});
      expect(await revoke()).toEqual({ revoked: true });
      expect(await revoke()).toEqual({ revoked: false });
      for (const token of [first, second, 'x'.repeat(43), ''])
        expect(await outcomeOf(read(school, token))).toBe('not_found');
    });

    test('SE14 of somebody who is locked out leads nowhere', async () => {
      const school = await aSessionClass(rooms);
      const token = await makeFeed(school, 'jonas');
      const { userId } = school.person('jonas');
      await sql`update account set disabled_at = now() where id = ${userId}`.execute(rooms.db.query);
      expect(await outcomeOf(read(school, token))).toBe('not_found');
    });
  });

  describe('the calendar', () => {
    test('SE15 has the sessions of the cohorts that its person belongs to, and no others', async () => {
      const school = await aSessionClass(rooms, { title: 'Ours' });
      const elsewhere = await aSessionClass(rooms, { title: 'Theirs' });
      const { academy } = school;
      const nextTo = await academy.openCohort('Next to it');
      await school.schedule({ cohortId: nextTo, title: 'Of the same course' }, 'paula');
      const titles = async (name: string): Promise<unknown[]> =>
        events(await read(school, await makeFeed(school, name))).map(({ summary }) => summary);
      expect(await titles('amara')).toEqual(['Ours']);
      expect(await titles('ines')).toEqual(['Ours']);
      // Whoever administers everything has none of it in their day.
      expect(await titles('paula')).toEqual([]);

      const token = await makeFeed(school, 'amara');
      const { userId } = school.person('amara');
      const enrolled = { cohortId: nextTo, userId, role: 'student' };
      await rooms.perform(school.person('paula'), 'cohorts:enrol', enrolled);
      expect(events(await read(school, token))).toHaveLength(2);
      const { cohortId } = academy;
      await rooms.perform(school.person('paula'), 'cohorts:remove', { cohortId, userId });
      expect(events(await read(school, token)).map(({ summary }) => summary)).toEqual(['Of the same course']);
      expect(await read(school, token)).not.toContain(elsewhere.sessionId);
    });

    test('SE16 an entry keeps its id and rises with each change and with being called off', async () => {
      const school = await aSessionClass(rooms, { title: 'One, two; three \\ four' });
      const token = await makeFeed(school, 'amara');
      const planned = await entry(school, token);
      expect(planned).toMatchObject({
        uid: `${school.sessionId}@stoa`,
        summary: 'One, two; three \\ four',
        status: 'CONFIRMED',
      });
      const seen = [planned];
      await school.asStaff('session:change', { title: 'Renamed' });
      seen.push(await entry(school, token));
      await school.asStaff('session:change', { startsAt: inMinutes(120) });
      seen.push(await entry(school, token));
      await school.asStaff('session:cancel', { reason: 'The hall is flooded.' });
      seen.push(await entry(school, token));
      expect(seen.map(({ sequence }) => Number(sequence))).toEqual([0, 1, 2, 3]);
      expect(new Set(seen.map(({ uid }) => uid)).size).toBe(1);
      expect(seen.at(-1)).toMatchObject({ status: 'CANCELLED', summary: 'Renamed' });
      expect(JSON.stringify(seen.at(-1)!.description)).toContain('The hall is flooded.');
    });

    test('SE16 unchanged it is the same bytes, whatever happens in the session', async () => {
      const school = await aSessionClass(rooms);
      const token = await makeFeed(school, 'amara');
      const before = await read(school, token);
      await school.setAgenda([]);
      await school.asStaff('session:start');
      await school.attend('amara');
      await school.asStaff('session:end');
      expect(await read(school, token)).toBe(before);
    });

    test('SE16 moments are the same before and after the clocks change', async () => {
      const school = await aSessionClass(rooms);
      // In Berlin clocks go forward on 28 March 2027: at ten by the wall, on the days before and after.
      const moments = ['2027-03-27T09:00:00.000Z', '2027-03-28T08:00:00.000Z'];
      for (const startsAt of moments)
        await school.schedule({ startsAt, title: 'Around the change', minutes: 45 });
      const text = await read(school, await makeFeed(school, 'amara'));
      const around = events(text).filter(({ summary }) => summary === 'Around the change');
      expect(around.map(({ start }) => start.toISOString())).toEqual(moments);
      expect(around.map(({ end }) => end!.toISOString())).toEqual([
        '2027-03-27T09:45:00.000Z',
        '2027-03-28T08:45:00.000Z',
      ]);
      expect(text).toContain('DTSTART:20270328T080000Z');
      expect(text).not.toMatch(/TZID|VTIMEZONE/);
    });

    test('SE16 is what RFC 5545 says: lines of at most 75 octets, ended by CRLF, and no text that ends its line', async () => {
      const title = 'Überprüfung der Ergebnisse, gemeinsam; 确认 '.repeat(3).trim();
      const summary =
        'First line\nEND:VEVENT\r\nBEGIN:VEVENT\u0007\n\\n, ; "quoted" 🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓';
      const school = await aSessionClass(rooms, { title, summary });
      const text = await read(school, await makeFeed(school, 'amara'));
      const lines = text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        // eslint-disable-next-line no-control-regex -- these are what is looked for
        expect(line).not.toMatch(/[\n\r\u0007]/);
      }
      expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
      const [only] = events(text);
      expect(only!.summary).toBe(title);
      expect(JSON.stringify(only!.description)).toContain('END:VEVENT');
    });
  });
}
