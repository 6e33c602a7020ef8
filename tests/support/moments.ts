import { sql } from 'kysely';
import type {
  DeskBanner,
  MomentDesk,
  OwnHandStanding,
  RaisedHand,
  SessionNow,
  TimerStanding,
} from '#features/moment/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { aSessionClass, type SessionClass } from './liveSessions.ts';
import type { Rooms } from './rooms.ts';

/** A class whose session is live; whoever is not said is Amara, Jonas and Mina. */
export async function aMomentClass(
  rooms: Rooms,
  students: readonly string[] = ['amara', 'jonas', 'mina'],
): Promise<MomentClass> {
  const school = await aSessionClass(rooms, { students });
  await school.asStaff('session:start');
  return new MomentClass(school);
}

/** What people do in one live session, in words of the school. */
export class MomentClass {
  readonly school: SessionClass;

  constructor(school: SessionClass) {
    this.school = school;
  }

  get rooms(): Rooms {
    return this.school.rooms;
  }

  get sessionId(): string {
    return this.school.sessionId;
  }

  person(name: string): Person {
    return this.school.person(name);
  }

  act<Answer>(name: string, command: string, input: object = {}, commandId?: string): Promise<Answer> {
    return this.school.act(name, command, input, commandId) as Promise<Answer>;
  }

  raise(name: string): Promise<OwnHandStanding> {
    return this.act(name, 'hand:raise');
  }

  /** Calls on the person whose hand is up. */
  async call(name: string, by = 'ines'): Promise<RaisedHand> {
    return this.act(by, 'hand:call', { handId: await this.handOf(name) });
  }

  async handOf(name: string): Promise<string> {
    const { userId } = this.person(name);
    return (await this.desk()).hands.find(({ person }) => person.id === userId)!.id;
  }

  time(act: string, input: object = {}): Promise<TimerStanding> {
    return this.act('ines', `timer:${act}`, input);
  }

  say(text: string, by = 'ines'): Promise<DeskBanner> {
    return this.act(by, 'banner:say', { text });
  }

  pulse(name: string, pace: string | null, clarity: string | null = null): Promise<unknown> {
    return this.act(name, 'pulse:say', { pace, clarity });
  }

  now(name: string): Promise<SessionNow> {
    const of = { sessionId: this.sessionId };
    return this.rooms.look(this.person(name), 'moment:now', of) as Promise<SessionNow>;
  }

  desk(name = 'ines'): Promise<MomentDesk> {
    const of = { sessionId: this.sessionId };
    return this.rooms.look(this.person(name), 'moment:desk', of) as Promise<MomentDesk>;
  }

  /** Names of those whose hands are up, in order. */
  async queue(): Promise<string[]> {
    return (await this.desk()).hands.map(({ person }) => person.name);
  }

  /** What was told of one type to everybody, to staff, or on the own topic of one person. */
  told<Event>(whom: string, type: string): Event[] {
    const { session, staff } = this.school.topics;
    const topics: Record<string, string> = { everybody: session, staff };
    return this.school.told<Event>(topics[whom] ?? `user/${this.person(whom).userId}`, type);
  }

  /** Every byte that was told on the topic that everybody hears. */
  get toldEverybody(): string {
    const { session } = this.school.topics;
    return this.rooms.announced
      .filter(({ topic }) => topic === session)
      .map(({ data }) => data)
      .join('\n');
  }

  /** Moves what was said and what runs into the past: the database's clock is the only one that counts. */
  async pass(minutes: number): Promise<void> {
    const ago = sql`${minutes} * interval '1 minute'`;
    const { sessionId } = this;
    const { query } = this.rooms.db;
    await sql`update pulse_said set said_at = said_at - ${ago} where session_id = ${sessionId}`.execute(
      query,
    );
    await sql`update session_timer set ends_at = ends_at - ${ago} where session_id = ${sessionId}`.execute(
      query,
    );
  }
}
