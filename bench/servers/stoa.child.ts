import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { rm } from 'node:fs/promises';
import { queryObjects } from 'node:v8';
import { newId } from '#kernel/ids.ts';
import { openHouse } from '#app/compose.ts';
import { openGround } from '#app/ground.ts';
import { seedLoad } from '#app/seedLoad.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { readSettings } from '#platform/server/config.ts';
import { Channel } from '#platform/server/delivery/channel.ts';
import { Connection } from '#platform/server/delivery/connection.ts';
import { openLogging } from '#platform/server/logging.ts';
import { loggedOn } from './logged.ts';
import { answerQuestions } from './process.ts';
import { anEnrolment, aProgress, atPace, processorUs } from './questions.ts';
import type { Holdings, StoaQuestions } from './stoaQuestions.ts';
import { countJobs, letJobsWait } from './waitingJobs.ts';

/** The whole house as `npm start` builds it, and a channel through which a bench may look inside. */
const settings = readSettings(process.env);
const ground = await openGround(settings);
const house = await openHouse(ground, settings, openLogging(settings));
const port = await house.node.listen(settings.PORT, settings.HOST);
const { log } = ground;
const { delivery } = house.node;
const loopDelay = monitorEventLoopDelay({ resolution: 5 });

process.on('SIGTERM', () => {
  void (async () => {
    await house.close();
    await ground.close();
    process.exit(0);
  })();
});

answerQuestions<StoaQuestions>(port, {
  processorUs: async () => processorUs(),

  async seed({ people, studentsPerCohort, password }) {
    const out = path.join(tmpdir(), `stoa-bench-people-${process.pid}`);
    try {
      return await seedLoad(ground, {
        people,
        out,
        ...(studentsPerCohort !== undefined && { studentsPerCohort }),
        ...(password !== undefined && { password }),
      });
    } finally {
      await rm(out, { force: true });
    }
  },

  publish: ({ topic, ...pace }) =>
    atPace(pace, (index) =>
      log.write(async ({ tell }) => void tell(cohorts, 'enrolment:changed', [topic], anEnrolment(index))),
    ),

  publishLarge: ({ topic, bytes, ...pace }) =>
    atPace(pace, () =>
      log.write(
        async ({ tell }) =>
          void tell(cohorts, 'course:published', [topic], {
            courseId: newId(),
            title: 'x'.repeat(bytes),
            version: 1,
          }),
      ),
    ),

  async append({ topic, writers, forMs }) {
    const untilMs = performance.now() + forMs;
    let count = 0;
    const startedMs = performance.now();
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (performance.now() < untilMs) {
          await log.write(
            async ({ tell }) => void tell(progress, 'progress:updated', [topic], aProgress(count)),
            { commitsWith: topic },
          );
          count += 1;
        }
      }),
    );
    const tookMs = performance.now() - startedMs;
    const seqs: number[] = [];
    for (;;) {
      const page = await log.after(topic, seqs.at(-1) ?? 0, 5_000);
      if (page.length === 0) break;
      for (const { seq } of page) seqs.push(seq);
    }
    return { count, tookMs, kept: seqs.length, isContiguous: seqs.every((seq, place) => seq === place + 1) };
  },

  logged: async ({ topic }) => (await loggedOn(log, [topic])).get(topic)!,

  letJobsWait: (wanted) => letJobsWait(ground, wanted),
  countJobs: () => countJobs(ground),

  async startLoopDelay() {
    loopDelay.reset();
    loopDelay.enable();
  },
  async stopLoopDelay() {
    loopDelay.disable();
    return {
      p50Ms: loopDelay.percentile(50) / 1e6,
      p99Ms: loopDelay.percentile(99) / 1e6,
      maxMs: loopDelay.max / 1e6,
    };
  },

  connections: async () => delivery.connectionCount,
  residentBytes: async () => process.memoryUsage.rss(),
  holdings,
});

const timeoutClass = setTimeout(() => {}).constructor as Parameters<typeof queryObjects>[0];

async function holdings(): Promise<Holdings> {
  for (let round = 0; round < 4; round++) {
    globalThis.gc!();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const count = (kind: Parameters<typeof queryObjects>[0]): number =>
    queryObjects(kind, { format: 'count' }) as never;
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapBytes: heapUsed,
    externalBytes: external,
    residentBytes: rss,
    sockets: resources['TCPSocketWrap'] ?? 0,
    timers: resources['Timeout'] ?? 0,
    channels: delivery.hub.followed,
    connections: delivery.connectionCount,
    listeners: [...process.eventNames(), ...house.node.server.eventNames()].reduce(
      (sum, name) => sum + process.listenerCount(name) + house.node.server.listenerCount(name as string),
      0,
    ),
    objects: {
      Socket: count(Socket),
      IncomingMessage: count(IncomingMessage),
      ServerResponse: count(ServerResponse),
      EventEmitter: count(EventEmitter),
      Connection: count(Connection),
      Channel: count(Channel),
      Timeout: count(timeoutClass),
    },
  };
}
