import { describe, expect, test } from 'vitest';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import { Connection } from './connection.ts';
import type { LineNews } from './line.ts';
import {
  ownTopic,
  PretendedBrowser,
  PretendedPage,
  PretendedServer,
  Screen,
  settled,
} from './pretended.suite.ts';
import { SharedLine } from './tabs.ts';

const cohort = 'cohort/one';

function aBrowser({ alone = false } = {}) {
  const server = new PretendedServer();
  const browser = new PretendedBrowser();
  const clocks = new Map<string, ManualClock>();
  const random = () => 0.5;
  /** Time passes for every tab that is not frozen. */
  const advance = (ms: number): void => {
    for (const [name, clock] of clocks) if (!browser.frozen.has(name)) clock.advance(ms);
  };
  const openTab = (name: string) => {
    const clock = manualClock();
    clocks.set(name, clock);
    const page = new PretendedPage();
    const screen = new Screen(server);
    const news: LineNews[] = [];
    const line = new SharedLine({
      personId: 'amara',
      tabId: name,
      locks: alone ? undefined : browser.locks(),
      channel: alone ? undefined : browser.channel(name),
      page,
      clock,
      random,
      connect: ({ heard, hear }) =>
        new Connection({ roads: server.roads(), clock, random, heard, hear, ownTopic }),
    });
    line.hear((one) => {
      news.push(one);
      screen.hear(one);
    });
    return {
      name,
      line,
      page,
      screen,
      news,
      heardSeqs: (topic: string) =>
        news.flatMap((one) =>
          one.kind === 'event' && one.envelope.topic === topic ? [one.envelope.seq] : [],
        ),
    };
  };
  /** Lets locks, words and frames through until nothing moves any more. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 6; round++) {
      await settled();
      browser.deliver();
      server.deliverAll();
    }
  };
  return { server, browser, clocks, advance, openTab, settle };
}

/** Two tabs, the first of which holds the connection. */
async function twoTabs() {
  const world = aBrowser();
  const first = world.openTab('first');
  first.line.start();
  await world.settle();
  const second = world.openTab('second');
  second.line.start();
  await world.settle();
  return { ...world, first, second };
}

describe('one connection for all tabs', () => {
  test('every tab hears every event over the one stream, and the same status', async () => {
    const { server, first, second, settle } = await twoTabs();
    server.append(cohort);
    server.tellCursors();
    await settle();
    expect(server.open).toHaveLength(1);
    expect([first.line.leading, second.line.leading]).toEqual([true, false]);
    expect(first.heardSeqs(cohort)).toEqual([1]);
    expect(second.heardSeqs(cohort)).toEqual([1]);
    expect(second.line.state).toEqual(first.line.state);
  });

  test('a tab that comes later fetches what it could not hear, and misses nothing from then on', async () => {
    const { server, second, settle } = await twoTabs();
    expect(second.news).toContainEqual({ kind: 'topics', topics: [ownTopic, cohort], continued: false });
    server.append(cohort);
    await settle();
    expect(second.screen.faults).toEqual([]);
    expect(second.screen.shown.get(cohort)).toBe(1);
  });

  test('the leader closes: the next tab goes on from the last cursor, nothing lost or doubled', async () => {
    const { server, first, second, settle } = await twoTabs();
    server.append(cohort);
    server.tellCursors();
    await settle();
    // This one reaches only the leader's socket before the tab is gone.
    server.append(cohort);
    first.line.close();
    server.append(cohort);
    await settle();
    expect(second.line.leading).toBe(true);
    expect(server.open).toHaveLength(1);
    expect(second.heardSeqs(cohort)).toEqual([1, 2, 3]);
    expect(second.news.filter(({ kind }) => kind === 'resync')).toEqual([]);
  });

  test('a page that is put aside lets go at once, and catches up when it comes back', async () => {
    const { server, first, second, settle } = await twoTabs();
    first.page.happen('freeze');
    server.append(cohort);
    await settle();
    expect(second.line.leading).toBe(true);
    expect(second.heardSeqs(cohort)).toEqual([1]);

    first.page.happen('resume');
    await settle();
    expect(first.line.leading).toBe(false);
    expect(first.news.at(-1)).toEqual({ kind: 'topics', topics: [ownTopic, cohort], continued: false });
    server.append(cohort);
    await settle();
    expect(first.screen.shown.get(cohort)).toBe(2);
    expect(first.screen.faults).toEqual([]);
  });

  test('a leader that froze without a word is replaced within 25 s, and steps back when it thaws', async () => {
    const { server, browser, advance, first, second, settle } = await twoTabs();
    browser.frozen.add('first');
    const frozen = server.reader();
    server.append(cohort);
    frozen.written.length = 0;
    for (let second_ = 0; second_ < 25; second_++) {
      advance(1_000);
      browser.deliver();
      await settled();
    }
    expect(second.line.leading).toBe(true);
    await settle();
    expect(second.screen.shown.get(cohort)).toBe(1);

    browser.frozen.delete('first');
    await settle();
    expect(first.line.leading).toBe(false);
    expect(server.open).toHaveLength(1);
    server.append(cohort);
    await settle();
    for (const tab of [first, second]) {
      expect([tab.name, tab.screen.shown.get(cohort), tab.screen.faults]).toEqual([tab.name, 2, []]);
    }
  });

  test('a quiet leader that answers keeps the connection', async () => {
    const { browser, advance, first, server, settle } = await twoTabs();
    for (const road of ['stream', 'polling'] as const) server.down.add(road);
    server.reader().cut();
    await settle();
    for (let second = 0; second < 120; second++) {
      advance(1_000);
      await settled();
      browser.deliver();
      server.deliverAll();
    }
    expect(first.line.leading).toBe(true);
    server.down.clear();
    for (let second = 0; second < 31; second++) {
      advance(1_000);
      await settle();
    }
    expect(first.line.state.state).toBe('live');
  });
});

describe('wishes of all tabs', () => {
  test('the socket stays while any tab has a live room, and a tab that closes takes its wish along', async () => {
    const { server, first, second, settle } = await twoTabs();
    const leave = first.line.holdSocket();
    second.line.holdSocket();
    await settle();
    expect(first.line.state).toMatchObject({ road: 'socket' });
    leave();
    await settle();
    expect(server.open.map(({ road }) => road)).toEqual(['socket']);
    second.line.close();
    await settle();
    expect(server.open.map(({ road }) => road)).toEqual(['stream']);
  });

  test('a tab that crashed is forgotten after two rolls, and its wishes with it', async () => {
    const { server, browser, advance, second, settle } = await twoTabs();
    second.line.holdSocket();
    await settle();
    browser.frozen.add('second');
    for (let second_ = 0; second_ < 200; second_ += 5) {
      advance(5_000);
      for (const reader of server.open) reader.say({ kind: 'life' });
      await settle();
    }
    expect(server.open.map(({ road }) => road)).toEqual(['stream']);
  });

  test('topics are those of all tabs together', async () => {
    const { server, first, second, settle } = await twoTabs();
    first.line.listenTo([cohort]);
    await settle();
    expect(server.readers).toHaveLength(1);
    second.line.listenTo([ownTopic, cohort]);
    await settle();
    expect(server.readers).toHaveLength(1);
  });

  test('a new leader inherits the wishes', async () => {
    const { server, first, second, openTab, settle } = await twoTabs();
    const third = openTab('third');
    third.line.start();
    third.line.holdSocket();
    await settle();
    first.line.close();
    await settle();
    expect(second.line.leading).toBe(true);
    expect(server.open.map(({ road }) => road)).toEqual(['socket']);
  });
});

describe('the rest', () => {
  test('without locks or channels each tab has a connection of its own', async () => {
    const { server, openTab, settle } = aBrowser({ alone: true });
    const tabs = [openTab('first'), openTab('second')];
    for (const { line } of tabs) line.start();
    server.append(cohort);
    await settle();
    expect(server.open).toHaveLength(2);
    expect(tabs.map(({ line }) => line.leading)).toEqual([true, true]);
  });

  test('signed out: every tab hears it, and whoever signs in next does not stand behind an ended leader', async () => {
    const { server, first, second, openTab, settle } = await twoTabs();
    server.reader().say({ kind: 'bye', bye: { reason: 'signed_out' } });
    await settle();
    for (const { line } of [first, second]) {
      expect(line.state).toEqual({ state: 'ended', reason: 'signed_out' });
    }
    const third = openTab('third');
    third.line.start();
    await settle();
    expect(third.line.state).toMatchObject({ state: 'live' });
  });

  test('a tab that becomes visible, or Retry, cuts the leader’s wait short', async () => {
    const { server, advance, first, second, settle } = await twoTabs();
    for (const road of ['stream', 'polling'] as const) server.down.add(road);
    server.reader().cut();
    for (let count = 0; count < 5; count++) {
      advance(15_000);
      await settle();
    }
    server.down.clear();
    second.line.retry();
    await settle();
    advance(0);
    await settle();
    expect(first.line.state.state).toBe('live');
  });

  test('nothing is left behind after closing', async () => {
    const { server, clocks, first, second, settle } = await twoTabs();
    first.line.close();
    second.line.close();
    await settle();
    expect(server.open).toHaveLength(0);
    for (const clock of clocks.values()) expect(clock.pending).toBe(0);
  });
});
