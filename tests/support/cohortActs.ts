import { sql } from 'kysely';
import type { ViewData } from '#kernel/contract.ts';
import type { cohorts, EnrolmentLine } from '#features/cohorts/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, type Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

/** What a test about coming and going does and sees, in one line each. */
export function cohortActs(rooms: Rooms) {
  const lines = async ({ cohortId, person }: Academy, by = person('ines')): Promise<EnrolmentLine[]> => {
    const view = await rooms.look(by, 'cohorts:enrolments', { cohortId });
    return (view as { enrolments: EnrolmentLine[] }).enrolments;
  };
  return {
    lines,
    /** An academy with a class, ines who teaches it and paula who runs the organisation. */
    aClass: (students: readonly string[] = []): Promise<Academy> =>
      anAcademy(rooms, { students, instructors: ['ines'], admins: ['paula'] }),
    async limit({ cohortId, person }: Academy, capacity: number | null): Promise<void> {
      await rooms.perform(person('paula'), 'cohorts:edit', { cohortId, capacity });
    },
    enrol: ({ cohortId, person }: Academy, who: Person, role = 'student'): Promise<EnrolmentLine> =>
      rooms.perform(person('ines'), 'cohorts:enrol', {
        cohortId,
        userId: who.userId,
        role,
      }) as Promise<EnrolmentLine>,
    remove: ({ cohortId, person }: Academy, who: Person): Promise<unknown> =>
      rooms.perform(person('ines'), 'cohorts:remove', { cohortId, userId: who.userId }),
    /** @returns the outcome of each, in the order given */
    async change({ cohortId, person }: Academy, change: string, ...who: Person[]): Promise<string[]> {
      const userIds = who.map(({ userId }) => userId);
      const answer = await rooms.perform(person('ines'), 'cohorts:change-people', {
        cohortId,
        userIds,
        change,
      });
      return (answer as { people: { outcome: string }[] }).people.map(({ outcome }) => outcome);
    },
    /** `name: state` of everybody who has to do with the cohort, by name. */
    async states(academy: Academy): Promise<string[]> {
      return (await lines(academy)).map(({ name, state }) => `${name}: ${state}`).sort();
    },
    /** The names of those who wait, in order. */
    async waiting(academy: Academy): Promise<string[]> {
      return (await lines(academy))
        .filter(({ state }) => state === 'waiting')
        .sort((a, b) => a.ticket! - b.ticket!)
        .map(({ name }) => name);
    },
    me: (who: Person) => rooms.look(who, 'cohorts:me') as Promise<ViewData<typeof cohorts, 'cohorts:me'>>,
    /** What was told of this type on this topic, in order. */
    told: <Data>(type: string, topic: string): Data[] =>
      rooms.announced
        .filter((event) => event.type === type && event.topic === topic)
        .sort((a, b) => a.seq - b.seq)
        .map(({ data }) => JSON.parse(data) as Data),
    /** Mails that wait to be sent to an address, oldest first. */
    async mailsTo(address: string): Promise<{ subject: string; text: string }[]> {
      const { rows } = await sql<{ subject: string; text: string }>`
        select subject, text from mail where to_address = ${address} order by queued_at, id`.execute(
        rooms.db.query,
      );
      return rows;
    },
    /** The acts that the audit has of an organisation, oldest first. */
    async acts({ organisationId }: Academy): Promise<string[]> {
      const { rows } = await sql<{ act: string }>`
        select act from audit_entry where organisation_id = ${organisationId} order by at, id`.execute(
        rooms.db.query,
      );
      return rows.map(({ act }) => act);
    },
  };
}

export type CohortActs = ReturnType<typeof cohortActs>;

/** The token in the link of a mail. */
export function tokenIn(mail: { text: string } | undefined): string {
  const found = /\/join\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '');
  if (!found) throw new Error(`no link in ${mail?.text ?? 'no mail'}`);
  return found[1]!;
}
