import type { PollList } from '../contract.ts';

/** What happened between two looks at the polls, as far as it is worth to be said aloud. */
export interface News {
  what: 'open' | 'again' | 'closed' | 'revealed';
  prompt: string;
}

export function newsBetween(before: PollList, after: PollList): News[] {
  const former = new Map(before.polls.map((poll) => [poll.id, poll]));
  return after.polls.flatMap(({ id, prompt, state, edition, tally, revealedAt }): News[] => {
    const was = former.get(id);
    if (!was) return state === 'open' ? [{ what: 'open', prompt }] : [];
    if (edition > was.edition) return [{ what: 'again', prompt }];
    if (revealedAt !== null && was.revealedAt === null && tally !== null)
      return [{ what: 'revealed', prompt }];
    return state === 'closed' && was.state === 'open' ? [{ what: 'closed', prompt }] : [];
  });
}
