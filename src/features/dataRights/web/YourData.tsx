import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { CopyProgress, CopyStanding } from './CopyStanding.tsx';
import type { Copy } from './useCopy.ts';
import { useRightsWords } from './words.ts';

interface YourDataProps {
  copy: Copy;
  onCopy: () => void;
}

/** What a person may ask about their data: a copy, and to be forgotten. */
export function YourData({ copy, onCopy }: YourDataProps) {
  const { t } = useRightsWords();
  return (
    <div className="grid max-w-read gap-6">
      <div className="grid justify-items-start gap-2">
        <h3 className="text-label">{t('yours.copy')}</h3>
        <p>{t('yours.copyText')}</p>
        <Button busy={copy.state === 'making' && t('copy.making')} onClick={onCopy}>
          {t('copy.make')}
        </Button>
        <CopyProgress copy={copy} />
        <CopyStanding copy={copy} />
      </div>
      <div className="grid justify-items-start gap-2">
        <h3 className="text-label">{t('yours.forget')}</h3>
        <p>{t('yours.forgetText')}</p>
        <Link to="/settings/forget" className="controls flex items-center text-accent">
          {t('yours.look')}
        </Link>
      </div>
    </div>
  );
}
