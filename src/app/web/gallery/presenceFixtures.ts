import type { PresenceLine, WhoIsHere } from '#features/presence/contract.ts';
import { now } from './fixtures.ts';

const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

/** A class at work: some are here, some rest, some were here today or long ago, and one never was. */
export const linesOf = (ids: readonly string[]): PresenceLine[] =>
  ids.map((id, place): PresenceLine => {
    const kind = [0, 2, 3, 0, 1, 4, 0, 2, 5][place % 9]!;
    if (kind === 0) return { id, state: 'online', seenAt: null };
    if (kind === 1) return { id, state: 'idle', seenAt: null };
    const seenAt = [ago(0.2), ago(190), ago(3 * 24 * 60), null][kind - 2]!;
    return { id, state: 'away', seenAt };
  });

export const here: Record<'some' | 'alone' | 'nobody' | 'many', WhoIsHere> = {
  some: {
    cohortId: 'cohort',
    online: 5,
    idle: 1,
    people: [
      { id: 'Amara Okafor', name: 'Amara Okafor', state: 'online' },
      { id: '2', name: 'Jonas Weber', state: 'online' },
      { id: '3', name: 'Inês Rocha', state: 'online' },
      { id: '4', name: 'Ximena Díaz', state: 'idle' },
      { id: '5', name: 'Wolfeschlegelsteinhausenbergerdorff von und zu Hohenstein', state: 'online' },
      { id: '6', name: 'محمد العربي', state: 'online' },
    ],
  },
  alone: {
    cohortId: 'cohort',
    online: 1,
    idle: 0,
    people: [{ id: 'Amara Okafor', name: 'Amara Okafor', state: 'online' }],
  },
  nobody: { cohortId: 'cohort', online: 0, idle: 0, people: [] },
  many: { cohortId: 'cohort', online: 131, idle: 12, people: null },
};
