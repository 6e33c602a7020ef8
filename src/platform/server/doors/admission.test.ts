import { expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import { Admission } from './admission.ts';

test('DOOR6 more arrivals than fit hear when to come again; whoever was served or refused makes room', async () => {
  const admission = new Admission({ most: 2, random: () => 0.5 });
  let serve = (): void => {};
  const first = admission.during(() => new Promise<void>((resolve) => (serve = resolve)));
  await expect(admission.during(() => Promise.reject(new Refusal('signed_out')))).rejects.toMatchObject({
    code: 'signed_out',
  });
  const second = admission.during(() => new Promise<void>(() => {}));
  await expect(admission.during(async () => 'in')).rejects.toMatchObject({
    code: 'unavailable',
    retryAfterMs: 3_000,
  });
  serve();
  await first;
  expect(await admission.during(async () => 'in')).toBe('in');
  void second;
});
