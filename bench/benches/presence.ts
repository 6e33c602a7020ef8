import type { Envelope } from '#kernel/envelope.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { PresenceLine, WhoIsHere } from '#features/presence/contract.ts';
import { Client } from '../load/client.ts';
import { RawStream, until } from '../load/stream.ts';
import { brief, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const studentsPerCohort = 500;
const cohorts = 2;
const withinMs = 5_000;
/** Between two pictures of a cohort. */
const frameEveryMs = 4_500;

/** A thousand people lose their connection in one moment and are back within five seconds: what is told of it, and when it is right. */
export async function presenceBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 100);
    try {
      const people = await stoa.ask('seed', {
        people: (studentsPerCohort + 1) * cohorts,
        studentsPerCohort,
      });
      await comeAndGo(report, stoa.base, client, people);
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}

async function comeAndGo(
  report: Report,
  base: string,
  client: Client,
  people: readonly LoadPerson[],
): Promise<void> {
  const students = people.filter(({ role }) => role === 'student');
  const watchers = await Promise.all(
    people
      .filter(({ role }) => role === 'instructor')
      .map((instructor) => Watcher.of(base, instructor, students)),
  );
  // Nobody was there: each of them is told of.
  const come = await arriving(report, 'come', {
    base,
    client,
    students,
    watchers,
    fromMs: performance.now(),
  });
  const cutMs = performance.now();
  for (const stream of come) stream.close();
  const back = await arriving(report, 'back', { base, client, students, watchers, fromMs: cutMs });
  const wrong = (await Promise.all(watchers.map((watcher) => watcher.wrong(client)))).flat();
  for (const words of wrong.slice(0, 5)) report.row(words);
  for (const stream of back) stream.close();
  for (const watcher of watchers) watcher.close();
  report.atMost('presence-wrong', wrong.length, 'people', 0);
}

/** Everybody comes within five seconds; until that is what everybody is shown. */
async function arriving(
  report: Report,
  how: 'come' | 'back',
  parts: {
    base: string;
    client: Client;
    students: readonly LoadPerson[];
    watchers: readonly Watcher[];
    fromMs: number;
  },
): Promise<RawStream[]> {
  const { base, client, students, watchers, fromMs } = parts;
  for (const watcher of watchers) watcher.forget();
  let refused = 0;
  const comes = async ({ cookie }: LoadPerson): Promise<RawStream> => {
    await pause(Math.random() * withinMs);
    for (;;) {
      const stream = await RawStream.open(base, '/api/stream', { cookie });
      const isLetIn = await stream.ready().then(
        () => true,
        () => false,
      );
      if (isLetIn) return stream;
      stream.close();
      refused += 1;
      // As the node asks for it: in some seconds.
      await pause(1_000 + Math.random() * 4_000);
    }
  };
  const streams = await Promise.all(students.map(comes));
  const hereMs = performance.now();
  const isRight = async (): Promise<boolean> =>
    (await Promise.all(watchers.map((watcher) => watcher.isEverybodyHere(client)))).every(Boolean);
  await until(isRight, 'everybody is shown as here', 30_000);
  const rightMs = performance.now();
  const most = (of: (watcher: Watcher) => number): number => Math.max(...watchers.map(of));
  report.row(
    `${students.length} ${how} within ${brief((hereMs - fromMs) / 1_000)} s (${refused} asked to come a moment later): ` +
      `${most(({ pictures }) => pictures)} pictures of a cohort, ${brief(most(({ bytes }) => bytes) / 1_024)} kB with what ` +
      `staff hear; ${watchers.reduce((sum, { goings }) => sum + goings, 0)} said to be away`,
  );
  report.atMost(`presence-${how}-right`, (rightMs - hereMs) / 1_000, 's', 10);
  report.atMost(
    `presence-${how}-pictures`,
    most(({ pictures }) => pictures),
    'frames',
    Math.ceil((rightMs - fromMs) / frameEveryMs) + 1,
  );
  return streams;
}

/** An instructor who looks at the class, and writes down what is told of it. */
class Watcher {
  pictures = 0;
  bytes = 0;
  /** How often somebody was said to be away. */
  goings = 0;
  readonly #person: LoadPerson;
  readonly #classmates: number;
  readonly #told = new Map<string, string>();
  #stream: RawStream | undefined;

  private constructor(person: LoadPerson, classmates: number) {
    this.#person = person;
    this.#classmates = classmates;
  }

  static async of(base: string, person: LoadPerson, students: readonly LoadPerson[]): Promise<Watcher> {
    const classmates = students.filter(({ cohortId }) => cohortId === person.cohortId).length;
    const watcher = new Watcher(person, classmates);
    const { cookie } = person;
    const stream = await RawStream.open(base, '/api/stream', { cookie, hear: (data) => watcher.#hear(data) });
    watcher.#stream = await stream.ready();
    return watcher;
  }

  #hear(data: string): void {
    const { type, data: told } = JSON.parse(data) as Partial<Envelope>;
    if (type !== 'presence:here' && type !== 'presence:moved') return;
    this.bytes += data.length;
    if (type === 'presence:here') this.pictures += 1;
    else
      for (const { id, state } of (told as { changes: PresenceLine[] }).changes) {
        this.#told.set(id, state);
        if (state === 'away') this.goings += 1;
      }
  }

  /** Counts anew from now on. */
  forget(): void {
    this.pictures = this.bytes = this.goings = 0;
  }

  async isEverybodyHere(client: Client): Promise<boolean> {
    const { data } = await client.json<WhoIsHere>(
      `/api/cohorts/${this.#person.cohortId}/presence`,
      this.#person.cookie,
    );
    return data.online === this.#classmates + 1;
  }

  /** Of whom was told otherwise than the view shows them, in words. */
  async wrong(client: Client): Promise<string[]> {
    const { data } = await client.json<{ people: PresenceLine[] }>(
      `/api/cohorts/${this.#person.cohortId}/presence/people`,
      this.#person.cookie,
    );
    return data.people
      .filter(({ id, state }) => (this.#told.get(id) ?? state) !== state)
      .map(({ id, state }) => `${id} is ${state}, and was told as ${this.#told.get(id)}`);
  }

  close(): void {
    this.#stream?.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
