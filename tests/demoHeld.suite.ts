import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { seedDemo } from '#app/demo/demoClass.ts';
import { demoMailDomain } from '#app/demo/words.ts';
import { courseParts } from '#app/ground.ts';
import type { ChatRoom, ChatSummary, ChatThread } from '#features/chat/contract.ts';
import type { HelpOffer } from '#features/help/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Bell } from '#features/notifications/contract.ts';
import type { CohortProgress } from '#features/progress/contract.ts';
import type { LessonQuestion, OwedQuestion, QuestionsReport } from '#features/qna/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import type { Actor } from '#platform/server/feature.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

/** The hour that the demo class has behind it has been full: its report, and what is left of it, add up. */
export function demoHeldSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let ines: Actor;
  let held: LiveSession;
  beforeAll(async () => {
    rooms = await openRooms(open);
    const passwords = { hash: async () => 'no password', matches: async () => false };
    const ground = { ...rooms, passwords, courseParts } as unknown as Parameters<typeof seedDemo>[0];
    await seedDemo(ground, new Date());
    const { id: userId } = (await accounts.byEmail(rooms.db.query, `ines@${demoMailDomain}`))!;
    ines = { kind: 'person', userId, sessionId: newId(), platformAdmin: false };
    const { rows } = await sql<{ cohortId: string }>`
      select cohort_id as "cohortId" from live_session where state = 'ended'`.execute(rooms.db.query);
    const { sessions } = await look<{ sessions: LiveSession[] }>('session:timetable', rows[0]!);
    held = sessions.find(({ state }) => state === 'ended')!;
  }, 120_000);
  afterAll(() => rooms.close());

  const look = <Data>(view: string, input: object): Promise<Data> =>
    rooms.look(ines, view, input) as Promise<Data>;

  test('RE3 what was asked: answered in writing and aloud, voted for, and owed, figure by figure', async () => {
    const sessionId = held.id;
    const { figures, questions } = await look<QuestionsReport>('qa:report', { sessionId });
    const answered = questions.filter(({ answer }) => answer !== null);
    const aloud = answered.filter(({ answer }) => answer?.text === null);
    expect(figures).toMatchObject({
      asked: questions.length,
      answered: answered.length,
      answeredAloud: aloud.length,
      unanswered: questions.length - answered.length,
      votes: questions.reduce((sum, { upvotes }) => sum + upvotes, 0),
    });
    for (const some of [figures.answered - figures.answeredAloud, figures.answeredAloud, figures.unanswered])
      expect(some).toBeGreaterThan(1);
    const { rows } = await sql<{ votes: number; own: number; outside: number }>`
      select count(*) as votes,
        count(*) filter (where vote.person_id = question.author_id) as own,
        count(*) filter (where not exists (select from live_session session
          where session.id = question.session_id and vote.at between session.started_at and session.ended_at)) as outside
      from question_vote vote join question on question.id = vote.question_id
      where question.session_id = ${sessionId}`.execute(rooms.db.query);
    expect(rows[0]).toEqual({ votes: figures.votes, own: 0, outside: 0 });
    const seconds = answered.map(({ secondsToAnswer }) => secondsToAnswer!);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
    expect(Math.max(...seconds)).toBeLessThan(60 * 60);
  });

  test('QA17 QA18 what is owed is on the list of what is owed, and an answer stands at its lesson', async () => {
    const { cohortId, lessonId } = held;
    const { questions: owed } = await look<{ questions: OwedQuestion[] }>('qa:owed', { cohortId });
    expect(owed.map(({ session }) => session.id)).toEqual([held.id, held.id]);
    const { questions } = await look<{ questions: LessonQuestion[] }>('qa:of-lesson', { cohortId, lessonId });
    expect(questions).toHaveLength(1);
    // What was restored can be gone on with.
    await rooms.perform(ines, 'qa:answer', { questionId: owed[0]!.id, text: 'Those on the list.' });
    expect((await look<{ questions: OwedQuestion[] }>('qa:owed', { cohortId })).questions).toHaveLength(1);
  });

  test('CH24 what was said beside, with a thread, reactions and a question that the class talked about', async () => {
    const channelId = held.id;
    const { figures, messages } = await look<ChatSummary>('chat:summary', { channelId });
    expect(figures).toMatchObject({ messages: messages.length, gone: 0 });
    expect(figures.replies).toBe(messages.filter(({ threadId }) => threadId !== null).length);
    const reactions = messages.flatMap((message) => message.reactions);
    expect(figures.reactions).toBe(reactions.reduce((sum, { count }) => sum + count, 0));
    for (const some of [figures.replies, figures.reactions, figures.people]) expect(some).toBeGreaterThan(3);
    const { talkedAbout } = await look<ChatRoom>('chat:room', { channelId });
    const { questions } = await look<QuestionsReport>('qa:report', { sessionId: channelId });
    expect(questions.map(({ id }) => id)).toContain(talkedAbout[0]?.questionId);
  });

  test('NO1 what Amara was told stands in her bell, and leads to what was said to her', async () => {
    const { id: userId } = (await accounts.byEmail(rooms.db.query, `amara@${demoMailDomain}`))!;
    const amara: Actor = { kind: 'person', userId, sessionId: newId(), platformAdmin: false };
    const bell = (await rooms.look(amara, 'notifications:bell')) as Bell;
    expect(bell).toMatchObject({ unread: 1, notifications: [{ type: 'mention' }, { type: 'enrolled' }] });
    const { subject } = bell.notifications[0]!;
    const messageId = subject.kind === 'message' ? subject.messageId : '';
    const thread = (await rooms.look(amara, 'chat:thread', { messageId })) as ChatThread;
    expect(thread.root.mentions).toMatchObject([{ id: userId }]);
  });

  test('HE2 HE4 whom Ines has offered help: one has said yes, one nothing yet, both of them behind', async () => {
    const { cohortId } = held;
    const { offers } = await look<{ offers: HelpOffer[] }>('help:standing', { cohortId });
    expect(offers.map(({ state }) => state)).toEqual(['open', 'accepted']);
    expect(offers[1]!.reply).not.toBe('');
    const { students } = await look<CohortProgress>('progress:cohort', { cohortId });
    const fewest = students.map(({ completed }) => completed).sort((one, other) => one - other);
    const theirs = offers.map(({ studentId }) => students.find(({ id }) => id === studentId)!.completed);
    expect(theirs.sort((one, other) => one - other)).toEqual(fewest.slice(0, 2));
    // What was restored can be gone on with.
    const { id: helpOfferId } = offers[1]!;
    await rooms.perform(ines, 'help:close', { helpOfferId, outcome: 'helped' });
    expect((await look<{ offers: HelpOffer[] }>('help:standing', { cohortId })).offers).toHaveLength(1);
  });
}
