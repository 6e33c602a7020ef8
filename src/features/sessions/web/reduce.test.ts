import { describe, expect, test } from 'vitest';
import type { ViewData } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Account } from '#features/identity/contract.ts';
import type {
  LiveSession,
  OwnSession,
  SessionAttendance,
  SessionAttended,
  SessionConsole,
  StaffSession,
  sessions,
} from '../contract.ts';
import {
  attendanceAttended,
  attendanceChanged,
  attendanceRenamed,
  consoleAttended,
  consoleGuestChanged,
  consoleChanged,
  consoleRenamed,
  factsChanged,
  feedChanged,
  timetableChanged,
  timetableRenamed,
  ownChanged,
  ownHere,
  ownRenamed,
  placesChanged,
  positionKept,
  sessionsLive,
  visitChanged,
} from './reduce.ts';

const cohort = { id: newId(), title: 'AI Enablement', zone: 'Africa/Lagos' };
const ines = { id: newId(), name: 'Ines Rocha' };
const [first, second] = [newId(), newId()];

const planned = (more: Partial<LiveSession> = {}): LiveSession => ({
  id: newId(),
  cohortId: cohort.id,
  title: 'Prompt patterns',
  summary: '',
  startsAt: '2026-06-09T13:00:00.000Z',
  minutes: 90,
  state: 'scheduled',
  startedAt: null,
  endedAt: null,
  cancelReason: null,
  meeting: null,
  host: ines,
  currentItemId: null,
  agenda: [],
  lessonId: null,
  settings: { moderated: false, anonymity: 'none' },
  recordings: [],
  ...more,
});
const recording = (id: string): LiveSession['recordings'][number] => ({
  id,
  title: 'The hour',
  url: 'https://video.example/hour',
  addedAt: '2026-06-09T15:00:00.000Z',
});
const facts = (cohortId: string) => ({
  cohortId,
  title: 'Late spring',
  zone: 'Europe/Lisbon',
  startsOn: '2026-06-09',
  endsOn: '2026-06-10',
  capacity: null,
  archived: false,
});
const renamed: Account = {
  ...ines,
  name: 'Inês Rocha',
  email: 'ines@demo.test',
  zone: 'Africa/Lagos',
  look: 'system',
  language: 'en',
  platformAdmin: false,
  simulated: false,
};

describe('the sessions of a cohort', () => {
  type List = ViewData<typeof sessions, 'session:timetable'>;
  const monday = planned({ startsAt: '2026-06-08T09:00:00.000Z' });
  const tuesday = planned({ startsAt: '2026-06-09T09:00:00.000Z' });
  const list: List = { cohort, sessions: [monday, tuesday] };

  test('a new one is put where its start belongs, and heard again it changes nothing', () => {
    const between = planned({ startsAt: '2026-06-08T15:00:00.000Z' });
    const after = timetableChanged(list, between);
    expect(after.sessions).toEqual([monday, between, tuesday]);
    expect(timetableChanged(after, between)).toEqual(after);
  });

  test('one that is moved changes its place, one that goes on stays there', () => {
    const moved = { ...monday, startsAt: '2026-06-10T09:00:00.000Z' };
    expect(timetableChanged(list, moved).sessions).toEqual([tuesday, moved]);
    const live = { ...monday, state: 'live' as const };
    expect(timetableChanged(list, live).sessions).toEqual([live, tuesday]);
  });

  test('of two that start at once the older one stands first, in whatever order they were heard', () => {
    const [one, other] = [planned(), planned()];
    const both = [one, other].reduce(timetableChanged, list);
    expect([other, one].reduce(timetableChanged, list)).toEqual(both);
    expect(both.sessions.slice(-2)).toEqual([one, other]);
  });

  test('another cohort’s sessions and facts are none of it', () => {
    expect(timetableChanged(list, planned({ cohortId: newId() }))).toBe(list);
    expect(factsChanged(list, facts(newId()))).toBe(list);
    expect(factsChanged(list, facts(cohort.id)).cohort).toEqual({
      id: cohort.id,
      title: 'Late spring',
      zone: 'Europe/Lisbon',
    });
  });

  test('SE17 a host’s new name stands in each of theirs', () => {
    expect(timetableRenamed(list, renamed).sessions.map(({ host }) => host?.name)).toEqual([
      'Inês Rocha',
      'Inês Rocha',
    ]);
    expect(timetableRenamed(list, { ...renamed, id: newId() })).toBe(list);
  });
});

describe('one session for one person', () => {
  const session = planned({ recordings: [recording(first), recording(second)] });
  const here = { cohort, chatChannelId: session.id, asGuest: false, here: 7 };
  const own: OwnSession = { ...session, ...here, positions: { [first]: 40 } };

  test('becomes what it is now, and keeps how far one is in what there still is', () => {
    const fewer = { ...session, title: 'Patterns', recordings: [recording(second)] };
    expect(ownChanged(own, fewer)).toEqual({ ...fewer, ...here, positions: {} });
    const ended = { ...session, state: 'ended' as const };
    // Nobody is in what is over.
    expect(ownChanged(own, ended)).toEqual({ ...ended, ...here, positions: { [first]: 40 }, here: null });
    expect(ownChanged(own, planned())).toBe(own);
  });

  test('hears how many are in, and of nobody once it is over', () => {
    expect(ownHere(own, { sessionId: own.id, here: 8 })).toEqual({ ...own, here: 8 });
    expect(ownHere(own, { sessionId: own.id, here: null })).toEqual({ ...own, here: null });
    expect(ownHere(own, { sessionId: own.id, here: 7 })).toBe(own);
    expect(ownHere(own, { sessionId: 'another', here: 8 })).toBe(own);
    const ended = { ...own, state: 'ended' as const, here: null };
    expect(ownHere(ended, { sessionId: own.id, here: 6 })).toBe(ended);
  });

  test('notes a place, also in a recording that is heard of only later', () => {
    const kept = { sessionId: own.id, recordingId: second, seconds: 760 };
    const after = positionKept(own, kept) as OwnSession;
    expect(after.positions).toEqual({ [first]: 40, [second]: 760 });
    expect(positionKept(after, kept)).toBe(after);
    expect(positionKept(own, { ...kept, recordingId: newId() })).toBe('refetch');
    expect(positionKept(own, { ...kept, sessionId: newId() })).toBe(own);
  });

  test('its host may be called something else', () => {
    expect(ownRenamed(own, renamed).host).toEqual({ ...ines, name: 'Inês Rocha' });
    expect(ownRenamed({ ...own, host: null }, renamed).host).toBeNull();
  });
});

describe('one session for its staff', () => {
  const session = planned({ state: 'live' });
  const staff: StaffSession = {
    session,
    joinCode: '427913',
    takesGuests: false,
    revision: 3,
    notes: {},
    says: {},
    isBlank: false,
  };
  const amara = { id: newId(), name: 'Amara Osei', since: '2026-06-09T13:00:00.000Z' };
  const console: SessionConsole = { ...staff, cohort, here: [amara], guests: [], students: [] };
  const jonas = { id: newId(), name: 'Jonas Weber' };
  const attended = (more: Partial<SessionAttended>): SessionAttended => ({
    sessionId: session.id,
    person: jonas,
    in: true,
    since: '2026-06-09T13:01:00.000Z',
    count: 2,
    ...more,
  });

  test('whoever comes is in, in the order of coming; whoever goes is not', () => {
    const after = consoleAttended(console, attended({})) as SessionConsole;
    expect(after.here.map(({ name }) => name)).toEqual(['Amara Osei', 'Jonas Weber']);
    expect(consoleAttended(after, attended({}))).toEqual(after);
    const early = attended({ since: '2026-06-09T12:58:00.000Z' });
    expect((consoleAttended(console, early) as SessionConsole).here[0]?.name).toBe('Jonas Weber');
    const gone = attended({ in: false, since: null, count: 1 });
    expect(consoleAttended(after, gone)).toEqual(console);
  });

  test('a count that does not fit says that somebody was not heard of', () => {
    expect(consoleAttended(console, attended({ count: 5 }))).toBe('refetch');
    expect(consoleAttended(console, attended({ sessionId: newId(), count: 5 }))).toBe(console);
  });

  test('SE11 with its end nobody is in any more', () => {
    const ended = { ...staff, joinCode: null, session: { ...session, state: 'ended' as const } };
    expect(consoleChanged(console, ended)).toEqual({ ...console, ...ended, here: [] });
    expect(consoleChanged(console, { ...staff, revision: 4 }).here).toEqual([amara]);
    expect(consoleChanged(console, { ...staff, session: planned() })).toBe(console);
  });

  test('a new name stands wherever the person does', () => {
    const isIn = { ...console, here: [{ ...ines, since: amara.since }] };
    const after = consoleRenamed(isIn, renamed);
    expect([after.session.host?.name, after.here[0]?.name]).toEqual(['Inês Rocha', 'Inês Rocha']);
  });

  test('places in the cohort change how many may come', () => {
    expect(placesChanged(console, { cohortId: cohort.id })).toBe('refetch');
    expect(placesChanged(console, { cohortId: newId() })).toBe(console);
  });

  test('figures of attendance are asked for again, those of other sessions are not', () => {
    const { id, title, state, startsAt, minutes, startedAt, endedAt } = session;
    const attendance: SessionAttendance = {
      cohort,
      session: { id, title, state, startsAt, minutes, startedAt, endedAt },
      formula: '',
      people: [
        {
          person: ines,
          seconds: 0,
          minutes: 0,
          inSince: null,
          firstIn: null,
          lastSeen: null,
          guest: false,
        },
      ],
    };
    expect(attendanceAttended(attendance, attended({}))).toBe('refetch');
    expect(attendanceAttended(attendance, attended({ sessionId: newId() }))).toBe(attendance);
    // Another item of the run sheet is no figure.
    expect(attendanceChanged(attendance, staff)).toBe(attendance);
    const ended = { ...staff, session: { ...session, state: 'ended' as const } };
    expect(attendanceChanged(attendance, ended)).toBe('refetch');
    expect(attendanceRenamed(attendance, renamed).people[0]?.person.name).toBe('Inês Rocha');
  });
});

describe('guests', () => {
  const session = planned({ state: 'live' });
  const gus = { id: newId(), name: 'Gus', number: 2 };
  const ada = { id: newId(), name: 'Ada', number: 1 };
  const base: SessionConsole = {
    ...{ session, joinCode: '427913', takesGuests: true, revision: 0, notes: {}, says: {}, isBlank: false },
    ...{ cohort, students: [] },
    here: [{ id: gus.id, name: 'Gus', since: '2026-06-09T13:00:00.000Z' }],
    guests: [gus],
  };
  const changed = (guest: typeof gus, removed = false) => ({ sessionId: session.id, guest, removed });

  test('stand in the order in which they came, under the name they have now, until they are removed', () => {
    const both = consoleGuestChanged(base, changed(ada));
    expect(both.guests).toEqual([ada, gus]);
    const called = consoleGuestChanged(both, changed({ ...gus, name: 'Gustav' }));
    expect([called.guests[1]?.name, called.here[0]?.name]).toEqual(['Gustav', 'Gustav']);
    expect(consoleGuestChanged(called, changed(gus, true)).guests).toEqual([ada]);
    expect(consoleGuestChanged(base, { ...changed(ada), sessionId: newId() })).toBe(base);
  });

  test('hear how their visit stands; of one that was not heard of before the list is asked for', () => {
    const visit = { sessionId: session.id, title: 'Patterns', standing: 'in' as const };
    const visits = { visits: [visit] };
    expect(visitChanged(visits, { ...visit, standing: 'removed' })).toEqual({
      visits: [{ ...visit, standing: 'removed' }],
    });
    expect(visitChanged(visits, { ...visit, sessionId: newId() })).toBe('refetch');
  });
});

test('a calendar address is what was heard of it last', () => {
  expect(feedChanged({ madeAt: null }, { madeAt: '2026-06-09T13:00:00.000Z' })).toEqual({
    madeAt: '2026-06-09T13:00:00.000Z',
  });
});

test('every event that a view follows is understood here', () => {
  for (const [view, { follows }] of Object.entries(sessionsLive.contract.views)) {
    expect(Object.keys(sessionsLive.reducers[view] ?? {}).toSorted()).toEqual([...follows].toSorted());
  }
});
