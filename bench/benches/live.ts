import type { Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { OpenQuestion } from '#features/qna/contract.ts';
import { sessions, type LiveSession, type StaffSession } from '#features/sessions/contract.ts';
import { Audience } from '../load/audience.ts';
import { faultsIn } from '../history.ts';
import { Client } from '../load/client.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

interface Room {
  clients: number;
  /** How often the host goes on, and how many questions are asked, in turns. */
  acts: number;
  perSecond: number;
  p95Ms: number;
  maxMs: number | undefined;
}

const rooms: readonly Room[] = [
  { clients: 60, acts: 60, perSecond: 4, p95Ms: 150, maxMs: 500 },
  { clients: 500, acts: 40, perSecond: 2, p95Ms: 500, maxMs: undefined },
];

/** What a host does, and what somebody asks, until every phone in the room shows it. */
export async function liveBench(report: Report): Promise<void> {
  for (const room of rooms) {
    await inScratchFolder(async (folder) => {
      const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
      try {
        await inOneRoom(report, stoa, room);
      } finally {
        await stoa.stop();
      }
    });
  }
}

async function inOneRoom(
  report: Report,
  stoa: ServerProcess<StoaQuestions>,
  { clients, acts, perSecond, p95Ms, maxMs }: Room,
): Promise<void> {
  const people = await stoa.ask('seed', { people: clients + 1, studentsPerCohort: clients });
  const host = people.at(-1)!;
  const { sessionId } = host;
  const topic = sessions.topics.session.of({ sessionId });
  const cookies = people.slice(0, clients).map(({ cookie }) => cookie);
  const audience = await Audience.seated(stoa.base, cookies, topic, seenIn);
  const client = new Client(stoa.base);
  const failed: string[] = [];
  const act = async (index: number, items: readonly string[]): Promise<void> => {
    const sent = index % 2 === 0 ? goOn(client, host, items[index / 2]!) : ask(audience, sessionId, index);
    audience.send({ key: sent.key, sentMs: performance.now() });
    const fault = await sent.answered;
    if (fault !== undefined) failed.push(fault);
  };
  try {
    const items = await runSheet(client, host, acts / 2);
    const acting: Promise<void>[] = [];
    const startMs = performance.now();
    for (let index = 0; index < acts; index++) {
      const waitMs = startMs + (index * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      acting.push(act(index, items));
    }
    await Promise.all(acting);
    await audience.untilSeen(10_000);
  } finally {
    audience.leave();
    client.close();
  }
  if (failed.length > 0) throw new Error(`${failed.length} acts failed: ${failed[0]}`);

  const { waitedMs, unseen, histories } = audience;
  const faults = faultsIn({
    log: new Map([[topic, await stoa.ask('logged', { topic })]]),
    readers: histories,
    ...{ completions: new Set(), figures: new Map(), commands: [] },
  });
  const p95OfAll = percentile(waitedMs, 0.95);
  const longestMs = Math.max(...waitedMs);
  const name = `live-${clients}`;
  report.row(
    `${clients} phones over WebSocket, ${acts} acts of the host and of the class at ${perSecond}/s: p50 ` +
      `${brief(median(waitedMs))} ms, p95 ${brief(p95OfAll)} ms, max ${brief(longestMs)} ms`,
  );
  for (const { rule, words } of faults.slice(0, 5)) report.row(`${rule}: ${words}`);
  report.atMost(`${name}-p95`, p95OfAll, 'ms', p95Ms);
  if (maxMs !== undefined) report.atMost(`${name}-max`, longestMs, 'ms', maxMs);
  report.atMost(`${name}-unseen`, unseen, 'views', 0);
  report.atMost(`${name}-faults`, faults.length, 'faults', 0);
}

interface Act {
  /** What everybody is to see. */
  key: string;
  /** What went wrong; undefined once it was acknowledged. */
  answered: Promise<string | undefined>;
}

/** Writes so many items, so that each can be gone on to once. @returns their ids */
async function runSheet(client: Client, { cookie, sessionId }: LoadPerson, items: number): Promise<string[]> {
  const agenda = Array.from({ length: items }, (_, index) => ({
    ...{ title: `Part ${index + 1}`, minutes: 1, kind: 'talk', note: '' },
  }));
  const body = { revision: 0, agenda };
  const answer = await client.ask('PUT', `/api/sessions/${sessionId}/agenda`, { cookie, body });
  if (answer.status !== 200) throw new Error(`the run sheet was answered ${answer.status}: ${answer.body}`);
  const { data } = JSON.parse(answer.body) as { data: StaffSession };
  return data.session.agenda.map(({ id }) => id);
}

function goOn(client: Client, { cookie, sessionId }: LoadPerson, itemId: string): Act {
  const answered = client
    .ask('PUT', `/api/sessions/${sessionId}/current`, {
      ...{ cookie, body: { itemId } },
      headers: { 'idempotency-key': newId() },
    })
    .then(({ status, body }) => (status === 200 ? undefined : body));
  return { key: `item ${itemId}`, answered };
}

function ask(audience: Audience, sessionId: string, index: number): Act {
  const text = `What about case ${index}?`;
  const answered = audience
    .reader(index)
    .ask('qa:ask', { commandId: newId(), sessionId, text })
    .then(({ ok, error }) => (ok ? undefined : error?.code));
  return { key: `question ${text}`, answered };
}

function seenIn({ type, data }: Envelope): string | undefined {
  if (type === 'qa:new') return `question ${(data as OpenQuestion).question}`;
  if (type === 'session:changed') return `item ${(data as LiveSession).currentItemId}`;
  return undefined;
}
