import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../load/client.ts';
import { brief, median, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const people = 100;
const repetitions = 3;
const lookEveryMs = 500;
/** Presence is gathered for 2 s. */
const quietLooks = 6;
const mostLooks = 60;

/** What a poll costs the server's processor: when nothing is new, and when something is. */
export async function pollBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 10);
    try {
      const made = await stoa.ask('seed', { people: people + 1 });
      const pollers = made.slice(0, people).map(({ cookie, cohortId, userId }) => ({
        cookie,
        path: `/api/events?topics=user/${userId},cohort/${cohortId}`,
        cursor: '',
      }));
      const poll = async (poller: (typeof pollers)[number], conditional = true): Promise<number> => {
        const { cookie, cursor } = poller;
        const path = cursor === '' ? poller.path : `${poller.path}&cursor=${encodeURIComponent(cursor)}`;
        const headers = conditional && cursor !== '' ? { 'if-none-match': `"${cursor}"` } : {};
        const { status, body } = await client.ask('GET', path, { cookie, headers });
        if (status === 200) poller.cursor = (JSON.parse(body) as { cursor: string }).cursor;
        else if (status !== 304) throw new Error(`a poll was answered ${status}: ${body}`);
        return status;
      };
      /** Whoever polls is here, which is told to their cohort: until nobody has news any more. */
      const settled = async (): Promise<void> => {
        for (let quiet = 0, looks = 0; quiet < quietLooks; looks++) {
          if (looks === mostLooks) throw new Error('there was no end of news');
          await pause(lookEveryMs);
          const statuses = await Promise.all(pollers.map((poller) => poll(poller)));
          quiet = statuses.every((status) => status === 304) ? quiet + 1 : 0;
        }
      };
      const rounds = async (times: number, expected: number, conditional = true): Promise<number> => {
        const startUs = await stoa.ask('processorUs');
        for (let round = 0; round < times; round++) {
          const statuses = await Promise.all(pollers.map((poller) => poll(poller, conditional)));
          if (statuses.some((status) => status !== expected))
            throw new Error(`not every poll was answered ${expected}`);
        }
        return ((await stoa.ask('processorUs')) - startUs) / (times * people) / 1_000;
      };
      await rounds(1, 200);
      await settled();
      await rounds(10, 304);
      const known: number[] = [];
      const afresh: number[] = [];
      const whole: number[] = [];
      for (let round = 0; round < repetitions; round++) {
        known.push(await rounds(15, 304));
        whole.push(await rounds(10, 200, false));
        // Longer than what is remembered of a session and of who may read what.
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        afresh.push(await rounds(1, 304));
      }
      report.row(`a poll with nothing new, asked again at once: ${known.map(brief).join(', ')} ms`);
      // The session and the right to read are asked for again: that is the database's work, not the poll's.
      report.row(`a poll with nothing new, 3 s after the last: ${afresh.map(brief).join(', ')} ms`);
      report.row(`a poll that is answered with a body: ${whole.map(brief).join(', ')} ms`);
      report.atMost('poll-304', median(known), 'ms', 0.25);
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}
