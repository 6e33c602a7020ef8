import { Client } from '../load/client.ts';
import { watchClass } from '../load/watch.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const students = 100;
const arriveWithinMs = 10_000;
const password = 'a class at nine';

/** A class of 100 signs in within 10 s, over HTTP, while another class goes on learning. */
export async function signinBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 200);
    try {
      const arriving = (await stoa.ask('seed', { people: students + 1, password })).slice(0, students);
      const learning = await stoa.ask('seed', { people: 41 });
      const emails = await Promise.all(
        arriving.map(async ({ cookie }) => {
          const { data } = await client.json<{ user: { email: string } }>('/api/me', cookie);
          return data.user.email;
        }),
      );
      const watched = await watchClass(stoa.base, client, {
        students: learning.slice(0, -1),
        instructor: learning.at(-1)!,
        perSecond: 10,
      });
      await stoa.ask('startLoopDelay');
      const startMs = performance.now();
      const waitedMs = await Promise.all(
        emails.map(async (email, index) => {
          await new Promise((resolve) => setTimeout(resolve, (index * arriveWithinMs) / students));
          const sentMs = performance.now();
          const { status, body } = await client.ask('POST', '/api/auth/login', {
            body: { email, password },
            withinMs: 40_000,
          });
          if (status !== 200) throw new Error(`a sign-in was answered ${status}: ${body}`);
          return performance.now() - sentMs;
        }),
      );
      const allInMs = performance.now() - startMs;
      const delay = await stoa.ask('stopLoopDelay');
      const { waitedMs: seenMs, lost } = await watched.stop();
      report.row(
        `${students} sign-ins within ${arriveWithinMs / 1_000} s: each took p50 ${brief(median(waitedMs))} ms, p95 ${brief(percentile(waitedMs, 0.95))} ms`,
      );
      report.row(
        `meanwhile ${seenMs.length} completions: seen after p50 ${brief(median(seenMs))} ms; ` +
          `event loop delayed p50 ${brief(delay.p50Ms)} ms, p99 ${brief(delay.p99Ms)} ms, at most ${brief(delay.maxMs)} ms`,
      );
      report.atMost('signin-all-in', allInMs / 1_000, 's', 30);
      report.atMost('signin-stream-p95', percentile(seenMs, 0.95), 'ms', 1_000);
      report.atMost('signin-stream-lost', lost, 'frames', 0);
      report.atMost('signin-event-loop-p99', delay.p99Ms, 'ms', 200);
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}
