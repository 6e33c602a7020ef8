import type { ViewData } from '#kernel/contract.ts';
import type { LiveSession, OwnSession, sessions } from '#features/sessions/contract.ts';
import { now } from './fixtures.ts';

export const nowMs = (): number => now.getTime();
const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
export const cohort = { id: 'cohort', title: 'AI Enablement, Spring 2026', zone: 'Africa/Lagos' };

const agenda: LiveSession['agenda'] = [
  { id: 'welcome', title: 'Welcome, and what today is for', minutes: 10, kind: 'talk' },
  { id: 'why', title: 'Why patterns', minutes: 25, kind: 'talk' },
  { id: 'exercise', title: 'Rewrite one request of your own, twice', minutes: 30, kind: 'exercise' },
  { id: 'break', title: 'Coffee', minutes: 10, kind: 'break' },
  { id: 'questions', title: 'What is still unclear', minutes: 15, kind: 'questions' },
];

const recordings: LiveSession['recordings'] = [
  {
    id: 'first',
    title: 'Prompt patterns, first half',
    url: 'https://video.example/patterns-1',
    addedAt: at(-60),
  },
  {
    id: 'second',
    title: 'Prompt patterns, second half, with the long discussion about examples and their order',
    url: 'https://video.example/patterns-2',
    addedAt: at(-58),
  },
];

/** One that starts in twelve minutes. */
export const session = (more: Partial<LiveSession> = {}): LiveSession => ({
  id: 'session',
  cohortId: cohort.id,
  title: 'Prompt patterns workshop',
  summary:
    'Four patterns that carry most everyday requests, tried on your own work.\nBring one request that went wrong.',
  startsAt: at(12),
  minutes: 90,
  state: 'scheduled',
  startedAt: null,
  endedAt: null,
  cancelReason: null,
  meeting: { provider: 'jitsi', url: 'https://meet.example/patterns' },
  host: { id: 'Ines Rocha', name: 'Ines Rocha' },
  currentItemId: null,
  agenda,
  lessonId: 'lesson-7',
  settings: { moderated: false, anonymity: 'peers' },
  recordings: [],
  ...more,
});

export const waiting = session();
export const ahead = session({ id: 'ahead', title: 'Judging answers together', startsAt: at(26 * 60) });
export const late = session({ startsAt: at(-2) });
export const onAir = session({
  state: 'live',
  startsAt: at(-42),
  startedAt: at(-42),
  currentItemId: 'exercise',
});
export const rehearsal = session({ state: 'rehearsal', currentItemId: 'why' });
export const ended = session({
  id: 'ended',
  state: 'ended',
  startsAt: at(-180),
  startedAt: at(-180),
  endedAt: at(-85),
  recordings,
});
export const cancelled = session({
  id: 'cancelled',
  title: 'Measuring value: a clinic',
  state: 'cancelled',
  startsAt: at(48 * 60),
  cancelReason: 'Inês is ill. We meet next week instead, at the same hour.',
});

export const own = (of: LiveSession, positions: OwnSession['positions'] = {}): OwnSession => ({
  ...of,
  cohort,
  chatChannelId: of.id,
  asGuest: false,
  positions,
  here: of.state === 'live' ? 34 : null,
});

export const list = (...lines: LiveSession[]): ViewData<typeof sessions, 'session:timetable'> => ({
  cohort,
  sessions: lines,
});

export const several = list(
  session({ id: 'before', title: 'Kick-off', state: 'ended', startsAt: at(-1_500), endedAt: at(-1_400) }),
  ended,
  onAir,
  session({ id: 'soon', title: 'Office hour', startsAt: at(20), minutes: 30, host: null }),
  ahead,
  cancelled,
);
