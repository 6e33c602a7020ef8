import { setTimeout as pause } from 'node:timers/promises';
import type { Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { DeskPoll, PollDesk } from '#features/polls/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { Audience } from '../load/audience.ts';
import type { ReaderHistory } from '../history.ts';
import { Client } from '../load/client.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const phones = 500;
const withinMs = 1_000;
/** What somebody takes for no answer, in ms, and votes again under the same id. */
const timeOutMs = 300;

interface Tallied {
  voters: number;
  counts: Record<string, number>;
}

/**
 * A class of 500 that votes within a second, each over a WebSocket of their own, in a poll whose result is shown as it
 * comes in. Of ten people one sends the vote twice, one again after a time-out, and one votes otherwise in another tab:
 * until each vote is acknowledged, and until every phone shows what the ballots come to.
 */
export async function votesBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 100);
    try {
      const people = await stoa.ask('seed', { people: phones + 1, studentsPerCohort: phones });
      await everybodyVotes(report, { base: stoa.base, client, people });
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}

async function everybodyVotes(
  report: Report,
  { base, client, people }: { base: string; client: Client; people: readonly LoadPerson[] },
): Promise<void> {
  const host = people.at(-1)!;
  const students = people.slice(0, phones);
  const topic = sessions.topics.session.of(host);
  const audience = await Audience.seated(
    base,
    students.map(({ cookie }) => cookie),
    topic,
    tallyIn,
  );
  try {
    const at = `/api/sessions/${host.sessionId}/polls`;
    const asked = { kind: 'single', prompt: 'Which?', options: ['This', 'That', 'Neither'], results: 'live' };
    const poll = await answerOf<DeskPoll>(client, host, 'POST', at, asked);
    const expected = comesTo(poll);
    const beganMs = performance.now();
    audience.send({ key: expected, sentMs: beganMs });
    const waitedMs = await cast({ audience, client, students, poll, beganMs });
    const castMs = performance.now() - beganMs;
    await audience.untilSeen(10_000);
    const agreeMs = Math.max(0, Math.max(...audience.waitedMs) - castMs);
    const desk = await answerOf<PollDesk>(client, host, 'GET', `${at}/desk`);
    const { voters, tally } = desk.polls[0]!;
    const shown = [keyOf({ voters, counts: tally!.counts }), ...audience.histories.map(lastTally)];
    const wrong = shown.filter((key) => key !== expected);
    report.row(
      `${phones} phones over WebSocket, ${waitedMs.length} votes in ${brief(castMs / 1_000)} s: acknowledged p50 ` +
        `${brief(median(waitedMs))} ms, p95 ${brief(percentile(waitedMs, 0.95))} ms; all phones right ` +
        `${brief(agreeMs)} ms after the last acknowledgement`,
    );
    report.atMost('votes-acknowledged-p95', percentile(waitedMs, 0.95), 'ms', 500);
    report.atMost('votes-all-agree', agreeMs / 1_000, 's', 2);
    report.atMost('votes-never-right', audience.unseen, 'phones', 0);
    if (wrong.length > 0)
      report.row(`    the desk shows ${shown[0]}, a wrong one ${wrong.at(-1)}, right is ${expected}`);
    report.atMost('votes-wrong', wrong.length, 'screens', 0);
  } finally {
    audience.leave();
  }
}

interface Voting {
  audience: Audience;
  client: Client;
  students: readonly LoadPerson[];
  poll: DeskPoll;
  beganMs: number;
}

/** @returns from sending each vote until it was acknowledged, in ms */
async function cast({ audience, client, students, poll, beganMs }: Voting): Promise<number[]> {
  const waitedMs: number[] = [];
  const timed = async (send: () => Promise<void>): Promise<void> => {
    const sentMs = performance.now();
    await send();
    waitedMs.push(performance.now() - sentMs);
  };
  const ballot = (option: number): { optionIds: string[] } => ({ optionIds: [poll.options[option]!.id] });
  const vote = async (student: LoadPerson, place: number): Promise<void> => {
    const commandId = newId();
    const first = firstOf(place);
    const onPhone = async (): Promise<void> => {
      const vote = { commandId, pollId: poll.id, ...ballot(first) };
      const { ok, error } = await audience.reader(place).ask('poll:vote', vote);
      if (!ok) throw new Error(`a vote was refused: ${error?.code}`);
    };
    const inTab = async (option: number, id: string): Promise<void> =>
      void (await answerOf(client, student, 'PUT', `/api/polls/${poll.id}/ballot`, ballot(option), id));
    await until(beganMs + (place * withinMs) / students.length);
    const sent = [timed(onPhone)];
    if (place % 10 === 1) sent.push(timed(onPhone));
    if (place % 10 === 2) {
      await until(performance.now() + timeOutMs);
      sent.push(timed(() => inTab(first, commandId)));
    }
    await Promise.all(sent);
    if (thinksAgain(place)) await timed(() => inTab(lastOf(place), newId()));
  };
  await Promise.all(students.map(vote));
  return waitedMs;
}

const firstOf = (place: number): number => place % 3;
const thinksAgain = (place: number): boolean => place % 10 === 3;
const lastOf = (place: number): number => (firstOf(place) + (thinksAgain(place) ? 1 : 0)) % 3;

/** What everybody's last vote comes to. */
function comesTo({ options }: DeskPoll): string {
  const counts = Object.fromEntries(options.map(({ id }) => [id, 0]));
  for (let place = 0; place < phones; place++) counts[options[lastOf(place)]!.id]! += 1;
  return keyOf({ voters: phones, counts });
}

function tallyIn({ type, data }: Envelope): string | undefined {
  return type === 'poll:tally' ? keyOf(data as Tallied) : undefined;
}

function lastTally({ notes }: ReaderHistory): string | undefined {
  return notes.flatMap((note) => (note.kind === 'heard' ? (tallyIn(note.envelope) ?? []) : [])).at(-1);
}

function keyOf({ voters, counts }: Tallied): string {
  const inOrder = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([voters, inOrder]);
}

async function until(atMs: number): Promise<void> {
  await pause(Math.max(0, atMs - performance.now()));
}

/** @throws Error when it was refused */
async function answerOf<Data>(
  client: Client,
  { cookie }: LoadPerson,
  method: string,
  path: string,
  body?: object,
  commandId = newId(),
): Promise<Data> {
  const headers = { 'idempotency-key': commandId };
  const answer = await client.ask(method, path, { cookie, headers, ...(body && { body }) });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${answer.body}`);
  return (JSON.parse(answer.body) as { data: Data }).data;
}
