import type { Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { DeskPoll } from '#features/polls/contract.ts';
import { leaderboard } from '#features/leaderboard/contract.ts';
import { Audience } from '../load/audience.ts';
import { Client } from '../load/client.ts';
import type { ServerProcess } from '../servers/process.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

/** What came of results that were shown to a class. */
export interface PushRun {
  /** From asking for a result until a phone has the new board, in ms, of every phone and every result. */
  waitedMs: number[];
  /** Boards that did not come. */
  unseen: number;
}

const withinMs = 10_000;

/** So many phones over WebSocket in one session; quizzes that all of them get right are shown one after the other. */
export async function pushRanks(
  stoa: ServerProcess<StoaQuestions>,
  { phones, results }: { phones: number; results: number },
): Promise<PushRun> {
  const people = await stoa.ask('seed', { people: phones + 1, studentsPerCohort: phones });
  const host = people.at(-1)!;
  const students = people.slice(0, phones);
  // One result is waited for before the next is shown, so that whatever comes is of that.
  let shown = 0;
  const keyOf = ({ type }: Envelope): string | undefined =>
    type === 'leaderboard:changed' ? `board ${shown}` : undefined;
  const topic = leaderboard.topics.board.of(host);
  const cookies = students.map(({ cookie }) => cookie);
  const audience = await Audience.seated(stoa.base, cookies, topic, keyOf);
  const client = new Client(stoa.base);
  try {
    for (shown = 1; shown <= results; shown++) {
      const quiz = await ask(client, host);
      const answer = { optionIds: [quiz.options[1]!.id] };
      await Promise.all(
        students.map((student) => send(client, student, 'PUT', `/api/polls/${quiz.id}/ballot`, answer)),
      );
      audience.send({ key: `board ${shown}`, sentMs: performance.now() });
      await send(client, host, 'POST', `/api/polls/${quiz.id}/revelation`, {});
      await audience.untilSeen(withinMs);
    }
    return { waitedMs: audience.waitedMs, unseen: audience.unseen };
  } finally {
    audience.leave();
    client.close();
  }
}

async function ask(client: Client, host: LoadPerson): Promise<DeskPoll> {
  const quiz = { kind: 'quiz', prompt: 'Which?', options: ['This', 'That'], right: [1] };
  const answer = await send(client, host, 'POST', `/api/sessions/${host.sessionId}/polls`, quiz);
  return (JSON.parse(answer) as { data: DeskPoll }).data;
}

/** @throws Error when it was refused */
async function send(
  client: Client,
  { cookie }: LoadPerson,
  method: string,
  path: string,
  body: object,
): Promise<string> {
  const headers = { 'idempotency-key': newId() };
  const answer = await client.ask(method, path, { cookie, body, headers });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${answer.body}`);
  return answer.body;
}
