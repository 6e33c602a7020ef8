import { countsOf, type DeskQuestion, type QuestionDesk } from '#features/qna/contract.ts';
import type { DeskActs } from '#features/qna/web/host/useDeskActs.ts';
import {
  attendanceFormula,
  minutesOf,
  type LiveSession,
  type SessionAttendance,
  type SessionConsole,
} from '#features/sessions/contract.ts';
import type { Acting, Showing } from '#features/sessions/web/useHosting.ts';
import type { HostScreenProps } from '../screens/live/HostScreen.tsx';
import { classOf, now } from './fixtures.ts';
import * as session from './sessionFixtures.ts';

const at = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
const nothing = (): void => {};

const names = classOf(43).students.map(({ name }) => name);
const here = (count: number): SessionConsole['here'] => [
  { id: 'Ines Rocha', name: 'Ines Rocha', since: at(-60) },
  ...names.slice(0, count).map((name, place) => ({ id: name, name, since: at(-50 + place) })),
];

export const consoleOf = (of: LiveSession, more: Partial<SessionConsole> = {}): SessionConsole => ({
  session: of,
  joinCode: of.state === 'ended' || of.state === 'cancelled' ? null : '427913',
  takesGuests: false,
  revision: 4,
  notes: {
    welcome: 'Say that the meeting is recorded, and who sees the recording.',
    exercise: 'Pairs. Whoever finished first shows theirs.',
  },
  says: { exercise: 'Ten minutes, in pairs. Put what you wrote into the chat.' },
  isBlank: false,
  cohort: session.cohort,
  here: of.state === 'live' ? here(41) : [],
  guests: [],
  students: names.map((name) => ({ id: name, name })),
  ...more,
});

/** Forty-two minutes after the planned start, and still at the second item. */
export const behind = session.session({
  state: 'live',
  startsAt: at(-42),
  startedAt: at(-40),
  currentItemId: 'why',
  host: { id: 'Leo Brandt', name: 'Leo Brandt' },
});

export const bare = session.session({ agenda: [], meeting: null, summary: '', lessonId: null });

const ready: { acting: Acting; showing: Showing } = {
  acting: { state: 'ready' },
  showing: { state: 'ready' },
};

export const hosting = (
  more: Partial<Pick<HostScreenProps['hosting'], 'acting' | 'showing'>> = {},
): HostScreenProps['hosting'] => {
  const done = async (): Promise<boolean> => true;
  return {
    ...ready,
    show: nothing,
    blank: done,
    start: done,
    end: done,
    rehearse: done,
    takeOver: done,
    handOver: done,
    forget: nothing,
    ...more,
  };
};

/** A class of which some stayed, some left early and some were never in. */
export const attendance = (of: LiveSession, count: number): SessionAttendance => ({
  cohort: session.cohort,
  session: of,
  formula: attendanceFormula,
  people: names.slice(0, count).map((name, place) => {
    const person = { id: name, name };
    if (place % 9 === 4) {
      return { person, seconds: 0, minutes: 0, inSince: null, firstIn: null, lastSeen: null, guest: false };
    }
    const firstIn = at(-180 + (place % 5));
    const isIn = of.state === 'live' && place % 6 !== 1;
    const seconds = isIn ? 0 : 60 * (92 - 3 * (place % 13));
    return {
      person,
      seconds,
      minutes: minutesOf(seconds),
      inSince: isIn ? at(-42 + (place % 4)) : null,
      firstIn: of.state === 'live' ? at(-42 + (place % 4)) : firstIn,
      lastSeen: isIn ? null : at(-88 - 3 * (place % 13)),
      guest: false,
    };
  }),
});

const question = (id: string, words: string, more: Partial<DeskQuestion>): DeskQuestion => ({
  id,
  sessionId: 'session',
  question: words,
  upvotes: 0,
  pinned: false,
  labels: [],
  askedAt: at(-20),
  edited: false,
  answer: null,
  lessonId: null,
  fromMessageId: null,
  state: 'published',
  anonymity: 'peers',
  author: { id: 'Amara Okafor', name: 'Amara Okafor' },
  reason: '',
  mergedInto: null,
  mutedUntil: null,
  restoresTo: null,
  ...more,
});

const asked: DeskQuestion[] = [
  question('q1', 'How do I know when I have given enough examples, and in which order they should stand?', {
    upvotes: 14,
    state: 'answering',
    restoresTo: 'published',
  }),
  question('q2', 'May I use the critique pattern with customer data?', { upvotes: 9, pinned: true }),
  question('q3', 'Is there a template for this?', { upvotes: 4, author: null, anonymity: 'everyone' }),
];

export const desk: QuestionDesk = { sessionId: 'session', counts: countsOf(asked), questions: asked };

export const deskActs: DeskActs = {
  onDo: nothing,
  doneTo: () => undefined,
  kept: new Set(),
  underwayFor: () => undefined,
  onRetry: nothing,
  onLeave: nothing,
  onAttachAll: () => new Promise(() => {}),
};
