import { expect, test } from 'vitest';
import type { CommandContext } from '#platform/server/feature.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { triesOf } from './joining.ts';
import type { OfCode } from './store.ts';

const open: OfCode = {
  ...{ sessionId: 's', cohortId: 'c', title: 'An open hour', state: 'live', takesGuests: true },
  ...{ startsAt: new Date(0), now: new Date(0) },
};

test('SE9 codes that no session has are counted by address, and a class that knows one is not', async () => {
  const tries = triesOf({ points: 2, windowMs: 60_000, mostKeys: 10 });
  const tx = undefined as unknown as CommandContext['tx'];
  const from = (address: string) => (found?: OfCode) =>
    outcomeOf(tries.find({ actor: { kind: 'anonymous' }, tx, address }, async () => found));
  const [here, elsewhere] = [from('203.0.113.7'), from('198.51.100.9')];
  for (let pupil = 0; pupil < 5; pupil++) {
    expect(await here(open)).not.toBe('too_many');
    expect(await here({ ...open, takesGuests: false })).toBe('not_found');
  }
  expect([await here(), await here(), await here()]).toEqual(['not_found', 'not_found', 'too_many']);
  expect(await here(open)).toBe('too_many');
  expect(await elsewhere()).toBe('not_found');
});
