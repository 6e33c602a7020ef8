import { expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import { memoryLimits } from './limits.ts';
import { Seats } from './doors/seats.ts';

const refusalOf = async (attempt: () => unknown): Promise<Refusal | undefined> => {
  try {
    await attempt();
    return undefined;
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
};

test('DOOR6 each person has a rate of their own for each command', async () => {
  const limits = memoryLimits();
  const rate = { times: 3, perMs: 60_000 };
  for (let count = 0; count < 3; count++) await limits.take('room:word', rate, 'amara');
  const refusal = await refusalOf(() => limits.take('room:word', rate, 'amara'));
  expect(refusal?.code).toBe('too_many');
  expect(refusal?.retryAfterMs).toBeGreaterThan(0);
  expect(refusal?.retryAfterMs).toBeLessThanOrEqual(60_000);
  await limits.take('room:word', rate, 'jonas');
  await limits.take('room:other', rate, 'amara');
});

test('DOOR6 of many at the same moment exactly as many pass as may', async () => {
  const limits = memoryLimits();
  const attempts = await Promise.allSettled(
    Array.from({ length: 50 }, () => limits.take('room:word', { times: 7, perMs: 60_000 }, 'amara')),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
});

test('DOOR6 seats are counted per person and per address, and given back once', async () => {
  const seats = new Seats({ perPerson: 2, perAddress: 3 });
  const leave = seats.take('amara', 'here');
  seats.take('amara', 'there');
  expect((await refusalOf(() => seats.take('amara', 'elsewhere')))?.code).toBe('too_many');
  seats.take('jonas', 'here');
  seats.take('kofi', 'here');
  // A refusal by the address took no seat of the person.
  expect((await refusalOf(() => seats.take('lena', 'here')))?.code).toBe('too_many');
  seats.take('lena', 'there');
  seats.take('lena', 'there');

  leave();
  leave();
  seats.take('amara', 'here');
  expect((await refusalOf(() => seats.take('amara', 'far')))?.code).toBe('too_many');
  expect((await refusalOf(() => seats.take('mira', 'here')))?.code).toBe('too_many');
});

test('DOOR6 a network of 64 bits of IPv6 is one address: whoever has one has all of it', async () => {
  const seats = new Seats({ perPerson: 9, perAddress: 2 });
  seats.take('amara', '2001:db8:0:1::1');
  seats.take('jonas', '2001:db8:0:1:ffff::2');
  expect((await refusalOf(() => seats.take('kofi', '2001:db8:0:1::3')))?.code).toBe('too_many');
  seats.take('kofi', '2001:db8:0:2::1');
  seats.take('kofi', '203.0.113.1');
  seats.take('lena', '203.0.113.2');
});
