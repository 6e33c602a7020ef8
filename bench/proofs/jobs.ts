import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { newId } from '#kernel/ids.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import { Client } from '../load/client.ts';
import { freePort } from '../load/ports.ts';
import { TroubledMail, type TakenMail } from '../load/troubledMail.ts';
import { shortPaces } from '../servers/errands.ts';
import type { JobsQuestions } from '../servers/jobsQuestions.ts';
import { ServerProcess } from '../servers/process.ts';
import { Supervised } from '../servers/supervised.ts';
import type { Place } from './classroom.ts';
import { JobsActs } from './jobsActs.ts';
import { makeProofClasses, type ProofClass } from './jobsClass.ts';
import { faultsOf, longestMs, type JobsFault, type SaidByMail } from './jobsJudge.ts';

/** Beside a node that has doors, on PostgreSQL. */
const workers = 2;
const troublePercent = 35;
const killsEach = 3;
const settledWithinMs = 240_000;
const lookEveryMs = 250;

export interface JobsRound {
  seed: string;
  /** What had to come about exactly once: by bell, by mail, and errands. */
  bells: number;
  mails: number;
  errands: number;
  /** Processes that the proof ended, that stood still, and that a poisoned job ended. */
  kills: number;
  stills: number;
  poisoned: number;
  /** What the mail server did wrong. */
  troubles: number;
  /** Mails that were taken more than once, under one Message-ID. */
  repetitions: number;
  /** The errand that waited longest. */
  longestMs: number;
  tookMs: number;
  faults: JobsFault[];
}

type Stoa = Supervised<JobsQuestions>;

/**
 * A class that is told of things, with jobs good and poisoned, while processes are killed and the mail server has its
 * troubles; recounted afterwards from the database and from what the mail server took. On the embedded database the
 * server works by itself; on PostgreSQL two workers work beside it, and stand still now and then.
 *
 * @param options.paces 'short': leases and waits take seconds; 'house': a worker is taken for dead when it is everywhere
 */
export async function jobsRounds(
  place: Place,
  {
    seeds,
    paces = 'short',
    told = () => {},
  }: { seeds: readonly string[]; paces?: 'short' | 'house'; told?: (round: JobsRound) => void },
): Promise<JobsRound[]> {
  const classes = await makeProofClasses(place, seeds.length);
  const mail = await TroubledMail.open(seededRandom(seeds.join(' ')), troublePercent);
  for (const { addresses, groupOf } of classes)
    for (const [id, group] of groupOf) if (group === 'unreachable') mail.unknown.add(addresses.get(id)!);
  const port = await freePort();
  const environment = { ...place, SMTP_URL: mail.url, PACES: paces, LOG_LEVEL: 'silent' };
  const stoa: Stoa = await Supervised.start('server', () =>
    ServerProcess.start<JobsQuestions>('jobsServer.child.ts', { ...environment, PORT: String(port) }),
  );
  const beside = await Promise.all(
    Array.from({ length: 'DATABASE_URL' in place ? workers : 0 }, (_, at) =>
      Supervised.start(`worker ${at + 1}`, () =>
        ServerProcess.start<Record<never, never>>('jobsWorker.child.ts', environment),
      ),
    ),
  );
  const rounds: JobsRound[] = [];
  try {
    for (const [index, seed] of seeds.entries()) {
      const client = new Client(`http://127.0.0.1:${port}`, 16);
      const parts = { seed, stoa, beside, mail, client, paces, ofClass: classes[index]! };
      const round = await jobsRound(parts)
        .catch((cause: unknown) => brokenRound(seed, cause))
        .finally(() => client.close());
      rounds.push(round);
      told(round);
    }
  } finally {
    await Promise.all([stoa, ...beside].map((one) => one.stop()));
    await mail.close();
  }
  return rounds;
}

/** One that could not be judged has proved nothing: that is a fault, and the others are still to be seen. */
function brokenRound(seed: string, cause: unknown): JobsRound {
  const words = cause instanceof Error ? cause.message : String(cause);
  return {
    ...{
      seed,
      bells: 0,
      mails: 0,
      errands: 0,
      kills: 0,
      stills: 0,
      poisoned: 0,
      troubles: 0,
      repetitions: 0,
    },
    ...{ longestMs: 0, tookMs: 0, faults: [{ rule: 'not settled', words: `the round broke off: ${words}` }] },
  };
}

interface RoundParts {
  seed: string;
  stoa: Stoa;
  beside: readonly Supervised<Record<never, never>>[];
  mail: TroubledMail;
  client: Client;
  paces: 'short' | 'house';
  ofClass: ProofClass;
}

async function jobsRound(parts: RoundParts): Promise<JobsRound> {
  const { seed, stoa, beside, mail, client, paces, ofClass } = parts;
  const startMs = performance.now();
  const processes = [stoa, ...beside];
  const deathsBefore = processes.reduce((sum, { deaths }) => sum + deaths, 0);
  const [takenBefore, hadBefore] = [mail.taken.length, countOf(mail)];
  const acts = new JobsActs({ client, stoa, ofClass, seed, errandsOf: `${newId()} ` });
  const wreck = new Wreck(parts, seededRandom(`${seed}, trouble`));

  const acting = acts.everything();
  await wreck.during(acting, killsEach - 1);
  await stoa.ask('digestsDue', { personIds: acts.circle.personIds });
  // While what was put off until now is mailed.
  await wreck.awhile();
  await wreck.kill();
  const giveUpMs = performance.now() + settledWithinMs;
  while ((await stoa.ask('unsettled', acts.circle)) > 0 && performance.now() < giveUpMs)
    await pause(lookEveryMs);
  // What hung past its time may still try to act.
  await pause(paces === 'short' ? shortPaces.jobLeaseMs : 2_000);

  const facts = await stoa.ask('facts', acts.circle);
  const addresses = new Set(ofClass.addresses.values());
  const taken = mail.taken.slice(takenBefore).filter(({ to }) => addresses.has(to));
  const said = await Promise.all(taken.map(readMail));
  const expected = { ...acts.expected, addresses: ofClass.addresses, unknown: mail.unknown };
  const ended = processes.reduce((sum, { deaths }) => sum + deaths, 0) - deathsBefore;
  const to = expected.news.flatMap((news) => news.to);
  return {
    seed,
    bells: to.filter(({ inApp }) => inApp).length,
    mails: to.filter((one) => one.mail && !mail.unknown.has(ofClass.addresses.get(one.personId)!)).length,
    errands: expected.errands.length,
    kills: wreck.kills,
    stills: wreck.stills,
    poisoned: ended - wreck.kills,
    troubles: countOf(mail) - hadBefore,
    repetitions: taken.length - new Set(taken.map(({ messageId, to }) => `${messageId} ${to}`)).size,
    longestMs: longestMs(expected, facts),
    tookMs: performance.now() - startMs,
    faults: faultsOf(expected, facts, said),
  };
}

const countOf = ({ had }: TroubledMail): number => [...had.values()].reduce((sum, times) => sum + times, 0);

/** Which links it has: what a mail says is what it leads to. */
async function readMail({ to, messageId, source }: TakenMail): Promise<SaidByMail> {
  const { text = '' } = await simpleParser(source);
  const links = text.matchAll(/(?:#message-|\/result\/)([0-9a-f-]{36})/g);
  return { to, messageId, subjectIds: [...links].map(([, id]) => id!) };
}

/** Ends processes, and has them stand still. */
class Wreck {
  kills = 0;
  stills = 0;
  readonly #parts: RoundParts;
  readonly #random: () => number;

  constructor(parts: RoundParts, random: () => number) {
    this.#parts = parts;
    this.#random = random;
  }

  /** So many kills while something goes on, at moments that nobody chose; and one process that stands still. */
  async during(work: Promise<void>, kills: number): Promise<void> {
    // Heard below.
    work.catch(() => {});
    for (let kill = 0; kill < kills; kill++) {
      await this.awhile();
      await this.kill();
    }
    const { beside, mail } = this.#parts;
    mail.isAway = true;
    await this.awhile();
    mail.isAway = false;
    const one = beside[Math.floor(this.#random() * beside.length)];
    // Longer than its lease: others take what it has, and then it goes on with it.
    if (one) {
      await one.standStill(1.5 * this.#leaseMs);
      this.stills += 1;
    }
    await work;
  }

  async kill(): Promise<void> {
    const { stoa, beside } = this.#parts;
    const all = [stoa, ...beside];
    await all[Math.floor(this.#random() * all.length)]!.kill();
    this.kills += 1;
  }

  awhile(): Promise<void> {
    return pause(300 + this.#random() * 2_000);
  }

  get #leaseMs(): number {
    return this.#parts.paces === 'short' ? shortPaces.jobLeaseMs : 10_000;
  }
}
