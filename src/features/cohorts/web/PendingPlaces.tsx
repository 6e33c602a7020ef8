import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { PendingPlace } from '../contract.ts';

export interface Answering {
  /** The cohort whose answer is on its way. */
  busy: string | null;
  fault: string | null;
  onAnswer: (cohortId: string, coming: boolean) => void;
}

/** Where a person was invited to, or waits for a place, with the answer beside it. */
export function PendingPlaces({
  pending,
  answering,
}: {
  pending: readonly PendingPlace[];
  answering: Answering;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { busy, fault, onAnswer } = answering;
  if (pending.length === 0) return null;
  return (
    <section className="grid gap-3">
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {fault}
        </p>
      )}
      {pending.map(({ id, title, courseTitle, role, state, waitingPlace, startsOn, endsOn }) => {
        const isBusy = busy === id && t('home.answering');
        const heading = {
          invited:
            role === 'instructor'
              ? t('home.invitedToTeach', { cohort: title })
              : t('home.invited', { cohort: title }),
          waiting: t('home.waiting', { cohort: title }),
        };
        return (
          <div
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-surface border border-hairline bg-surface p-4"
          >
            <div className="min-w-0">
              <h2 className="text-title">{heading[state]}</h2>
              <p className="flex flex-wrap gap-x-4 text-muted">
                <bdi>{courseTitle}</bdi>
                <span>{formats.days(startsOn, endsOn)}</span>
              </p>
              {state === 'waiting' && (
                <p className="mt-1">{t('home.waitingPlace', { place: waitingPlace ?? 0 })}</p>
              )}
            </div>
            <p className="flex flex-wrap gap-3">
              {state === 'invited' && (
                <Button look="primary" busy={isBusy} onClick={() => onAnswer(id, true)}>
                  {t('home.comeIn')}
                </Button>
              )}
              <Button busy={isBusy} onClick={() => onAnswer(id, false)}>
                {state === 'invited' ? t('home.decline') : t('home.leaveRow')}
              </Button>
            </p>
          </div>
        );
      })}
    </section>
  );
}
