import type { ItemAnswer } from '../../contract.ts';
import { gapId, gapsOf, type ItemOf } from '../format/quiz.ts';
import { rangeText } from '../format/writeQuiz.ts';
import { keptChoices, type KeptItem } from './keptItem.ts';

/** What would have been right, for people to read. */
export function keyWords(kept: KeptItem): string {
  const { item } = kept;
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return item.options
        .filter(({ percent }) => percent === 100)
        .map(({ label }) => label)
        .join(' · ');
    case 'truth':
      return String(item.isTrue);
    case 'numeric':
      return accepted(item)
        .map((range) => `${rangeText(range)}${item.unit === null ? '' : ` ${item.unit}`}`)
        .join(' · ');
    case 'text':
      return accepted(item).join(' · ');
    case 'ordering':
      return item.steps.map((step, index) => `${index + 1}. ${step}`).join(' ');
    case 'matching':
      return item.pairs
        .filter(({ left }) => left !== null)
        .map(({ left, right }) => `${left} → ${right}`)
        .join(' · ');
    case 'gaps':
      return filled(item, (index) => gapsOf(item)[index]!.right.join(' / '));
  }
}

function accepted<Value>({
  accepted: all,
}: {
  accepted: readonly { value: Value; percent: number }[];
}): Value[] {
  return all.filter(({ percent }) => percent === 100).map(({ value }) => value);
}

/** What somebody answered, for people to read; empty for nothing. Ids of an item as it was then say nothing now. */
export function answerWords(kept: KeptItem, answer: ItemAnswer | null): string {
  if (answer === null || answer.kind !== kept.item.kind) return '';
  const labels = new Map(keptChoices(kept).map(({ id, label }) => [id, label]));
  const label = (id: string): string => labels.get(id) ?? '…';
  switch (answer.kind) {
    case 'single':
      return label(answer.optionId);
    case 'multiple':
      // In the order of the item, so that the same choice reads the same.
      return kept.ids
        .filter((id) => answer.optionIds.includes(id))
        .map(label)
        .join(' · ');
    case 'truth':
      return String(answer.value);
    case 'numeric':
      return answer.value.trim();
    case 'text':
      return answer.text.trim();
    case 'ordering':
      return answer.optionIds.map((id, index) => `${index + 1}. ${label(id)}`).join(' ');
    case 'matching':
      return kept.ids
        .flatMap((id) => answer.pairs.filter(({ left }) => left === id))
        .map(({ left, right }) => `${label(left)} → ${label(right)}`)
        .join(' · ');
    case 'gaps': {
      const given = new Map(answer.texts.map(({ gapId: id, text }) => [id, text.trim()]));
      const item = kept.item as ItemOf<'gaps'>;
      return filled(item, (index) => {
        const said = given.get(gapId(index)) ?? '';
        return gapsOf(item)[index]!.wrong === null || said === '' ? said : label(said);
      });
    }
  }
}

function filled({ pieces }: ItemOf<'gaps'>, fill: (index: number) => string): string {
  let index = -1;
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `[${fill((index += 1))}]`)).join('');
}
