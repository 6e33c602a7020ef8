import { expect, test } from 'vitest';
import { createAnnouncer } from './announcer.ts';
import { initialsOf } from './Avatar.tsx';
import { chipOf, type ConnectionStatus } from './chip.ts';

function announcerWithTime() {
  const due: (() => void)[] = [];
  const heard: string[] = [];
  const announcer = createAnnouncer({ set: (run) => void due.push(run) });
  announcer.listen((text) => heard.push(text));
  return { announcer, heard, twoSecondsPass: () => due.shift()?.() };
}

test('the announcer says one thing at a time and keeps its distance', () => {
  const { announcer, heard, twoSecondsPass } = announcerWithTime();
  announcer.say({ text: 'first' });
  announcer.say({ text: 'second' });
  expect(heard).toEqual(['first']);
  twoSecondsPass();
  expect(heard).toEqual(['first', 'second']);
  twoSecondsPass();
  announcer.say({ text: 'third' });
  expect(heard).toEqual(['first', 'second', 'third']);
});

test('what belongs together and waits together is said once', () => {
  const { announcer, heard, twoSecondsPass } = announcerWithTime();
  const completed = (name: string) => ({
    text: `${name} completed a lesson`,
    group: 'completed',
    many: (count: number) => `${count} lessons completed`,
  });
  announcer.say({ text: 'hello' });
  for (const name of ['Amara', 'Jonas', 'Mina']) announcer.say(completed(name));
  twoSecondsPass();
  expect(heard).toEqual(['hello', '3 lessons completed']);
});

test('the chip tells each state of the connection in its own words', () => {
  const said = (status: ConnectionStatus) => chipOf(status).text.key;
  expect(said({ state: 'live', transport: 'socket', ageSeconds: 1 })).toBe('chip.live');
  expect(said({ state: 'live', transport: 'slow-socket', ageSeconds: 1 })).toBe('chip.slow');
  expect(said({ state: 'live', transport: 'stream', ageSeconds: 4 })).toBe('chip.upToDate');
  expect(said({ state: 'live', transport: 'polling', ageSeconds: 4 })).toBe('chip.checking');
  expect(said({ state: 'reconnecting', sinceMs: 2_000 })).toBe('chip.reconnecting');
  expect(said({ state: 'reconnecting', sinceMs: 2_000, waiting: 1 })).toBe('chip.reconnectingWaiting');
  expect(said({ state: 'offline', waiting: 0 })).toBe('chip.offline');
  expect(said({ state: 'offline', waiting: 2 })).toBe('chip.offlineWaiting');
  expect(said({ state: 'catchingUp' })).toBe('chip.catchingUp');
  expect(said({ state: 'back', caughtUp: 14, reloaded: false })).toBe('chip.caughtUp');
  expect(said({ state: 'back', caughtUp: 0, reloaded: true })).toBe('chip.reloaded');
});

test('a drop under 1.5 s changes nothing, one of 30 s is called offline and offers to try again', () => {
  const shown = chipOf({ state: 'live', transport: 'stream', ageSeconds: 4 });
  expect(chipOf({ state: 'reconnecting', sinceMs: 1_499 }, shown)).toBe(shown);
  expect(chipOf({ state: 'reconnecting', sinceMs: 1_500 }, shown).text.key).toBe('chip.reconnecting');
  expect(chipOf({ state: 'reconnecting', sinceMs: 30_000 }, shown)).toMatchObject({
    tone: 'off',
    retry: true,
  });
});

test('initials come from the first and the last name, in any script', () => {
  expect(initialsOf('Amara Osei')).toBe('AO');
  expect(initialsOf('María del Carmen Fernández')).toBe('MF');
  expect(initialsOf('Suharto')).toBe('S');
  expect(initialsOf('عمر سعيد')).toBe('عس');
  expect(initialsOf('  ')).toBe('?');
});
