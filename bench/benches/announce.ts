import type { Envelope } from '#kernel/envelope.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type {
  Announcement,
  AnnouncementReach,
  AnnouncementShown,
  OwnAnnouncement,
} from '#features/announcements/contract.ts';
import { Client } from '../load/client.ts';
import { openStreams, RawStream, until } from '../load/stream.ts';
import { brief, median, percentile, type Report } from '../report.ts';
import { ServerProcess } from '../servers/process.ts';
import { inScratchFolder } from '../servers/scratch.ts';
import type { StoaQuestions } from '../servers/stoaQuestions.ts';

const students = 200;
/** So many have no connection while it goes out, and come back afterwards. */
const cut = 40;
const words = { title: 'Room changed to B2', text: 'We go on in **B2**, second floor, from 14:00 on.' };

/** An announcement to a cohort of 200: when each screen has it, how far it is said to have come, when it is gone. */
export async function announceBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const stoa = await ServerProcess.start<StoaQuestions>('stoa.child.ts', { DATA_DIR: folder });
    const client = new Client(stoa.base, 100);
    try {
      const people = await stoa.ask('seed', { people: students + 1, studentsPerCohort: students });
      await new Announcing(report, stoa.base, client, people).run();
    } finally {
      client.close();
      await stoa.stop();
    }
  });
}

class Announcing {
  readonly #report: Report;
  readonly #base: string;
  readonly #client: Client;
  readonly #learners: readonly LoadPerson[];
  readonly #ines: LoadPerson;
  /** By learner: how often each event came, and how long after it happened. */
  readonly #came = new Map<string, number[]>();
  readonly #gone = new Map<string, number[]>();
  #recalledAtMs = 0;

  constructor(report: Report, base: string, client: Client, people: readonly LoadPerson[]) {
    this.#report = report;
    this.#base = base;
    this.#client = client;
    this.#learners = people.filter(({ role }) => role === 'student');
    this.#ines = people.find(({ role }) => role === 'instructor')!;
  }

  async run(): Promise<void> {
    const online = this.#learners.slice(cut);
    const away = this.#learners.slice(0, cut);
    const streams = await this.#listen(online);
    const { id } = await this.#send('POST', '/api/announcements', {
      ...{ cohortId: this.#ines.cohortId, ...words, role: 'student' },
    });
    await this.#send('POST', `/api/announcements/${id}/send`, {});
    const isAllHeard = (): boolean => this.#came.size >= online.length;
    await until(isAllHeard, 'everybody online heard of it', 40_000).catch(() => {});
    this.#tellCame(online.length);
    streams.push(...(await this.#listen(away)));
    await this.#markAll(id);
    await this.#tellReach(id);
    await this.#recall(id);
    for (const stream of streams) stream.close();
  }

  #listen(people: readonly LoadPerson[]): Promise<RawStream[]> {
    return openStreams(people.length, (index) => {
      const { userId, cookie } = people[index]!;
      const hear = (data: string, event: string | undefined): void => {
        if (event === undefined) this.#hear(userId, JSON.parse(data) as Envelope);
      };
      return RawStream.open(this.#base, '/api/stream', { cookie, hear });
    });
  }

  #hear(userId: string, { type, data }: Envelope): void {
    const note = (all: Map<string, number[]>, waitedMs: number): void =>
      void all.set(userId, [...(all.get(userId) ?? []), waitedMs]);
    if (type === 'announcements:came')
      note(this.#came, Date.now() - Date.parse((data as AnnouncementShown).sentAt));
    if (type === 'announcements:gone') note(this.#gone, Date.now() - this.#recalledAtMs);
  }

  async #send(method: string, path: string, body: object): Promise<Announcement> {
    const { status, body: text } = await this.#client.ask(method, path, { cookie: this.#ines.cookie, body });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return (JSON.parse(text) as { data: Announcement }).data;
  }

  #tellCame(online: number): void {
    const waitedMs = [...this.#came.values()].map(([first]) => first!);
    const doubled = [...this.#came.values()].filter(({ length }) => length > 1).length;
    this.#report.row(
      `sent to ${students}, ${online} of them online: on their screens p50 ${brief(median(waitedMs))} ms, p95 ` +
        `${brief(percentile(waitedMs, 0.95))} ms, the last ${brief(Math.max(...waitedMs))} ms`,
    );
    this.#report.atMost('announce-came-last', Math.max(...waitedMs), 'ms', 10_000);
    this.#report.atMost('announce-lost', online - waitedMs.length, 'people', 0);
    this.#report.atMost('announce-doubled', doubled, 'people', 0);
  }

  /** As browsers do: each fetches what there is, and says that it is here and seen; every tenth twice, from two devices. */
  async #markAll(id: string): Promise<void> {
    const failed: string[] = [];
    const startMs = performance.now();
    await Promise.all(
      this.#learners.map(async ({ cookie }, index) => {
        const { data } = await this.#client.json<{ announcements: OwnAnnouncement[] }>(
          '/api/me/announcements',
          cookie,
        );
        if (data.announcements[0]?.id !== id) failed.push(`person ${index} was not shown it`);
        for (let time = 0; time < (index % 10 === 0 ? 2 : 1); time += 1)
          for (const mark of ['received', 'seen']) {
            const path = `/api/me/announcements/${mark}`;
            const body = { announcementIds: [id] };
            const answer = await this.#client.ask('POST', path, { cookie, body });
            if (answer.status !== 200) failed.push(answer.body);
          }
      }),
    );
    const tookMs = performance.now() - startMs;
    this.#report.row(
      `${this.#learners.length} browsers fetched it, and said that it is there and seen: ${brief(tookMs)} ms`,
    );
    if (failed.length > 0) throw new Error(`${failed.length} did not mark it: ${failed[0]}`);
  }

  async #tellReach(id: string): Promise<void> {
    const { data } = await this.#client.json<{ reach: AnnouncementReach }>(
      `/api/announcements/${id}`,
      this.#ines.cookie,
    );
    const { people, received, seen } = data.reach;
    const off = [people, received, seen].reduce((sum, count) => sum + Math.abs(students - count), 0);
    this.#report.atMost('announce-reach-off', off, 'people', 0);
  }

  async #recall(id: string): Promise<void> {
    this.#recalledAtMs = Date.now();
    await this.#send('POST', `/api/announcements/${id}/recall`, {});
    await until(() => this.#gone.size >= students, 'it is gone everywhere', 10_000).catch(() => {});
    const waitedMs = [...this.#gone.values()].map(([first]) => first!);
    this.#report.row(
      `recalled: gone from ${waitedMs.length} screens, p50 ${brief(median(waitedMs))} ms, the last ` +
        `${brief(Math.max(...waitedMs))} ms`,
    );
    this.#report.atMost('announce-recall-last', Math.max(...waitedMs), 'ms', 2_000);
    this.#report.atMost('announce-recall-missed', students - waitedMs.length, 'people', 0);
    const shown = await Promise.all(
      this.#learners.map(({ cookie }) =>
        this.#client.json<{ announcements: unknown[] }>('/api/me/announcements', cookie),
      ),
    );
    const left = shown.filter(({ data }) => data.announcements.length > 0).length;
    this.#report.atMost('announce-recalled-still-shown', left, 'people', 0);
  }
}
