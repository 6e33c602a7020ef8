import type { OpenQuestion } from '../contract.ts';

export type Order = 'votes' | 'newest';

interface Placed {
  id: string;
  upvotes: number;
  pinned: boolean;
}

/** What is pinned comes first. Of as many votes the question that waited longest comes first; ids tell who asked when. */
export function ordered<One extends Placed>(questions: readonly One[], order: Order): One[] {
  const byId = (one: One, other: One): number => (one.id < other.id ? -1 : 1);
  return [...questions].sort(
    (one, other) =>
      Number(other.pinned) - Number(one.pinned) ||
      (order === 'votes' ? other.upvotes - one.upvotes || byId(one, other) : byId(other, one)),
  );
}

/** Whether a question holds every word that was typed, in any order, without regard to case and accents. */
export function holds(text: string, typed: string): boolean {
  const where = plain(text);
  return plain(typed)
    .split(/\s+/u)
    .every((word) => where.includes(word));
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}

/**
 * The places of a list while somebody reads or presses in it: whatever stood there stays where it is, what is
 * new joins where it belongs.
 *
 * @param before ids as they stand
 * @param wanted ids as they are to stand
 */
export function heldPlaces(before: readonly string[], wanted: readonly string[]): string[] {
  const isWanted = new Set(wanted);
  const places = before.filter((id) => isWanted.has(id));
  const stands = new Set(places);
  for (const [place, id] of wanted.entries()) {
    if (stands.has(id)) continue;
    const former = place === 0 ? -1 : places.indexOf(wanted[place - 1]!);
    places.splice(former + 1, 0, id);
    stands.add(id);
  }
  return places;
}

export interface Parts {
  now: OpenQuestion | undefined;
  waiting: OpenQuestion[];
  answered: OpenQuestion[];
}

/** The parts of the list as those who take part see it. One question at a time is being answered. */
export function partsOf(questions: readonly OpenQuestion[], order: Order, typed: string): Parts {
  const isFound = ({ question, labels }: OpenQuestion): boolean =>
    holds([question, ...labels].join(' '), typed);
  return {
    now: questions.find(({ state }) => state === 'answering'),
    waiting: ordered(
      questions.filter((one) => one.state === 'published' && isFound(one)),
      order,
    ),
    answered: ordered(
      questions.filter((one) => one.state === 'answered' && isFound(one)),
      order,
    ),
  };
}

export const onlyKinds = ['all', 'unanswered', 'mine'] as const;

/** What of the list is looked at. */
export interface Only {
  which: (typeof onlyKinds)[number];
  /** What it is about; null: whatever. */
  label: string | null;
}

/** The questions that are looked at, in their order. */
export function onlyOf(
  questions: readonly OpenQuestion[],
  { which, label }: Only,
  ownIds: ReadonlySet<string>,
): OpenQuestion[] {
  return questions.filter(({ id, state, labels }) => {
    if (label !== null && !labels.includes(label)) return false;
    if (which === 'mine') return ownIds.has(id);
    return which === 'all' || state !== 'answered';
  });
}
