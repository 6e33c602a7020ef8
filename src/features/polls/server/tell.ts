import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { polls, type DeskPoll, type OwnBallot } from '../contract.ts';
import { deskOf, isShownToAll, isShownToStaff, openOf, pollWith, type PollRow } from './rows.ts';
import { solvedBy } from './ballotStore.ts';
import { firstRoundOf } from './store.ts';
import { talliesOf } from './tally.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

type Place = Pick<PollRow, 'id' | 'sessionId'>;

const sessionTopic = ({ sessionId }: Place): string => sessions.topics.session.of({ sessionId });
const staffTopic = ({ sessionId }: Place): string => sessions.topics.sessionStaff.of({ sessionId });

/** Tells everybody and staff how a poll that was asked stands. @returns what staff hear */
export function tellAll(tell: Tell, place: Place): Told<DeskPoll> {
  tell(polls, 'poll:changed', [sessionTopic(place)], async (held) => openOf(await pollWith(held, place.id)));
  return tellDesk(tell, place);
}

/** Tells staff how a poll stands. @returns what they hear */
export function tellDesk(tell: Tell, place: Place): Told<DeskPoll> {
  const told = tell(polls, 'poll:desk-changed', [staffTopic(place)], async (held) =>
    deskOf(await pollWith(held, place.id)),
  );
  return told as Told<DeskPoll>;
}

export function tellDiscarded(tell: Tell, place: Place): void {
  const { id, sessionId } = place;
  tell(polls, 'poll:desk-changed', [staffTopic(place)], { id, sessionId, state: 'discarded' });
}

export function tellBank(tell: Tell, { sessionId }: { sessionId: string }, cohortId: string): void {
  tell(polls, 'poll:bank-changed', [cohorts.topics.cohortStaff.of({ cohortId })], { cohortId, sessionId });
}

/** Tells the voter, on a topic that nobody else hears. */
export function tellVoted(tell: Tell, ballot: OwnBallot, personId: string): Told<OwnBallot> {
  return tell(polls, 'poll:voted', [identity.topics.person.of({ userId: personId })], ballot);
}

/** What each transaction has told already: of the votes that commit together, one count tells of all. */
const toldIn = new WeakMap<Tell, Set<string>>();

function isFirst(tell: Tell, what: string): boolean {
  const told = toldIn.get(tell) ?? new Set<string>();
  toldIn.set(tell, told);
  if (told.has(what)) return false;
  told.add(what);
  return true;
}

/** Tells what a poll comes to, each as far as they may see it: the whole count, or how many have voted. */
export function tellCount(tell: Tell, poll: PollRow, { isMore }: { isMore: boolean }): void {
  const topics = [
    { topic: sessionTopic(poll), isShown: isShownToAll(poll) },
    { topic: staffTopic(poll), isShown: isShownToStaff(poll) },
  ];
  const whole = topics.filter(({ isShown }) => isShown).map(({ topic }) => topic);
  const partly = topics.filter(({ isShown }) => !isShown).map(({ topic }) => topic);
  if (whole.length > 0) tellTally(tell, poll, whole);
  // Whoever changes their mind is counted already.
  if (partly.length === 0 || !isMore || !isFirst(tell, `turnout ${poll.id}`)) return;
  const { id: pollId, sessionId } = poll;
  tell(polls, 'poll:turnout', partly, async (held) => {
    const { voters } = (await talliesOf(held, [poll])).get(pollId)!;
    return { pollId, sessionId, voters };
  });
}

/** Tells everybody what a poll comes to whose result they see. */
export function tellResult(tell: Tell, poll: PollRow): void {
  tellTally(tell, poll, [sessionTopic(poll)]);
}

/** Tells the house alone who was right in a quiz, as far as it is known of anybody. */
export async function tellSolved(
  { tx, tell }: Write,
  { id: pollId, kind, anonymity, sessionId, seconds }: PollRow,
  cohortId: string,
): Promise<void> {
  if (kind !== 'quiz' || anonymity === 'anonymous') return;
  const questionId = await firstRoundOf(tx, pollId);
  const right = await solvedBy(tx, pollId);
  // Rooms react to it in this transaction, so it is said at once and not read later.
  tell(polls, 'poll:solved', [], { pollId, questionId, sessionId, cohortId, seconds, right });
}

function tellTally(tell: Tell, poll: PollRow, topics: readonly string[]): void {
  if (!isFirst(tell, `tally ${poll.id} ${topics.join(' ')}`)) return;
  const { id: pollId, sessionId } = poll;
  // Counted once the log holds the topics: two votes at the same moment would otherwise each tell a figure without
  // the other.
  tell(polls, 'poll:tally', topics, async (held) => {
    const { voters, tally } = (await talliesOf(held, [poll])).get(pollId)!;
    return { pollId, sessionId, voters, ...tally };
  });
}
