import type { ComponentProps } from 'react';
import type { CourseVersionLine } from '#features/lessons/contract.ts';
import { Comparison } from '#features/lessons/web/editor/Comparison.tsx';
import { Versions } from '#features/lessons/web/editor/Versions.tsx';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { ContentHead } from './ContentHead.tsx';

interface VersionsScreenProps extends Omit<ComponentProps<typeof Versions>, 'versions'> {
  cohortId: string;
  cohort: string;
  versions: View<CourseVersionLine[]>;
  /** Two of them side by side; null: none are being compared. */
  comparison: Omit<ComponentProps<typeof Comparison>, 'versions'> | null;
}

/** What was published when, and what became of the course? */
export function VersionsScreen({ cohortId, cohort, versions, comparison, ...rest }: VersionsScreenProps) {
  const { t } = useEditingWords();
  return (
    <Shown
      view={versions}
      page
      loading={t('versions.loading')}
      failed={t('versions.failed')}
      bones={<Bones lines={['12rem', '0', '100%', '70%', '0', '100%', '70%']} />}
    >
      {(all) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <ContentHead
            cohortId={cohortId}
            cohort={cohort}
            heading={t('versions.title')}
            title={t('versions.tab', { cohort })}
            here="versions"
          />
          {comparison && <Comparison versions={all} {...comparison} />}
          <Versions versions={all} {...rest} />
        </div>
      )}
    </Shown>
  );
}
