import type { Envelope } from '#kernel/envelope.ts';
import { Client } from '../load/client.ts';
import { openStreams, RawStream, until } from '../load/stream.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { NaiveQuestions } from '../servers/questions.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const students = 95;
const staffViews = 10;
const completions = 400;
const perSecond = 20;

const readers = 1_000;
const fanout = { count: 60, perSecond };
const repetitions = 5;
const mostTries = 3;

/** A lesson finished is seen everywhere at once, and what each message costs the server. */
export async function progressBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    try {
      await seenEverywhere(report, stoa);
      await costPerMessage(report, stoa);
    } finally {
      await stoa.stop();
    }
  });
}

/** Completions at a class's pace; the time from sending one until its frame is in another tab and in a staff view. */
async function seenEverywhere(report: Report, stoa: ServerProcess<StoaQuestions>): Promise<void> {
  const people = await stoa.ask('seed', { people: students + 1, studentsPerCohort: students });
  const instructor = people.at(-1)!;
  const { cohortId } = instructor;
  const client = new Client(stoa.base);
  const lessonIds = await client.lessonIds(people[0]!.cookie, cohortId);

  const sentMs = new Map<string, number>();
  const waitedMs = { tab: [] as number[], staff: [] as number[] };
  const seen = new Map<string, number>();
  const listen = (reader: string, kind: 'tab' | 'staff') => (data: string, event: string | undefined) => {
    if (event !== undefined) return;
    const nowMs = performance.now();
    const { topic, seq, type, data: told } = JSON.parse(data) as Envelope;
    if (type !== 'progress:updated') return;
    const { studentId, lessonId } = told as { studentId: string; lessonId: string };
    const times = (seen.get(`${reader} ${topic} ${seq}`) ?? 0) + 1;
    seen.set(`${reader} ${topic} ${seq}`, times);
    const completion = `${studentId} ${lessonId}`;
    heardBy.get(completion)?.add(reader);
    // A student's tab hears it on two topics; what counts is the first.
    if (times === 1 && topic.startsWith(kind === 'tab' ? 'user/' : 'cohort/'))
      waitedMs[kind].push(nowMs - sentMs.get(completion)!);
  };
  const heardBy = new Map<string, Set<string>>();
  const open = (index: number): Promise<RawStream> => {
    if (index < staffViews) {
      return RawStream.open(stoa.base, '/api/stream', {
        cookie: instructor.cookie,
        hear: listen(`staff ${index}`, 'staff'),
      });
    }
    const student = people[(index - staffViews) % students]!;
    const name = `tab ${student.userId} ${Math.floor((index - staffViews) / students)}`;
    return RawStream.open(stoa.base, '/api/stream', { cookie: student.cookie, hear: listen(name, 'tab') });
  };
  const streams = await openStreams(staffViews + 2 * students, open);

  const failed: string[] = [];
  const acts: Promise<void>[] = [];
  const startMs = performance.now();
  for (let index = 0; index < completions; index++) {
    const waitMs = startMs + (index * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const student = people[index % students]!;
    const lessonId = lessonIds[Math.floor(index / students)]!;
    const completion = `${student.userId} ${lessonId}`;
    sentMs.set(completion, performance.now());
    heardBy.set(completion, new Set());
    acts.push(
      client.complete(student.cookie, cohortId, lessonId).then(({ status, body }) => {
        if (status !== 200) failed.push(body);
      }),
    );
  }
  await Promise.all(acts);
  const mustHear = staffViews + 2;
  const isAllHeard = (): boolean => [...heardBy.values()].every((names) => names.size >= mustHear);
  await until(isAllHeard, 'every reader heard every completion', 10_000).catch(() => {});
  for (const stream of streams) stream.close();
  client.close();

  if (failed.length > 0) throw new Error(`${failed.length} completions failed: ${failed[0]}`);
  const lost = [...heardBy.values()].reduce((sum, names) => sum + Math.max(0, mustHear - names.size), 0);
  const doubled = [...seen.values()].filter((times) => times > 1).length;
  report.row(
    `${streams.length} readers, ${completions} completions at ${perSecond}/s: other tab p50 ${brief(median(waitedMs.tab))} ms, ` +
      `p95 ${brief(percentile(waitedMs.tab, 0.95))} ms; staff view p50 ${brief(median(waitedMs.staff))} ms, ` +
      `p95 ${brief(percentile(waitedMs.staff, 0.95))} ms (aim 100 ms)`,
  );
  report.atMost('progress-other-tab-p95', percentile(waitedMs.tab, 0.95), 'ms', 1_000);
  report.atMost('progress-staff-view-p95', percentile(waitedMs.staff, 0.95), 'ms', 1_000);
  report.atMost('progress-lost', lost, 'frames', 0);
  report.atMost('progress-doubled', doubled, 'frames', 0);
}

/** Processor time per delivered message against the common way to write such an endpoint, in turns. */
async function costPerMessage(report: Report, stoa: ServerProcess<StoaQuestions>): Promise<void> {
  const people = await stoa.ask('seed', { people: 101 });
  const { cohortId } = people[0]!;
  const naive = await ServerProcess.start<NaiveQuestions>('naive.child.ts');
  try {
    const ours = await openStreams(readers, (index) =>
      RawStream.open(stoa.base, '/api/stream', { cookie: people[index % 100]!.cookie }),
    );
    const theirs = await openStreams(
      readers,
      (index) => RawStream.open(naive.base, `/api/stream/progress/student${index}`),
      { isHeard: false },
    );
    await until(async () => (await naive.ask('readers')) === readers, 'all readers of the other server');

    const sides = [
      {
        server: stoa,
        streams: ours,
        us: [] as number[],
        publish: () => stoa.ask('publish', { topic: `cohort/${cohortId}`, ...fanout }),
      },
      { server: naive, streams: theirs, us: [] as number[], publish: () => naive.ask('publish', fanout) },
    ] as const;
    /** @returns undefined where something else was told meanwhile, such as who is here */
    const turn = async ({
      server,
      streams,
      publish,
    }: (typeof sides)[number]): Promise<number | undefined> => {
      const before = total(streams);
      const startUs = await processorTime(server);
      await publish();
      const due = fanout.count * readers;
      await until(() => total(streams) >= before + due, 'all messages delivered', 10_000).catch(() => {});
      const delivered = total(streams) - before;
      if (delivered < due) throw new Error(`${delivered} of ${due} messages were delivered`);
      return delivered === due ? ((await processorTime(server)) - startUs) / due : undefined;
    };
    // The first round warms both up and does not count.
    for (let round = 0; round <= repetitions; round++) {
      for (const side of sides) {
        let tries = 0;
        let us = await turn(side);
        while (us === undefined && tries++ < mostTries) us = await turn(side);
        if (us === undefined) throw new Error('there was no end of other news');
        if (round > 0) side.us.push(us);
      }
    }
    const [product, common] = sides;
    report.row(
      `${readers} readers, ${fanout.perSecond} messages/s, processor time per delivered message in ${repetitions} turns: ` +
        `product ${product.us.map(brief).join(', ')} µs; JSON.stringify and res.write per reader ${common.us.map(brief).join(', ')} µs`,
    );
    report.row(`medians ${brief(median(product.us))} µs against ${brief(median(common.us))} µs`);
    report.atMost('progress-cpu-per-message', median(product.us) / median(common.us), 'ratio', 0.75);
    for (const stream of [...ours, ...theirs]) stream.close();
  } finally {
    await naive.stop();
  }
}

function processorTime(
  server: ServerProcess<StoaQuestions> | ServerProcess<NaiveQuestions>,
): Promise<number> {
  return (server as ServerProcess<NaiveQuestions>).ask('processorUs');
}

function total(streams: readonly RawStream[]): number {
  return streams.reduce((sum, { messages }) => sum + messages, 0);
}
