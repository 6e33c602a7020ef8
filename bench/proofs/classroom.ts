import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { openGround } from '#app/ground.ts';
import { seedLoad, type LoadPerson } from '#app/seedLoad.ts';
import type { Figure, ProgressUpdated } from '#features/progress/contract.ts';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';
import type { CommandHistory, History, ReaderHistory } from '../history.ts';
import { Client } from '../load/client.ts';
import { Follower, type Door } from '../load/follower.ts';
import { loggedOn } from '../servers/logged.ts';

/** Where a Stoa keeps its data. */
export type Place = { DATA_DIR: string } | { DATABASE_URL: string };

export interface Class {
  cohortId: string;
  students: readonly LoadPerson[];
  instructor: LoadPerson;
}

/** Classes of so many students each, in an empty database that nobody serves yet. */
export async function makeClasses(place: Place, count: number, studentsEach: number): Promise<Class[]> {
  const ground = await openGround({ DATA_DIR: 'unused', DATABASE_URL: undefined, ...place });
  try {
    const people = await seedLoad(ground, {
      people: count * (studentsEach + 1),
      studentsPerCohort: studentsEach,
      out: '/dev/null',
    });
    return Array.from({ length: count }, (_, index) => {
      const own = people.slice(index * (studentsEach + 1), (index + 1) * (studentsEach + 1));
      return { cohortId: own[0]!.cohortId, students: own.slice(0, -1), instructor: own.at(-1)! };
    });
  } finally {
    await ground.close();
  }
}

/** One class at work over HTTP, with readers on every door, and everything written down. */
export class Classroom {
  readonly commands: CommandHistory[] = [];
  readonly followers: Follower[] = [];
  readonly #base: string;
  readonly #class: Class;
  readonly #random: () => number;
  readonly #client: Client;
  #lessonIds: string[] = [];
  /** Where each topic stood when everybody had to be there. */
  #due: ReadonlyMap<string, number> = new Map();
  /** Acknowledged so far. */
  acknowledged = 0;
  /** Sent again because no answer came. */
  repeated = 0;

  constructor(base: string, ofClass: Class, random: () => number) {
    this.#base = base;
    this.#class = ofClass;
    this.#random = random;
    this.#client = new Client(base, 64);
  }

  /** Students on their own topic and the class's, staff on theirs: so many of each on each door. */
  async follow(each: number, doors: readonly Door[] = ['stream', 'socket', 'poll']): Promise<void> {
    const { cohortId, students, instructor } = this.#class;
    const [student] = students;
    this.#lessonIds = await this.#client.lessonIds(student!.cookie, cohortId);
    const opened: Promise<void>[] = [];
    for (const [place, door] of doors.entries()) {
      for (let index = 0; index < each; index++) {
        const own = students[(place * each + index) % students.length]!;
        opened.push(
          this.#follower(`student ${place * each + index} on ${door}`, door, own, [
            `user/${own.userId}`,
            `cohort/${cohortId}`,
          ]),
          this.#follower(`staff ${index} on ${door}`, door, instructor, [
            `cohort/${cohortId}/staff`,
            `cohort/${cohortId}`,
          ]),
        );
      }
    }
    await Promise.all(opened);
  }

  /**
   * Finishes so many lessons, each one surely: what is not answered is sent again under its id.
   *
   * @param each called after every acknowledgement
   */
  async complete(
    count: number,
    { atOnce, each = () => {} }: { atOnce: number; each?: () => void },
  ): Promise<void> {
    const { students } = this.#class;
    const done = new Set(this.commands.map(({ studentId, lessonId }) => `${studentId} ${lessonId}`));
    const open = students
      .flatMap(({ userId }) => this.#lessonIds.map((lessonId) => ({ studentId: userId, lessonId })))
      .filter(({ studentId, lessonId }) => !done.has(`${studentId} ${lessonId}`));
    if (open.length < count) throw new Error(`the class has ${open.length} lessons left, not ${count}`);
    const chosen = shuffled(open, this.#random)
      .slice(0, count)
      .map((completion) => ({ commandId: newId(), ...completion, answer: undefined }));
    this.commands.push(...chosen);
    const waiting: CommandHistory[] = [...chosen];
    const work = async (): Promise<void> => {
      for (let command = waiting.pop(); command; command = waiting.pop()) {
        command.answer = await this.#surely(command);
        this.acknowledged += 1;
        each();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  /** Waits until every reader has applied all there is. @returns how long that took, in ms */
  async caughtUp(withinMs = 30_000): Promise<number> {
    const startMs = performance.now();
    const heads = await this.#heads();
    this.#due = heads;
    await Promise.all(this.followers.map((follower) => follower.untilAt(heads, withinMs)));
    return performance.now() - startMs;
  }

  /** Ends the readers, and tells what was seen. The truth comes from the database: see `truthOf`. */
  async end(): Promise<{
    commands: CommandHistory[];
    readers: ReaderHistory[];
    figures: Map<string, Figure>;
  }> {
    const { cohortId, instructor } = this.#class;
    const { data } = await this.#client.json<{ students: (Figure & { id: string })[] }>(
      `/api/cohorts/${cohortId}/progress`,
      instructor.cookie,
    );
    await this.close();
    return {
      commands: this.commands,
      // Who comes and goes is told for as long as the server lives, also to nobody.
      readers: this.followers.map(({ history }) => ({ ...history, until: this.#due })),
      figures: new Map(data.students.map((student) => [student.id, student])),
    };
  }

  /** Ends the readers; once is enough, more does no harm. */
  async close(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
    this.#client.close();
  }

  async #follower(name: string, door: Door, person: LoadPerson, topics: string[]): Promise<void> {
    const { cohortId } = this.#class;
    const path = `/api/cohorts/${cohortId}${person.role === 'instructor' ? '/progress' : ''}`;
    const { cursor } = await this.#client.json(path, person.cookie);
    const parts = {
      name,
      door,
      topics,
      cursor,
      cookie: person.cookie,
      base: this.#base,
      random: this.#random,
    };
    const follower = new Follower(parts);
    this.followers.push(follower);
    await follower.start();
  }

  async #surely({ commandId, studentId, lessonId }: CommandHistory): Promise<ProgressUpdated> {
    const { cookie, cohortId } = this.#class.students.find(({ userId }) => userId === studentId)!;
    for (const giveUpMs = performance.now() + 60_000; ; this.repeated += 1) {
      const answered = await this.#client
        .complete(cookie, cohortId, lessonId, commandId)
        .catch(() => undefined);
      if (answered?.status === 200) return (JSON.parse(answered.body) as { data: ProgressUpdated }).data;
      const isLasting = answered && answered.status < 500 && answered.status !== 429;
      if (isLasting || performance.now() > giveUpMs) {
        throw new Error(
          `a completion was answered ${answered?.status ?? 'not at all'}: ${answered?.body ?? ''}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100 + this.#random() * 200));
    }
  }

  async #heads(): Promise<Map<string, number>> {
    const { cohortId, students, instructor } = this.#class;
    const asked = [
      this.#client.json(`/api/cohorts/${cohortId}/progress`, instructor.cookie),
      ...students.map(({ cookie }) => this.#client.json(`/api/cohorts/${cohortId}`, cookie)),
    ];
    const heads = new Map<string, number>();
    for (const { cursor } of await Promise.all(asked)) {
      for (const [topic, { seq }] of decodeCursor(cursor)!) heads.set(topic, seq);
    }
    return heads;
  }
}

/** What the database holds of some classes, read while nobody serves it. */
export async function truthOf(
  place: Place,
  classes: readonly Class[],
): Promise<Pick<History, 'log' | 'completions'>[]> {
  const ground = await openGround({ DATA_DIR: 'unused', DATABASE_URL: undefined, ...place });
  try {
    const truths: Pick<History, 'log' | 'completions'>[] = [];
    for (const { cohortId, students } of classes) {
      const topics = [
        `cohort/${cohortId}`,
        `cohort/${cohortId}/staff`,
        ...students.map(({ userId }) => `user/${userId}`),
      ];
      const log = await loggedOn(ground.log, topics);
      const { rows } = await sql<{ completion: string }>`
        select student_id || ' ' || lesson_id as completion from completion where cohort_id = ${cohortId}`.execute(
        ground.db.query,
      );
      truths.push({ log, completions: new Set(rows.map(({ completion }) => completion)) });
    }
    return truths;
  } finally {
    await ground.close();
  }
}

function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const left = [...things];
  for (let place = left.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1));
    [left[place], left[other]] = [left[other]!, left[place]!];
  }
  return left;
}
