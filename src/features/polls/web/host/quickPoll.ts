import { pollLimits, type PollKind, type WrittenPoll } from '../../contract.ts';

/** What a poll is to be, out of one line of text. */
export interface QuickPoll {
  kind: Extract<PollKind, 'single' | 'yes-no' | 'rating' | 'text'>;
  prompt: string;
  /** Of `single` alone. */
  labels: string[];
}

// All of these read a line in which a space is one space.
/** Between two options, whatever the language. */
const marks = / ?[/|] ?/u;
/** As people list things, behind what is asked. */
const commas = / ?[,،、;] ?(?:or )?| or /iu;
const oneToFive = / ?\b1 ?(?:-|–|\.\.|to) ?5 ?[.?]?$/iu;
const leftOpen = / ?(?:…|\.\.\.)$/u;
const endOfSentence = '?？؟.!';

/**
 * "Pizza or salad?" asks to choose one; "Which first? Examples, critique, roles" too. A question without options is
 * one of yes and no, one that ends in "1-5" a rating, and one that ends in "…" is answered in words.
 *
 * @returns undefined for a line that says nothing
 */
export function quickPollOf(line: string): QuickPoll | undefined {
  const text = line.trim().replaceAll(/\s+/gu, ' ');
  if (text === '') return undefined;
  const rated = text.replace(oneToFive, '');
  if (rated !== text && rated !== '') return { kind: 'rating', prompt: rated, labels: [] };
  const written = text.replace(leftOpen, '');
  if (written !== text && written !== '') return { kind: 'text', prompt: written, labels: [] };
  const { prompt, labels } = parted(text);
  return labels.length < 2
    ? { kind: 'yes-no', prompt: text, labels: [] }
    : { kind: 'single', prompt, labels };
}

/** What is asked, and its options: behind a question mark or a colon, or in the question itself. */
function parted(text: string): { prompt: string; labels: string[] } {
  const at = text.search(/[?？؟:：]\s+\S/u);
  if (at >= 0) {
    const isColon = /[:：]/u.test(text.charAt(at));
    const behind = text.slice(at + 1);
    return { prompt: text.slice(0, isColon ? at : at + 1), labels: listed(behind, commas) };
  }
  // In the question itself a comma may be just a comma.
  return { prompt: text, labels: / or /iu.test(text) ? listed(text, commas) : listed(text, marks) };
}

function listed(text: string, between: RegExp): string[] {
  const bare = withoutEnd(text.trim());
  const parts = bare.split(marks.test(bare) ? marks : between).map((part) => capitalised(part.trim()));
  return [...new Set(parts.filter((part) => part !== ''))];
}

function withoutEnd(text: string): string {
  let length = text.length;
  while (length > 0 && endOfSentence.includes(text.charAt(length - 1))) length -= 1;
  return text.slice(0, length);
}

function capitalised(label: string): string {
  return label.charAt(0).toLocaleUpperCase() + label.slice(1);
}

export type QuickFault = 'long' | 'many';

export function quickFault({ prompt, labels }: QuickPoll): QuickFault | undefined {
  if (labels.length > pollLimits.options) return 'many';
  const isLong = prompt.length > pollLimits.promptLength;
  return isLong || labels.some((label) => label.length > pollLimits.labelLength) ? 'long' : undefined;
}

/** As it is launched: what is not said is as it usually is. */
export function launchOf({ kind, prompt, labels }: QuickPoll): WrittenPoll {
  return {
    ...{ kind, prompt, options: labels, right: [], range: null },
    ...{ results: 'on-reveal', anonymity: 'confidential', seconds: null },
  };
}
