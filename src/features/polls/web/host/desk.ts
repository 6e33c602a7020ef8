import type { DeskPoll } from '../../contract.ts';

/** What can be done about a poll that is asked, or was. */
export type DeskAct = 'close' | 'reveal' | 'revote' | 'reset' | 'put-away';

/** The polls of a session as its desk shows them. */
export interface DeskParts {
  /** In the order in which they were written: the first nine have a key each. */
  drafts: DeskPoll[];
  /** What is being asked, the newest first; or else the newest, as long as nobody has put it away. */
  up: DeskPoll[];
  /** What was asked before, the newest first. */
  earlier: DeskPoll[];
}

export function partsOfDesk(polls: readonly DeskPoll[]): DeskParts {
  const drafts = polls.filter(({ state }) => state === 'draft');
  const asked = polls
    .filter(({ state }) => state !== 'draft')
    .sort((one, other) => ((one.openedAt ?? '') < (other.openedAt ?? '') ? 1 : -1));
  const open = asked.filter(({ state }) => state === 'open');
  const up = open.length > 0 ? open : asked.slice(0, 1).filter(({ putAwayAt }) => putAwayAt === null);
  return { drafts, up, earlier: asked.filter((poll) => !up.includes(poll)) };
}

/** What can be done, the most usual first. The result of a poll that is for staff is never shown to others. */
export function actsFor({ state, results, revealedAt, putAwayAt }: DeskPoll, isOver: boolean): DeskAct[] {
  if (state === 'draft') return [];
  const reveal: DeskAct[] = results !== 'staff' && revealedAt === null ? ['reveal'] : [];
  if (isOver) return reveal;
  if (state === 'open') return ['close', ...reveal, 'revote', 'reset'];
  return [...reveal, ...(putAwayAt === null ? (['put-away'] as const) : []), 'revote', 'reset'];
}

/** What the class has before it of a poll. */
export type ClassSees = 'question' | 'growing' | 'closed' | 'staff-open' | 'staff-closed' | 'result';

export function classSees({ state, results, revealedAt }: DeskPoll): ClassSees {
  if (results === 'staff') return state === 'open' ? 'staff-open' : 'staff-closed';
  if (revealedAt !== null) return 'result';
  if (results === 'live') return state === 'open' ? 'growing' : 'result';
  return state === 'open' ? 'question' : 'closed';
}

/** Anonymous ballots are counted once nobody can vote any more: until then they would tell who voted what. */
export function isSealed({ state, anonymity }: Pick<DeskPoll, 'state' | 'anonymity'>): boolean {
  return state === 'open' && anonymity === 'anonymous';
}

/** What a key does at the desk of the polls. */
export type KeyAct = { do: 'select'; place: number } | { do: 'close' | 'reveal' };

export function actOfKey(key: string): KeyAct | undefined {
  if (/^[1-9]$/u.test(key)) return { do: 'select', place: Number(key) - 1 };
  switch (key.toLowerCase()) {
    case 'c':
      return { do: 'close' };
    case 'r':
      return { do: 'reveal' };
    default:
      return undefined;
  }
}
