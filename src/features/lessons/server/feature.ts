import { cohorts } from '#features/cohorts/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { lessons } from '../contract.ts';
import { lessonsMigrations } from './migrations.ts';
import { material, overview, page } from './service.ts';

/** What is learned: the text of lessons, their pictures and downloads. */
export function lessonsFeature(): AnyFeature {
  const cohort = ({ cohortId }: { cohortId: string }) => cohorts.topics.cohort.of({ cohortId });

  return feature<typeof lessons>({
    contract: lessons,
    migrations: lessonsMigrations,
    commands: {},
    views: {
      'lessons:lesson': page,
      'lessons:overview': overview,
      'lessons:material': material,
    },
    follow: {
      'lessons:lesson': (_actor, input) => [cohort(input)],
      'lessons:overview': (_actor, input) => [cohort(input)],
      'lessons:material': () => [],
    },
  });
}
