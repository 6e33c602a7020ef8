import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeVersion } from '#features/lessons/server/publishCourse.ts';
import type { LessonPage } from '#features/lessons/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { StreamReader } from './support/readers.ts';

let stoa: TestHouse;
let amara: TestPerson;
let jonas: TestPerson;
beforeAll(async () => {
  stoa = await TestHouse.open();
  amara = await stoa.student('amara');
  jonas = await stoa.student('jonas');
});
afterAll(() => stoa.close());

const lessonPath = (): string => `/api/cohorts/${stoa.north.cohortId}/lessons/${stoa.north.lessonIds[0]!}`;
const get = (path: string, as: TestPerson, tag?: string) =>
  stoa.ask('GET', path, { as, ...(tag !== undefined && { headers: { 'if-none-match': tag } }) });

/** The course anew, with this text in its first lesson. */
async function publish(text: string): Promise<void> {
  const { organisationId } = stoa.north;
  const lesson = (key: string, markdown: string) => ({
    ...{ key, title: `North lesson ${key}`, kind: 'text' as const, minutes: 10, summary: '', markdown },
    ...{ digest: markdown, path: `${key}.md` },
  });
  const lessons = [
    lesson('a', text),
    ...['b', 'c', 'd'].map((key) => lesson(key, `What North teaches in ${key}.`)),
  ];
  await stoa.ground.log.write((write) =>
    writeVersion(
      write,
      {
        organisationId,
        course: {
          ...{ key: 'course', title: 'North course', summary: '', language: 'en', overview: '' },
          modules: [{ key: 'one', title: 'One', summary: '', overview: '', lessons }],
          files: [],
        },
      },
      [],
    ),
  );
}

describe('CACHE2 what a browser has of a lesson', () => {
  test('is confirmed without a body, with the place from which to listen now', async () => {
    const first = await get(lessonPath(), amara);
    expect(first.headers.get('cache-control')).toBe('private, max-age=604800');
    expect(first.headers.get('vary')).toMatch(/cookie/i);
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^W\/"[\w-]{20,}"$/);
    const { cursor } = first.body as { cursor: string };
    expect(first.headers.get('stoa-cursor')).toBe(cursor);

    await stoa.complete(amara, stoa.north.lessonIds[3]!);
    const again = await get(lessonPath(), amara, tag);
    expect([again.status, again.body]).toEqual([304, '']);
    expect(again.headers.get('stoa-cursor')).not.toBe(cursor);
    expect(again.headers.get('etag')).toBe(tag);
    // What the kept answer says of itself is not said again.
    expect([...again.headers.keys()].toSorted()).toEqual(
      ['cache-control', 'connection', 'date', 'etag', 'keep-alive', 'stoa-cursor', 'vary'].toSorted(),
    );
  });

  test('is nobody else’s, and nothing to whoever may not look', async () => {
    const tag = (await get(lessonPath(), amara)).headers.get('etag')!;
    expect((await get(lessonPath(), jonas, tag)).status).toBe(200);
    expect((await stoa.ask('GET', lessonPath(), { headers: { 'if-none-match': tag } })).status).toBe(401);
    const yusuf = await stoa.student('yusuf', stoa.south);
    expect((await get(lessonPath(), yusuf, tag)).status).toBe(404);
  });

  test('is told to be old at once when the course is published, and shown anew within 5 s', async () => {
    const first = await get(lessonPath(), amara);
    const tag = first.headers.get('etag')!;
    const stream = await StreamReader.open(stoa.base, amara.cookie);
    const publishedAt = performance.now();
    await publish('Published just now.');
    await stream.until(
      ({ heard }) => heard.some(({ data }) => (data as { type?: string }).type === 'course:published'),
      'course:published',
    );
    const { status, body, headers } = await get(lessonPath(), amara, tag);
    expect(performance.now() - publishedAt).toBeLessThan(5_000);
    stream.close();
    expect(status).toBe(200);
    expect((body as { data: LessonPage }).data.markdown).toBe('Published just now.');
    expect((await get(lessonPath(), amara, headers.get('etag')!)).status).toBe(304);
  });

  test('costs at most 5 KB when it is opened a second time, all that its page asks for together', async () => {
    const { cohortId, lessonIds } = stoa.north;
    await publish('A long lesson. '.repeat(3_000));
    const paths = [
      '/api/me',
      `/api/cohorts/${cohortId}`,
      lessonPath(),
      `${lessonPath()}/note`,
      `/api/cohorts/${cohortId}/lessons/${lessonIds[1]!}/note`,
    ];
    const first = await Promise.all(paths.map((path) => wireBytes(path)));
    const second = await Promise.all(paths.map((path, index) => wireBytes(path, first[index]!.tag)));
    const total = (visits: { bytes: number }[]): number => visits.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total(first)).toBeGreaterThan(45_000);
    expect(total(second)).toBeLessThanOrEqual(5 * 1024);
  });
});

/** What comes over the line for one request, head and body. */
function wireBytes(path: string, tag?: string): Promise<{ bytes: number; tag: string | undefined }> {
  return new Promise((resolve, reject) => {
    const socket = connect(stoa.port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => {
      const answer = Buffer.concat(parts);
      const head = answer.toString('latin1').split('\r\n\r\n')[0]!;
      resolve({ bytes: answer.length, tag: /^etag: (.*)$/im.exec(head)?.[1] });
    });
    const lines = [`GET ${path} HTTP/1.1`, 'host: x', `cookie: ${amara.cookie}`, 'connection: close'];
    if (tag !== undefined) lines.push(`if-none-match: ${tag}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}
