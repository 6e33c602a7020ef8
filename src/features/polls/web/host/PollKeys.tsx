import { useDeskWords } from './useDeskWords.ts';

const keys = [
  ['1–9', 'select'],
  ['C', 'close'],
  ['R', 'reveal'],
] as const;

/** The keys of the desk, as rows of a list of keys. */
export function PollKeys() {
  const { t } = useDeskWords();
  return keys.map(([key, what]) => (
    <div key={key} className="contents">
      <dt>
        <kbd className="rounded-bar border border-control px-2 font-mono">{key}</kbd>
      </dt>
      <dd>{t(`keys.${what}`)}</dd>
    </div>
  ));
}
