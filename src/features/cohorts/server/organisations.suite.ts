import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Bytes } from '#platform/server/feature.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { cohortActs, tokenIn, type CohortActs } from '../../../../tests/support/cohortActs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { cohorts } from '../contract.ts';

/** Who administers an organisation, what it sees, and what its identity provider gives, on either database. */
export function organisationsSuite(open: OpenDatabase): void {
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

  const see = <Name extends 'cohorts:organisation' | 'cohorts:organisation-people' | 'cohorts:audit'>(
    by: Person,
    name: Name,
    { organisationId }: Academy,
    more: object = {},
  ): Promise<ViewData<typeof cohorts, Name>> =>
    rooms.look(by, name, {
      organisationId,
      ...(name === 'cohorts:audit' && { until: new Date().toISOString() }),
      ...more,
    }) as never;

  describe('administrators', () => {
    test('CO35 one invites another by mail, who then sees the organisation', async () => {
      const academy = await anAcademy(rooms, { admins: ['paula'], instructors: ['ines'] });
      const { organisationId, person } = academy;
      const olga = await academy.stranger('olga');
      const { email } = (await acts.me(olga)).user;
      const invite = (by: Person) => rooms.perform(by, 'cohorts:invite-admin', { organisationId, email });
      expect(await outcomeOf(invite(person('ines')))).toBe('not_found');
      await invite(person('paula'));
      const token = tokenIn((await acts.mailsTo(email)).at(-1));
      expect(await rooms.look({ kind: 'anonymous' }, 'cohorts:invitation', { token })).toMatchObject({
        role: 'organisationAdmin',
        cohort: null,
      });
      expect(await outcomeOf(rooms.perform(person('ines'), 'cohorts:join', { token }))).toBe('conflict');
      expect(await rooms.perform(olga, 'cohorts:join', { token })).toMatchObject({
        cohortId: null,
        organisationId,
      });
      const { admins, invitations } = await see(olga, 'cohorts:organisation', academy);
      expect(admins.map(({ name }) => name).sort()).toEqual(['olga', 'paula']);
      expect(invitations).toMatchObject([{ email, uses: 1 }]);
      expect(await outcomeOf(invite(person('paula')))).toBe('conflict');
    });

    test('CO35 an organisation keeps an administrator, however many dismiss each other at once', async () => {
      for (let round = 0; round < 4; round++) {
        const academy = await anAcademy(rooms, { admins: ['paula', 'olga'] });
        const { organisationId, person } = academy;
        const dismiss = (by: Person, { userId }: Person) =>
          outcomeOf(rooms.perform(by, 'cohorts:dismiss-admin', { organisationId, userId }));
        const outcomes = await Promise.all([
          dismiss(person('paula'), person('olga')),
          dismiss(person('olga'), person('paula')),
        ]);
        expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
        const left = outcomes[0] === 'done' ? person('paula') : person('olga');
        expect(await dismiss(left, left)).toBe('conflict');
      }
    });

    test('CO35 an invitation that was revoked makes nobody an administrator', async () => {
      const academy = await anAcademy(rooms, { admins: ['paula'] });
      const { organisationId, person } = academy;
      const olga = await academy.stranger('olga');
      const { email } = (await acts.me(olga)).user;
      const line = (await rooms.perform(person('paula'), 'cohorts:invite-admin', {
        organisationId,
        email,
      })) as {
        id: string;
      };
      await rooms.perform(person('paula'), 'cohorts:revoke-admin-invitation', {
        organisationId,
        invitationId: line.id,
      });
      const token = tokenIn((await acts.mailsTo(email)).at(-1));
      expect(await outcomeOf(rooms.perform(olga, 'cohorts:join', { token }))).toBe('conflict');
      expect((await acts.me(olga)).organisations).toEqual([]);
    });
  });

  describe('what an identity provider vouches for', () => {
    const vouch = (
      { organisationId }: Academy,
      { userId }: Person,
      administrator: boolean,
      cohorts: { cohortId: string; role: 'student' | 'instructor' }[],
    ) =>
      rooms.log.write(async ({ tell }) => {
        tell(identity, 'identity:vouched', [`user/${userId}`], {
          userId,
          organisationId,
          administrator,
          cohorts,
        });
      });

    test('CO36 is given in the same transaction, and again is as good as once', async () => {
      const academy = await acts.aClass();
      const tom = await academy.stranger('tom');
      for (let round = 0; round < 2; round++)
        await vouch(academy, tom, true, [{ cohortId: academy.cohortId, role: 'student' }]);
      expect(await acts.me(tom)).toMatchObject({
        organisations: [{ id: academy.organisationId }],
        cohorts: [{ id: academy.cohortId, role: 'student' }],
      });
      expect(acts.told('enrolment:changed', `user/${tom.userId}`)).toHaveLength(1);
      await vouch(academy, tom, false, []);
      expect((await acts.me(tom)).organisations).toHaveLength(1);
    });

    test('CO36 gives nothing of another organisation, and does not undo what staff decided', async () => {
      const academy = await acts.aClass(['amara']);
      const elsewhere = await anAcademy(rooms);
      const amara = academy.person('amara');
      await acts.remove(academy, amara);
      await vouch(academy, amara, false, [
        { cohortId: academy.cohortId, role: 'student' },
        { cohortId: elsewhere.cohortId, role: 'instructor' },
        { cohortId: '01a20fe5-c5c0-7000-8e12-e3a32ad9375b', role: 'student' },
      ]);
      expect((await acts.me(amara)).cohorts).toEqual([]);
      expect(await acts.states(academy)).toContain('amara: removed');
    });
  });

  describe('what an organisation sees', () => {
    test('CO37 its audit: every act with who did it, its own alone, a page at a time', async () => {
      const academy = await acts.aClass();
      const other = await acts.aClass();
      const { person } = academy;
      const tom = await academy.stranger('tom');
      await acts.enrol(academy, tom);
      await acts.limit(other, 5);
      const { entries, more } = await see(person('paula'), 'cohorts:audit', academy);
      expect(more).toBe(false);
      expect(entries[0]).toMatchObject({
        act: 'cohorts:enrol',
        actor: { id: person('ines').userId, name: 'ines' },
        about: { kind: 'person', id: tom.userId, name: 'tom' },
        details: { cohortId: academy.cohortId, from: null, to: 'student, active' },
      });
      expect(entries.map(({ act }) => act)).not.toContain('cohorts:edit');
      const older = await see(person('paula'), 'cohorts:audit', academy, { before: entries[0]!.id });
      expect(older.entries).toEqual(entries.slice(1));
      const filtered = await see(person('paula'), 'cohorts:audit', academy, { act: 'cohorts:create' });
      expect(filtered.entries).toMatchObject([{ about: { kind: 'cohort', name: 'Spring' } }]);
      expect(await outcomeOf(see(other.person('paula'), 'cohorts:audit', academy))).toBe('not_found');
    });

    test('CO15 its people with what they are where, found by a part of their name', async () => {
      const academy = await acts.aClass(['amara', 'jonas']);
      const { cohortId, person } = academy;
      await acts.remove(academy, person('jonas'));
      const all = await see(person('paula'), 'cohorts:organisation-people', academy);
      expect(all.people.map(({ name }) => name).sort()).toEqual(['amara', 'ines', 'paula']);
      const found = await see(person('paula'), 'cohorts:organisation-people', academy, { find: 'AMA' });
      expect(found).toMatchObject({
        people: [
          {
            name: 'amara',
            admin: false,
            places: [{ cohortId, title: 'Spring', role: 'student', state: 'active' }],
          },
        ],
        more: false,
      });
      const last = all.people.at(-1)!.userId;
      expect(
        (await see(person('paula'), 'cohorts:organisation-people', academy, { after: last })).people,
      ).toEqual([]);
    });

    test('CO38 the roster is a table that no spreadsheet takes for a formula', async () => {
      const academy = await acts.aClass(['amara']);
      const { cohortId, person } = academy;
      await rooms.perform(person('amara'), 'identity:update-profile', { name: '=HYPERLINK("http://evil")' });
      const file = (await rooms.look(person('ines'), 'cohorts:roster', { cohortId })) as Bytes;
      const text = Buffer.from(file.bytes as Uint8Array).toString();
      expect(text.split('\n')[0]).toContain('name,email,role,state,since,last_day,waiting_number');
      expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
      expect(file).toMatchObject({ inline: false, fileName: 'Spring.csv' });
    });
  });
}
