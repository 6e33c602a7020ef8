import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import { useLessonWords } from '../words.ts';

/** Which keys there are, and the choice to do without single ones. */
export function Keys() {
  const { t } = useLessonWords();
  return (
    <Why summary={t('media.keys')}>
      <ul className="grid gap-1">
        <li>{t('media.keySpace')}</li>
        <li>{t('media.keySeek')}</li>
        <li>{t('media.keyVolume')}</li>
        <li>{t('media.keyView')}</li>
        <li>{t('media.keySearch')}</li>
      </ul>
      <SingleKeys />
    </Why>
  );
}
