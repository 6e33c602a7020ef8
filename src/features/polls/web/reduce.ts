import type { EventData } from '#kernel/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import {
  polls,
  type DeskPollChanged,
  type OpenPoll,
  type OwnBallot,
  type PollDesk,
  type PollList,
  type PollsReport,
  type PollTally,
} from '../contract.ts';

type Topic = Pick<About, 'topic'>;
type Tallied = EventData<typeof polls, 'poll:tally'>;
type Turnout = EventData<typeof polls, 'poll:turnout'>;

/** Tallies are told to everybody and to staff; of two topics that tell the same, a view goes by one. */
const isForAll = ({ topic }: Topic): boolean => sessions.topics.session.match(topic) !== undefined;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The order is that of ids. The same list comes back where nothing is different. */
function withOne<One extends object>(list: One[], one: One, idOf: (one: One) => string): One[] {
  const id = idOf(one);
  const known = list.find((other) => idOf(other) === id);
  if (known && isSame(known, one)) return list;
  const others = list.filter((other) => idOf(other) !== id);
  const after = others.findIndex((other) => idOf(other) > id);
  return others.toSpliced(after === -1 ? others.length : after, 0, one);
}

const idOfPoll = ({ id }: { id: string }): string => id;

/** A poll that is not known here is told whole, with what it comes to, before it can be seen. */
function withFigures<Poll extends { id: string; voters: number; tally: PollTally | null }>(
  list: Poll[],
  pollId: string,
  figures: { voters: number; tally?: PollTally },
): Poll[] {
  const known = list.find(({ id }) => id === pollId);
  if (!known) return list;
  const one = { ...known, ...figures };
  return isSame(known, one) ? list : list.map((other) => (other === known ? one : other));
}

const figuresOf = ({ voters, counts, words, estimate }: Tallied) => ({
  voters,
  tally: { counts, words, estimate },
});

/** A ballot counts beside a poll of its own edition; a poll that was asked anew has none of them. */
function ofPresentEditions(own: OwnBallot[], { id, edition }: OpenPoll): OwnBallot[] {
  const isOld = (ballot: OwnBallot): boolean => ballot.pollId === id && ballot.edition < edition;
  return own.some(isOld) ? own.filter((ballot) => !isOld(ballot)) : own;
}

export function listChanged(data: PollList, poll: OpenPoll): PollList {
  if (poll.sessionId !== data.sessionId) return data;
  const list = withOne(data.polls, poll, idOfPoll);
  const own = ofPresentEditions(data.own, poll);
  return list === data.polls && own === data.own ? data : { ...data, polls: list, own };
}

export function listVoted(data: PollList, ballot: OwnBallot): PollList {
  if (ballot.sessionId !== data.sessionId) return data;
  const poll = data.polls.find(({ id }) => id === ballot.pollId);
  const known = data.own.find(({ pollId }) => pollId === ballot.pollId);
  if (ballot.edition < Math.max(poll?.edition ?? 0, known?.edition ?? 0)) return data;
  const own = withOne(data.own, ballot, ({ pollId }) => pollId);
  return own === data.own ? data : { ...data, own };
}

export function listTurnout(data: PollList, { sessionId, pollId, voters }: Turnout, about: Topic): PollList {
  if (sessionId !== data.sessionId || !isForAll(about)) return data;
  return withPolls(data, withFigures(data.polls, pollId, { voters }));
}

export function listTally(data: PollList, event: Tallied, about: Topic): PollList {
  if (event.sessionId !== data.sessionId || !isForAll(about)) return data;
  return withPolls(data, withFigures(data.polls, event.pollId, figuresOf(event)));
}

export function deskChanged(data: PollDesk, event: DeskPollChanged): PollDesk {
  if (event.sessionId !== data.sessionId) return data;
  if (event.state !== 'discarded') return withPolls(data, withOne(data.polls, event, idOfPoll));
  const others = data.polls.filter(({ id }) => id !== event.id);
  return others.length === data.polls.length ? data : { ...data, polls: others };
}

export function deskTurnout(data: PollDesk, { sessionId, pollId, voters }: Turnout, about: Topic): PollDesk {
  if (sessionId !== data.sessionId || isForAll(about)) return data;
  return withPolls(data, withFigures(data.polls, pollId, { voters }));
}

export function deskTally(data: PollDesk, event: Tallied, about: Topic): PollDesk {
  if (event.sessionId !== data.sessionId || isForAll(about)) return data;
  return withPolls(data, withFigures(data.polls, event.pollId, figuresOf(event)));
}

function withPolls<Data extends { polls: readonly object[] }>(data: Data, list: Data['polls']): Data {
  return list === data.polls ? data : { ...data, polls: list };
}

/** Of another poll than the one that is looked at, an event says nothing; of this one, not what was written. */
function ofPoll<Data extends { pollId: string }>(data: Data, event: { id?: string; pollId?: string }) {
  return (event.pollId ?? event.id) === data.pollId ? 'refetch' : data;
}

/** A report is counted from the ballots, and so by the server. */
export function reportChanged(
  data: PollsReport,
  event: { sessionId: string },
  about: Topic,
): PollsReport | 'refetch' {
  return event.sessionId === data.sessionId && !isForAll(about) ? 'refetch' : data;
}

/** What was written, and who voted what, the server alone can say; what is in the bank it lists anew. */
export const pollsLive = liveRoom(polls, {
  'poll:list': {
    'poll:changed': listChanged,
    'poll:turnout': listTurnout,
    'poll:tally': listTally,
    'poll:voted': listVoted,
  },
  'poll:desk': { 'poll:desk-changed': deskChanged, 'poll:turnout': deskTurnout, 'poll:tally': deskTally },
  'poll:texts': { 'poll:changed': ofPoll, 'poll:tally': ofPoll },
  'poll:desk-texts': { 'poll:desk-changed': ofPoll, 'poll:tally': ofPoll },
  'poll:ballots': { 'poll:desk-changed': ofPoll, 'poll:tally': ofPoll },
  'poll:report': {
    'poll:desk-changed': reportChanged,
    'poll:turnout': reportChanged,
    'poll:tally': reportChanged,
  },
});
