import { questionLimits } from '../contract.ts';

/** From how like each other two texts are taken for the same question, of 1. */
const likeEnough = 0.3;

/** The texts that are like what is asked for, the likest first; of equally like ones the order stays. */
export function similarTo<T extends { question: string }>(text: string, questions: readonly T[]): T[] {
  const wanted = traitsOf(text);
  if (wanted.words.size === 0) return [];
  return questions
    .map((one) => ({ one, likeness: likeness(wanted, traitsOf(one.question)) }))
    .filter((found) => found.likeness >= likeEnough)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, questionLimits.similar)
    .map(({ one }) => one);
}

interface Traits {
  words: ReadonlySet<string>;
  /** Three letters in a row, so that another ending or a slip is not another word. */
  threes: ReadonlySet<string>;
}

/** Whole words weigh in for what is still being typed, threes for what is written otherwise. */
function likeness(wanted: Traits, other: Traits): number {
  const covered = shared(wanted.words, other.words) / wanted.words.size;
  const alike =
    (2 * shared(wanted.threes, other.threes)) / Math.max(1, wanted.threes.size + other.threes.size);
  // One word in common says little while there is but one.
  return wanted.words.size < 2 ? alike : Math.max(alike, covered * 0.6);
}

function traitsOf(text: string): Traits {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const all = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  const threes = new Set<string>();
  for (const word of all) {
    const letters = [...` ${word} `];
    for (let at = 0; at + 3 <= letters.length; at++) threes.add(letters.slice(at, at + 3).join(''));
  }
  // Scripts without blanks between words come as one long one: there the threes tell.
  return { words: new Set(all.filter((word) => [...word].length > 3)), threes };
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const each of one) if (other.has(each)) count += 1;
  return count;
}
