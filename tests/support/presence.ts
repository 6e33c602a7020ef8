import { sql } from 'kysely';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { OwnPresence, PresenceLine, WhoIsHere } from '#features/presence/contract.ts';
import { lookEveryMs, Register } from '#features/presence/server/register.ts';
import { Lines } from '#platform/server/delivery/lines.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, type Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

interface Moved {
  cohortId: string;
  changes: PresenceLine[];
}

/** One process that hears browsers. It is killed by never being asked to do anything again. */
export class PresenceNode {
  readonly clock: ManualClock = manualClock();
  readonly lines = new Lines(this.clock);
  readonly register: Register;

  constructor({ db, log }: Rooms) {
    this.register = new Register({ db, log, lines: this.lines });
  }

  /** What a node does every 2.5 s. */
  async look(times = 1): Promise<void> {
    for (let time = 0; time < times; time++) {
      this.clock.advance(lookEveryMs);
      await this.register.look();
    }
  }
}

/** An academy whose people come and go. */
export class PresenceClass {
  readonly rooms: Rooms;
  readonly academy: Academy;
  readonly cohortId: string;

  constructor(rooms: Rooms, academy: Academy) {
    this.rooms = rooms;
    this.academy = academy;
    this.cohortId = academy.cohortId;
  }

  static async open(rooms: Rooms, students: readonly string[] = ['amara', 'jonas']): Promise<PresenceClass> {
    const cast = { students, instructors: ['ines'], admins: ['paula'] };
    return new PresenceClass(rooms, await anAcademy(rooms, cast));
  }

  /** Many more students, with their places, in a few statements. */
  async fill(count: number): Promise<Person[]> {
    const { cohortId } = this;
    return this.rooms.log.write(async ({ tx }) => {
      const place = newId().slice(-12);
      const many = Array.from({ length: count }, (_, index) => `student${index}`);
      const accountsOf = many.map((name) => ({ email: `${name}@${place}.test`, name, zone: 'Africa/Lagos' }));
      const arrived = await accounts.createAll(tx, accountsOf);
      const places = arrived.map(({ id }) => ({ id: newId(), userId: id }));
      await sql`
        insert into enrolment (id, cohort_id, user_id, role, state)
        select id, ${cohortId}, "userId", 'student', 'active'
        from json_to_recordset(${JSON.stringify(places)}::json) as place (id uuid, "userId" uuid)`.execute(
        tx,
      );
      return arrived.map(({ id }): Person => ({
        kind: 'person',
        userId: id,
        sessionId: newId(),
        platformAdmin: false,
      }));
    });
  }

  person(name: string): Person {
    return this.academy.person(name);
  }

  /** The same person in another browser. */
  device(name: string): Person {
    return { ...this.person(name), sessionId: newId() };
  }

  /** Five seconds pass since the last frame; then this node looks. */
  async frame(node: PresenceNode): Promise<void> {
    await sql`update presence_turn set next_at = clock_timestamp()`.execute(this.rooms.db.query);
    await node.look();
  }

  async come(node: PresenceNode, ...people: Person[]): Promise<void> {
    for (const person of people) node.lines.opened(person);
    await this.frame(node);
  }

  /** They close everything, and it is not for a moment alone. */
  async go(node: PresenceNode, ...people: Person[]): Promise<void> {
    for (const person of people) node.lines.closed(person);
    node.clock.advance(10_000);
    await this.frame(node);
  }

  rest(person: Person, resting = true): Promise<unknown> {
    return this.rooms.perform(person, 'presence:rest', { resting });
  }

  hide(name: string, hidden = true): Promise<OwnPresence> {
    return this.rooms.perform(this.person(name), 'presence:hide', { hidden }) as Promise<OwnPresence>;
  }

  here(as = 'amara', cohortId = this.cohortId): Promise<WhoIsHere> {
    return this.rooms.look(this.person(as), 'presence:cohort', { cohortId }) as Promise<WhoIsHere>;
  }

  /** What staff are shown of one person. */
  async lineOf(name: string): Promise<PresenceLine> {
    const { cohortId } = this;
    const { people } = (await this.rooms.look(this.person('ines'), 'presence:people', { cohortId })) as {
      people: PresenceLine[];
    };
    return people.find(({ id }) => id === this.person(name).userId)!;
  }

  async stateOf(name: string): Promise<string> {
    return (await this.lineOf(name)).state;
  }

  /** What staff were told, in order. */
  moved(cohortId = this.cohortId): Moved[] {
    return this.#told(`cohort/${cohortId}/staff`, 'presence:moved');
  }

  /** What everybody was told, in order. */
  pictures(cohortId = this.cohortId): WhoIsHere[] {
    return this.#told(`cohort/${cohortId}`, 'presence:here');
  }

  /** What staff were told of one person. */
  movesOf(name: string): string[] {
    const { userId } = this.person(name);
    return this.moved().flatMap(({ changes }) =>
      changes.filter(({ id }) => id === userId).map(({ state }) => state),
    );
  }

  /** The lease of every node runs out; whoever looks next finds the others dead. */
  async letLeasesEnd(): Promise<void> {
    await sql`update presence_node set until_at = clock_timestamp()`.execute(this.rooms.db.query);
  }

  /** The same of all but the node whose lease is the longest: two may have been heard of in one millisecond. */
  async letOtherLeasesEnd(): Promise<void> {
    await sql`
      update presence_node set until_at = clock_timestamp()
      where until_at < (select max(until_at) from presence_node)`.execute(this.rooms.db.query);
  }

  /** Where every row of the room is on the disk: another list means that something was written. */
  async written(): Promise<unknown[]> {
    const tables = ['presence_line', 'presence_rest', 'presence_person', 'presence_node', 'presence_turn'];
    const lists = tables.map(async (table) => {
      const { rows } = await sql`
        select ctid::text, xmin::text from ${sql.table(table)} order by ctid`.execute(this.rooms.db.query);
      return rows;
    });
    return Promise.all(lists);
  }

  #told<Event>(topic: string, type: string): Event[] {
    return this.rooms.announced
      .filter((event) => event.topic === topic && event.type === type)
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as Event);
  }
}
