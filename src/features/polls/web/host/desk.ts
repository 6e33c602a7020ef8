import type { AgendaItem } from '#features/sessions/contract.ts';
import type { DeskPoll } from '../../contract.ts';

/** What can be done about a poll that is asked, or was. */
export type DeskAct = 'close' | 'reveal' | 'revote' | 'reset' | 'put-away';

/** The polls of a session as its desk shows them. */
export interface DeskParts {
  /** In the order of the run sheet, then as staff have put them: the first nine have a key each. */
  drafts: DeskPoll[];
  /** What is being asked, the newest first; or else the newest, as long as nobody has put it away. */
  up: DeskPoll[];
  /** What was asked before, the newest first. */
  earlier: DeskPoll[];
}

type Sheet = readonly Pick<AgendaItem, 'id'>[];

/** @param agenda the run sheet; what is prepared for none of its items comes last */
export function partsOfDesk(polls: readonly DeskPoll[], agenda: Sheet): DeskParts {
  const drafts = inOrderOf(
    agenda,
    polls.filter(({ state }) => state === 'draft'),
  );
  const asked = polls
    .filter(({ state }) => state !== 'draft')
    .sort((one, other) => ((one.openedAt ?? '') < (other.openedAt ?? '') ? 1 : -1));
  const open = asked.filter(({ state }) => state === 'open');
  const up = open.length > 0 ? open : asked.slice(0, 1).filter(({ putAwayAt }) => putAwayAt === null);
  return { drafts, up, earlier: asked.filter((poll) => !up.includes(poll)) };
}

/** By the items for which they are prepared; those of one item, and of none, as staff have put them. */
export function inOrderOf<Poll extends Pick<DeskPoll, 'agendaItemId' | 'place'>>(
  agenda: Sheet,
  polls: readonly Poll[],
): Poll[] {
  const itemOf = itemsOf(agenda);
  return asPut(polls).sort((one, other) => itemOf(one) - itemOf(other));
}

/** As staff have put them, whatever they are prepared for. */
export function asPut<Poll extends Pick<DeskPoll, 'place'>>(polls: readonly Poll[]): Poll[] {
  return polls.toSorted((one, other) => one.place - other.place);
}

/** The place of the item for which a poll is prepared, from 0; whatever is for none comes after all of them. */
function itemsOf(agenda: Sheet): (poll: Pick<DeskPoll, 'agendaItemId'>) => number {
  const places = new Map(agenda.map(({ id }, place) => [id, place]));
  return ({ agendaItemId }) => places.get(agendaItemId ?? '') ?? agenda.length;
}

/**
 * Past which draft one is moved by a step up (-1) or down (1), of `drafts` as `inOrderOf` has them; undefined at the end
 * of those that are prepared for the same item: the run sheet keeps them apart.
 */
export function neighbourOf(
  agenda: Sheet,
  drafts: readonly DeskPoll[],
  place: number,
  by: -1 | 1,
): DeskPoll | undefined {
  const itemOf = itemsOf(agenda);
  const [draft, other] = [drafts[place], drafts[place + by]];
  return draft && other && itemOf(draft) === itemOf(other) ? other : undefined;
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
