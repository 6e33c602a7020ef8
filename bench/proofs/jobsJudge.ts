import type { Errand, ErrandWay } from '../servers/errands.ts';
import type { JobsFacts } from './jobsFacts.ts';

/** Something that happened, and how each person is to hear of it who has a right to. */
export interface ExpectedNews {
  effectKey: string;
  /** What a bell's line is about, and a mail's link leads to. */
  subjectId: string;
  to: { personId: string; inApp: boolean; mail: boolean }[];
}

export interface Expected {
  news: readonly ExpectedNews[];
  errands: readonly Errand[];
  /** Where each person has their mail. */
  addresses: ReadonlyMap<string, string>;
  /** Addresses that no server takes a mail for. */
  unknown: ReadonlySet<string>;
}

/** A mail that was taken, and what it speaks of. */
export interface SaidByMail {
  to: string;
  messageId: string;
  subjectIds: readonly string[];
}

export interface JobsFault {
  rule: 'lost' | 'doubled' | 'foreign' | 'not settled' | 'wrong end';
  words: string;
}

/** What each way of an errand comes to. */
const ends: Record<ErrandWay, { state: 'done' } | { state: 'dead'; fault: RegExp }> = {
  good: { state: 'done' },
  'fails twice': { state: 'done' },
  throws: { state: 'dead', fault: /^Error: poison$/ },
  hangs: { state: 'dead', fault: /^Error: It took longer than/ },
  'acts too late': { state: 'dead', fault: /^Error: It took longer than/ },
  kills: { state: 'dead', fault: /went silent/ },
};
const attempts = 5;

/**
 * Whether every (event, channel, entitled recipient) has exactly one effect and every errand the end that it is to have,
 * by what the database and the mail server hold.
 */
export function faultsOf(expected: Expected, facts: JobsFacts, taken: readonly SaidByMail[]): JobsFault[] {
  return [
    ...newsFaults(expected, facts),
    ...mailFaults(expected, facts, taken),
    ...errandFaults(expected, facts),
    ...facts.jobs
      .filter(({ queue, state }) => queue.startsWith('notifications:') && state !== 'done')
      .map(({ queue, effectKey, state, fault }): JobsFault => {
        return { rule: 'not settled', words: `${queue} ${effectKey} is ${state}: ${fault}` };
      }),
  ];
}

/** How often something is there, against how often it is to be. */
function counted(what: string, found: readonly string[], due: readonly string[]): JobsFault[] {
  const times = new Map<string, number>();
  for (const one of found) times.set(one, (times.get(one) ?? 0) + 1);
  const wanted = new Set(due);
  const faults: JobsFault[] = [];
  for (const one of wanted) {
    const there = times.get(one) ?? 0;
    if (there === 0) faults.push({ rule: 'lost', words: `${what} ${one}` });
    if (there > 1) faults.push({ rule: 'doubled', words: `${what} ${one}: ${there} times` });
  }
  for (const one of times.keys())
    if (!wanted.has(one)) faults.push({ rule: 'foreign', words: `${what} ${one}` });
  return faults;
}

function newsFaults({ news }: Expected, { effects, lines, told }: JobsFacts): JobsFault[] {
  const pairs = news.flatMap(({ effectKey, subjectId, to }) =>
    to.map((one) => ({
      ...one,
      key: `${effectKey} of ${one.personId}`,
      about: `${subjectId} to ${one.personId}`,
    })),
  );
  const inApp = pairs.filter((pair) => pair.inApp);
  return [
    ...counted(
      'effect',
      effects.map(({ effectKey, personId }) => `${effectKey} of ${personId}`),
      pairs.map(({ key }) => key),
    ),
    ...counted(
      'line of a bell',
      lines
        .filter((line) => line.inApp)
        .flatMap(({ effectKey, personId, count }) => repeated(`${effectKey} of ${personId}`, count)),
      inApp.map(({ key }) => key),
    ),
    ...counted(
      'bell rung for',
      told.map(({ subjectId, personId }) => `${subjectId} to ${personId}`),
      inApp.map(({ about }) => about),
    ),
  ];
}

const repeated = (one: string, count: number): string[] => Array.from({ length: count }, () => one);

/** One mail is one Message-ID: one that was taken again is the same mail. */
function mailFaults(
  { news, addresses, unknown }: Expected,
  { mails }: JobsFacts,
  taken: readonly SaidByMail[],
): JobsFault[] {
  const distinct = new Map(taken.map((mail) => [`${mail.messageId} ${mail.to}`, mail]));
  const said = [...distinct.values()].flatMap(({ to, subjectIds }) =>
    subjectIds.map((subjectId) => `${subjectId} to ${to}`),
  );
  const due = news.flatMap(({ subjectId, to }) =>
    to
      .filter(({ mail }) => mail)
      .map(({ personId }) => ({ subjectId, to: addresses.get(personId)! }))
      .filter((one) => !unknown.has(one.to))
      .map((one) => `${one.subjectId} to ${one.to}`),
  );
  const unsettled = mails.flatMap(({ to, state, fault }): JobsFault[] => {
    // The first that is refused ends the address; what was queued for it meanwhile is not tried.
    const isRight = unknown.has(to)
      ? state === 'given-up' && /\b550\b|came back/.test(fault ?? '')
      : state === 'sent';
    return isRight ? [] : [{ rule: 'wrong end', words: `a mail to ${to} is ${state}: ${fault}` }];
  });
  const refused = new Set(mails.filter(({ state }) => state === 'given-up').map(({ to }) => to));
  const owed = news.flatMap(({ to }) =>
    to.filter(({ mail }) => mail).map(({ personId }) => addresses.get(personId)!),
  );
  const untold = [...unknown].filter((to) => owed.includes(to) && !refused.has(to));
  return [
    ...counted('mail of', said, due),
    ...unsettled,
    ...untold.map((to): JobsFault => ({ rule: 'lost', words: `no mail to ${to} was given up` })),
    ...taken
      .filter(({ messageId }) => !/^<[0-9a-f]{32}@/.test(messageId))
      .map(({ to, messageId }): JobsFault => ({
        rule: 'foreign',
        words: `a mail to ${to} is called ${messageId}`,
      })),
  ];
}

function errandFaults({ errands }: Expected, { jobs, done }: JobsFacts): JobsFault[] {
  const known = new Map(jobs.map((job) => [job.effectKey, job]));
  const faults = counted(
    'errand',
    done,
    errands.filter(({ way }) => ends[way].state === 'done').map(({ errand }) => errand),
  );
  for (const { errand, way } of errands) {
    const job = known.get(errand);
    const end = ends[way];
    if (!job) faults.push({ rule: 'lost', words: `the job of ${errand}` });
    else if (job.state === 'waiting')
      faults.push({ rule: 'not settled', words: `${errand} (${way}) after ${job.attempts} attempts` });
    else if (job.state !== end.state)
      faults.push({ rule: 'wrong end', words: `${errand} (${way}) is ${job.state}: ${job.fault}` });
    else if (end.state === 'dead' && (job.attempts !== attempts || !isCause(job.fault, end.fault, way)))
      faults.push({
        rule: 'wrong end',
        words: `${errand} (${way}) is dead after ${job.attempts} attempts: ${job.fault}`,
      });
  }
  return faults;
}

/** A worker may be killed in the last attempt of any poisoned job: then that is its end. */
const isCause = (fault: string | null, cause: RegExp, way: ErrandWay): boolean =>
  cause.test(fault ?? '') || (way !== 'kills' && /went silent/.test(fault ?? ''));

/** For how long the errand waited that waited longest, in ms, of those that are to be done. */
export function longestMs({ errands }: Pick<Expected, 'errands'>, { jobs }: Pick<JobsFacts, 'jobs'>): number {
  const good = new Set(errands.filter(({ way }) => ends[way].state === 'done').map(({ errand }) => errand));
  return Math.max(0, ...jobs.filter(({ effectKey }) => good.has(effectKey)).map(({ tookMs }) => tookMs ?? 0));
}
