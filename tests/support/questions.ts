import { sql } from 'kysely';
import type {
  DeskQuestion,
  OpenQuestion,
  OwnQuestion,
  QuestionDesk,
  QuestionList,
  VoteStanding,
} from '#features/qna/contract.ts';
import type { SessionSettings } from '#features/sessions/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { aSessionClass, type SessionClass } from './liveSessions.ts';
import type { Rooms } from './rooms.ts';

/** A class with one session of these settings; whoever is not said is Amara, Jonas and Mina. */
export async function aQuestionClass(
  rooms: Rooms,
  {
    students = ['amara', 'jonas', 'mina'],
    ...settings
  }: { students?: readonly string[] } & Partial<SessionSettings> = {},
): Promise<QuestionClass> {
  const whole = { moderated: false, anonymity: 'none', ...settings };
  return new QuestionClass(await aSessionClass(rooms, { students, settings: whole }));
}

/** What people do with the questions of one session, in words of the school. */
export class QuestionClass {
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

  ask(name: string, text: string, more: { anonymous?: boolean } = {}): Promise<OwnQuestion> {
    const input = { sessionId: this.sessionId, text, ...more };
    return this.act(name, 'qa:ask', input) as Promise<OwnQuestion>;
  }

  upvote(name: string, { id }: { id: string }): Promise<VoteStanding> {
    return this.act(name, 'qa:upvote', { questionId: id }) as Promise<VoteStanding>;
  }

  takeBack(name: string, { id }: { id: string }): Promise<VoteStanding> {
    return this.act(name, 'qa:take-back', { questionId: id }) as Promise<VoteStanding>;
  }

  withdraw(name: string, { id }: { id: string }): Promise<OwnQuestion> {
    return this.act(name, 'qa:withdraw', { questionId: id }) as Promise<OwnQuestion>;
  }

  edit(name: string, { id }: { id: string }, text: string): Promise<OwnQuestion> {
    return this.act(name, 'qa:edit', { questionId: id, text }) as Promise<OwnQuestion>;
  }

  /** What staff do with one question: `dismiss`, `answer-now`, … */
  asStaff(act: string, { id }: { id: string }, input: object = {}): Promise<DeskQuestion> {
    return this.act('ines', `qa:${act}`, { questionId: id, ...input }) as Promise<DeskQuestion>;
  }

  end(): Promise<unknown> {
    return this.school.asStaff('session:start').then(() => this.school.asStaff('session:end'));
  }

  look<Data>(name: string, view: string, input: object = { sessionId: this.sessionId }): Promise<Data> {
    return this.rooms.look(this.person(name), view, input) as Promise<Data>;
  }

  list(name: string): Promise<QuestionList> {
    return this.look(name, 'qa:list');
  }

  desk(name = 'ines'): Promise<QuestionDesk> {
    return this.look(name, 'qa:desk');
  }

  /** A question as everybody sees it; undefined where it cannot be seen. */
  async seen({ id }: { id: string }, by = 'jonas'): Promise<OpenQuestion | undefined> {
    return (await this.list(by)).questions.find((one) => one.id === id);
  }

  async own(name: string, { id }: { id: string }): Promise<OwnQuestion | undefined> {
    return (await this.list(name)).own.find((one) => one.id === id);
  }

  async onDesk({ id }: { id: string }): Promise<DeskQuestion | undefined> {
    return (await this.desk()).questions.find((one) => one.id === id);
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

  /** Moves a question, and how long somebody is muted by it, into the past. */
  async pass({ id }: { id: string }, seconds: number): Promise<void> {
    const ago = sql`${seconds} * interval '1 second'`;
    const db = this.rooms.db.query;
    await sql`update question set asked_at = asked_at - ${ago} where id = ${id}`.execute(db);
    await sql`update question_mute set until_at = until_at - ${ago} where question_id = ${id}`.execute(db);
  }
}

/** Votes of one question from the rows alone, each person once. */
export async function recountVotes({ db }: Rooms, questionId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from question_vote where question_id = ${questionId}`.execute(db.query);
  return rows[0]!.n;
}
