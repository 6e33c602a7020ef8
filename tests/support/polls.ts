import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { DeskPoll, OpenPoll, OwnBallot, PollDesk, PollList } from '#features/polls/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { aSessionClass, type SessionClass } from './liveSessions.ts';
import type { Rooms } from './rooms.ts';

/** A class with one session; whoever is not said is Amara, Jonas and Mina. */
export async function aPollClass(
  rooms: Rooms,
  students: readonly string[] = ['amara', 'jonas', 'mina'],
): Promise<PollClass> {
  return new PollClass(await aSessionClass(rooms, { students }));
}

interface Choice {
  optionIds?: string[];
  texts?: string[];
  number?: number;
  ballotKey?: string;
}

/** What people do with the polls of one session, in words of the school. */
export class PollClass {
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

  act(name: string, command: string, input: object, commandId?: string): Promise<unknown> {
    return this.rooms.perform(this.person(name), command, input, commandId);
  }

  /** Asks at once; of the simplest kind, unless said. */
  launch(more: object = {}, by = 'ines'): Promise<DeskPoll> {
    return this.act(by, 'poll:launch', this.written(more)) as Promise<DeskPoll>;
  }

  draft(more: object = {}): Promise<DeskPoll> {
    return this.act('ines', 'poll:draft', this.written(more)) as Promise<DeskPoll>;
  }

  private written(more: object): object {
    const first = {
      kind: 'single',
      prompt: 'Which pattern first?',
      options: ['Examples', 'Critique', 'Role'],
    };
    return { sessionId: this.sessionId, ...first, ...more };
  }

  /** What staff do with one poll: `close`, `reveal`, … */
  asStaff(act: string, { id }: { id: string }, input: object = {}): Promise<DeskPoll> {
    return this.act('ines', `poll:${act}`, { pollId: id, ...input }) as Promise<DeskPoll>;
  }

  /** Votes for options by their places, or with a whole choice. */
  vote(
    name: string,
    { id, options }: Pick<DeskPoll, 'id' | 'options'>,
    choice: Choice | number | readonly number[],
    commandId?: string,
  ): Promise<OwnBallot> {
    const places = typeof choice === 'number' ? [choice] : choice;
    const given = Array.isArray(places)
      ? { optionIds: places.map((place) => options[place as number]!.id) }
      : (places as Choice);
    return this.act(name, 'poll:vote', { pollId: id, ...given }, commandId) as Promise<OwnBallot>;
  }

  look<Data>(name: string, view: string, input: object = { sessionId: this.sessionId }): Promise<Data> {
    return this.rooms.look(this.person(name), view, input) as Promise<Data>;
  }

  list(name: string): Promise<PollList> {
    return this.look(name, 'poll:list');
  }

  desk(name = 'ines'): Promise<PollDesk> {
    return this.look(name, 'poll:desk');
  }

  /** A poll as everybody sees it; undefined where it cannot be seen. */
  async seen({ id }: { id: string }, by = 'jonas'): Promise<OpenPoll | undefined> {
    return (await this.list(by)).polls.find((one) => one.id === id);
  }

  async onDesk({ id }: { id: string }): Promise<DeskPoll | undefined> {
    return (await this.desk()).polls.find((one) => one.id === id);
  }

  async own(name: string, { id }: { id: string }): Promise<OwnBallot | undefined> {
    return (await this.list(name)).own.find(({ pollId }) => pollId === id);
  }

  /** What was told of one type to everybody, to staff, or on the own topic of one person. */
  told<Event>(whom: string, type: string): Event[] {
    const { session, staff } = this.school.topics;
    const topics: Record<string, string> = { everybody: session, board: `${session}/board`, staff };
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

  /** Lets the time of a poll run out: the database's clock is the only one that counts. */
  async runOut({ id }: { id: string }): Promise<void> {
    await sql`
      update poll set opened_at = opened_at - interval '1 hour', closes_at = closes_at - interval '1 hour'
      where id = ${id}`.execute(this.rooms.db.query);
  }
}

/** A key as a browser makes it. */
export const aKey = (): string => randomBytes(16).toString('base64url');

/** What a poll's counts come to, in the order of its options. */
export function countsOf({ options, tally }: Pick<DeskPoll, 'options' | 'tally'>): number[] | null {
  return tally && options.map(({ id }) => tally.counts[id]!);
}

/** Ballots of a poll by option from the rows alone, by a way of counting that shares nothing with the room's. */
export async function recountBallots(
  { db }: Rooms,
  pollId: string,
): Promise<{ voters: number; counts: Record<string, number> }> {
  const { rows } = await sql<{ optionIds: string[] }>`
    select array_to_json(option_ids) as "optionIds" from poll_ballot where poll_id = ${pollId}`.execute(
    db.query,
  );
  const counts: Record<string, number> = {};
  for (const { optionIds } of rows) for (const id of optionIds) counts[id] = (counts[id] ?? 0) + 1;
  return { voters: rows.length, counts };
}
