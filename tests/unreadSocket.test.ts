import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import { contract, event } from '#kernel/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { frameOf, RawSocket } from './support/rawSocket.ts';

/** Events of any size, which no room of the house has. */
const noise = contract('noise', {
  events: {
    'noise:made': event({
      summary: '',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ text: z.string() }),
      on: [identity.topics.person],
    }),
  },
});

/** A socket whose reader has stopped reading, and the server's end of it. */
async function anUnreadSocket(
  stoa: TestHouse,
  { userId, cookie }: TestPerson,
): Promise<{ mine: RawSocket; theirs: Socket }> {
  const accepted = once(stoa.house.node.server, 'connection') as Promise<[Socket]>;
  const mine = await RawSocket.open(stoa.port, cookie);
  const [theirs] = await accepted;
  mine.send(frameOf(Buffer.from('40')));
  await mine.until('"ready"');
  mine.send(frameOf(Buffer.from(`421["subscribe",{"topics":["user/${userId}"]}]`)));
  await mine.until('431[');
  mine.connection.pause();
  return { mine, theirs };
}

describe('DEL7 a socket that is not read', () => {
  let clock: ManualClock;
  let stoa: TestHouse;
  beforeAll(async () => {
    clock = manualClock();
    stoa = await TestHouse.open({}, { clock });
  });
  afterAll(() => stoa.close());

  const makeNoise = ({ userId }: TestPerson, sizeBytes: number): Promise<void> =>
    stoa.ground.log.write(async ({ tell }) => {
      tell(noise, 'noise:made', [`user/${userId}`], { text: 'x'.repeat(sizeBytes) });
    });

  test('is cut off once some megabytes wait', async () => {
    const amara = await stoa.student('amara');
    const { mine, theirs } = await anUnreadSocket(stoa, amara);
    let most = 0;
    let made = 0;
    // The kernel takes some megabytes of its own before anything waits here.
    for (; !theirs.destroyed && made < 600; made++) {
      await makeNoise(amara, 60_000);
      await new Promise(setImmediate);
      most = Math.max(most, theirs.writableLength);
    }
    expect(theirs.destroyed).toBe(true);
    // One flush is with the transport while the next one gathers.
    expect(most).toBeLessThanOrEqual(2 * 1_048_576);
    await mine.close();
  });

  test('is cut off after 5 s without progress, whatever little waits', async () => {
    const jonas = await stoa.student('jonas');
    const { mine, theirs } = await anUnreadSocket(stoa, jonas);
    while (theirs.writableLength === 0) await makeNoise(jonas, 60_000);
    await makeNoise(jonas, 10);
    clock.advance(4_000);
    expect(theirs.destroyed).toBe(false);
    const cut = once(theirs, 'close');
    clock.advance(3_000);
    await cut;
    await mine.close();
  });
});
