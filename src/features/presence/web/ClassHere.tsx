import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { PresenceLine } from '../contract.ts';
import { PresenceDot } from './PresenceMark.tsx';
import { usePresenceWords } from './words.ts';

/** How many of a cohort are here, for its staff; who it is stands beside the names. */
export function ClassHere({ people }: { people: View<readonly PresenceLine[]> }) {
  const { t } = usePresenceWords();
  return (
    <Shown
      view={people}
      loading={t('here.loading')}
      failed={t('here.failed')}
      bones={<Bones lines={['14rem']} />}
    >
      {(lines) => (
        <div className="flex flex-wrap items-baseline gap-x-8 gap-y-1">
          <Counts lines={lines} />
          <Why summary={t('staff.why')}>
            <p>{t('staff.whyHere')}</p>
            <p>{t('staff.whySeen')}</p>
            <p>{t('staff.whyHidden')}</p>
          </Why>
        </div>
      )}
    </Shown>
  );
}

function Counts({ lines }: { lines: readonly PresenceLine[] }) {
  const { t } = usePresenceWords();
  const online = lines.filter(({ state }) => state === 'online').length;
  const idle = lines.filter(({ state }) => state === 'idle').length;
  if (online + idle === 0) return <p className="text-muted">{t('staff.nobody')}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-4">
      {online > 0 && (
        <span className="inline-flex items-center gap-1.5">
          <PresenceDot state="online" />
          {t('staff.here', { count: online })}
        </span>
      )}
      {idle > 0 && (
        <span className="inline-flex items-center gap-1.5">
          <PresenceDot state="idle" />
          {t('staff.idle', { count: idle })}
        </span>
      )}
    </p>
  );
}
