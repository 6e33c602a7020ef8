import type { DeskPoll } from '../../contract.ts';
import { useDeskWords } from './useDeskWords.ts';

/** What kind of poll it is and what there is to choose from, in a line. */
export function useFacts({ kind, options }: Pick<DeskPoll, 'kind' | 'options'>): string {
  const { t } = useDeskWords();
  const name = t(`kind.${kind}`);
  if (options.length === 0 || kind === 'rating') return name;
  return t('quick.with', { kind: name, options: options.map(({ label }) => label).join(' · ') });
}
