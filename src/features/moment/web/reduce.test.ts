import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pulses, type DeskBanner, type MomentDesk, type RaisedHand, type SessionNow } from '../contract.ts';
import { minuteBefore, pulseIn } from '../server/pulseStore.ts';
import {
  bannerAcknowledged,
  bannerChanged,
  bannerRead,
  handChanged,
  handsLowered,
  momentLive,
  pulseCounted,
} from './reduce.ts';

const id = (place: number): string => `01920000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const sessionId = id(1);
const at = (seconds: number): string => new Date(Date.UTC(2026, 5, 9, 9, 0, seconds)).toISOString();

const nothing = { 'too-slow': 0, right: 0, 'too-fast': 0 };
const unclear = { lost: 0, partly: 0, clear: 0 };
const desk: MomentDesk = {
  ...{ sessionId, timer: null, hands: [], line: [], banners: [] },
  pulse: { pace: nothing, clarity: unclear },
};
const now: SessionNow = {
  ...{ sessionId, timer: null, banner: null, queue: { calledId: null, nextIds: [], waiting: 0 } },
  own: { hand: null, pulse: { pace: null, clarity: null }, acknowledgedId: null },
};

const hand = (place: number, raised: number, more: Partial<RaisedHand> = {}): RaisedHand => ({
  ...{ id: id(place), sessionId, person: { id: id(place + 100), name: `P${place}` } },
  ...{ raisedAt: at(raised), calledAt: null, ...more },
});
const banner = (place: number, more: Partial<DeskBanner> = {}): DeskBanner => ({
  ...{ id: id(place), sessionId, text: 'Now.', saidAt: at(place), endedAt: null, acknowledged: 0, ...more },
});
const idsOf = (data: MomentDesk): string[] => data.hands.map(({ id: handId }) => handId);

describe('hands', () => {
  test('NOW1 stand in the order in which they went up, whichever is told first; of one moment by id', () => {
    const heard = [hand(13, 5), hand(11, 5), hand(12, 1)];
    const data = heard.reduce(handChanged, desk);
    expect(idsOf(data)).toEqual([id(12), id(11), id(13)]);
    expect(heard.reduce(handChanged, data)).toBe(data);
  });

  test('NOW4 what is lowered is gone, once and for all others untouched', () => {
    const data = [hand(11, 1), hand(12, 2)].reduce(handChanged, desk);
    const lowered = handsLowered(data, { sessionId, handIds: [id(11), id(99)] });
    expect(idsOf(lowered)).toEqual([id(12)]);
    expect(handsLowered(lowered, { sessionId, handIds: [id(11)] })).toBe(lowered);
  });
});

describe('banners', () => {
  test('NOW9 stand in the order in which they were said, and a count goes to its own', () => {
    const data = [banner(22), banner(21, { endedAt: at(30) })].reduce(bannerChanged, desk);
    expect(data.banners.map((one) => one.id)).toEqual([id(21), id(22)]);
    const counted = bannerAcknowledged(data, { sessionId, bannerId: id(22), acknowledged: 3 });
    expect(counted.banners.map(({ acknowledged }) => acknowledged)).toEqual([0, 3]);
    expect(bannerAcknowledged(counted, { sessionId, bannerId: id(22), acknowledged: 3 })).toBe(counted);
  });

  test('NOW10 a receipt for an earlier one does not take the place of the newest', () => {
    const read = bannerRead(now, { sessionId, bannerId: id(22) });
    expect(read.own.acknowledgedId).toBe(id(22));
    expect(bannerRead(read, { sessionId, bannerId: id(21) })).toBe(read);
  });
});

test('events of another session change nothing', () => {
  const elsewhere = { sessionId: id(2) };
  for (const [view, reducers] of Object.entries(momentLive.reducers)) {
    const data = view === 'moment:now' ? now : desk;
    for (const reduce of Object.values(reducers!)) {
      const told = reduce(data as never, elsewhere as never, { topic: '', at: '', input: {} as never });
      expect(told).toBe(data);
    }
  }
});

test('NOW5 the line that is heard is the line that is recounted, also where all but the newest of a minute are dropped', () => {
  const saying = fc.record({
    personId: fc.constantFrom('a', 'b', 'c'),
    pace: fc.constantFrom(null, ...pulses.pace),
    clarity: fc.constantFrom(null, ...pulses.clarity),
    laterSeconds: fc.integer({ min: 0, max: 200 }),
    isGathered: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(saying, { maxLength: 30 }), (sayings) => {
      let seconds = 0;
      const said = sayings.map(({ laterSeconds, ...one }) => {
        seconds += laterSeconds;
        return { ...one, saidAt: new Date(at(seconds)) };
      });
      const told = said.map(({ saidAt, isGathered }, place) => {
        const since = minuteBefore(saidAt);
        const event = { sessionId, since: since.toISOString(), ...pulseIn(said.slice(0, place + 1), since) };
        return { event, isGathered };
      });
      // One that is being gathered is replaced by the next with its key; the others are heard.
      const heard = told.filter(
        ({ event, isGathered }, place) => !isGathered || told[place + 1]?.event.since !== event.since,
      );
      const data = heard.reduce((before, { event }) => pulseCounted(before, event), desk);
      const fresh = pulseIn(said, new Date(0));
      expect({ pulse: data.pulse, line: data.line }).toEqual(fresh);
    }),
  );
});
