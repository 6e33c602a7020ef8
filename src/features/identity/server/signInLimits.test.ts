import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signInLimitDefaults, signInLimits } from './signInLimits.ts';

const home = '198.51.100.7';
const elsewhere = '203.0.113.20';
const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function fail(limits: ReturnType<typeof signInLimits>, email: string, address: string, times: number) {
  for (let time = 0; time < times; time++) await limits.attempt(email, address).begin();
}

test('ID4 the eleventh failure on one account from one address is refused for the rest of 15 minutes', async () => {
  const limits = signInLimits();
  await fail(limits, 'ann@example.org', home, 10);
  vi.advanceTimersByTime(5 * minuteMs);
  const refused = { code: 'too_many', retryAfterMs: 10 * minuteMs };
  await expect(limits.attempt('ann@example.org', home).check()).rejects.toMatchObject(refused);
  await expect(limits.attempt('ann@example.org', home).begin()).rejects.toMatchObject(refused);

  vi.advanceTimersByTime(10 * minuteMs);
  await limits.attempt('ann@example.org', home).check();
  await limits.attempt('ann@example.org', home).begin();
});

test('ID4 trying on while refused does not prolong the wait', async () => {
  const limits = signInLimits();
  await fail(limits, 'ann@example.org', home, 10);
  vi.advanceTimersByTime(14 * minuteMs);
  await expect(fail(limits, 'ann@example.org', home, 1)).rejects.toMatchObject({ retryAfterMs: minuteMs });
  vi.advanceTimersByTime(minuteMs);
  await fail(limits, 'ann@example.org', home, 1);
});

test('ID4 the owner still gets in from another address', async () => {
  const limits = signInLimits();
  await fail(limits, 'ann@example.org', home, 10);
  await limits.attempt('ann@example.org', elsewhere).check();
  await limits.attempt('ann@example.org', elsewhere).begin();
});

test('ID4 one address fails at most 100 times over all accounts, and then hurts no other address', async () => {
  const limits = signInLimits();
  for (let person = 0; person < 100; person++) await fail(limits, `p${person}@example.org`, home, 1);
  const next = limits.attempt('one-more@example.org', home);
  await expect(next.check()).rejects.toMatchObject({ code: 'too_many' });
  await expect(next.begin()).rejects.toMatchObject({ code: 'too_many', retryAfterMs: 15 * minuteMs });
  await limits.attempt('one-more@example.org', elsewhere).begin();
});

test('ID4 what an address is refused for does not count against the account', async () => {
  const limits = signInLimits();
  for (let person = 0; person < 100; person++) await fail(limits, `p${person}@example.org`, home, 1);
  vi.advanceTimersByTime(14 * minuteMs);
  for (let time = 0; time < 10; time++) {
    await expect(fail(limits, 'ann@example.org', home, 1)).rejects.toMatchObject({ retryAfterMs: minuteMs });
  }
  vi.advanceTimersByTime(minuteMs);
  await fail(limits, 'ann@example.org', home, 1);
});

test('ID4 a successful sign-in counts nothing and forgives the earlier failures on that account', async () => {
  const limits = signInLimits();
  await fail(limits, 'ann@example.org', home, 9);
  const right = limits.attempt('ann@example.org', home);
  await right.begin();
  await right.succeed();
  await fail(limits, 'ann@example.org', home, 10);

  // 19 failures stand against the address by now; the success does not.
  for (let person = 0; person < 81; person++) await fail(limits, `p${person}@example.org`, home, 1);
  await expect(limits.attempt('last@example.org', home).begin()).rejects.toMatchObject({ code: 'too_many' });
});

test('ID4 attempts made together cannot slip past the figure', async () => {
  const limits = signInLimits();
  const together = Array.from({ length: 30 }, () => limits.attempt('ann@example.org', home));
  await Promise.all(together.map((attempt) => attempt.check()));
  const outcomes = await Promise.allSettled(together.map((attempt) => attempt.begin()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
});

test('ID4 addresses of one IPv6 network count together', async () => {
  const limits = signInLimits();
  for (let host = 1; host <= 10; host++) await fail(limits, 'ann@example.org', `2001:db8:0:7::${host}`, 1);
  await expect(fail(limits, 'ann@example.org', '2001:db8:0:7::99', 1)).rejects.toMatchObject({
    code: 'too_many',
  });
  await fail(limits, 'ann@example.org', '2001:db8:0:8::1', 1);
});

test('the counts kept are bounded: the one touched longest ago is forgotten', async () => {
  const limits = signInLimits({ ...signInLimitDefaults, perAccount: 1, perAddress: 1_000, mostKeys: 3 });
  await fail(limits, 'first@example.org', home, 1);
  for (const name of ['second', 'third', 'fourth']) await fail(limits, `${name}@example.org`, home, 1);
  await limits.attempt('first@example.org', home).check();
  await expect(limits.attempt('fourth@example.org', home).check()).rejects.toMatchObject({
    code: 'too_many',
  });
});
