import { pollLimits, type OpenPoll, type PollChoice } from '../contract.ts';

export type Asked = Pick<OpenPoll, 'kind' | 'options' | 'choose' | 'range'>;

export const noChoice: PollChoice = { optionIds: [], texts: [], number: null };

export function chosen(more: Partial<PollChoice>): PollChoice {
  return { ...noChoice, ...more };
}

/** What stands there before anything is chosen: of a ranking the order in which it is asked. */
export function firstChoice({ kind, options, choose }: Asked): PollChoice {
  if (kind !== 'ranking') return noChoice;
  return chosen({ optionIds: options.slice(0, choose.most).map(({ id }) => id) });
}

/** Whether a tap is the vote: one option is asked for. Everything else is put together first, and then sent. */
export function isTapped({ kind, choose }: Asked): boolean {
  return (
    kind === 'single' || kind === 'yes-no' || kind === 'rating' || (kind === 'quiz' && choose.most === 1)
  );
}

export function isSame(one: PollChoice | null, other: PollChoice | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What keeps a choice from being a vote. */
export type ChoiceFault = 'few' | 'many' | 'empty' | 'long' | 'no-number' | 'range';

export function faultOf({ kind, choose, range }: Asked, choice: PollChoice): ChoiceFault | undefined {
  switch (kind) {
    case 'single':
    case 'yes-no':
    case 'rating':
      return choice.optionIds.length === 1 ? undefined : 'few';
    case 'multiple':
    case 'quiz':
    case 'ranking':
      if (choice.optionIds.length < choose.least) return 'few';
      return choice.optionIds.length > choose.most ? 'many' : undefined;
    case 'text': {
      const length = choice.texts[0]?.trim().length ?? 0;
      if (length === 0) return 'empty';
      return length > pollLimits.textLength ? 'long' : undefined;
    }
    case 'words':
      if (choice.texts.some((word) => word.length > pollLimits.wordLength)) return 'long';
      if (choice.texts.length < choose.least) return 'empty';
      return choice.texts.length > choose.most ? 'many' : undefined;
    case 'number': {
      if (choice.number === null) return 'no-number';
      const [least, most] = range ? [range.least, range.most] : [-pollLimits.number, pollLimits.number];
      return choice.number < least || choice.number > most ? 'range' : undefined;
    }
  }
}

/** Words out of a line of them, each once, whatever its case. */
export function wordsIn(line: string): string[] {
  const words = line.split(/[,،、;\n]/u).map((word) => word.trim().replaceAll(/\s+/gu, ' '));
  const known = new Set<string>();
  return words.filter((word) => {
    const key = word.toLocaleLowerCase();
    if (word === '' || known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** A figure as people type it: `1 200`, `1200,5`, `−3`. undefined: it is none. */
export function numberTyped(text: string): number | undefined {
  const plain = text
    .trim()
    .replaceAll(/[\s  '’]/gu, '')
    .replace('−', '-');
  // One comma with other than three digits behind it stands for a point.
  const pointed = /^-?\d+,(?!\d{3}$)\d+$/u.test(plain) ? plain.replace(',', '.') : plain.replaceAll(',', '');
  return /^-?\d+(?:\.\d+)?$/u.test(pointed) ? Number(pointed) : undefined;
}

/** One more option, or one fewer, in the order of the poll. */
export function withOption(
  { options }: Pick<Asked, 'options'>,
  choice: PollChoice,
  id: string,
  isOn: boolean,
) {
  const ids = new Set(choice.optionIds);
  if (isOn) ids.add(id);
  else ids.delete(id);
  return chosen({ optionIds: options.flatMap((option) => (ids.has(option.id) ? [option.id] : [])) });
}

/** The list with one of its members at another place, the others in their order. */
export function moved<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const rest = list.filter((_member, place) => place !== from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
}
