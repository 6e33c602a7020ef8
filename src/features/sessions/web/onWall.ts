import type { AgendaItem, LiveSession } from '../contract.ts';
import { shownItem, type SeenItem } from './hostSees.ts';
import { phaseOf } from './sessionPhase.ts';

/** What other rooms have up in a session, as the wall could show it. */
export interface Up<Poll, Board, Question> {
  /** What is being asked or, if nothing is, what was asked last and has not been put away. */
  poll?: Poll | undefined;
  /** The leaderboard, where staff have put it up. */
  board?: Board | undefined;
  /** What is being answered. */
  question?: Question | undefined;
}

/** Where nothing stands on the wall but how one comes in, or that it is over. */
export type Standing = 'planned' | 'waiting-room' | 'between' | 'ended' | 'cancelled';

/** What stands in the middle of a room's wall. */
export type OnWall<Poll, Board, Question> =
  | { is: Standing }
  | { is: 'item'; item: SeenItem; next: AgendaItem | undefined }
  | { is: 'poll'; poll: Poll }
  | { is: 'board'; board: Board }
  | { is: 'question'; question: Question };

type Shown = Pick<LiveSession, 'state' | 'startsAt' | 'agenda' | 'currentItemId'>;

/**
 * Decides what is on the wall. The wall shows it, and the console says it: both ask here, so that they cannot differ.
 *
 * What people vote on comes before the leaderboard that staff have put up, that before what is being answered, that
 * before the result of a vote that is over, and all of it before the item of the run sheet. Before the session begins,
 * and once it is over, the wall shows nothing of it. A rehearsal is shown as what it will be.
 *
 * @param nowMs by the server's clock
 */
export function onWall<Poll extends { state: 'open' | 'closed' }, Board, Question>(
  session: Shown,
  nowMs: number,
  { poll, board, question }: Up<Poll, Board, Question>,
): OnWall<Poll, Board, Question> {
  const { is } = phaseOf(session, nowMs);
  if (session.state !== 'rehearsal' && is !== 'live') {
    return { is: is === 'ahead' ? 'planned' : is === 'waiting' ? 'waiting-room' : is };
  }
  if (poll?.state === 'open') return { is: 'poll', poll };
  if (board !== undefined) return { is: 'board', board };
  if (question !== undefined) return { is: 'question', question };
  if (poll !== undefined) return { is: 'poll', poll };
  const item = shownItem(session);
  return item ? { is: 'item', item, next: session.agenda[item.place] } : { is: 'between' };
}
