import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoggedEvent } from '../log/events.ts';
import { envelopeText, gather } from './frames.ts';

const run = fc
  .tuple(
    fc.integer({ min: 1, max: 1_000 }),
    fc.array(fc.record({ key: fc.constantFrom(undefined, 'a', 'b', 'c') }), { minLength: 1, maxLength: 40 }),
  )
  .map(([first, steps]) =>
    steps.map(({ key }, place): LoggedEvent => ({
      topic: 'user/x',
      epoch: 'e',
      seq: first + place,
      type: key === undefined ? 'a:fact' : 'a:state',
      at: '2026-01-05T09:00:00.000Z',
      data: JSON.stringify({ key, place }),
    })),
  );

const keyOf = ({ data }: LoggedEvent): string | undefined => (JSON.parse(data) as { key?: string }).key;

test('DEL3 gathering keeps every fact and the newest of each state, in order, and covers every number', () => {
  fc.assert(
    fc.property(run, (events) => {
      const frames = gather(events, keyOf);
      const kept = frames.map(({ event }) => event);
      const newest = new Map(events.filter(keyOf).map((event) => [keyOf(event), event]));
      expect(kept).toEqual(
        events.filter((event) => keyOf(event) === undefined || newest.get(keyOf(event)) === event),
      );
      let covered = events[0]!.seq - 1;
      for (const { from, event } of frames) {
        expect(from).toBe(covered + 1);
        covered = event.seq;
      }
      expect(covered).toBe(events.at(-1)!.seq);
    }),
  );
});

test('an envelope is put together from text that was encoded once', () => {
  const event: LoggedEvent = {
    topic: 'user/x',
    epoch: 'e',
    seq: 7,
    type: 'a:state',
    at: '2026-01-05T09:00:00.000Z',
    data: '{"text":"\\u2028\\""}',
  };
  const { epoch: _epoch, ...envelope } = { ...event, data: JSON.parse(event.data) as unknown };
  expect(JSON.parse(envelopeText({ event, from: 7 }))).toEqual(envelope);
  expect(JSON.parse(envelopeText({ event, from: 3 }))).toEqual({ ...envelope, from: 3 });
});
