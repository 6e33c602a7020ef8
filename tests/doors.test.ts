import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestHouse } from './support/house.ts';
import { holesIn, PollReader, SocketReader, StreamReader } from './support/readers.ts';

let stoa: TestHouse;
beforeAll(async () => {
  stoa = await TestHouse.open();
});
afterAll(() => stoa.close());

test('DEL1 a lesson finished is heard at once on the stream, the socket and the poll, by the student and the staff', async () => {
  const amara = await stoa.student('amara');
  const ines = await stoa.instructor('ines');
  const staff = `cohort/${stoa.north.cohortId}/staff`;
  const stream = await StreamReader.open(stoa.base, amara.cookie);
  const socket = await SocketReader.open(stoa.base, ines.cookie);
  await socket.subscribe([staff]);
  const poll = new PollReader(stoa.base, ines.cookie, [staff]);
  expect(await poll.poll()).toBe(200);
  expect(await poll.poll()).toBe(304);

  const answer = await stoa.complete(amara, stoa.north.lessonIds[0]!);
  expect(answer).toMatchObject({ status: 200, body: { data: { completed: 1, total: 4, percent: 25 } } });
  await stream.untilEnvelopes(1);
  await socket.untilEnvelopes(1);
  expect(await poll.poll()).toBe(200);
  const { data } = answer.body as { data: unknown };
  for (const reader of [stream, socket, poll]) {
    expect(reader.envelopes[0]).toMatchObject({ type: 'progress:updated', data });
    expect(holesIn(reader.envelopes)).toEqual([]);
    reader.close();
  }
});
