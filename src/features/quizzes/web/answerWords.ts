import type { ItemAnswer, ItemAsked } from '../contract.ts';
import type { Say } from './useQuizWords.ts';

const ARROW = ' → ';

/** What was answered, for people to read: one line, or one line per part. Empty without an answer. */
export function answerLines(item: ItemAsked, answer: ItemAnswer | null, t: Say): string[] {
  if (answer === null || answer.kind !== item.kind) return [];
  const label = (options: readonly { id: string; label: string }[], id: string): string =>
    options.find((option) => option.id === id)?.label ?? t('answer.gone');
  switch (answer.kind) {
    case 'single':
      return item.kind === 'single' ? [label(item.options, answer.optionId)] : [];
    case 'multiple':
      // In the order in which they were asked.
      return item.kind === 'multiple'
        ? item.options.filter(({ id }) => answer.optionIds.includes(id)).map((option) => option.label)
        : [];
    case 'truth':
      return [answer.value ? t('item.true') : t('item.false')];
    case 'numeric':
      return [item.kind === 'numeric' && item.unit ? `${answer.value} ${item.unit}` : answer.value];
    case 'text':
      return [answer.text];
    case 'ordering':
      return item.kind === 'ordering'
        ? answer.optionIds.map((id, place) => `${place + 1}. ${label(item.options, id)}`)
        : [];
    case 'matching':
      return item.kind === 'matching'
        ? item.left.flatMap((left) => {
            const pair = answer.pairs.find((one) => one.left === left.id);
            return pair ? [left.label + ARROW + label(item.right, pair.right)] : [];
          })
        : [];
    case 'gaps':
      return item.kind === 'gaps' ? [filledText(item.pieces, answer.texts, label)] : [];
  }
}

const BLANK = '____';

function filledText(
  pieces: Extract<ItemAsked, { kind: 'gaps' }>['pieces'],
  texts: readonly { gapId: string; text: string }[],
  label: (options: readonly { id: string; label: string }[], id: string) => string,
): string {
  return pieces
    .map((piece) => {
      if (!('gapId' in piece)) return piece.text;
      const text = texts.find(({ gapId }) => gapId === piece.gapId)?.text ?? '';
      if (text.trim() === '') return BLANK;
      return `[${piece.options ? label(piece.options, text) : text}]`;
    })
    .join('');
}

/** A key as the server words it; `true` and `false` are told in the reader's language. */
export function keyWords(item: ItemAsked, key: string, t: Say): string {
  if (item.kind !== 'truth') return key;
  return key === 'true' ? t('item.true') : t('item.false');
}
