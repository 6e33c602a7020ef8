import { openStreams, RawStream, until } from '../load/stream.ts';
import { brief, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { Holdings, StoaQuestions } from '../servers/stoaQuestions.ts';

const unread = 20;
const flow = { bytes: 65_536, count: 250, perSecond: 50 };

const waves = 20;
const perWave = 500;
const people = 101;
const mb = 2 ** 20;

/** A reader that does not read costs little and is cut off; streams that come and go leave nothing behind. */
export async function streamsBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder }, flags);
    try {
      const made = await stoa.ask('seed', { people });
      const topic = `cohort/${made[0]!.cohortId}`;
      const open = (index: number): Promise<RawStream> =>
        RawStream.open(stoa.base, `/api/stream?topics=${topic}`, { cookie: made[index % 100]!.cookie });
      await nothingIsLeft(report, stoa, open);
      await theUnread(report, stoa, topic, open);
    } finally {
      await stoa.stop();
    }
  });
}

async function theUnread(
  report: Report,
  stoa: ServerProcess<StoaQuestions>,
  topic: string,
  open: (index: number) => Promise<RawStream>,
): Promise<void> {
  const attentive = await (await open(0)).ready();
  const peakOfFlow = async (): Promise<number> => {
    let peak = 0;
    let isOver = false;
    const over = stoa.ask('publishLarge', { topic, ...flow }).finally(() => (isOver = true));
    while (!isOver) {
      peak = Math.max(peak, await stoa.ask('residentBytes'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await over;
    return peak;
  };
  // Twice without, so that what the flow itself takes is in the measure that the readers are compared with.
  const before = [await peakOfFlow(), await peakOfFlow()];
  const readers = await openStreams(unread, (index) => open(index + 1));
  for (const reader of readers) reader.pause();
  const startMs = performance.now();
  let cutMs = Number.NaN;
  const cut = until(
    async () => (await stoa.ask('connections')) === 1,
    'every unread reader cut',
    30_000,
  ).then(
    () => {
      cutMs = performance.now() - startMs;
    },
    () => {},
  );
  const peak = await peakOfFlow();
  await cut;
  const held = await stoa.ask('connections');
  await until(() => attentive.messages === 3 * flow.count, 'the attentive reader heard all').catch(() => {});
  report.row(
    `${unread} unread readers while ${brief((flow.bytes * flow.perSecond) / mb)} MB/s flow: peak ${brief(peak / mb)} MB, ` +
      `without them ${before.map((bytes) => brief(bytes / mb)).join(', ')} MB; all cut after ${brief(cutMs / 1_000)} s`,
  );
  report.atMost('streams-unread-cost', Math.max(0, peak - Math.max(...before)) / unread / mb, 'MB', 4);
  report.atMost('streams-unread-left', held - 1, 'readers', 0);
  report.atMost('streams-attentive-lost', 3 * flow.count - attentive.messages, 'frames', 0);
  for (const reader of [...readers, attentive]) reader.close();
}

async function nothingIsLeft(
  report: Report,
  stoa: ServerProcess<StoaQuestions>,
  open: (index: number) => Promise<RawStream>,
): Promise<void> {
  const wave = async (): Promise<void> => {
    const streams = await openStreams(perWave, open);
    for (const stream of streams) stream.close();
    await until(async () => (await stoa.ask('connections')) === 0, 'all streams of a wave left');
  };
  for (let warm = 0; warm < 2; warm++) await wave();
  const before = await stoa.ask('holdings');
  const startMs = performance.now();
  for (let count = 0; count < waves; count++) await wave();
  const tookMs = performance.now() - startMs;
  const after = await stoa.ask('holdings');
  report.row(
    `${waves * perWave} streams opened and closed in waves of ${perWave}, ${brief(tookMs / 1_000)} s`,
  );
  report.row(`before ${told(before)}`);
  report.row(`after  ${told(after)}`);
  const objects = Object.keys(before.objects).map((name) => after.objects[name]! - before.objects[name]!);
  const left = Math.max(
    ...objects,
    after.sockets - before.sockets,
    after.timers - before.timers,
    after.channels - before.channels,
    after.connections - before.connections,
    after.listeners - before.listeners,
  );
  report.atMost('streams-left-behind', left, 'of any kind', 5);
  report.atMost('streams-heap-growth', (after.heapBytes - before.heapBytes) / mb, 'MB', 2);
}

function told({
  heapBytes,
  residentBytes,
  sockets,
  timers,
  channels,
  connections,
  listeners,
  objects,
}: Holdings): string {
  const kinds = Object.entries({ sockets, timers, channels, connections, listeners, ...objects });
  return (
    `heap ${brief(heapBytes / mb)} MB, resident ${brief(residentBytes / mb)} MB, ` +
    kinds.map(([name, count]) => `${name} ${count}`).join(', ')
  );
}
