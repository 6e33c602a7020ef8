import { describe, expect, test } from 'vitest';
import type { LiveSession } from '../contract.ts';
import { leftFace, nextItem, paceOf, plannedItems, runningFace } from './agendaPace.ts';
import { classSees, isEarly, isRun } from './hostSees.ts';
import { actOfKey } from './useHostKeys.ts';

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

describe('what the class sees', () => {
  const now = atMs('07:40:00');

  test('an item with its place on the sheet, or that there is none', () => {
    expect(classSees(session(), now)).toMatchObject({
      is: 'item',
      item: { place: 2, of: 3, title: 'Exercise' },
    });
    expect(classSees(session({ currentItemId: null }), now)).toEqual({ is: 'no-item' });
    expect(classSees(session({ currentItemId: 'gone' }), now)).toEqual({ is: 'no-item' });
  });

  test('before it begins: that it is planned, and from half an hour before the waiting room', () => {
    const planned = session({ state: 'scheduled', currentItemId: null });
    expect(classSees(planned, atMs('07:29:59'))).toEqual({ is: 'planned' });
    expect(classSees(planned, atMs('07:30:00'))).toEqual({ is: 'waiting-room' });
  });

  test('a rehearsal is told apart from what the class sees', () => {
    expect(classSees(session({ state: 'rehearsal' }), now)).toMatchObject({
      is: 'rehearsal',
      item: { title: 'Exercise' },
    });
    expect(isRun(session({ state: 'rehearsal' }))).toBe(true);
    expect(isRun(session({ state: 'ended' }))).toBe(false);
  });

  test('a start is asked about once more only while the doors are closed', () => {
    expect(isEarly(session(), atMs('07:29:59'))).toBe(true);
    expect(isEarly(session(), atMs('07:30:00'))).toBe(false);
  });
});

test('N, B and ? act on the console, and other keys do not', () => {
  const acts = { onNext: () => {}, onBlank: undefined, onHelp: () => {} };
  expect(actOfKey('N', acts)).toBe(acts.onNext);
  expect(actOfKey('n', acts)).toBe(acts.onNext);
  expect(actOfKey('b', acts)).toBeUndefined();
  expect(actOfKey('?', acts)).toBe(acts.onHelp);
  expect(actOfKey('x', acts)).toBeUndefined();
});
