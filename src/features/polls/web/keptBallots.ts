import type { PollChoice } from '../contract.ts';
import type { KeptBallot } from './stance.ts';

/**
 * Anonymous ballots that were given in this browser: the key that finds one again, and what stands on it. Nobody else
 * has either, so whoever loses them cannot change the vote any more.
 */
const entriesOf = (personId: string): string => `stoa.ballot/${personId}/`;
const entry = (personId: string, pollId: string): string => entriesOf(personId) + pollId;

/** Where storage is forbidden: as long as the page. */
const inMemory = new Map<string, KeptBallot>();

export function keptBallot(personId: string, pollId: string): KeptBallot | undefined {
  const name = entry(personId, pollId);
  try {
    const text = localStorage.getItem(name);
    return text === null ? inMemory.get(name) : (JSON.parse(text) as KeptBallot);
  } catch {
    return inMemory.get(name);
  }
}

export function keepBallot(personId: string, pollId: string, ballot: KeptBallot): void {
  const name = entry(personId, pollId);
  inMemory.set(name, ballot);
  try {
    localStorage.setItem(name, JSON.stringify(ballot));
  } catch {
    // Storage is full or forbidden.
  }
}

/** They sign out, and somebody else may use this browser next. */
export function forgetBallots(personId: string): void {
  inMemory.clear();
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(entriesOf(personId))) localStorage.removeItem(name);
    }
  } catch {
    // Storage is forbidden, so nothing is kept there.
  }
}

/** The ballot as it is about to be sent: under the key it has, or, of a new edition, under a new one. */
export function ballotFor(
  personId: string,
  pollId: string,
  edition: number,
  choice: PollChoice,
): { before: KeptBallot | undefined; next: KeptBallot } {
  const before = keptBallot(personId, pollId);
  const known = before?.edition === edition ? before : undefined;
  return { before: known, next: { ballotKey: known?.ballotKey ?? newBallotKey(), edition, choice } };
}

/** 128 random bits. */
function newBallotKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
