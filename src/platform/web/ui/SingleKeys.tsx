import { useTranslation } from 'react-i18next';
import { chooseSingleKeys, useSingleKeys } from './singleKeys.ts';

/** The choice to do without shortcuts of a single key, kept on this device. */
export function SingleKeys() {
  const { t } = useTranslation();
  const on = useSingleKeys();
  return (
    <label className="controls flex items-center gap-2">
      <input type="checkbox" checked={on} onChange={(change) => chooseSingleKeys(change.target.checked)} />
      {t('kit.singleKeys')}
    </label>
  );
}
