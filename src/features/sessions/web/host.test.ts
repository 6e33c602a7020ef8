import { describe, expect, test } from 'vitest';
import type { LiveSession } from '../contract.ts';
import { leftFace, nextItem, paceOf, plannedItems, runningFace } from './agendaPace.ts';
import { hostNews, hostWhoLeft, isEarly, isRun, whoIsIn } from './hostSees.ts';
import { actOfKey, everywhereOf, hostKeys, type HostKeyActs } from './useHostKeys.ts';

const session = (more: Partial<LiveSession> = {}): LiveSession => ({
  id: 's',
  cohortId: 'c',
  title: 'Prompt patterns',
  summary: '',
  startsAt: '2026-06-09T08:00:00.000Z',
  minutes: 60,
  state: 'live',
  startedAt: '2026-06-09T08:02:00.000Z',
  endedAt: null,
  cancelReason: null,
  meeting: null,
  host: null,
  currentItemId: 'exercise',
  agenda: [
    { id: 'welcome', title: 'Welcome', minutes: 10, kind: 'talk' },
    { id: 'exercise', title: 'Exercise', minutes: 20, kind: 'exercise' },
    { id: 'break', title: 'Break', minutes: 10, kind: 'break' },
  ],
  lessonId: null,
  settings: { moderated: false, anonymity: 'none' },
  recordings: [],
  ...more,
});
const atMs = (clock: string): number => Date.parse(`2026-06-09T${clock}Z`);

describe('how a session stands to its run sheet', () => {
  test('each item begins when the ones before it have had their minutes, counted from the planned start', () => {
    expect(
      plannedItems(session()).map(({ startsMs }) => new Date(startsMs).toISOString().slice(11, 16)),
    ).toEqual(['08:00', '08:10', '08:30']);
  });

  test('an item that is shown within its minutes is on plan, however late the session began', () => {
    expect(paceOf(session(), atMs('08:12:30'))).toEqual({ is: 'on-plan', leftMs: 17.5 * 60_000 });
    expect(paceOf(session(), atMs('08:30:00'))).toEqual({ is: 'on-plan', leftMs: 0 });
  });

  test('an item that should have ended is behind, begun minutes counting in full', () => {
    expect(paceOf(session(), atMs('08:30:01'))).toEqual({ is: 'behind', minutes: 1 });
    expect(paceOf(session(), atMs('08:34:00'))).toEqual({ is: 'behind', minutes: 4 });
  });

  test('an item that was to begin later is ahead, but not for less than a minute', () => {
    const early = session({ currentItemId: 'break' });
    expect(paceOf(early, atMs('08:25:30'))).toEqual({ is: 'ahead', minutes: 4, leftMs: 14.5 * 60_000 });
    expect(paceOf(early, atMs('08:29:10'))).toMatchObject({ is: 'on-plan' });
  });

  test('with no item shown, or one that is not on the sheet any more, nobody can say', () => {
    expect(paceOf(session({ currentItemId: null }), atMs('08:12:00'))).toEqual({ is: 'unknown' });
    expect(paceOf(session({ currentItemId: 'gone' }), atMs('08:12:00'))).toEqual({ is: 'unknown' });
  });

  test('the first item comes after none, and nothing after the last', () => {
    expect(nextItem(session({ currentItemId: null }))?.id).toBe('welcome');
    expect(nextItem(session())?.id).toBe('break');
    expect(nextItem(session({ currentItemId: 'break' }))).toBeUndefined();
  });

  test('a running clock counts whole seconds, one that runs out shows 0:00 only at the end', () => {
    expect([runningFace(2_530_999), runningFace(-5)]).toEqual(['00:42:10', '00:00:00']);
    expect([leftFace(1), leftFace(0), leftFace(545_000), leftFace(3_840_000)]).toEqual([
      '0:01',
      '0:00',
      '9:05',
      '1:04:00',
    ]);
  });
});

describe('what can be done about a session', () => {
  test('items are shown while it is live or rehearsed', () => {
    expect(isRun(session({ state: 'rehearsal' }))).toBe(true);
    expect(isRun(session({ state: 'ended' }))).toBe(false);
  });

  test('a start is asked about once more only while the doors are closed', () => {
    expect(isEarly(session(), atMs('07:29:59'))).toBe(true);
    expect(isEarly(session(), atMs('07:30:00'))).toBe(false);
  });
});

describe('who is in', () => {
  const person = (id: string) => ({ id, name: id, since: '2026-06-09T08:00:00.000Z' });
  const students = ['amara', 'jonas', 'mina'].map((id) => ({ id, name: id }));
  const ids = (people: readonly { id: string }[]): string[] => people.map(({ id }) => id);

  test('students are told from staff and from guests, and who of the class is missing', () => {
    const here = ['ines', 'jonas', 'tom', 'omar', 'amara'].map(person);
    // Amara came as a guest before she was enrolled.
    const guests = ['tom', 'amara'].map((id, place) => ({ id, name: id, number: place + 1 }));
    const inside = whoIsIn({ here, students, guests });
    expect(ids(inside.guests)).toEqual(['tom']);
    expect(ids(inside.students)).toEqual(['jonas', 'amara']);
    expect(ids(inside.staff)).toEqual(['ines', 'omar']);
    expect(ids(inside.missing)).toEqual(['mina']);
  });

  test('a host has left who is not in a session that is on air', () => {
    const host = { id: 'ines', name: 'Inês' };
    const left = (state: LiveSession['state'], here: string[], of = host as typeof host | null) =>
      hostWhoLeft({ session: session({ state, host: of }), here: here.map(person) });
    expect(left('live', ['omar'])).toEqual(host);
    expect(left('live', ['ines', 'omar'])).toBeNull();
    expect(left('live', [], null)).toBeNull();
    for (const state of ['scheduled', 'rehearsal', 'ended'] as const) expect(left(state, [])).toBeNull();
  });
});

test('SE27 another host is news to both of them while it is on air, and to nobody else', () => {
  const ines = { id: 'ines', name: 'Inês' };
  const omar = { id: 'omar', name: 'Omar' };
  const news = (meId: string, from = session({ host: ines }), to = session({ host: omar })) =>
    hostNews(from, to, meId);
  expect(news('omar')).toEqual({ who: 'you', name: 'Inês' });
  expect(news('ines')).toEqual({ who: 'other', name: 'Omar' });
  expect(news('paula')).toBeNull();
  // Whoever begins a session is its host, and knows; and who ended it no longer matters.
  expect(news('omar', session({ state: 'scheduled', host: ines }))).toBeNull();
  expect(news('omar', session({ host: ines }), session({ state: 'ended', host: omar }))).toBeNull();
  expect(news('omar', session({ host: null }))).toBeNull();
});

test('among questions and messages, which have letters of their own, only some keys are the console’s', () => {
  const acts = Object.fromEntries(Object.values(hostKeys).map((what) => [what, () => {}])) as HostKeyActs;
  const there = Object.entries(everywhereOf(acts)).filter(([, act]) => act !== undefined);
  expect(there.map(([what]) => what).toSorted()).toEqual(['blank', 'help', 'item', 'next']);
});

test('each key of the console does its own thing, capital or not, and other keys do nothing', () => {
  const acts = Object.fromEntries(Object.values(hostKeys).map((what) => [what, () => {}])) as HostKeyActs;
  for (const [key, what] of Object.entries(hostKeys)) {
    expect(actOfKey(key, acts)).toBe(acts[what]);
    expect(actOfKey(key.toUpperCase(), acts)).toBe(acts[what]);
  }
  expect(new Set(Object.values(acts)).size).toBe(10);
  expect(actOfKey('b', { ...acts, blank: undefined })).toBeUndefined();
  for (const key of ['x', 'toString', 'Enter', '1']) expect(actOfKey(key, acts)).toBeUndefined();
});
