import { Button } from '#platform/web/ui/Button.tsx';
import type { SessionNow } from '../contract.ts';
import { placeOf } from './handPlace.ts';
import { useMomentWords } from './useMomentWords.ts';
import type { Pressed } from './usePressed.ts';

interface HandPartProps {
  now: Pick<SessionNow, 'own' | 'queue'>;
  /** Whether one's hand is up. */
  up: Pressed<boolean>;
}

/** Raising one's hand, and one's place in the queue. */
export function HandPart({ now, up }: HandPartProps) {
  const { t } = useMomentWords();
  const place = placeOf(now);
  const words = (): string => {
    switch (place.is) {
      case 'down':
        return now.queue.waiting === 0 ? t('hand.none') : t('hand.up', { count: now.queue.waiting });
      case 'called':
        return t('hand.called');
      case 'far':
        return t('hand.far', { count: place.before });
      case 'up':
        if (place.before === null) return t('hand.mine');
        return place.before === 0 ? t('hand.next') : t('hand.before', { count: place.before });
    }
  };
  return (
    <div className="grid justify-items-start gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look={up.value ? 'quiet' : 'primary'}
          busy={up.isSending && (up.value ? t('hand.raising') : t('hand.lowering'))}
          onClick={() => up.press(!up.value)}
        >
          {up.value ? t('hand.lower') : t('hand.raise')}
        </Button>
        <p role="status" className={place.is === 'called' ? 'text-title text-accent' : 'text-muted'}>
          {words()}
        </p>
      </div>
      {up.fault !== null && (
        <p role="alert" className="text-live">
          {t('hand.failed', { reason: up.fault })}
        </p>
      )}
    </div>
  );
}
