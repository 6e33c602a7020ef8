import type { Board } from '#features/leaderboard/contract.ts';
import type { SessionNow } from '#features/moment/contract.ts';
import type { OpenPoll, PollText } from '#features/polls/contract.ts';
import { compared } from '#features/polls/web/compared.ts';
import { phaseOfPoll, type Phase } from '#features/polls/web/stance.ts';
import type { OpenQuestion } from '#features/qna/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import { shownItem, type SeenItem } from '#features/sessions/web/hostSees.ts';
import { onWall, type OnWall, type Up } from '#features/sessions/web/onWall.ts';
import { phaseOf } from '#features/sessions/web/sessionPhase.ts';

/** What the rooms of a session have up at this moment. */
export interface UpNow extends Up<OpenPoll, Board, OpenQuestion> {
  /** The vote that the poll asks again. */
  before?: OpenPoll | undefined;
  /** The poll that staff of this browser try out in a rehearsal, with what they wrote in it: the wall alone shows it. */
  tried?: { poll: OpenPoll; texts: PollText[] };
  /** How many polls are open; the wall shows one of them. */
  openPolls: number;
  timer: SessionNow['timer'];
  banner: SessionNow['banner'];
}

export const nothingUp: UpNow = { openPolls: 0, timer: null, banner: null };

/** A poll as the class has it: whether votes are taken, and what of its result is seen. */
export type SeenPoll = { prompt: string } & (
  | { stands: 'open'; result: 'later' | 'growing' | 'never' }
  /** `compared`: its result stands beside the one of the vote that it asks again. */
  | { stands: 'expired' | 'closed' | 'hidden' | 'result' | 'compared' }
);

/** What the class has before it, as the console says it. */
export interface Seen {
  /** What is in front: on the wall, and where it is of another room on every device as well. */
  front:
    | { is: 'planned' | 'waiting-room' | 'between' | 'ended' | 'cancelled' }
    | { is: 'item'; item: SeenItem }
    | { is: 'poll'; poll: SeenPoll }
    /** Staff try it out. */
    | { is: 'tried'; prompt: string }
    | { is: 'board' }
    | { is: 'question'; question: string };
  /** Staff alone see what is in front; the class sees that the session is planned, or its waiting room. */
  rehearsal: 'planned' | 'waiting-room' | null;
  /** What devices show as well. */
  beside: { item: SeenItem | null; poll: SeenPoll | null; morePolls: number; question: string | null };
  timer: UpNow['timer'];
  banner: string | null;
}

/** What the wall decides by: in a rehearsal, what is tried out stands for what is asked. */
export function withTried(up: UpNow): UpNow {
  return up.tried ? { ...up, poll: up.tried.poll, before: undefined } : up;
}

/** @param nowMs by the server's clock */
export function seenNow(session: LiveSession, nowMs: number, up: UpNow): Seen {
  const on = onWall(session, nowMs, withTried(up));
  const phase = phaseOf(session, nowMs).is;
  const isLive = phase === 'live';
  const isRehearsal = session.state === 'rehearsal';
  // The devices of those who wait show what is voted on already; the wall shows them how to come in.
  const isOpen = isLive || (phase === 'waiting' && up.poll?.state === 'open');
  const isPollBeside = isOpen && (isRehearsal || on.is !== 'poll');
  return {
    front:
      on.is === 'poll' && on.poll === up.tried?.poll
        ? { is: 'tried', prompt: on.poll.prompt }
        : frontOf(on, nowMs, up.before),
    rehearsal: !isRehearsal ? null : phase === 'ahead' ? 'planned' : 'waiting-room',
    beside: {
      item: isLive && on.is !== 'item' ? shownItem(session) : null,
      poll: isPollBeside && up.poll ? seenPoll(up.poll, nowMs, up.before) : null,
      morePolls: isOpen ? Math.max(0, up.openPolls - 1) : 0,
      question: isLive && on.is !== 'question' && up.question ? up.question.question : null,
    },
    timer: up.timer,
    banner: up.banner === null || up.banner.text === '' ? null : up.banner.text,
  };
}

function frontOf(
  on: OnWall<OpenPoll, Board, OpenQuestion>,
  nowMs: number,
  before: OpenPoll | undefined,
): Seen['front'] {
  switch (on.is) {
    case 'poll':
      return { is: 'poll', poll: seenPoll(on.poll, nowMs, before) };
    case 'question':
      return { is: 'question', question: on.question.question };
    case 'board':
      return { is: 'board' };
    case 'item':
      return { is: 'item', item: on.item };
    default:
      return { is: on.is };
  }
}

const standsAs = {
  expired: 'expired',
  closed: 'closed',
  hidden: 'hidden',
  revealed: 'result',
} as const satisfies Record<Exclude<Phase, 'open'>, SeenPoll['stands']>;

function seenPoll(poll: OpenPoll, nowMs: number, before: OpenPoll | undefined): SeenPoll {
  const { prompt, results, tally } = poll;
  const phase = phaseOfPoll(poll, nowMs);
  if (phase === 'revealed' && compared(before, poll)) return { prompt, stands: 'compared' };
  if (phase !== 'open') return { prompt, stands: standsAs[phase] };
  const result = tally !== null ? 'growing' : results === 'staff' ? 'never' : 'later';
  return { prompt, stands: 'open', result };
}
