import { Button } from '#platform/web/ui/Button.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import type { OwnStanding } from '../contract.ts';
import { useLeaderboardWords } from './words.ts';

/** What was pressed, and how that stands. */
export type SeenActing = { state: 'ready' | 'busy' } | { state: 'failed'; sentence: string };

export interface SeenAsProps {
  own: OwnStanding;
  /** What the reader is called elsewhere. */
  name: string;
  acting: SeenActing;
  onTakePart: (takesPart: boolean) => void;
  onTakeName: (madeUp: boolean) => void;
}

/** Under which name one is on the boards of a cohort, or that one is on none. */
export function SeenAs({ own, name, acting, onTakePart, onTakeName }: SeenAsProps) {
  const { t } = useLeaderboardWords();
  const busy = acting.state === 'busy' && t('seen.busy');
  const { takesPart, pseudonym } = own;
  return (
    <Why summary={t('seen.label')}>
      {takesPart ? (
        <>
          <p>{pseudonym === null ? t('seen.name', { name }) : t('seen.madeUp', { name: pseudonym })}</p>
          <p className="text-muted">{t('seen.changing')}</p>
          <div className="flex flex-wrap gap-2">
            <Button busy={busy} onClick={() => onTakeName(true)}>
              {pseudonym === null ? t('seen.take') : t('seen.another')}
            </Button>
            {pseudonym !== null && (
              <Button busy={busy} onClick={() => onTakeName(false)}>
                {t('seen.own')}
              </Button>
            )}
          </div>
          <p className="text-muted">{t('seen.leaveHint')}</p>
          <Button busy={busy} onClick={() => onTakePart(false)} className="justify-self-start">
            {t('seen.leave')}
          </Button>
        </>
      ) : (
        <>
          <p>{t('board.out')}</p>
          <Button busy={busy} onClick={() => onTakePart(true)} className="justify-self-start">
            {t('seen.back')}
          </Button>
        </>
      )}
      <p role="status" className="min-h-6 text-live">
        {acting.state === 'failed' && t('seen.failed', { reason: acting.sentence })}
      </p>
    </Why>
  );
}
