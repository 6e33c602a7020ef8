import { pulses, type OwnPulse } from '#features/moment/contract.ts';
import { restoreMoments } from '#features/moment/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { seededRandom } from './simulator.ts';

interface HeldSession {
  sessionId: string;
  hostId: string;
  /** Who was in. */
  personIds: readonly string[];
  startedAt: Date;
}

const minuteMs = 60_000;

/** How the first hour went: from which minute on, and how many of a hundred say what at most, in the order of the words. */
const course = [
  { minute: 4, pace: [30, 92, 100], clarity: [4, 30, 100] },
  { minute: 17, pace: [6, 48, 100], clarity: [36, 80, 100] },
  { minute: 24, pace: [8, 82, 100], clarity: [10, 44, 100] },
  { minute: 41, pace: [34, 96, 100], clarity: [4, 22, 100] },
] as const;

/** What a class said of its first session, and what was said to all of it. */
export async function holdMoments(tx: Tx, held: HeldSession): Promise<void> {
  const { sessionId, hostId, personIds, startedAt } = held;
  const random = seededRandom('how it went');
  const at = (minute: number): Date => new Date(startedAt.getTime() + minute * minuteMs);
  const drawn = <Word>(words: readonly Word[], shares: readonly number[]): Word => {
    const place = random() * 100;
    return words[shares.findIndex((upTo) => place < upTo)]!;
  };
  const sayings = course.flatMap(({ minute, pace, clarity }) =>
    personIds
      .filter(() => random() < 0.6)
      .map((personId): OwnPulse & { personId: string; saidAt: Date } => ({
        personId,
        pace: drawn(pulses.pace, pace),
        clarity: drawn(pulses.clarity, clarity),
        saidAt: at(minute + random() * 5),
      })),
  );
  const text = 'Pairs: find an answer that is sure and wrong. Twenty minutes; put it in the chat.';
  const readBy = personIds.filter(() => random() < 0.85);
  await restoreMoments(tx, {
    sessionId,
    sayings,
    banners: [{ authorId: hostId, text, saidAt: at(25), endedAt: at(45), readBy }],
  });
}
