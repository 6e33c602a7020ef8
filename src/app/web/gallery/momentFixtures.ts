import type {
  DeskBanner,
  MomentDesk,
  OwnPulse,
  PulsePoint,
  RaisedHand,
  SessionNow,
  Timer,
} from '#features/moment/contract.ts';
import type { Pressed } from '#features/moment/web/usePressed.ts';
import { classOf, now } from './fixtures.ts';

const at = (seconds: number): string => new Date(now.getTime() + seconds * 1_000).toISOString();
const sessionId = 'session';
const names = classOf(43).students.map(({ name }) => name);

export const running: Timer = { purpose: 'exercise', endsAt: at(432), leftMs: null };
export const paused: Timer = { purpose: 'break', endsAt: null, leftMs: 61_000 };
export const runOut: Timer = { purpose: 'other', endsAt: at(-5), leftMs: null };

export const banner = {
  id: 'banner',
  text: 'Lunch is in the small hall. Please be back at 13:30: we begin with your own requests.',
  saidAt: at(-40),
};
/** As long as one may be. */
export const longBanner = {
  ...banner,
  text: 'Bring one request that went wrong, and its answer. '.repeat(6).trim(),
};

export const said = (pace: OwnPulse['pace'] = null, clarity: OwnPulse['clarity'] = null): OwnPulse => ({
  pace,
  clarity,
});

const ownHand = { id: 'mine', raisedAt: at(-80), calledAt: null };

export const nowOf = (more: Partial<SessionNow> = {}): SessionNow => ({
  sessionId,
  timer: null,
  banner: null,
  queue: { calledId: null, nextIds: ['a', 'b'], waiting: 2 },
  own: { hand: null, pulse: said(), acknowledgedId: null },
  ...more,
});

export const quiet = nowOf({ queue: { calledId: null, nextIds: [], waiting: 0 } });
export const raised = nowOf({
  queue: { calledId: 'z', nextIds: ['a', 'b', 'mine'], waiting: 3 },
  own: { hand: ownHand, pulse: said('too-fast', 'partly'), acknowledgedId: null },
});
export const farBack = nowOf({
  queue: { calledId: null, nextIds: Array.from({ length: 20 }, (_, place) => `h${place}`), waiting: 31 },
  own: { hand: ownHand, pulse: said(), acknowledgedId: null },
});
export const called = nowOf({
  queue: { calledId: 'mine', nextIds: ['a'], waiting: 1 },
  own: { hand: { ...ownHand, calledAt: at(-3) }, pulse: said(), acknowledgedId: null },
});

export const pressed = <Value>(value: Value, more: Partial<Pressed<Value>> = {}): Pressed<Value> => ({
  value,
  isSending: false,
  fault: null,
  press: () => {},
  ...more,
});

export const handsOf = (count: number): RaisedHand[] =>
  names.slice(0, count).map((name, place) => ({
    ...{ id: `hand-${place}`, sessionId, person: { id: name, name } },
    raisedAt: at(-300 + place * 20),
    calledAt: place === 1 ? at(-10) : null,
  }));

const point = (
  minute: number,
  pace: [number, number, number],
  clarity: [number, number, number],
): PulsePoint => ({
  minute: at(-2_400 + minute * 60),
  pace: { 'too-slow': pace[0], right: pace[1], 'too-fast': pace[2] },
  clarity: { lost: clarity[0], partly: clarity[1], clear: clarity[2] },
});

export const line: PulsePoint[] = [
  point(0, [3, 11, 1], [0, 4, 10]),
  point(6, [2, 16, 4], [1, 6, 14]),
  point(14, [1, 15, 9], [4, 11, 9]),
  point(21, [0, 12, 17], [9, 13, 6]),
  point(30, [1, 20, 8], [3, 9, 16]),
  point(38, [1, 24, 5], [2, 6, 21]),
];

export const before: DeskBanner = {
  ...{ id: 'before', sessionId, text: 'Cameras on for the round of names.', saidAt: at(-2_500) },
  ...{ endedAt: at(-2_300), acknowledged: 38 },
};
export const up: DeskBanner = { ...banner, sessionId, endedAt: null, acknowledged: 17 };

export const deskOf = (more: Partial<MomentDesk> = {}): MomentDesk => ({
  sessionId,
  timer: running,
  hands: handsOf(4),
  pulse: line.at(-1)!,
  line,
  banners: [before, up],
  ...more,
});

export const emptyDesk = deskOf({
  timer: null,
  hands: [],
  pulse: { pace: { 'too-slow': 0, right: 0, 'too-fast': 0 }, clarity: { lost: 0, partly: 0, clear: 0 } },
  line: [],
  banners: [],
});
