import type { EventData } from '#kernel/contract.ts';
import type { EnrolmentLine } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  leaderboard,
  type Adjustment,
  type CohortBoard,
  type OwnStanding,
  type SessionBoard,
} from '../contract.ts';

type Data<Name extends keyof (typeof leaderboard)['events'] & string> = EventData<typeof leaderboard, Name>;
type Self = Data<'leaderboard:self-changed'>;
type Topic = Pick<About, 'topic'>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export function sessionChanged(data: SessionBoard, event: Data<'leaderboard:changed'>): SessionBoard {
  if (event.sessionId !== data.sessionId) return data;
  const { isOn, isUp, board } = event;
  const after = { ...data, isOn, isUp, board };
  return isSame(after, data) ? data : after;
}

export function cohortChanged(data: CohortBoard, event: Data<'leaderboard:cohort-changed'>): CohortBoard {
  return event.cohortId !== data.cohortId || isSame(event.board, data.board)
    ? data
    : { ...data, board: event.board };
}

export function sessionEarned(data: SessionBoard, event: Data<'leaderboard:earned'>): SessionBoard {
  return event.sessionId === data.sessionId ? withOwn(data, { points: event.points }) : data;
}

export function cohortEarned(data: CohortBoard, event: Data<'leaderboard:earned'>): CohortBoard {
  return event.cohortId === data.cohortId ? withOwn(data, { points: event.cohortPoints }) : data;
}

/** How many points somebody has who is back, the event does not say. */
function selfChanged<Board extends { cohortId: string; own: OwnStanding | null }>(
  data: Board,
  { cohortId, takesPart, pseudonym }: Self,
): Board | 'refetch' {
  if (cohortId !== data.cohortId) return data;
  return data.own?.takesPart === takesPart ? withOwn(data, { pseudonym }) : 'refetch';
}

/** Whoever came, went or learns no longer has another stance to the board. */
function placeChanged<Board extends { cohortId: string }>(
  data: Board,
  { cohortId }: { cohortId: string },
  { topic }: Topic,
): Board | 'refetch' {
  return cohortId === data.cohortId && identity.topics.person.match(topic) ? 'refetch' : data;
}

function withOwn<Board extends { own: OwnStanding | null }>(data: Board, more: Partial<OwnStanding>): Board {
  if (!data.own) return data;
  const own = { ...data.own, ...more };
  return isSame(own, data.own) ? data : { ...data, own };
}

interface Adjustments {
  sessionId: string;
  adjustments: Adjustment[];
}

export function adjusted(data: Adjustments, one: Adjustment): Adjustments {
  const isKnown = data.adjustments.some(({ id }) => id === one.id);
  if (one.sessionId !== data.sessionId || isKnown) return data;
  // Ids grow, and of what came twice or late the newest is first.
  const adjustments = [...data.adjustments, one].sort((a, b) => (a.id < b.id ? 1 : -1));
  return { ...data, adjustments };
}

/** Of somebody in the list, the name may be another. */
function named(
  data: Adjustments,
  { enrolment: { userId } }: { enrolment: Pick<EnrolmentLine, 'userId'> },
): Adjustments | 'refetch' {
  return data.adjustments.some(({ person }) => person.id === userId) ? 'refetch' : data;
}

/** Why one has points, the server says anew. */
function ownEntries<Entries extends { sessionId: string; cohortId: string }>(
  data: Entries,
  event: { sessionId?: string; cohortId: string },
): Entries | 'refetch' {
  return (event.sessionId ?? data.sessionId) === data.sessionId && event.cohortId === data.cohortId
    ? 'refetch'
    : data;
}

export const leaderboardLive = liveRoom(leaderboard, {
  'leaderboard:session': {
    'leaderboard:changed': sessionChanged,
    'leaderboard:earned': sessionEarned,
    'leaderboard:self-changed': selfChanged,
    'enrolment:changed': placeChanged,
  },
  'leaderboard:cohort': {
    'leaderboard:cohort-changed': cohortChanged,
    'leaderboard:earned': cohortEarned,
    'leaderboard:self-changed': selfChanged,
    'enrolment:changed': placeChanged,
  },
  'leaderboard:own': { 'leaderboard:earned': ownEntries, 'leaderboard:self-changed': ownEntries },
  'leaderboard:adjustments': { 'leaderboard:adjusted': adjusted, 'enrolment:changed': named },
});
