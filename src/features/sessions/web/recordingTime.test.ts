import { expect, test } from 'vitest';
import { addressAt, clockOf, readClock } from './recordingTime.ts';

test('a place in a recording reads as a clock does, and back', () => {
  for (const [seconds, words] of [
    [0, '0:00'],
    [9, '0:09'],
    [760, '12:40'],
    [3_723, '1:02:03'],
  ] as const) {
    expect(clockOf(seconds)).toBe(words);
    expect(readClock(words)).toBe(seconds);
  }
  expect(readClock(' 75:30 ')).toBe(75 * 60 + 30);
});

test('what is no time, or longer than a day, is none', () => {
  for (const typed of ['', '12', 'noon', '1:60', '1:60:00', '1:2:3:4', '-1:00', '999:00:00'])
    expect(readClock(typed), typed).toBeUndefined();
});

test('an address goes on from a place in the way its host understands', () => {
  expect(addressAt('https://video.example/hour', 0)).toBe('https://video.example/hour');
  expect(addressAt('https://video.example/hour.mp4', 760)).toBe('https://video.example/hour.mp4#t=760');
  expect(addressAt('https://www.youtube.com/watch?v=abc', 760)).toBe(
    'https://www.youtube.com/watch?v=abc&t=760',
  );
  // A fragment may be the page itself.
  expect(addressAt('https://video.example/#/hour', 760)).toBe('https://video.example/#/hour');
  expect(addressAt('no address', 760)).toBe('no address');
});
