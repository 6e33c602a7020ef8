// npm run bench -- <name …>: figures against their limits. Exit code 0 only when all are kept.
import { pathToFileURL } from 'node:url';
import { announceBench } from './benches/announce.ts';
import { appendBench } from './benches/append.ts';
import { liveBench } from './benches/live.ts';
import { chatBench } from './benches/chat.ts';
import { notifyBench } from './benches/notify.ts';
import { pollBench } from './benches/poll.ts';
import { presenceBench } from './benches/presence.ts';
import { progressBench } from './benches/progress.ts';
import { quizBench } from './benches/quiz.ts';
import { signinBench } from './benches/signin.ts';
import { startBench } from './benches/start.ts';
import { streamsBench } from './benches/streams.ts';
import { votesBench } from './benches/votes.ts';
import { machineFacts, Report } from './report.ts';

const atMostMs = 120_000;

export const benches: Record<string, { measures: string; run: (report: Report) => Promise<void> }> = {
  progress: {
    measures: 'a lesson finished until it is seen; processor time per message',
    run: progressBench,
  },
  append: { measures: 'events per second on one hot topic, on both databases', run: appendBench },
  signin: { measures: 'a class of 100 signing in while another one learns', run: signinBench },
  streams: { measures: 'readers that do not read; streams that come and go', run: streamsBench },
  start: { measures: 'npm start: the first, the second, two on one folder', run: startBench },
  poll: { measures: 'processor time per poll', run: pollBench },
  live: { measures: 'what a host does or somebody asks, until 60 and 500 phones show it', run: liveBench },
  votes: {
    measures: '500 people voting within a second, until every phone shows what it comes to',
    run: votesBench,
  },
  chat: {
    measures: '500 windows of a cohort talking at 30 messages a second, until each has it',
    run: chatBench,
  },
  presence: {
    measures: '1,000 people cut at once and back within five seconds: what is told, and when it is right',
    run: presenceBench,
  },
  notify: {
    measures: 'a quiz graded until 200 bells say so, beside 3,000 jobs; away for an hour; whose bell it is',
    run: notifyBench,
  },
  announce: {
    measures: 'an announcement to a cohort of 200: on every screen, its reach, and gone again',
    run: announceBench,
  },
  quiz: { measures: '200 people handing in a quiz until every list shows it', run: quizBench },
};

/** Runs benches one after the other and gives back what was measured. */
export async function runBenches(names: readonly string[], write: (line: string) => void): Promise<Report> {
  const report = new Report(write);
  for (const name of names) {
    write(`${name}: ${machineFacts()}`);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${name} was not over after ${atMostMs / 1_000} s`)),
        atMostMs,
      );
    });
    try {
      await Promise.race([benches[name]!.run(report), limit]);
    } catch (cause) {
      // The other benches are worth their figures all the same.
      write(`${name}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
      report.atLeast(`${name}-came-to-its-end`, 0, 'times', 1);
    } finally {
      clearTimeout(timer);
    }
  }
  return report;
}

async function main(given: readonly string[]): Promise<number> {
  const names = given.includes('all') ? Object.keys(benches) : given;
  const unknown = names.filter((name) => !Object.hasOwn(benches, name));
  if (names.length === 0 || unknown.length > 0) {
    if (unknown.length > 0) console.error(`There is no bench ${unknown.join(', ')}.`);
    console.error('npm run bench -- <name …>, or all');
    for (const [name, { measures }] of Object.entries(benches))
      console.error(`  ${name.padEnd(10)}${measures}`);
    return 2;
  }
  return (await runBenches(names, console.log)).isOk ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
