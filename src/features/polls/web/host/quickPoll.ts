import { pollLimits, type PollKind, type WrittenPoll } from '../../contract.ts';

/** What a poll is to be, out of one line of text. */
export interface QuickPoll {
  kind: Extract<PollKind, 'single' | 'yes-no' | 'rating' | 'text'>;
  prompt: string;
  /** Of `single` alone. */
  labels: string[];
}

/** Between two options, whatever the language. */
const marks = /\s*[/|]\s*/u;
/** As people list things, behind what is asked. */
const commas = /\s*[,،、;]\s*(?:or\s+)?|\s+or\s+/iu;
const oneToFive = /\s*\b1\s*(?:-|–|\.\.|to)\s*5\s*[.?]?$/iu;
const leftOpen = /\s*(?:…|\.\.\.)$/u;

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
  const bare = text.trim().replace(/[?？؟.!]+$/u, '');
  const parts = bare.split(marks.test(bare) ? marks : between).map((part) => capitalised(part.trim()));
  return [...new Set(parts.filter((part) => part !== ''))];
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
