import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full, type View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { notifications, type Digest, type NotificationPreferences, type QuietHours } from '../contract.ts';

type TypeChoice = NotificationPreferences['types'][number];

/** What can be chosen, part by part. */
export type PreferencePart = 'disturb' | 'quiet' | 'digest' | 'types' | 'cohorts';

/** How keeping what was chosen stands, and in which part it was. */
export type Keeping =
  | { state: 'ready' }
  | { state: 'saving' | 'saved'; part: PreferencePart }
  | { state: 'failed'; part: PreferencePart; reason: string };

export interface PreferenceActs {
  onDisturb: (until: string | null) => void;
  onQuiet: (chosen: { quietHours: QuietHours | null; startsAnyway: boolean }) => void;
  onDigest: (digest: Digest) => void;
  onType: (choice: TypeChoice) => void;
  onMute: (cohortId: string, muted: boolean) => void;
}

export interface Preferring {
  preferences: View<NotificationPreferences>;
  keeping: Keeping;
  acts: PreferenceActs;
}

type Choose = (
  part: PreferencePart,
  next: (now: NotificationPreferences) => NotificationPreferences,
  send: () => Promise<NotificationPreferences>,
) => void;

/** The preferences as somebody has chosen them, at once, and kept with each choice. */
export function usePreferring(): Preferring {
  const { live } = useRealtime();
  const { preferences, keeping, choose } = useChoosing();
  return {
    preferences,
    keeping,
    acts: {
      onDisturb: (until) =>
        choose(
          'disturb',
          (now) => ({ ...now, doNotDisturbUntil: until }),
          () => live.api.command(notifications, 'notifications:do-not-disturb', { until }),
        ),
      onQuiet: (chosen) =>
        choose(
          'quiet',
          (now) => ({ ...now, ...chosen }),
          () => live.api.command(notifications, 'notifications:set-quiet-hours', chosen),
        ),
      onDigest: (digest) =>
        choose(
          'digest',
          (now) => ({ ...now, digest }),
          () => live.api.command(notifications, 'notifications:set-digest', digest),
        ),
      onType: (choice) =>
        choose(
          'types',
          (now) => ({ ...now, types: now.types.map((one) => (one.type === choice.type ? choice : one)) }),
          () => live.api.command(notifications, 'notifications:set-type', choice),
        ),
      onMute: (cohortId, muted) =>
        choose(
          'cohorts',
          (now) => ({ ...now, mutedCohortIds: withMuted(now.mutedCohortIds, cohortId, muted) }),
          () => live.api.command(notifications, 'notifications:mute-cohort', { cohortId, muted }),
        ),
    },
  };
}

function withMuted(ids: readonly string[], cohortId: string, muted: boolean): string[] {
  const others = ids.filter((id) => id !== cohortId);
  return muted ? [...others, cohortId].sort() : others;
}

function useChoosing(): Pick<Preferring, 'preferences' | 'keeping'> & { choose: Choose } {
  const { t } = useTranslation();
  const result = useLiveView(notifications, 'notifications:preferences', {});
  const [keeping, setKeeping] = useState<Keeping>({ state: 'ready' });
  /** What was chosen here, until it is told; null: nothing that is not told. */
  const [chosen, setChosen] = useState<NotificationPreferences | null>(null);
  const underWay = useRef(0);
  const told = result.data;
  useEffect(() => {
    if (underWay.current === 0) setChosen(null);
  }, [told]);

  const choose: Choose = (part, next, send) => {
    const now = chosen ?? told;
    if (!now) return;
    setChosen(next(now));
    setKeeping({ state: 'saving', part });
    underWay.current += 1;
    send().then(
      (kept) => {
        underWay.current -= 1;
        if (underWay.current > 0) return;
        setChosen(kept);
        setKeeping({ state: 'saved', part });
      },
      (problem: unknown) => {
        underWay.current -= 1;
        setChosen(null);
        const reason = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
        setKeeping({ state: 'failed', part, reason });
      },
    );
  };
  return { preferences: chosen ? full(chosen) : viewOf(result), keeping, choose };
}
