import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatSummary } from '#features/chat/contract.ts';
import type { MomentDesk } from '#features/moment/contract.ts';
import { pulseFigures } from '#features/moment/web/report/pulseFigures.ts';
import type { PollsReport, ReportedPoll } from '#features/polls/contract.ts';
import type { QuestionsReport } from '#features/qna/contract.ts';
import type { SessionAttendance } from '#features/sessions/contract.ts';
import { attendanceFigures, attendanceRows } from '#features/sessions/web/attendanceRows.ts';
import { sessionFigures } from '#features/sessions/web/sessionFigures.ts';
import { outcomeOf } from './support/academy.ts';
import { aHeldSession, type HeldSession } from './support/heldSession.ts';
import { recountSeconds } from './support/liveSessions.ts';
import { openRooms, type OpenDatabase, type Rooms } from './support/rooms.ts';

interface Ballot {
  pollId: string;
  personId: string | null;
  optionIds: string[];
  texts: string[];
  number: number | null;
}

/** The report of a scripted session is a recount of the rows, figure by figure, by ways of counting of its own. */
export function reportSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let held: HeldSession;
  let sessionId: string;
  beforeAll(async () => {
    rooms = await openRooms(open);
    held = await aHeldSession(rooms);
    ({ sessionId } = held.school);
  }, 180_000);
  afterAll(() => rooms.close());

  const look = <Data>(view: string, input: object = { sessionId }): Promise<Data> =>
    rooms.look(held.school.person('ines'), view, input) as Promise<Data>;
  const rowsOf = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
    (await query.execute(rooms.db.query)).rows;
  const linesOf = async (view: string, input: object): Promise<string[][]> =>
    (await held.school.file('ines', view, input))
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));

  test('RE1 RE2 when it was held and who was in, for how long, is a recount of the stays', async () => {
    const attendance = await look<SessionAttendance>('session:attendance');
    const rows = attendanceRows(attendance, 'name', Date.now(), (a, b) => (a < b ? -1 : 1));
    const seconds = await recountSeconds(rooms, sessionId);
    const minutes = new Map([...seconds].map(([id, one]) => [id, Math.floor(Math.floor(one) / 60)]));
    const counted = Object.fromEntries(rows.map(({ person, minutesNow }) => [person.name, minutesNow]));
    expect(counted).toEqual(
      Object.fromEntries(rows.map(({ person }) => [person.name, minutes.get(person.id) ?? 0])),
    );
    expect(counted).toMatchObject({ amara: 50, jonas: 41, mina: 21, noor: 0, tomas: 0, ines: 50 });
    const came = [...minutes.values()];
    const most = (one: number): boolean => 2 * came.filter((other) => other >= one).length >= came.length;
    expect(attendanceFigures(rows)).toEqual({
      came: minutes.size,
      of: 6 + 1,
      guests: 0,
      medianMinutes: Math.max(...came.filter(most)),
    });
    const [times] = await rowsOf(sql<{ held: number; late: number; minutes: number }>`
      select floor(extract(epoch from ended_at - started_at) / 60)::integer as held,
        trunc(extract(epoch from started_at - starts_at) / 60)::integer as late, minutes
      from live_session where id = ${sessionId}`);
    expect(sessionFigures(attendance.session, Date.now())).toEqual({
      heldMinutes: times!.held,
      lateMinutes: times!.late,
      plannedMinutes: times!.minutes,
    });
    const file = await linesOf('session:attendance-file', { sessionId });
    expect(Object.fromEntries(file.map(([name, one]) => [name, Number(one)]))).toEqual(counted);
  });

  describe('polls', () => {
    const ballotsOf = (): Promise<Ballot[]> =>
      rowsOf(sql<Ballot>`
        select poll_id as "pollId", person_id as "personId", array_to_json(option_ids) as "optionIds",
          array_to_json(coalesce(texts, '{}')) as texts, number
        from poll_ballot join poll on poll.id = poll_id where poll.session_id = ${sessionId}`);

    test('RE1 RE3 what the polls come to is a recount of the ballots', async () => {
      const { figures, polls } = await look<PollsReport>('poll:report');
      const [recount] = await rowsOf(sql<Record<string, number>>`
        select count(*) as asked, count(*) filter (where anonymity = 'anonymous') as anonymous,
          count(*) filter (where results = 'live' or revealed_at is not null) as shown
        from poll where session_id = ${sessionId} and opened_at is not null`);
      const open = await rowsOf(sql<{ id: string; seconds: number }>`
        select id, round(extract(epoch from closed_at - opened_at))::integer as seconds
        from poll where session_id = ${sessionId} and closed_at is not null order by 2`);
      const ballots = await ballotsOf();
      expect(figures).toEqual({
        ...recount,
        votes: ballots.length,
        medianSecondsOpen: open.find((_one, place) => 2 * (place + 1) >= open.length)!.seconds,
      });
      expect(figures).toMatchObject({ asked: 10, votes: 26, anonymous: 1, shown: 3 });
      expect(Object.fromEntries(polls.map(({ id, secondsOpen }) => [id, secondsOpen]))).toEqual(
        Object.fromEntries(open.map(({ id, seconds }) => [id, seconds])),
      );
      for (const poll of polls) {
        const own = ballots.filter(({ pollId }) => pollId === poll.id);
        expect([poll.prompt, poll.voters]).toEqual([poll.prompt, own.length]);
        expect({ kind: poll.kind, ...poll.tally }).toEqual({ kind: poll.kind, ...tallied(poll, own) });
      }
      const file = await linesOf('poll:export-csv', { sessionId });
      const inFile = polls.flatMap(({ id, options, tally }) =>
        options.map((option) => `${id} ${option.label} ${tally!.counts[option.id]}`),
      );
      const optionLines = file.filter(([, kind]) => !['text', 'words', 'number'].includes(kind!));
      expect(optionLines.map((line) => `${line[11]} ${line[8]} ${line[9]}`)).toEqual(inFile);
    });

    test('RE1 RE3 RE6 what was written stands with how often, and who chose what where it was said', async () => {
      const { polls } = await look<PollsReport>('poll:report');
      const ballots = await ballotsOf();
      const hidden = await rowsOf(sql<{ pollId: string; hash: string }>`
        select poll_id as "pollId", text_hash as hash from poll_hidden_text`);
      const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
      for (const { id, texts, anonymity, ballots: named } of polls) {
        const own = ballots.filter(({ pollId }) => pollId === id);
        const given = own.flatMap(({ texts: words }) => words);
        const isHidden = (text: string): boolean =>
          hidden.some(({ pollId, hash }) => pollId === id && hash === hashOf(text));
        expect(new Set(texts)).toEqual(
          new Set(
            [...new Set(given)].map((text) => ({
              text,
              count: given.filter((other) => other === text).length,
              hidden: isHidden(text),
            })),
          ),
        );
        expect(named?.map(({ person, choice }) => [person.id, choice.optionIds]) ?? null).toEqual(
          anonymity === 'named'
            ? own.map(({ personId, optionIds }) => [personId, optionIds]).sort(byName)
            : null,
        );
      }
    });

    const byName = ([one]: unknown[], [other]: unknown[]): number => {
      const order = ['amara', 'jonas', 'mina'].map((name) => held.school.person(name).userId);
      return order.indexOf(one as string) - order.indexOf(other as string);
    };
  });

  test('RE1 RE4 what became of the questions is a recount of questions, votes and answers', async () => {
    const { figures, questions } = await look<QuestionsReport>('qa:report');
    const rows = await rowsOf(sql<{
      id: string;
      state: string;
      authorId: string;
      into: string | null;
      seconds: number | null;
      isAloud: boolean;
    }>`
      select id, state, author_id as "authorId", merged_into as into,
        round(extract(epoch from answer.at - asked_at))::integer as seconds,
        answer.at is not null and answer.text is null as "isAloud"
      from question left join question_answer answer on answer.question_id = question.id
      where session_id = ${sessionId} and state <> 'withdrawn'`);
    const votes = await rowsOf(sql<{ id: string; personId: string }>`
      select question_id as id, person_id as "personId" from question_vote
      join question on question.id = question_id where session_id = ${sessionId}`);
    const upvotes = new Map(
      rows.map(({ id, state, authorId }) => {
        const group = rows.filter((other) => other.id === id || other.into === id).map((other) => other.id);
        const people = votes.filter((vote) => group.includes(vote.id)).map(({ personId }) => personId);
        const others = new Set(people.filter((personId) => personId !== authorId));
        return [id, state === 'merged' ? 0 : others.size];
      }),
    );
    const inState = (...states: string[]) => rows.filter(({ state }) => states.includes(state));
    const answered = inState('answered');
    const seconds = answered.map((row) => row.seconds!).sort((a, b) => a - b);
    expect(figures).toEqual({
      asked: rows.length,
      answered: answered.length,
      answeredAloud: answered.filter(({ isAloud }) => isAloud).length,
      unanswered: inState('pending', 'published', 'answering').length,
      dismissed: inState('dismissed').length,
      merged: inState('merged').length,
      votes: [...upvotes.values()].reduce((sum, one) => sum + one, 0),
      medianSecondsToAnswer: seconds.find((_one, place) => 2 * (place + 1) >= seconds.length),
    });
    expect(figures).toMatchObject({ asked: 6, answered: 2, answeredAloud: 1, unanswered: 2, votes: 4 });
    expect(Object.fromEntries(questions.map(({ id, ...one }) => [id, one.upvotes]))).toEqual(
      Object.fromEntries(upvotes),
    );
    expect(Object.fromEntries(questions.map(({ id, secondsToAnswer }) => [id, secondsToAnswer]))).toEqual(
      Object.fromEntries(rows.map(({ id, seconds: taken }) => [id, taken])),
    );
    const file = await linesOf('qa:export-csv', { sessionId });
    expect(file.map((line) => Number(line[2]))).toEqual(questions.map(({ upvotes: one }) => one));
    expect(file.map((line) => line[8])).toEqual(questions.map((one) => String(one.secondsToAnswer ?? '')));
  });

  test('RE1 RE5 what was said is a recount of messages and reactions', async () => {
    const { figures, messages } = await look<ChatSummary>('chat:summary', { channelId: sessionId });
    const rows = await rowsOf(sql<{ id: string; authorId: string; isReply: boolean; isGone: boolean }>`
      select id, author_id as "authorId", thread_id is not null as "isReply",
        deleted_at is not null or text is null as "isGone"
      from chat_message where channel_id = ${sessionId} order by position`);
    const reactions = await rowsOf(sql<{ messageId: string }>`
      select message_id as "messageId" from chat_reaction`);
    const there = rows.filter(({ isGone }) => !isGone);
    expect(figures).toEqual({
      messages: there.length,
      replies: there.filter(({ isReply }) => isReply).length,
      people: new Set(there.map(({ authorId }) => authorId)).size,
      reactions: reactions.filter(({ messageId }) => there.some(({ id }) => id === messageId)).length,
      gone: rows.length - there.length,
    });
    expect(figures).toEqual({ messages: 3, replies: 1, people: 2, reactions: 2, gone: 2 });
    expect(messages.map(({ id }) => id)).toEqual(there.map(({ id }) => id));
    expect(JSON.stringify(messages)).not.toContain('Rude');
    expect(await linesOf('chat:export-csv', { channelId: sessionId })).toHaveLength(there.length);
  });

  test('RE1 RE9 how the class followed is a recount of everybody’s last word', async () => {
    const { line } = await look<MomentDesk>('moment:desk');
    const said = await rowsOf(sql<{
      personId: string;
      pace: string | null;
      clarity: string | null;
      atMs: number;
    }>`
      select person_id as "personId", pace, clarity, extract(epoch from said_at)::float8 * 1000 as "atMs"
      from pulse_said where session_id = ${sessionId} order by said_at desc, number desc`);
    const minuteMs = 60_000;
    const minutes = [...new Set(said.map(({ atMs }) => Math.floor(atMs / minuteMs)))];
    const most = (isOne: (one: (typeof said)[number]) => boolean): number =>
      Math.max(
        ...minutes.map((minute) => {
          const until = said.filter(({ atMs }) => atMs < (minute + 1) * minuteMs);
          const last = until.filter((one) => until.find(({ personId }) => personId === one.personId) === one);
          return last.filter(isOne).length;
        }),
      );
    expect(pulseFigures(line)).toEqual({
      'too-slow': most(({ pace }) => pace === 'too-slow'),
      'too-fast': most(({ pace }) => pace === 'too-fast'),
      lost: most(({ clarity }) => clarity === 'lost'),
    });
    expect(pulseFigures(line)).toEqual({ 'too-slow': 1, 'too-fast': 2, lost: 3 });
    expect(await linesOf('moment:pulse-csv', { sessionId })).toHaveLength(minutes.length);
  });

  test('RE6 no part and no file of it tells what was promised to stay untold', async () => {
    const ofChannel = { channelId: sessionId };
    const textOf = async (views: string[], files: string[], input: object): Promise<string> =>
      [
        ...(await Promise.all(views.map(async (view) => JSON.stringify(await look(view, input))))),
        ...(await Promise.all(files.map((view) => held.school.file('ines', view, input)))),
      ].join('\n');
    const polls = await textOf(
      ['poll:report'],
      ['poll:export-csv', 'poll:export-ballots', 'poll:export-json'],
      { sessionId },
    );
    const questions = await textOf(['qa:report'], ['qa:export-csv', 'qa:export-json'], { sessionId });
    const chat = await textOf(['chat:summary'], ['chat:export-csv', 'chat:export-json'], ofChannel);
    const namesIn = (text: string): string[] =>
      ['amara', 'jonas', 'mina', 'noor', 'tomas'].filter(
        (name) => text.includes(held.school.person(name).userId) || new RegExp(`\\b${name}\\b`).test(text),
      );
    // Mina, Noor and Tomás voted where no names are told, and Mina asked without hers.
    expect(namesIn(polls)).toEqual(['amara', 'jonas']);
    expect(namesIn(questions)).toEqual(['amara', 'jonas', 'noor', 'tomas']);
    expect(questions).toContain('Who answers this?');
    for (const text of ['Never asked?', 'Never mind?', 'Not this', 'Rude', 'Bey'])
      expect([text, [polls, questions, chat].some((all) => all.includes(text))]).toEqual([text, false]);
    const named = await linesOf('poll:export-ballots', { sessionId });
    expect(named).toHaveLength(2);
  });

  test('RE7 no student reads any of it', async () => {
    const { school } = held;
    for (const view of ['poll:report', 'qa:report', 'session:attendance', 'moment:desk'])
      expect([view, await outcomeOf(school.rooms.look(school.person('amara'), view, { sessionId }))]).toEqual(
        [view, 'forbidden'],
      );
    const summary = rooms.look(school.person('amara'), 'chat:summary', { channelId: sessionId });
    expect(await outcomeOf(summary)).toBe('forbidden');
  });

  test('RE8 a report stays: what is answered, shown or said later is in it, and nothing of it goes', async () => {
    const before = await look<QuestionsReport>('qa:report');
    const owed = before.questions.find(({ question }) => question === 'Who answers this?')!;
    await held.questions.asStaff('answer', owed, { text: 'We do, a day later.' });
    const after = await look<QuestionsReport>('qa:report');
    expect(after.figures).toMatchObject({
      asked: before.figures.asked,
      answered: before.figures.answered + 1,
      unanswered: before.figures.unanswered - 1,
      votes: before.figures.votes,
    });
    const asked = await look<PollsReport>('poll:report');
    const hidden = asked.polls.find(({ kind, revealedAt }) => kind === 'rating' && revealedAt === null)!;
    await held.polls.asStaff('reveal', hidden);
    const shown = await look<PollsReport>('poll:report');
    expect(shown.figures).toEqual({ ...asked.figures, shown: asked.figures.shown + 1 });
    // What was told is kept for a while; the report is made without it.
    await sql`delete from event`.execute(rooms.db.query);
    expect(await look<PollsReport>('poll:report')).toEqual(shown);
  });
}

/** What ballots come to, counted by hand. */
function tallied({ kind, options }: ReportedPoll, ballots: readonly Ballot[]): ReportedPoll['tally'] {
  const counts = Object.fromEntries(
    options.map(({ id }) => {
      const places = ballots.map(({ optionIds }) => optionIds.indexOf(id)).filter((place) => place !== -1);
      const points = places.reduce((sum, place) => sum + options.length - place, 0);
      return [id, kind === 'ranking' ? points : places.length];
    }),
  );
  const given = kind === 'words' ? ballots.flatMap(({ texts }) => texts) : [];
  const words = [...new Set(given)]
    .filter((text) => text !== 'rude')
    .map((text) => ({ text, count: given.filter((other) => other === text).length }))
    .sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1));
  return { counts, words, estimate: estimated(ballots.flatMap(({ number }) => number ?? [])) };
}

function estimated(numbers: number[]): NonNullable<ReportedPoll['tally']>['estimate'] {
  if (numbers.length === 0) return null;
  const [first, second, third, last] = numbers.toSorted((a, b) => a - b) as [number, number, number, number];
  const width = (last - first) / 10;
  return {
    least: first,
    most: last,
    mean: (first + second + third + last) / 4,
    median: (second + third) / 2,
    steps: Array.from({ length: 10 }, (_, step) => {
      const [from, to] = [first + step * width, step === 9 ? last : first + (step + 1) * width];
      const isIn = (number: number): boolean => number >= from && (step === 9 || number < to);
      return { from, to, voters: numbers.filter(isIn).length };
    }),
  };
}
