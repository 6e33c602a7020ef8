import type { Envelope } from '#kernel/envelope.ts';
import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { ChatMessage, ChatRoom } from '#features/chat/contract.ts';
import { Client } from '../load/client.ts';
import { openStreams, RawStream, until } from '../load/stream.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const students = 100;
/** Each of them with five windows. */
const readers = 500;
const messages = 300;
const perSecond = 30;
/** Every so many messages are sent a second time under the same command, as after a time-out. */
const repeatedEvery = 10;

/** A cohort with 500 windows that talks at 30 messages a second; the time from sending until each of them has it. */
export async function chatBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 100);
    try {
      const people = await stoa.ask('seed', {
        people: students + 1,
        studentsPerCohort: students,
      });
      await talk(report, stoa.base, client, people);
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}

async function talk(
  report: Report,
  base: string,
  client: Client,
  people: readonly LoadPerson[],
): Promise<void> {
  const channelId = people[0]!.cohortId;
  const sentMs = new Map<string, number>();
  const waitedMs: number[] = [];
  const heard = Array.from({ length: readers }, () => [] as number[]);
  const listen = (reader: number) => (data: string, event: string | undefined) => {
    if (event !== undefined) return;
    const { type, data: told } = JSON.parse(data) as Envelope;
    if (type !== 'chat:message') return;
    const { position, text } = told as ChatMessage;
    heard[reader]!.push(position);
    waitedMs.push(performance.now() - sentMs.get(text)!);
  };
  const streams = await openStreams(readers, (index) =>
    RawStream.open(base, `/api/stream?topics=channel/${channelId}`, {
      cookie: people[index % students]!.cookie,
      hear: listen(index),
    }),
  );
  const failed: string[] = [];
  const answeredMs: number[] = [];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: messages }, async (_, index) => {
      const waitMs = startMs + (index * 1_000) / perSecond - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
      const { cookie } = people[index % students]!;
      const text = `Message ${index}`;
      const send = { cookie, body: { text }, headers: { 'idempotency-key': newId() } };
      sentMs.set(text, performance.now());
      const times = index % repeatedEvery === 0 ? 2 : 1;
      const answers = await Promise.all(
        Array.from({ length: times }, () => client.ask('POST', `/api/channels/${channelId}/messages`, send)),
      );
      answeredMs.push(performance.now() - sentMs.get(text)!);
      failed.push(...answers.filter(({ status }) => status !== 200).map(({ body }) => body));
    }),
  );
  const isAllHeard = (): boolean => heard.every(({ length }) => length >= messages);
  await until(isAllHeard, 'everybody heard every message', 10_000).catch(() => {});
  for (const stream of streams) stream.close();
  if (failed.length > 0) throw new Error(`${failed.length} were not sent: ${failed[0]}`);

  const { data } = await client.json<ChatRoom>(`/api/channels/${channelId}`, people[0]!.cookie);
  const disordered = heard.filter((all) => all.some((position, place) => position !== place + 1)).length;
  report.row(
    `${readers} readers, ${messages} messages at ${perSecond}/s: answered p50 ${brief(median(answeredMs))} ms, p95 ` +
      `${brief(percentile(answeredMs, 0.95))} ms; heard p50 ${brief(median(waitedMs))} ms, p95 ` +
      `${brief(percentile(waitedMs, 0.95))} ms (aim 200 ms)`,
  );
  report.atMost('chat-heard-p95', percentile(waitedMs, 0.95), 'ms', 1_000);
  report.atMost('chat-lost', readers * messages - waitedMs.length, 'messages', 0);
  report.atMost('chat-out-of-order', disordered, 'readers', 0);
  report.atMost('chat-written', data.lastPosition, 'messages', messages);
}
