import { sql } from 'kysely';
import type { DeskPoll } from '#features/polls/contract.ts';
import { ChatClass } from './chats.ts';
import { aSessionClass, type SessionClass } from './liveSessions.ts';
import { aKey, PollClass } from './polls.ts';
import { QuestionClass } from './questions.ts';
import type { Rooms } from './rooms.ts';

export interface HeldSession {
  school: SessionClass;
  polls: PollClass;
  questions: QuestionClass;
  chat: ChatClass;
}

/**
 * A session that was held through all rooms, by commands alone, with whatever makes counting hard: people who come
 * twice or only wait, votes that are changed or thrown away, what is merged, withdrawn, hidden or taken away. Beside
 * it the cohort holds another one, of which nothing may be found in it.
 */
export async function aHeldSession(rooms: Rooms): Promise<HeldSession> {
  const settings = { moderated: false, anonymity: 'everyone' };
  const students = ['amara', 'jonas', 'mina', 'noor', 'tomas', 'absent'];
  const school = await aSessionClass(rooms, { students, settings });
  await holdAnother(school);
  const held: HeldSession = {
    school,
    polls: new PollClass(school),
    questions: new QuestionClass(school),
    chat: new ChatClass(school),
  };
  await school.attend('amara', 'jonas');
  await school.asStaff('session:start');
  await attend(school);
  await follow(school);
  await poll(held);
  await ask(held);
  await talk(held);
  await school.asStaff('session:end');
  await tookAnHour(school);
  return held;
}

async function holdAnother(school: SessionClass): Promise<void> {
  const { sessionId } = school;
  school.sessionId = (await school.schedule({ title: 'Another one' })).session.id;
  await school.asStaff('session:start');
  await school.attend('absent', 'amara');
  const polls = new PollClass(school);
  await polls.vote('absent', await polls.launch({ results: 'live' }), 1);
  const questions = new QuestionClass(school);
  await questions.upvote('amara', await questions.ask('absent', 'Is this another session?'));
  const chat = new ChatClass(school);
  await chat.send('absent', 'In another one', { channelId: chat.sessionChannelId });
  await school.asStaff('session:end');
  school.sessionId = sessionId;
}

/** By name, from and until how many minutes before its end somebody was in. */
const stays: Record<string, [from: number, until: number][]> = {
  // Waited before it began.
  amara: [[58.5, 0]],
  jonas: [
    [45, 4.75],
    [2, 1.1],
  ],
  mina: [[21.5, 0]],
  noor: [[5, 5]],
  ines: [[50, 0]],
};

async function attend(school: SessionClass): Promise<void> {
  await school.act('jonas', 'session:leave');
  await school.attend('mina', 'noor', 'ines', 'jonas');
  await school.act('noor', 'session:leave');
}

/** Three are lost at once, then one of them is not; Noor takes back what she said. */
async function follow(school: SessionClass): Promise<void> {
  const { rooms, sessionId } = school;
  const say = async (name: string, pace: string | null, clarity: string | null, minutesAgo: number) => {
    const person = school.person(name);
    await rooms.perform(person, 'pulse:say', { sessionId, pace, clarity });
    await sql`
      update pulse_said set said_at = said_at - ${minutesAgo} * interval '1 minute'
      where session_id = ${sessionId} and person_id = ${person.userId}
        and said_at > clock_timestamp() - interval '1 minute'`.execute(rooms.db.query);
  };
  await say('amara', 'too-fast', 'lost', 40);
  await say('jonas', 'too-fast', 'lost', 38);
  await say('noor', 'too-slow', null, 38);
  await say('mina', null, 'lost', 30);
  await say('amara', 'right', 'clear', 20);
  await say('noor', null, null, 20);
}

/** An hour is not waited for: once all has happened, it has happened at these times, however slow the machine is. */
async function tookAnHour(school: SessionClass): Promise<void> {
  const {
    sessionId,
    rooms: { db },
  } = school;
  await sql`
    update live_session set started_at = ended_at - interval '50.5 minutes' where id = ${sessionId}`.execute(
    db.query,
  );
  for (const [name, times] of Object.entries(stays))
    for (const [place, [from, until]] of times.entries())
      await sql`
        update attendance_span
        set began_at = ended_at - ${from} * interval '1 minute', seen_at = ended_at - ${until} * interval '1 minute',
          until_at = ended_at
        from live_session where live_session.id = session_id and attendance_span.id = (
          select id from attendance_span where session_id = ${sessionId} and person_id = ${school.person(name).userId}
          order by id offset ${place} limit 1)`.execute(db.query);
}

async function poll({ polls, school }: HeldSession): Promise<void> {
  await polls.draft({ prompt: 'Never asked?' });
  const single = await polls.launch();
  for (const [name, place] of [
    ['amara', 0],
    ['jonas', 1],
    ['mina', 0],
    ['amara', 2],
  ] as const)
    await polls.vote(name, single, place);
  await openedAgo(school, single, 75.4);
  await polls.asStaff('close', single);
  await polls.asStaff('reveal', single);

  const again = await polls.asStaff('revote', single);
  await polls.vote('noor', again, 1);
  const multiple = await polls.launch({ kind: 'multiple', results: 'live', anonymity: 'named' });
  await polls.vote('amara', multiple, [0, 2]);
  await polls.vote('jonas', multiple, [0, 1, 2]);
  await polls.vote('jonas', multiple, [1]);

  const reset = await polls.launch({ kind: 'quiz', right: [1], results: 'staff' });
  for (const name of ['amara', 'jonas', 'mina']) await polls.vote(name, reset, 1);
  await polls.asStaff('reset', reset);
  await polls.vote('tomas', reset, 0);
  await openedAgo(school, reset, 300);

  const rating = await polls.launch({ kind: 'rating', options: [], scale: 5 });
  for (const [place, name] of ['amara', 'jonas', 'mina', 'noor'].entries())
    await polls.vote(name, rating, place + 1);
  const ranking = await polls.launch({ kind: 'ranking' });
  await polls.vote('amara', ranking, [2, 0, 1]);
  await polls.vote('mina', ranking, [0, 2, 1]);
  await polls.vote('tomas', ranking, [1]);

  const text = await polls.launch({ kind: 'text', options: [] });
  for (const name of ['amara', 'jonas']) await polls.vote(name, text, { texts: ['The same.'] });
  await polls.vote('mina', text, { texts: ['Something rude.'] });
  await polls.asStaff('hide-text', text, { text: 'Something rude.', hidden: true });
  const words = await polls.launch({ kind: 'words', options: [], results: 'live' });
  await polls.vote('amara', words, { texts: ['Calm', 'clear'] });
  await polls.vote('jonas', words, { texts: ['calm', 'rude'] });
  await polls.asStaff('hide-text', words, { text: 'rude', hidden: true });

  const number = await polls.launch({ kind: 'number', options: [] });
  for (const [name, estimate] of [
    ['amara', 3.5],
    ['jonas', 40],
    ['mina', 12],
    ['noor', -2],
  ] as const)
    await polls.vote(name, number, { number: estimate });
  const anonymous = await polls.launch({ kind: 'yes-no', options: [], anonymity: 'anonymous' });
  for (const name of ['amara', 'jonas', 'mina'])
    await polls.vote(name, anonymous, { optionIds: [anonymous.options[0]!.id], ballotKey: aKey() });
}

async function openedAgo({ rooms }: SessionClass, { id }: DeskPoll, seconds: number): Promise<void> {
  await sql`
    update poll set opened_at = opened_at - ${seconds} * interval '1 second' where id = ${id}`.execute(
    rooms.db.query,
  );
}

async function ask({ questions }: HeldSession): Promise<void> {
  const written = await questions.ask('amara', 'How is this answered?');
  await questions.upvote('jonas', written);
  await questions.pass(written, 95);
  await questions.asStaff('answer', written, { text: 'Like this.' });
  const aloud = await questions.ask('jonas', 'And this?');
  await questions.pass(aloud, 610);
  await questions.asStaff('answer', aloud, { text: null });

  const open = await questions.ask('mina', 'Who answers this?', { anonymous: true });
  const same = await questions.ask('noor', 'Does anybody answer this?');
  // Mina's vote is for what becomes part of her own question; Amara's two are one.
  for (const [name, question] of [
    ['amara', open],
    ['amara', same],
    ['mina', same],
    ['tomas', same],
  ] as const)
    await questions.upvote(name, question);
  await questions.asStaff('merge', same, { intoId: open.id });

  const aside = await questions.ask('tomas', 'Is there coffee?');
  await questions.upvote('amara', aside);
  await questions.asStaff('answer', aside, { text: null });
  await questions.asStaff('dismiss', aside, { reason: 'Not here.' });
  await questions.withdraw('amara', await questions.ask('amara', 'Never mind?'));
  await questions.asStaff('answer-now', await questions.ask('jonas', 'Is time up?'));
}

async function talk({ chat }: HeldSession): Promise<void> {
  const channelId = chat.sessionChannelId;
  const send = (name: string, text: string) => chat.send(name, text, { channelId });
  const hello = await send('amara', 'Hello');
  await chat.react('jonas', hello, 'heart');
  await chat.react('mina', hello, 'heart');
  await chat.react('mina', hello, 'laugh');
  await chat.react('mina', hello, 'laugh', false);
  await chat.reply('ines', hello, 'Welcome');
  const gone = await chat.reply('jonas', hello, 'Not this');
  await chat.delete('jonas', gone);
  const rude = await send('tomas', 'Rude');
  await chat.react('jonas', rude, 'eyes');
  await chat.delete('ines', rude);
  await chat.edit('amara', await send('amara', 'Bey'), 'Bye');
}
