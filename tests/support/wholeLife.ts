import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { HelpOffer } from '#features/help/contract.ts';
import type { DeskBanner } from '#features/moment/contract.ts';
import { takeDigest } from '#features/notifications/server/mailStore.ts';
import { stopToken } from '#features/notifications/server/stopping.ts';
import type { DeskPoll } from '#features/polls/contract.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import type { OwnQuestion } from '#features/qna/contract.ts';
import type { Attempt } from '#features/quizzes/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import { audit } from '#platform/server/audit.ts';
import type { Person } from '#platform/server/feature.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { announce } from './announcements.ts';
import { anOperator } from './identityActs.ts';
import { inMinutes } from './liveSessions.ts';
import { aQuizClass, choose, type QuizClass } from './quizzes.ts';
import type { Rooms } from './rooms.ts';

export interface WholeLife {
  rooms: Rooms;
  quiz: QuizClass;
  /** The student who did everything that leaves a row. */
  mina: Person;
  /** Nobody else is called that, nor has a part of it. */
  name: string;
  surname: string;
  email: string;
  operator: Person;
  otherCohortId: string;
}

const text = `key: small
title: A small quiz
pass: 50%

== one: single
Which?
(x) r
( ) w

== words: text
Say it in a word.
= yes
`;

/** Somebody who used everything there is, and of whom others were told, answered and sent a lot. */
export async function aWholeLife(rooms: Rooms, { released = true } = {}): Promise<WholeLife> {
  const block = released ? text : text.replace('pass: 50%', 'pass: 50%\nrelease: by hand');
  const quiz = await aQuizClass(rooms, { students: ['mina', 'jonas'], block });
  const { academy } = quiz;
  const { cohortId, lesson } = academy;
  const mina = academy.person('mina');
  const [ines, paula] = [academy.person('ines'), academy.person('paula')];
  const operator = await anOperator(rooms);
  const surname = `O’Quasthoff-${mina.userId.slice(-8)}`;
  const name = `Wilhelmina "Mina" ${surname}`;
  const perform = (by: Person, command: string, input: object): Promise<unknown> =>
    rooms.perform(by, command, input);

  await perform(mina, 'identity:update-profile', { name, zone: 'Europe/Berlin' });
  const { email } = await emailOf(rooms, mina);
  for (const agent of ['Firefox', 'Safari']) {
    const origin = { agent, address: '203.0.113.7' };
    await rooms.log.write((write) => rooms.sessions.start(write, mina.userId, origin));
  }
  for (const key of ['b', 'c']) await perform(mina, 'progress:complete', { cohortId, lessonId: lesson(key) });
  await perform(mina, 'progress:undo', { cohortId, lessonId: lesson('c') });
  await perform(mina, 'progress:complete', { cohortId, lessonId: lesson('c') });
  await perform(mina, 'progress:complete', { cohortId, lessonId: lesson('a') });
  await perform(mina, 'progress:report', { cohortId, lessonId: lesson('a'), seconds: 0 });
  await sql`update study_clock set heard_at = heard_at - interval '1 hour'`.execute(rooms.db.query);
  const played = { media: 'a'.repeat(64), positionSeconds: 5, durationSeconds: 60, ranges: [[0, 5]] };
  await perform(mina, 'progress:report', { cohortId, lessonId: lesson('a'), seconds: 90, played });
  await perform(mina, 'lessons:save-note', {
    cohortId,
    lessonId: lesson('a'),
    text: `I am ${name}, reach me at ${email}.`,
    revision: 0,
  });
  await takeQuiz(quiz, { name, email });
  await perform(ines, 'quiz:accommodate', {
    cohortId,
    quizId: quiz.quizId,
    studentId: mina.userId,
    extraPercent: 25,
    extraAttempts: 1,
  });
  await perform(mina, 'certificate:claim', { cohortId });
  const otherCohortId = await academy.openCohort('Autumn');
  await perform(paula, 'cohorts:enrol', { cohortId: otherCohortId, userId: mina.userId, role: 'instructor' });
  await perform(paula, 'cohorts:enrol', { cohortId: otherCohortId, userId: ines.userId, role: 'instructor' });
  await perform(mina, 'cohorts:open-invitation', { cohortId: otherCohortId, kind: 'code' });
  await perform(paula, 'cohorts:invite', {
    cohortId: otherCohortId,
    lines: [`${name} <${email}>`, 'someone-else@else.test'],
  });
  await holdSessions(rooms, { mina, ines, cohortId, otherCohortId });
  await askQuestions(rooms, { mina, ines, jonas: academy.person('jonas'), name, cohortId, otherCohortId });
  await voteInPolls(rooms, { mina, ines, name, cohortId });
  await takePart(rooms, { mina, ines, name, cohortId, otherCohortId });
  await talk(rooms, { mina, ines, jonas: academy.person('jonas'), name, cohortId, otherCohortId });
  await perform({ kind: 'anonymous' } as never, 'identity:ask-link', { email });
  await perform(mina, 'identity:ask-verification', {}).catch(() => {});
  await perform(mina, 'rights:export', {});
  await announceAround(rooms, { mina, ines, name, cohortId, otherCohortId });
  await takeHelp(rooms, { mina, ines, name, cohortId });
  await wishNews(rooms, { mina, cohortId });
  await leaveWords(rooms, { name, email, mina, ines, cohortId });
  return { rooms, quiz, mina, name, surname, email, operator, otherCohortId };
}

/** She is told things, one of which speaks of her, and tells a cohort that she teaches something. */
async function announceAround(
  rooms: Rooms,
  given: Record<'mina' | 'ines', Person> & Record<'name' | 'cohortId' | 'otherCohortId', string>,
): Promise<void> {
  const { mina, ines, name, cohortId, otherCohortId } = given;
  const id = await announce(rooms, ines, { cohortId, title: `Ask ${name}`, text: `${name} knows.` });
  await rooms.perform(mina, 'announcements:see', { announcementIds: [id] });
  await announce(rooms, mina, { cohortId: otherCohortId });
}

/** She is offered help in words that name her, and answers in such words. */
async function takeHelp(
  { perform }: Rooms,
  { mina, ines, name, cohortId }: Record<'mina' | 'ines', Person> & Record<'name' | 'cohortId', string>,
): Promise<void> {
  const input = { cohortId, studentId: mina.userId, text: `Shall we, ${name}?` };
  const { id: helpOfferId } = (await perform(ines, 'help:offer', input)) as HelpOffer;
  await perform(mina, 'help:answer', { helpOfferId, answer: 'accepted', reply: `Ask for ${name}.` });
  await perform(ines, 'help:close', { helpOfferId, outcome: 'helped' });
}

/** She says what she is told and what not, had a digest, and can turn a kind of mail off. */
async function wishNews(
  { perform, log }: Rooms,
  { mina, cohortId }: { mina: Person; cohortId: string },
): Promise<void> {
  await perform(mina, 'notifications:set-type', { type: 'mention', inApp: true, mail: 'none' });
  await perform(mina, 'notifications:mute-cohort', { cohortId, muted: true });
  await log.write(async ({ tx }) => {
    await stopToken(tx, mina.userId, 'reply');
    await takeDigest(tx, mina.userId, '2026-06-09');
  });
}

/** She is in a session, watches its recording, has a calendar, and is herself host of a session elsewhere. */
async function holdSessions(
  { perform }: Rooms,
  given: { mina: Person; ines: Person; cohortId: string; otherCohortId: string },
): Promise<void> {
  const { mina, ines, cohortId, otherCohortId } = given;
  const plan = async (by: Person, cohort: string): Promise<string> => {
    const whole = { cohortId: cohort, title: 'First steps', startsAt: inMinutes(10), minutes: 60 };
    return ((await perform(by, 'session:schedule', whole)) as StaffSession).session.id;
  };
  const sessionId = await plan(ines, cohortId);
  await perform(ines, 'session:start', { sessionId });
  await perform(mina, 'session:attend', { sessionId });
  await perform(ines, 'session:end', { sessionId });
  const film = { sessionId, title: 'All of it', url: 'https://films.test/1' };
  const { session } = (await perform(ines, 'session:add-recording', film)) as StaffSession;
  const recordingId = session.recordings[0]!.id;
  await perform(mina, 'session:keep-position', { sessionId, recordingId, seconds: 61 });
  await perform(mina, 'session:make-feed', {});
  await plan(mina, otherCohortId);
}

/** She asks, votes, is answered, muted and spoken of; elsewhere, where she teaches, she answers. */
async function askQuestions(
  { perform }: Rooms,
  given: Record<'mina' | 'ines' | 'jonas', Person> & Record<'name' | 'cohortId' | 'otherCohortId', string>,
): Promise<void> {
  const { mina, ines, jonas, name, cohortId, otherCohortId } = given;
  const plan = async (by: Person, cohort: string): Promise<string> => {
    const settings = { moderated: false, anonymity: 'peers' };
    const whole = { cohortId: cohort, title: 'Questions', startsAt: inMinutes(10), minutes: 60, settings };
    return ((await perform(by, 'session:schedule', whole)) as StaffSession).session.id;
  };
  const ask = async (by: Person, sessionId: string, text: string, anonymous = false): Promise<string> =>
    ((await perform(by, 'qa:ask', { sessionId, text, anonymous })) as OwnQuestion).id;
  const sessionId = await plan(ines, cohortId);
  const hers = await ask(mina, sessionId, `Does anybody else, like ${name}, wonder?`, true);
  const dismissed = await ask(mina, sessionId, 'Who else?');
  const ofHer = await ask(jonas, sessionId, `What does ${name} say?`);
  await perform(mina, 'qa:upvote', { questionId: ofHer });
  await perform(ines, 'qa:merge', { questionId: ofHer, intoId: hers });
  await perform(ines, 'qa:answer', { questionId: hers, text: `Thank you, ${name}.` });
  await perform(ines, 'qa:dismiss', { questionId: dismissed, reason: `Ask me, ${name}.` });
  await perform(ines, 'qa:mute-person', { questionId: dismissed, minutes: 1 });
  const elsewhere = await ask(ines, await plan(mina, otherCohortId), 'And here?');
  await perform(mina, 'qa:answer', { questionId: elsewhere, text: 'Here as well.' });
}

/** She votes by name, in confidence and anonymously, and writes what staff hide. */
async function voteInPolls(
  { perform }: Rooms,
  given: Record<'mina' | 'ines', Person> & Record<'name' | 'cohortId', string>,
): Promise<void> {
  const { mina, ines, name, cohortId } = given;
  const whole = { cohortId, title: 'Polls', startsAt: inMinutes(10), minutes: 60 };
  const { session } = (await perform(ines, 'session:schedule', whole)) as StaffSession;
  const ask = async (more: object): Promise<DeskPoll> => {
    const written = { sessionId: session.id, prompt: 'Who is it?', ...more };
    return (await perform(ines, 'poll:launch', written)) as DeskPoll;
  };
  const words = await ask({ kind: 'text', results: 'live', anonymity: 'named' });
  await perform(mina, 'poll:vote', { pollId: words.id, texts: [`It is ${name}.`] });
  await perform(ines, 'poll:hide-text', { pollId: words.id, text: `It is ${name}.`, hidden: true });
  const choice = await ask({ kind: 'yes-no' });
  await perform(mina, 'poll:vote', { pollId: choice.id, optionIds: [choice.options[0]!.id] });
  const sealed = await ask({ kind: 'yes-no', anonymity: 'anonymous' });
  const ballot = { optionIds: [sealed.options[0]!.id], ballotKey: 'k'.repeat(22) };
  await perform(mina, 'poll:vote', { pollId: sealed.id, ...ballot });
  await earnPoints({ perform }, { mina, ines, name, cohortId, sessionId: session.id });
}

/** She is given points, solves a quiz, goes by a made-up name, and stands in the reason of somebody else's. */
async function earnPoints(
  { perform }: Pick<Rooms, 'perform'>,
  given: Record<'mina' | 'ines', Person> & Record<'name' | 'cohortId' | 'sessionId', string>,
): Promise<void> {
  const { mina, ines, name, cohortId, sessionId } = given;
  const written = { kind: 'quiz', prompt: 'Which?', options: ['This', 'That'], right: [1] };
  const quiz = (await perform(ines, 'poll:launch', { sessionId, ...written })) as DeskPoll;
  await perform(mina, 'poll:vote', { pollId: quiz.id, optionIds: [quiz.options[1]!.id] });
  await perform(ines, 'poll:reveal', { pollId: quiz.id });
  const adjustment = { sessionId, personId: mina.userId, points: 5, reason: `For ${name}.` };
  await perform(ines, 'leaderboard:adjust', adjustment);
  await perform(mina, 'leaderboard:take-name', { cohortId, madeUp: true });
}

/** She has a hand up, says how it goes, and reads what is said; elsewhere, where she teaches, she says it. */
async function takePart(
  { perform }: Rooms,
  given: Record<'mina' | 'ines', Person> & Record<'name' | 'cohortId' | 'otherCohortId', string>,
): Promise<void> {
  const { mina, ines, name, cohortId, otherCohortId } = given;
  const hold = async (by: Person, cohort: string): Promise<string> => {
    const whole = { cohortId: cohort, title: 'Now', startsAt: inMinutes(10), minutes: 60 };
    const { session } = (await perform(by, 'session:schedule', whole)) as StaffSession;
    await perform(by, 'session:start', { sessionId: session.id });
    return session.id;
  };
  const sessionId = await hold(ines, cohortId);
  await perform(mina, 'hand:raise', { sessionId });
  await perform(mina, 'pulse:say', { sessionId, pace: 'too-fast', clarity: 'lost' });
  const { id: bannerId } = (await perform(ines, 'banner:say', {
    sessionId,
    text: `${name} begins.`,
  })) as DeskBanner;
  await perform(mina, 'banner:acknowledge', { sessionId, bannerId });
  await perform(mina, 'banner:say', { sessionId: await hold(mina, otherCohortId), text: `It is ${name}.` });
}

/** She writes, edits, reads, reacts, reports and is locked out; is mentioned and spoken of; elsewhere she moderates. */
async function talk(
  { perform }: Rooms,
  given: Record<'mina' | 'ines' | 'jonas', Person> & Record<'name' | 'cohortId' | 'otherCohortId', string>,
): Promise<void> {
  const { mina, ines, jonas, name, cohortId: channelId, otherCohortId } = given;
  const send = async (by: Person, text: string, more: object = {}): Promise<string> =>
    ((await perform(by, 'chat:send', { channelId, text, ...more })) as ChatMessage).id;
  const hers = await send(mina, `This is ${name}.`);
  await perform(mina, 'chat:edit', { messageId: hers, text: `Here is ${name}!` });
  const theirs = await send(jonas, `@${name} hello`, { mentions: [mina.userId] });
  await send(mina, 'Hello', { threadId: theirs });
  await perform(mina, 'chat:react', { messageId: theirs, kind: 'heart', on: true });
  await perform(mina, 'chat:report', { messageId: theirs, reason: `He speaks of ${name}.` });
  await perform(jonas, 'chat:report', { messageId: hers, reason: `She is ${name}.` });
  await perform(mina, 'chat:read', { channelId, position: 2 });
  await perform(ines, 'chat:lock-person', { channelId, personId: mina.userId, minutes: 5 });
  const elsewhere = await send(ines, 'And here?', { channelId: otherCohortId });
  await perform(mina, 'chat:delete', { messageId: elsewhere });
}

async function takeQuiz(quiz: QuizClass, { name, email }: { name: string; email: string }): Promise<void> {
  const attempt: Attempt = await quiz.start('mina');
  await quiz.answer('mina', attempt, 0, choose(attempt.asked[0]!, 'r'));
  await quiz.answer('mina', attempt, 1, { kind: 'text', text: `${name} ${email}` });
  await quiz.submit('mina', attempt);
  await quiz.act('ines', 'quiz:mark', {
    attemptId: attempt.id,
    itemId: attempt.asked[1]!.id,
    points: 1,
    comment: `Well said, ${name}`,
  });
}

/** What others were told, answered, sent, and what the audit says, with her name in it. */
async function leaveWords(
  rooms: Rooms,
  given: { name: string; email: string; mina: Person; ines: Person; cohortId: string },
): Promise<void> {
  const { name, email, mina, ines, cohortId } = given;
  // Answers with lines of people in them are kept for repetitions.
  await rooms.perform(ines, 'cohorts:set-expiry', {
    cohortId,
    userIds: [mina.userId],
    expiresOn: '2030-01-01',
  });
  await rooms.log.write(async ({ tx }) => {
    const about = { kind: 'person', id: mina.userId };
    await audit(tx, {
      actorId: ines.userId,
      act: 'test:spoke',
      about,
      organisationId: null,
      details: { email },
    });
    for (const [key, address] of [
      ['hers', email],
      ['others', 'ines@elsewhere.test'],
    ] as const) {
      await queueMail(tx, {
        effectKey: `test/${key}/${newId()}`,
        to: { name: key === 'hers' ? name : 'Ines', address },
        subject: `About ${name}`,
        text: `${name} (${email}) wrote to you.`,
        html: `<p>${name} (${email}) wrote to you.</p>`,
      });
    }
    await sql`
      insert into job (id, queue, effect_key, data, state, done_at, asked_by, fault)
      values (${newId()}, 'test:spoke', ${newId()}, '{}', 'dead', now(), ${mina.userId},
        ${`No mailbox of ${name} (${email}).`})`.execute(tx);
  });
}

export async function emailOf({ db }: Rooms, { userId }: Person): Promise<{ name: string; email: string }> {
  const { rows } = await sql<{ name: string; email: string }>`
    select name, email from account where id = ${userId}`.execute(db.query);
  return rows[0]!;
}

/** Every row of every table as text, a line each with the name of its table. */
export async function logicalDump({ db }: Rooms): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(
    db.query,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`
      select row_to_json(t)::text || ' ' || t::text as line from ${sql.table(name)} t`.execute(db.query);
    lines.push(...rows.map(({ line }) => `${name}: ${line}`));
  }
  return lines;
}

/** Rows that hold one of these words, whatever their case; the beginning of each. */
export function hits(lines: readonly string[], words: readonly string[]): string[] {
  const wanted = words.map((word) => word.toLowerCase());
  return lines
    .filter((line) => wanted.some((word) => line.toLowerCase().includes(word)))
    .map((line) => line.slice(0, 240));
}
