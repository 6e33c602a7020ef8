import { describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import type { ConnectionState } from './connection.ts';
import type { LineNews } from './line.ts';
import { PretendedPage } from './pretended.suite.ts';
import { StatusStore } from './status.ts';

const live: ConnectionState = { state: 'live', road: 'stream', transport: 'stream' };
const away: ConnectionState = { state: 'waiting', untilMs: 0, failures: 0 };

function aChip() {
  const clock = manualClock();
  const page = new PretendedPage();
  const world = { waiting: 0, isCatchingUp: false, state: { state: 'idle' } as ConnectionState };
  let tell: (news: LineNews) => void = () => {};
  const store = new StatusStore({
    clock,
    page,
    waiting: () => world.waiting,
    isCatchingUp: () => world.isCatchingUp,
    line: {
      get state() {
        return world.state;
      },
      hear(listener) {
        tell = listener;
        return () => {};
      },
    },
  });
  const become = (state: ConnectionState): void => tell({ kind: 'state', state });
  return {
    clock,
    page,
    world,
    store,
    become,
    hear: (news: LineNews) => tell(news),
    events: (count: number) => {
      const envelope = { topic: 'user/amara', type: 'x:y', at: '2026-01-05T09:00:00.000Z', data: {} };
      for (let seq = 1; seq <= count; seq++) tell({ kind: 'event', envelope: { ...envelope, seq } });
    },
    get shown() {
      return store.get();
    },
  };
}

describe('the connection chip', () => {
  test('a drop of under 1.5 s is nobody’s business', () => {
    const chip = aChip();
    chip.become(live);
    chip.become(away);
    chip.clock.advance(1_499);
    expect(chip.shown).toMatchObject({ state: 'live', transport: 'stream' });
    chip.become(live);
    chip.events(3);
    expect(chip.shown).toMatchObject({ state: 'live' });
  });

  test('from 1.5 s on it says Reconnecting, from 30 s on Offline with what waits to be sent', () => {
    const chip = aChip();
    chip.become(live);
    chip.become(away);
    chip.clock.advance(1_500);
    expect(chip.shown).toEqual({ state: 'reconnecting', sinceMs: 1_500, waiting: 0 });
    chip.become({ state: 'connecting', road: 'stream' });
    chip.become(away);
    chip.world.waiting = 2;
    chip.clock.advance(28_499);
    expect(chip.shown).toMatchObject({ state: 'reconnecting', waiting: 2 });
    chip.clock.advance(1);
    expect(chip.shown).toEqual({ state: 'offline', waiting: 2 });
  });

  test('a browser that is offline says so at once', () => {
    const chip = aChip();
    chip.become(live);
    chip.page.online = false;
    chip.page.happen('offline');
    expect(chip.shown).toEqual({ state: 'offline', waiting: 0 });
    chip.page.online = true;
    chip.page.happen('online');
    expect(chip.shown).toMatchObject({ state: 'live' });
  });

  test('back with everything that was missed: it is counted, for 5 s', () => {
    const chip = aChip();
    chip.become(live);
    chip.become(away);
    chip.clock.advance(4_000);
    chip.become(live);
    chip.hear({ kind: 'topics', topics: [], continued: true });
    chip.events(14);
    expect(chip.shown).toMatchObject({ state: 'catchingUp' });
    chip.clock.advance(250);
    expect(chip.shown).toEqual({ state: 'back', caughtUp: 14, reloaded: false });
    const signal = { topic: 'channel/one', type: 'x:typing', at: '2026-01-05T09:00:00.000Z', data: {} };
    chip.hear({ kind: 'event', envelope: signal });
    expect(chip.shown).toMatchObject({ caughtUp: 14 });
    chip.clock.advance(2_001);
    chip.events(1);
    expect(chip.shown).toEqual({ state: 'back', caughtUp: 14, reloaded: false });
    chip.clock.advance(3_000);
    expect(chip.shown).toMatchObject({ state: 'live' });
  });

  test('CUT2 connected is not whole: it says Back once what was missed is there, or after 30 s', () => {
    const chip = aChip();
    chip.become(live);
    chip.become(away);
    chip.clock.advance(4_000);
    chip.world.isCatchingUp = true;
    chip.become(live);
    chip.clock.advance(6_900);
    expect(chip.shown).toEqual({ state: 'catchingUp' });
    chip.world.isCatchingUp = false;
    chip.clock.advance(250);
    expect(chip.shown).toMatchObject({ state: 'back' });
    // A look at something else is nobody's absence.
    chip.world.isCatchingUp = true;
    chip.clock.advance(4_800);
    expect(chip.shown).toMatchObject({ state: 'back' });
    chip.clock.advance(200);
    expect(chip.shown).toMatchObject({ state: 'live' });

    chip.become(away);
    chip.clock.advance(4_000);
    chip.become(live);
    chip.clock.advance(29_999);
    expect(chip.shown).toMatchObject({ state: 'catchingUp' });
    chip.clock.advance(250);
    expect(chip.shown).toMatchObject({ state: 'back' });
  });

  test('back with a gap that cannot be told: the page was reloaded, and a topic that is merely new is not that', () => {
    for (const [reason, reloaded] of [
      ['epoch', true],
      ['truncated', true],
      ['start', false],
    ] as const) {
      const chip = aChip();
      chip.become(live);
      chip.become(away);
      chip.clock.advance(4_000);
      chip.become(live);
      chip.hear({ kind: 'resync', topics: [{ topic: 'cohort/one', reason }] });
      chip.clock.advance(250);
      expect(chip.shown).toEqual({ state: 'back', caughtUp: 0, reloaded });
    }
  });

  test('a page that has just been loaded is up to date, and is not told as one that came back', () => {
    const chip = aChip();
    expect(chip.shown).toEqual({ state: 'live', transport: 'stream', ageSeconds: 0 });
    chip.clock.advance(2_000);
    expect(chip.shown).toMatchObject({ state: 'reconnecting' });
    chip.become(live);
    expect(chip.shown).toMatchObject({ state: 'live' });
  });

  test('it tells the truth by transport, and how old what is shown may be', () => {
    const chip = aChip();
    const stop = chip.store.subscribe(() => {});
    chip.become(live);
    chip.clock.advance(4_000);
    expect(chip.shown).toEqual({ state: 'live', transport: 'stream', ageSeconds: 4 });
    chip.hear({ kind: 'life' });
    expect(chip.shown).toMatchObject({ ageSeconds: 0 });
    for (const transport of ['socket', 'slow-socket', 'polling'] as const) {
      chip.become({ state: 'live', road: 'socket', transport });
      expect(chip.shown).toMatchObject({ state: 'live', transport });
    }
    stop();
    chip.store.close();
    expect(chip.clock.pending).toBe(0);
  });

  test('the end says why and is not talked over', () => {
    const chip = aChip();
    chip.become(live);
    chip.become({ state: 'ended', reason: 'revoked' });
    chip.page.online = false;
    chip.page.happen('offline');
    expect(chip.shown).toEqual({ state: 'ended', reason: 'revoked' });
  });
});
