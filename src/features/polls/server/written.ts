import { Refusal } from '#kernel/refusal.ts';
import {
  pollLimits,
  type PollAnonymity,
  type PollChoose,
  type PollKind,
  type PollRange,
  type PollResults,
  type WrittenPoll,
} from '../contract.ts';

/** What is asked, made whole: every kind says what it takes. */
export interface PollContent {
  kind: PollKind;
  prompt: string;
  options: { label: string; isRight: boolean }[];
  choose: PollChoose;
  range: PollRange | null;
  results: PollResults;
  anonymity: PollAnonymity;
  seconds: number | null;
}

/** How many labels a kind takes, where it takes any. */
const labelsOf: Record<PollKind, { least: number; most: number }> = {
  single: { least: 2, most: pollLimits.options },
  multiple: { least: 2, most: pollLimits.options },
  quiz: { least: 2, most: pollLimits.options },
  ranking: { least: 2, most: pollLimits.options },
  'yes-no': { least: 2, most: 2 },
  rating: { least: 2, most: pollLimits.scale },
  text: { least: 0, most: 0 },
  words: { least: 0, most: 0 },
  number: { least: 0, most: 0 },
};

const wordsWhenUnsaid = 3;
const scaleWhenUnsaid = 5;
/** How many options or words a ballot holds is a question for these kinds alone. */
const choosing: readonly PollKind[] = ['multiple', 'ranking', 'quiz', 'words'];

/** What was written as one whole poll. @throws Refusal `invalid` naming the field that does not go with the kind */
export function contentOf(written: WrittenPoll): PollContent {
  const { kind, prompt, results, anonymity, seconds } = written;
  if (anonymity === 'anonymous' && results === 'live')
    throw fault('results', 'cannot be live in an anonymous poll: whoever watches would see who votes what');
  const labels = labelsIn(written);
  const right = rightIn(written, labels.length);
  return {
    ...{ kind, prompt, results, anonymity, seconds },
    options: labels.map((label, place) => ({ label, isRight: right.has(place) })),
    choose: chooseIn(written, { options: labels.length, right: right.size }),
    range: rangeIn(written),
  };
}

function labelsIn({ kind, options, scale }: WrittenPoll): string[] {
  if (scale !== undefined && (kind !== 'rating' || options.length > 0))
    throw fault('scale', 'is for a rating without labels');
  if (new Set(options).size < options.length) throw fault('options', 'has a label twice');
  if (options.length === 0 && kind === 'yes-no') return ['Yes', 'No'];
  if (options.length === 0 && kind === 'rating')
    return Array.from({ length: scale ?? scaleWhenUnsaid }, (_, place) => String(place + 1));
  const { least, most } = labelsOf[kind];
  if (most === 0 && options.length > 0) throw fault('options', `is not for the kind ${kind}`);
  if (options.length < least) throw fault('options', `has fewer than ${least}`);
  if (options.length > most) throw fault('options', `has more than ${most}`);
  return options;
}

function rightIn({ kind, right }: WrittenPoll, options: number): ReadonlySet<number> {
  if (kind !== 'quiz') {
    if (right.length > 0) throw fault('right', 'is for a quiz');
    return new Set();
  }
  if (right.length === 0) throw fault('right', 'does not say which option is right');
  if (right.some((place) => place >= options)) throw fault('right', 'names an option that is not there');
  return new Set(right);
}

function chooseIn(
  { kind, choose }: WrittenPoll,
  { options, right }: { options: number; right: number },
): PollChoose {
  if (!choosing.includes(kind)) {
    if (choose) throw fault('choose', `is not for the kind ${kind}`);
    return { least: 1, most: 1 };
  }
  const most = kind === 'words' ? pollLimits.wordsEach : options;
  if (choose && (choose.most > most || choose.least > choose.most))
    throw fault('choose', `does not lie between 1 and ${most}`);
  if (choose) return choose;
  if (kind === 'words') return { least: 1, most: wordsWhenUnsaid };
  return { least: 1, most: kind === 'quiz' && right === 1 ? 1 : options };
}

function rangeIn({ kind, range }: WrittenPoll): PollRange | null {
  if (range && kind !== 'number') throw fault('range', `is not for the kind ${kind}`);
  if (range && range.least >= range.most) throw fault('range', 'ends before it begins');
  return range;
}

const fault = (field: string, message: string): Refusal =>
  new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });
