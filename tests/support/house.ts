import { Readable } from 'node:stream';
import { pino } from 'pino';
import { openHouse, type House } from '#app/compose.ts';
import { openGround, type Ground } from '#app/ground.ts';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { ParsedPart } from '#features/lessons/server/importer/course.ts';
import { keepMaterial } from '#features/lessons/server/materials/materials.ts';
import { writeVersion } from '#features/lessons/server/publishCourse.ts';
import { quizzesIn } from '#features/quizzes/server/cohortQuiz.ts';
import { quizPart } from '#features/quizzes/server/publish.ts';
import { readSettings, type Settings } from '#platform/server/config.ts';
import type { Write } from '#platform/server/log/log.ts';

/** One of the two academies of the test world. */
export interface Academy {
  organisationId: string;
  courseId: string;
  lessonIds: string[];
  cohortId: string;
  /** It stands in the last lesson. */
  quizId: string;
  /** A picture of the course. */
  picture: { hash: string; name: string };
}

export interface TestPerson {
  userId: string;
  sessionId: string;
  /** A `Cookie` header. */
  cookie: string;
}

export interface HouseParts {
  clock?: Clock;
  random?: () => number;
  /** Where the browser's application was built. */
  webFolder?: string;
  /** Another node over the same database: the academies and people are that one's. */
  beside?: TestHouse;
}

/**
 * A whole Stoa on loopback: two academies that know nothing of each other, each with a course of four
 * lessons, a cohort, an instructor and students.
 */
export class TestHouse {
  readonly base: string;
  readonly port: number;
  readonly house: House;
  readonly ground: Ground;
  readonly settings: Settings;
  readonly north: Academy;
  readonly south: Academy;
  /** Lines that the node logged as errors. Whoever causes some takes them out; the rest fails `close`. */
  readonly defects: string[];
  readonly #people: Map<string, TestPerson>;

  private constructor(parts: {
    house: House;
    settings: Settings;
    port: number;
    defects: string[];
    north: Academy;
    south: Academy;
    people: Map<string, TestPerson>;
  }) {
    this.house = parts.house;
    this.ground = parts.house.ground;
    this.settings = parts.settings;
    this.port = parts.port;
    this.base = `http://127.0.0.1:${parts.port}`;
    this.defects = parts.defects;
    this.north = parts.north;
    this.south = parts.south;
    this.#people = parts.people;
  }

  /** @param environment settings beside those of a test; `DATABASE_URL` for PostgreSQL */
  static async open(
    environment: Record<string, string> = {},
    { beside, ...parts }: HouseParts = {},
  ): Promise<TestHouse> {
    const settings: Settings = {
      ...readSettings({ PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', ...environment }),
      ...(environment['DATA_DIR'] === undefined && { DATA_DIR: 'memory:' }),
    };
    const defects: string[] = [];
    const logger = pino({ level: settings.LOG_LEVEL }, { write: (line: string) => void defects.push(line) });
    const ground = await openGround(settings);
    const house = await openHouse(ground, settings, logger, parts);
    const port = await house.node.listen(0, '127.0.0.1');
    const north = beside?.north ?? (await anAcademy(ground, 'North'));
    const south = beside?.south ?? (await anAcademy(ground, 'South'));
    return new TestHouse({
      house,
      settings,
      port,
      defects,
      north,
      south,
      people: beside ? beside.#people : new Map<string, TestPerson>(),
    });
  }

  /** A person with a session, made at the first asking; `role` places them in the academy's cohort. */
  async person(
    name: string,
    place?: { academy: Academy; role: 'student' | 'instructor' | 'organisationAdmin' },
    more: { platformAdmin?: boolean; passwordHash?: string } = {},
  ): Promise<TestPerson> {
    const known = this.#people.get(name);
    if (known) return known;
    const { log } = this.ground;
    const person = await log.write(async (write) => {
      const { id } = await accounts.create(write.tx, {
        email: `${name}@school.example`,
        name,
        zone: 'Europe/Berlin',
        ...more,
      });
      if (place?.role === 'organisationAdmin')
        await organisations.appoint(write.tx, place.academy.organisationId, id);
      else if (place) {
        const { cohortId } = place.academy;
        await enrolments.enrol(write, { cohortId, userId: id, role: place.role });
      }
      return this.#signIn(write, id);
    });
    this.#people.set(name, person);
    return person;
  }

  /** The same person on another device. */
  anotherSession({ userId }: TestPerson): Promise<TestPerson> {
    return this.ground.log.write((write) => this.#signIn(write, userId));
  }

  async #signIn(write: Write, userId: string): Promise<TestPerson> {
    const origin = { agent: 'test', address: '127.0.0.1' };
    const { token, sessionId } = await this.house.identity.sessions.start(write, userId, origin);
    const name = this.settings.PUBLIC_URL?.startsWith('https:') ? '__Host-stoa' : 'stoa';
    return { userId, sessionId, cookie: `${name}=${token}` };
  }

  student(name: string, academy: Academy = this.north): Promise<TestPerson> {
    return this.person(name, { academy, role: 'student' });
  }

  instructor(name: string, academy: Academy = this.north): Promise<TestPerson> {
    return this.person(name, { academy, role: 'instructor' });
  }

  /** One HTTP request as that person. */
  async ask(
    method: string,
    path: string,
    { as, body, headers = {} }: { as?: TestPerson; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: unknown; headers: Headers }> {
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(as && { cookie: as.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && (response.headers.get('content-type')?.includes('json') ?? false);
    return {
      status: response.status,
      body: isJson ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
    };
  }

  /** One command or view as that person. @returns its data @throws Error for every other answer than 200 */
  async send<Data>(as: TestPerson, method: string, path: string, body?: object): Promise<Data> {
    const answer = await this.ask(method, path, { as, ...(body && { body }) });
    if (answer.status !== 200)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { data: Data }).data;
  }

  async view<Data>(path: string, as: TestPerson): Promise<{ data: Data; cursor: string }> {
    const { status, body } = await this.ask('GET', path, { as });
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as { data: Data; cursor: string };
  }

  complete(as: TestPerson, lessonId: string, academy: Academy = this.north, commandId = newId()) {
    return this.ask('PUT', `/api/cohorts/${academy.cohortId}/lessons/${lessonId}/completion`, {
      as,
      headers: { 'idempotency-key': commandId },
    });
  }

  undo(as: TestPerson, lessonId: string, academy: Academy = this.north) {
    return this.ask('DELETE', `/api/cohorts/${academy.cohortId}/lessons/${lessonId}/completion`, { as });
  }

  /** A staff member takes somebody out of the cohort. */
  async remove(person: TestPerson, by: TestPerson, academy: Academy = this.north): Promise<void> {
    const path = `/api/cohorts/${academy.cohortId}/enrolments/${person.userId}`;
    const { status, body } = await this.ask('DELETE', path, { as: by });
    if (status !== 200) throw new Error(`not removed: ${status} ${JSON.stringify(body)}`);
  }

  /** A staff member brings somebody into the cohort, back into it, or into another role. */
  async enrol(
    person: TestPerson,
    by: TestPerson,
    role: 'student' | 'instructor' = 'student',
    academy: Academy = this.north,
  ): Promise<void> {
    const path = `/api/cohorts/${academy.cohortId}/enrolments/${person.userId}`;
    const { status, body } = await this.ask('PUT', path, { as: by, body: { role } });
    if (status !== 200) throw new Error(`not enrolled: ${status} ${JSON.stringify(body)}`);
  }

  /** The defects logged so far, taken out. */
  takeDefects(): string[] {
    return this.defects.splice(0);
  }

  /** @throws Error when the node logged a defect that nobody took out */
  async close(): Promise<void> {
    await this.house.close();
    await this.ground.close();
    if (this.defects.length > 0) throw new Error(`the node logged defects:\n${this.defects.join('')}`);
  }
}

async function anAcademy({ db, log }: Ground, title: string): Promise<Academy> {
  const bytes = Buffer.from(`A picture of ${title}.`);
  const { hash, sizeBytes } = await keepMaterial(db.query, Readable.from([bytes]));
  return log.write(async (write) => {
    const { tx } = write;
    const { id: organisationId } = await organisations.create(tx, { title });
    const lesson = (key: string) => ({
      key,
      title: `${title} lesson ${key}`,
      kind: 'text' as const,
      minutes: 10,
      summary: '',
      markdown: `What ${title} teaches in ${key}.`,
      digest: key,
      path: `${key}.md`,
    });
    const file = { path: 'picture.png', name: 'picture.png', type: 'image/png', hash, sizeBytes };
    const course = {
      key: 'course',
      title: `${title} course`,
      summary: '',
      language: 'en',
      overview: `About ${title}.`,
      modules: [
        { key: 'one', title: 'One', summary: '', overview: '', lessons: [lesson('a'), lesson('b')] },
        {
          key: 'two',
          title: 'Two',
          summary: '',
          overview: '',
          lessons: [lesson('c'), { ...lesson('d'), parts: [quizOf(title)] }],
        },
      ],
      files: [file],
    };
    const { courseId } = await writeVersion(write, { organisationId, course }, [quizPart]);
    const current = (await courses.find(tx, organisationId, course.key))!;
    const lessonIds = current.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));

    const { id: cohortId } = await organisations.openCohort(write, {
      organisationId,
      courseId,
      title: `${title} cohort`,
      zone: 'Europe/Berlin',
      startsOn: '2026-01-05',
      endsOn: '2026-02-13',
    });
    const picture = { hash, name: file.name };
    const [quizId] = await quizzesIn(tx, cohortId, lessonIds.at(-1)!);
    return { organisationId, courseId, cohortId, lessonIds, quizId: quizId!, picture };
  });
}

/** A quiz of two items, whose second one is true. */
function quizOf(title: string): ParsedPart {
  const block = `key: quiz
title: ${title} quiz

== one: single
Which one does ${title} mean?
(x) right
( ) wrong

== two: true/false
Is this ${title}?
(x) true
( ) false
`;
  const { part } = quizPart.read(block);
  return { fence: quizPart.fence, ...part!, digest: block };
}
