import { restorePoints } from '#features/leaderboard/server/restore.ts';
import type { WrittenPoll } from '#features/polls/contract.ts';
import { itemsOnSheet } from '#features/sessions/server/sessions.ts';
import { restorePoll } from '#features/polls/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { seededRandom } from './simulator.ts';

interface HeldSession {
  sessionId: string;
  cohortId: string;
  /** Who was in. */
  personIds: readonly string[];
  startedAt: Date;
}

const minuteMs = 60_000;

const written = (poll: Partial<WrittenPoll> & Pick<WrittenPoll, 'kind' | 'prompt'>): WrittenPoll => ({
  ...{ options: [], right: [], range: null, results: 'on-reveal', anonymity: 'confidential', seconds: null },
  ...poll,
});

const nextWord = written({
  kind: 'quiz',
  prompt: 'Where does a model get its next word from?',
  options: ['From a search', 'From what usually follows', 'From a list of rules', 'From its memory of you'],
  right: [1],
  seconds: 60,
});

const oneWord = written({ kind: 'words', prompt: 'What do you hope to hand over, in a word or two?' });
const hopes = [
  'minutes',
  'e-mail',
  'reports',
  'letters',
  'planning',
  'minutes',
  'translation',
  'e-mail',
  'research',
];

/** What was asked in the first session: a quiz, the same again after talking, and a cloud of words. */
export async function takePolls(
  tx: Tx,
  { sessionId, cohortId, personIds, startedAt }: HeldSession,
): Promise<void> {
  const random = seededRandom('what the class votes');
  const some = (share: number): string[] => personIds.filter(() => random() < share);
  const at = (minute: number): Date => new Date(startedAt.getTime() + minute * minuteMs);
  const asked = (minute: number, minutes: number) => ({
    openedAt: at(minute),
    closedAt: at(minute + minutes),
  });
  /** By place, how many of a hundred choose it at most. */
  const choose = (shares: readonly number[]): number[] => {
    const drawn = random() * 100;
    return [shares.findIndex((upTo) => drawn < upTo)];
  };
  const ballots = (share: number, shares: readonly number[]) =>
    some(share).map((personId) => ({ personId, places: choose(shares) }));

  const first = ballots(0.9, [38, 74, 88, 100]);
  const before = await restorePoll(tx, {
    ...{ sessionId, written: nextWord },
    asked: { ...asked(12, 1), ballots: first },
  });
  // A question pays when its result is first shown, so it is the first round that did.
  const right = first
    .filter(({ places: [place] }) => place === nextWord.right[0])
    .map(({ personId }) => ({ personId, afterMs: Math.floor((0.1 + random() * 0.8) * 60_000) }));
  const { seconds } = nextWord;
  await restorePoints(tx, { questionId: before, sessionId, cohortId, seconds, right });
  await restorePoll(tx, {
    ...{ sessionId, written: nextWord, revoteOf: before },
    asked: { ...asked(22, 1), ballots: ballots(0.95, [12, 90, 96, 100]) },
  });
  const given = some(0.85).map((personId) => ({
    personId,
    texts: [hopes[Math.floor(random() * hopes.length)]!],
  }));
  await restorePoll(tx, { ...{ sessionId, written: oneWord }, asked: { ...asked(50, 4), ballots: given } });
}

/** What the next session has ready. */
export async function preparePolls(tx: Tx, sessionId: string): Promise<void> {
  const items = await itemsOnSheet(tx, sessionId);
  const polls = [
    written({
      kind: 'single',
      prompt: 'Which part is missing in most requests you have seen?',
      options: ['Purpose', 'Material', 'Form', 'A test of the answer'],
    }),
    written({
      kind: 'rating',
      prompt: 'How sure are you that your mended request works?',
      options: ['Not at all', 'Hardly', 'Half', 'Rather', 'Entirely'],
      anonymity: 'anonymous',
    }),
    written({
      kind: 'number',
      prompt: 'How many minutes a week will this save you?',
      range: { least: 0, most: 600, unit: 'minutes' },
    }),
  ];
  // The first with the first item of the run sheet, the second with the exercise, the third with its questions.
  const at = [items[0], items[2], items.at(-1)];
  for (const [place, poll] of polls.entries())
    await restorePoll(tx, { sessionId, written: poll, agendaItemId: at[place] ?? null });
}
