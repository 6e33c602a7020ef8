import { describe, expect, test } from 'vitest';
import {
  agendaOf,
  draftOf,
  isChanged,
  minutesInAll,
  rebased,
  rowFault,
  rowStarts,
  withNewRow,
  withoutRow,
  withRow,
  withRowBack,
  withRowMoved,
} from './agendaDraft.ts';
import { attendanceFigures, attendanceRows } from './attendanceRows.ts';
import { factsOf, faultsOf, isWebAddress, newFields, providerOf } from './scheduleFields.ts';

const kept = {
  revision: 3,
  notes: { welcome: 'Say who sees the recording.' },
  says: { welcome: 'Good morning.' },
  session: {
    agenda: [
      { id: 'welcome', title: 'Welcome', minutes: 10, kind: 'talk' as const },
      { id: 'exercise', title: 'Exercise', minutes: 20, kind: 'exercise' as const },
    ],
  },
};

describe('a run sheet while it is written', () => {
  const draft = draftOf(kept);
  const keys = ({ rows }: typeof draft): string[] => rows.map(({ key }) => key);

  test('untouched it is the one that is there, notes and what is to be said included', () => {
    expect(isChanged(draft, kept)).toBe(false);
    expect(agendaOf(draft.rows)[0]).toEqual({
      id: 'welcome',
      title: 'Welcome',
      minutes: 10,
      kind: 'talk',
      note: 'Say who sees the recording.',
      say: 'Good morning.',
    });
    expect(isChanged(withRow(draft, 'exercise', { note: 'Pairs.' }), kept)).toBe(true);
    expect(isChanged(withRow(draft, 'exercise', { say: 'Ten minutes.' }), kept)).toBe(true);
  });

  test('items change places and stop at the ends', () => {
    expect(keys(withRowMoved(draft, 'exercise', -1))).toEqual(['exercise', 'welcome']);
    expect(withRowMoved(draft, 'welcome', -1)).toBe(draft);
    expect(withRowMoved(draft, 'exercise', 1)).toBe(draft);
  });

  test('what was taken out comes back where it was', () => {
    const without = withoutRow(draft, 'welcome');
    expect(keys(without)).toEqual(['exercise']);
    expect(withRowBack(without, draft.rows[0]!, 0)).toEqual(draft);
  });

  test('a new item has no id yet, and says what it lacks', () => {
    const more = withNewRow(draft, 'new');
    expect(rowFault(more.rows[2]!)).toBe('title');
    expect(agendaOf(withRow(more, 'new', { title: ' Break ' }).rows)[2]).toEqual({
      title: 'Break',
      minutes: 10,
      kind: 'talk',
      note: '',
      say: '',
    });
  });

  test.each(['', '0', '601', '1.5', 'ten'])('%j is no number of minutes', (minutes) => {
    expect(rowFault({ ...draft.rows[0]!, minutes })).toBe('minutes');
  });

  test('a row that cannot be read counts no minutes', () => {
    const { rows } = withRow(draft, 'welcome', { minutes: 'ten' });
    expect(minutesInAll(rows)).toBe(20);
    expect(rowStarts(draft.rows, '2026-06-09T08:00:00.000Z')[1]).toBe(Date.parse('2026-06-09T08:10:00.000Z'));
  });

  test('put in place of one that changed meanwhile, items that are gone become new ones', () => {
    const theirs = { revision: 4, notes: {}, says: {}, session: { agenda: kept.session.agenda.slice(1) } };
    const mine = rebased(draft, theirs);
    expect(mine.revision).toBe(4);
    expect(agendaOf(mine.rows).map((item) => 'id' in item)).toEqual([false, true]);
    expect(keys(mine)).toEqual(['welcome', 'exercise']);
  });
});

describe('what is said about a session', () => {
  const now = new Date('2026-06-09T13:02:00Z');
  const fields = { ...newFields(now, 'Africa/Lagos'), title: ' Office hour ' };

  test('a new one is proposed for tomorrow on the hour, by the clock of the cohort', () => {
    expect(fields.startsAt).toBe('2026-06-10T14:00');
    expect(factsOf(fields, 'Africa/Lagos')).toEqual({
      title: 'Office hour',
      summary: '',
      startsAt: '2026-06-10T13:00:00.000Z',
      minutes: 90,
      meeting: null,
      lessonId: null,
      settings: { moderated: false, anonymity: 'none' },
    });
  });

  test('whatever cannot be as it is, is named', () => {
    const wrong = { ...fields, title: ' ', startsAt: '', minutes: '0', url: 'http://meet.example/x' };
    expect(faultsOf(wrong, 'UTC')).toEqual({ title: true, startsAt: true, minutes: true, url: true });
    expect(faultsOf(fields, 'UTC')).toEqual({});
  });

  test.each([
    ['https://zoom.us/j/1', 'zoom'],
    ['https://us02web.zoom.us/j/1', 'zoom'],
    ['https://meet.google.com/abc', 'meet'],
    ['https://teams.microsoft.com/l/x', 'teams'],
    ['https://meet.jit.si/x', 'jitsi'],
    ['https://bbb.school.example/x', 'bigbluebutton'],
    ['https://notzoom.us/j/1', 'other'],
    ['nothing', 'other'],
  ])('%s is an address of %s', (address, provider) => {
    expect(providerOf(address)).toBe(provider);
  });

  test('the reader’s own word about whose rooms they are counts more than the address', () => {
    const { meeting } = factsOf(
      { ...fields, url: ' https://meet.jit.si/x ', provider: 'other' },
      'Africa/Lagos',
    );
    expect(meeting).toEqual({ provider: 'other', url: 'https://meet.jit.si/x' });
  });

  test.each(['javascript:alert(1)', 'http://a.example', 'https://localhost/x', 'a.example', ''])(
    '%j is not opened in a new window',
    (address) => {
      expect(isWebAddress(address)).toBe(false);
    },
  );
});

describe('attendance', () => {
  const nowMs = Date.parse('2026-06-09T09:00:00Z');
  const line = (
    name: string,
    seconds: number,
    more: { inSince?: string; firstIn?: string; guest?: boolean } = {},
  ) => ({
    person: { id: name, name },
    seconds,
    minutes: Math.floor(seconds / 60),
    inSince: null,
    firstIn: seconds > 0 ? '2026-06-09T08:00:00.000Z' : null,
    lastSeen: null,
    guest: false,
    ...more,
  });
  const compare = (a: string, b: string): number => a.localeCompare(b);
  const people = [
    line('Mina', 119),
    line('Amara', 60, { inSince: '2026-06-09T08:55:30.000Z' }),
    line('Omar', 0),
  ];

  test('a stay that goes on counts until now, in whole minutes', () => {
    const rows = attendanceRows({ people }, 'name', nowMs, compare);
    expect(rows.map(({ person, minutesNow }) => [person.name, minutesNow])).toEqual([
      ['Amara', 5],
      ['Mina', 1],
      ['Omar', 0],
    ]);
  });

  test('longest first, and equals by name', () => {
    const twins = [...people, line('Ben', 60)];
    expect(
      attendanceRows({ people: twins }, 'minutes', nowMs, compare).map(({ person }) => person.name),
    ).toEqual(['Amara', 'Ben', 'Mina', 'Omar']);
  });

  test('guests are counted apart, and in no figure of the class', () => {
    const guest = line('Gus', 600, { guest: true });
    const rows = attendanceRows({ people: [...people, guest] }, 'name', nowMs, compare);
    expect(attendanceFigures(rows)).toEqual({ came: 2, of: 3, guests: 1, medianMinutes: 5 });
  });

  test('half of those who came were in for at least the median', () => {
    const rows = attendanceRows({ people }, 'name', nowMs, compare);
    expect(attendanceFigures(rows)).toEqual({ came: 2, of: 3, guests: 0, medianMinutes: 5 });
    expect(attendanceFigures([])).toEqual({ came: 0, of: 0, guests: 0, medianMinutes: null });
  });
});
