import { sql } from 'kysely';
import type {
  ChannelList,
  ChatChannel,
  ChatDesk,
  ChatMessage,
  ChatPage,
  ChatRoom,
  ChatThread,
  ReadStanding,
} from '#features/chat/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { aSessionClass, type SessionClass } from './liveSessions.ts';
import type { Rooms } from './rooms.ts';

/** A class with a session; Inês and Omar teach, Paula administers, whoever is not said is Amara, Jonas and Mina. */
export async function aChatClass(
  rooms: Rooms,
  students: readonly string[] = ['amara', 'jonas', 'mina'],
): Promise<ChatClass> {
  return new ChatClass(await aSessionClass(rooms, { students }));
}

/** What people do in the channels of one cohort, in words of the school. */
export class ChatClass {
  readonly school: SessionClass;

  constructor(school: SessionClass) {
    this.school = school;
  }

  get rooms(): Rooms {
    return this.school.rooms;
  }

  get cohortId(): string {
    return this.school.academy.cohortId;
  }

  /** The cohort's first channel. */
  get channelId(): string {
    return this.cohortId;
  }

  get sessionChannelId(): string {
    return this.school.sessionId;
  }

  person(name: string): Person {
    return this.school.person(name);
  }

  act(name: string, command: string, input: object, commandId?: string): Promise<unknown> {
    return this.rooms.perform(this.person(name), command, input, commandId);
  }

  send(name: string, text: string, more: object = {}, commandId?: string): Promise<ChatMessage> {
    const input = { channelId: this.channelId, text, ...more };
    return this.act(name, 'chat:send', input, commandId) as Promise<ChatMessage>;
  }

  reply(name: string, { id, channelId }: ChatMessage, text: string): Promise<ChatMessage> {
    return this.send(name, text, { channelId, threadId: id });
  }

  edit(name: string, { id }: { id: string }, text: string): Promise<ChatMessage> {
    return this.act(name, 'chat:edit', { messageId: id, text }) as Promise<ChatMessage>;
  }

  delete(name: string, { id }: { id: string }): Promise<ChatMessage> {
    return this.act(name, 'chat:delete', { messageId: id }) as Promise<ChatMessage>;
  }

  react(name: string, { id }: { id: string }, kind: string, on = true): Promise<unknown> {
    return this.act(name, 'chat:react', { messageId: id, kind, on });
  }

  read(name: string, position: number, channelId = this.channelId): Promise<ReadStanding> {
    return this.act(name, 'chat:read', { channelId, position }) as Promise<ReadStanding>;
  }

  setUp(settings: object, channelId = this.channelId): Promise<ChatChannel> {
    const whole = { slowSeconds: 0, locked: false, staffReplies: false, ...settings };
    return this.act('ines', 'chat:set-up', { channelId, ...whole }) as Promise<ChatChannel>;
  }

  lock(name: string, minutes: number, channelId = this.channelId): Promise<unknown> {
    const { userId: personId } = this.person(name);
    return this.act('ines', 'chat:lock-person', { channelId, personId, minutes });
  }

  look<Data>(name: string, view: string, input: object): Promise<Data> {
    return this.rooms.look(this.person(name), view, input) as Promise<Data>;
  }

  room(name: string, channelId = this.channelId): Promise<ChatRoom> {
    return this.look(name, 'chat:room', { channelId });
  }

  page(name: string, direction: 'before' | 'after', position: number): Promise<ChatPage> {
    return this.look(name, 'chat:page', { channelId: this.channelId, direction, position });
  }

  thread(name: string, { id }: { id: string }): Promise<ChatThread> {
    return this.look(name, 'chat:thread', { messageId: id });
  }

  list(name: string): Promise<ChannelList> {
    return this.look(name, 'chat:channels', { cohortId: this.cohortId });
  }

  desk(name = 'ines'): Promise<ChatDesk> {
    return this.look(name, 'chat:desk', { cohortId: this.cohortId });
  }

  archive(archived = true): Promise<unknown> {
    return this.act('paula', 'cohorts:archive', { cohortId: this.cohortId, archived });
  }

  /** What was told of one type in the channel, to the cohort's staff, or on the own topic of one person. */
  told<Event>(whom: string, type: string): Event[] {
    const topics: Record<string, string> = {
      channel: `channel/${this.channelId}`,
      staff: `cohort/${this.cohortId}/staff`,
      cohort: `cohort/${this.cohortId}`,
    };
    return this.school.told<Event>(topics[whom] ?? `user/${this.person(whom).userId}`, type);
  }

  /** Moves a message, and the turn of whoever wrote it, into the past. */
  async pass({ id, channelId, author }: ChatMessage, seconds: number): Promise<void> {
    const ago = sql`${seconds} * interval '1 second'`;
    const db = this.rooms.db.query;
    await sql`update chat_message set sent_at = sent_at - ${ago} where id = ${id}`.execute(db);
    await sql`
      update chat_place set sent_at = sent_at - ${ago}
      where channel_id = ${channelId} and person_id = ${author.id}`.execute(db);
    await sql`update chat_lock set until_at = until_at - ${ago} where channel_id = ${channelId}`.execute(db);
  }
}
