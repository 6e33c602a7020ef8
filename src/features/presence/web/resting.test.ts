import { expect, test } from 'vitest';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import { restsAfterMs } from '../contract.ts';
import { keepResting, type TouchStore } from './resting.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A browser with tabs that share what one browser keeps. */
function aBrowser({ resting }: Pick<TouchStore, 'resting'> = { resting: false }) {
  const clock: ManualClock = manualClock();
  const store: TouchStore = { touchedMs: 0, resting };
  const said: boolean[] = [];
  let isReachable = true;
  let isWatching = false;
  const openTab = () => {
    let hear = (): void => {};
    const close = keepResting({
      clock,
      store,
      isWatching: () => isWatching,
      onTouch(listener) {
        hear = listener;
        return () => {
          hear = () => {};
        };
      },
      async say(now) {
        if (!isReachable) throw new Error('offline');
        said.push(now);
      },
    });
    return { touch: () => hear(), close };
  };
  return {
    ...{ clock, said, openTab },
    reach: (is: boolean): void => void (isReachable = is),
    watch: (is: boolean): void => void (isWatching = is),
  };
}

test('HERE2 a browser rests after five minutes without a touch, and says it once, whatever the number of tabs', () => {
  const { clock, said, openTab } = aBrowser();
  const [first] = [openTab(), openTab()];
  clock.advance(restsAfterMs - 60_000);
  first!.touch();
  clock.advance(restsAfterMs - 60_000);
  expect(said).toEqual([]);
  clock.advance(restsAfterMs);
  expect(said).toEqual([true]);
  first!.touch();
  first!.touch();
  expect(said).toEqual([true, false]);
});

test('HERE2 a page that is opened, or opened anew, is at work at once', () => {
  const { clock, said, openTab } = aBrowser({ resting: true });
  openTab();
  expect(said).toEqual([false]);
  clock.advance(restsAfterMs + 60_000);
  openTab().close();
  expect(said).toEqual([false, true, false]);
});

test('HERE2 where a browser keeps nothing, the page says at first that it does not rest', () => {
  const { said, openTab } = aBrowser({ resting: undefined });
  openTab();
  expect(said).toEqual([false]);
});

test('HERE2 whoever looks on in a live session does not rest', () => {
  const { clock, said, openTab, watch } = aBrowser();
  openTab();
  watch(true);
  clock.advance(3 * restsAfterMs);
  expect(said).toEqual([]);
  watch(false);
  clock.advance(restsAfterMs + 60_000);
  expect(said).toEqual([true]);
});

test('HERE2 what does not get through is said with the next look', async () => {
  const { clock, said, openTab, reach } = aBrowser();
  const tab = openTab();
  reach(false);
  clock.advance(restsAfterMs + 30_000);
  await settled();
  expect(said).toEqual([]);
  reach(true);
  clock.advance(30_000);
  expect(said).toEqual([true]);
  clock.advance(60_000);
  expect(said).toEqual([true]);
  tab.close();
});

test('HERE2 a page that is left says nothing more', () => {
  const { clock, said, openTab } = aBrowser();
  openTab().close();
  clock.advance(2 * restsAfterMs);
  expect(said).toEqual([]);
  expect(clock.pending).toBe(0);
});
