import { expect, test } from 'vitest';
import type { SessionNow } from '../contract.ts';
import { placeOf } from './handPlace.ts';

const at = '2026-06-09T09:00:00.000Z';
const withHand = (calledAt: string | null = null): SessionNow['own'] => ({
  hand: { id: 'mine', raisedAt: at, calledAt },
  pulse: { pace: null, clarity: null },
  acknowledgedId: null,
});
const queue = (nextIds: string[], waiting = nextIds.length): SessionNow['queue'] => ({
  ...{ calledId: null, nextIds, waiting },
});

test('NOW2 one finds how many are before oneself, and beyond the first twenty that it is more', () => {
  expect(placeOf({ own: { ...withHand(), hand: null }, queue: queue(['other']) })).toEqual({ is: 'down' });
  expect(placeOf({ own: withHand(), queue: queue(['mine']) })).toEqual({ is: 'up', before: 0 });
  expect(placeOf({ own: withHand(), queue: queue(['a', 'b', 'mine']) })).toEqual({ is: 'up', before: 2 });
  expect(placeOf({ own: withHand(), queue: queue(['a', 'b'], 9) })).toEqual({ is: 'far', before: 2 });
});

test('NOW2 a hand that is up before the queue says so has no place yet; one that is called on needs none', () => {
  expect(placeOf({ own: withHand(), queue: queue(['a']) })).toEqual({ is: 'up', before: null });
  expect(placeOf({ own: withHand(at), queue: queue([]) })).toEqual({ is: 'called' });
});
