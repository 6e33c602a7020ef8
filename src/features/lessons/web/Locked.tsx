import { useEffect } from 'react';
import { Link } from 'react-router';
import { systemClock } from '#kernel/clock.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { LessonGatePage } from '../contract.ts';
import { untilOpen } from './opening.ts';
import { useLessonWords } from './words.ts';

interface LockedProps {
  gate: Exclude<LessonGatePage, { state: 'open' }>;
  cohortId: string;
  /** Of the cohort; absent while it is not known. */
  zone: string | undefined;
  /** Asks whether it is open by now. */
  onDue: () => void;
}

/** In the place of a lesson that is not open yet: when it opens, or what comes before it. */
export function Locked({ gate, cohortId, zone, onDue }: LockedProps) {
  const { t } = useLessonWords();
  const opensAt = gate.state === 'not-yet' ? gate.opensAt : null;
  useEffect(() => {
    if (opensAt) return untilOpen({ opensAt, look: onDue, clock: systemClock, random: Math.random });
  }, [opensAt, onDue]);
  return (
    <div className="max-w-read border-s-4 border-control py-1 ps-4">
      {gate.state === 'not-yet' ? (
        <>
          <h2 className="text-title">{t('gate.notYetTitle')}</h2>
          <When opensAt={gate.opensAt} zone={zone} />
          <p className="mt-1 text-muted">{t('gate.byItself')}</p>
        </>
      ) : (
        <>
          <h2 className="text-title">{t('gate.afterTitle')}</h2>
          <p className="mt-2">{t('gate.afterText')}</p>
          <ul className="mt-1">
            {gate.lessons.map(({ id, title }) => (
              <li key={id}>
                <Link
                  to={`/c/${cohortId}/lessons/${id}`}
                  className="controls inline-flex items-center text-accent"
                >
                  <bdi>{title}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function When({ opensAt, zone }: { opensAt: string; zone: string | undefined }) {
  const { t } = useLessonWords();
  const formats = useFormats();
  const now = useNow();
  const at = new Date(opensAt);
  const wordsIn = (inZone: string) => ({
    day: formats.day(opensAt, inZone),
    clock: formats.clock(opensAt, inZone),
    zone: formats.zoneName(inZone, at),
  });
  const here = wordsIn(formats.zone);
  const there = zone === undefined ? here : wordsIn(zone);
  const isElsewhere = there.day !== here.day || there.clock !== here.clock;
  return (
    <>
      <p className="mt-2">
        <time dateTime={opensAt}>{t('gate.opens', { ...here, away: formats.ago(opensAt, now) })}</time>
      </p>
      {isElsewhere && <p className="mt-1 text-muted">{t('gate.opensThere', there)}</p>}
    </>
  );
}
