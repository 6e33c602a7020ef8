import { randomBytes } from 'node:crypto';
import type { OpenPoll, PollChoice } from '#features/polls/contract.ts';

export type Ballot = PollChoice & { edition: number; ballotKey?: string };

const words = [
  'minutes',
  'e-mail',
  'reports',
  'planning',
  'translation',
  'research',
  'letters',
  'first drafts',
];
const texts = [
  'Say who it is for before anything else.',
  'I would test it with a case that I know the answer to.',
  'Shorter requests, and one example.',
  'Nothing yet, I am still trying.',
];

/** How somebody of the demo class votes who has no opinion: every option is as likely as another. */
export function vote(poll: OpenPoll, random: () => number): Ballot {
  return {
    ...choice(poll, random),
    edition: poll.edition,
    // Nobody of the demo votes a second time, so the key need not be kept.
    ...(poll.anonymity === 'anonymous' && { ballotKey: randomBytes(16).toString('base64url') }),
  };
}

function choice({ kind, options, choose, range }: OpenPoll, random: () => number): PollChoice {
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;
  const empty: PollChoice = { optionIds: [], texts: [], number: null };
  switch (kind) {
    case 'text':
      return { ...empty, texts: [pick(texts)] };
    case 'words':
      return { ...empty, texts: [pick(words)] };
    case 'number': {
      const { least, most } = range ?? { least: 0, most: 100 };
      return {
        ...empty,
        number: Math.min(most, Math.max(least, Math.round(least + random() * (most - least)))),
      };
    }
    default: {
      const many = choose.least + Math.floor(random() * (choose.most - choose.least + 1));
      const shuffled = options
        .map(({ id }) => ({ id, at: random() }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ id }) => id);
      return { ...empty, optionIds: shuffled.slice(0, many) };
    }
  }
}
