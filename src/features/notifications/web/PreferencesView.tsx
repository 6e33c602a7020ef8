import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { usePreferenceWords } from './preferenceWords.ts';
import { PreviewWords } from './PreviewWords.tsx';
import type { Preferring } from './usePreferring.ts';
import { CohortsPart, TypesPart } from './WhatParts.tsx';
import { DigestPart, DisturbPart, QuietPart } from './WhenParts.tsx';

export interface PreferencesViewProps extends Preferring {
  cohorts: readonly { id: string; title: string }[];
}

/** When and where one is told what, with what that comes to in plain words. Every choice is kept at once. */
export function PreferencesView({ preferences, keeping, acts, cohorts }: PreferencesViewProps) {
  const { t } = usePreferenceWords();
  return (
    <Shown
      view={preferences}
      loading={t('loading')}
      failed={t('failed')}
      bones={<Bones lines={['100%', '60%', '80%', '100%', '60%', '80%']} />}
    >
      {(data) => {
        const part = { preferences: data, keeping, acts };
        return (
          <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-4">
            <PreviewWords preferences={data} />
            <DisturbPart {...part} />
            <QuietPart {...part} />
            <DigestPart {...part} />
            <TypesPart {...part} />
            <CohortsPart {...part} cohorts={cohorts} />
          </div>
        );
      }}
    </Shown>
  );
}
