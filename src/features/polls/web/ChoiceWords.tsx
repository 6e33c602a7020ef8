import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { OpenPoll, PollChoice } from '../contract.ts';
import { usePollsWords } from './usePollsWords.ts';

/** What stands on one's own ballot, in words. */
export function ChoiceWords({
  poll,
  choice,
}: {
  poll: Pick<OpenPoll, 'options' | 'range'>;
  choice: PollChoice;
}) {
  const { t } = usePollsWords();
  return <>{t('result.ownWas', { answer: useChoiceWords(poll, choice) })}</>;
}

export function useChoiceWords(
  { options, range }: Pick<OpenPoll, 'options' | 'range'>,
  choice: PollChoice,
): string {
  const formats = useFormats();
  const { optionIds, texts, number } = choice;
  if (number !== null) return [formats.number(number), range?.unit ?? ''].join(' ').trim();
  if (texts.length > 0) return texts.join(', ');
  return optionIds.flatMap((id) => options.find((option) => option.id === id)?.label ?? []).join(', ');
}
