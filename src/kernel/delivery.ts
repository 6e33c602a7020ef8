/**
 * The delivery classes: what an event may ask for. An event names its class beside its schema; the class
 * picks the road, says how long frames may be gathered, and sets the ceiling that the latency metric and
 * its alert are drawn from.
 */
export interface DeliveryClass {
  /** The road while it is open; the ladder below it is socket → stream → polling. */
  road: 'socket' | 'stream';
  /** What a person may at most wait, in ms, from commit to browser. The alert fires above it. */
  ceilingMs: number;
  /** What we aim at, p95 in ms. */
  aimMs: number;
  /** How long later states may be gathered after a first one left at once, in ms. Facts never wait. */
  gatherMs: number;
  covers: string;
}

export const deliveryClasses = {
  live: {
    road: 'socket',
    ceilingMs: 500,
    aimMs: 150,
    gatherMs: 100,
    covers: 'Q&A, polls, leaderboard, broadcast, whiteboard, shared documents',
  },
  conversation: {
    road: 'socket',
    ceilingMs: 1_000,
    aimMs: 200,
    gatherMs: 0,
    covers: 'chat and community messages',
  },
  answer: {
    road: 'socket',
    ceilingMs: 1_000,
    aimMs: 300,
    gatherMs: 0,
    covers: 'AI copilot and AI feedback, first chunk',
  },
  ambient: {
    road: 'stream',
    ceilingMs: 10_000,
    aimMs: 1_000,
    gatherMs: 50,
    covers: 'progress, announcements, enrolment, published courses',
  },
  presence: { road: 'stream', ceilingMs: 10_000, aimMs: 5_000, gatherMs: 2_000, covers: 'who is here' },
  result: { road: 'stream', ceilingMs: 15_000, aimMs: 1_000, gatherMs: 200, covers: 'quiz results' },
  notice: {
    road: 'stream',
    ceilingMs: 30_000,
    aimMs: 2_000,
    gatherMs: 500,
    covers: 'notifications, instructor dashboard',
  },
} as const satisfies Record<string, DeliveryClass>;

export type DeliveryName = keyof typeof deliveryClasses;
