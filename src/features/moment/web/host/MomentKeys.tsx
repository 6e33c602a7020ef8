import { useMomentDeskWords } from './useMomentDeskWords.ts';

/** The key of this desk, as a row of a list of keys. */
export function MomentKeys() {
  const { t } = useMomentDeskWords();
  return (
    <div className="contents">
      <dt>
        <kbd className="rounded-bar border border-control px-2 font-mono">T</kbd>
      </dt>
      <dd>{t('keys.timer')}</dd>
    </div>
  );
}
