import { useParams } from 'react-router';
import { announcements, type AnnouncementGroup } from '#features/announcements/contract.ts';
import type { Titles } from '#features/announcements/web/staff/audienceWords.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useMe } from '../me.ts';
import { announcementPaths } from './announcementPaths.ts';

interface Named {
  id: string;
  title: string;
}

/** Where somebody announces: a cohort, or an organisation beyond single cohorts. */
export interface Place {
  of: { cohortId: string } | { organisationId: string };
  /** Where staff hear of what is announced there. */
  topic: string;
  title: string;
  /** The page of the place itself. */
  href: string;
  listHref: string;
  isCohort: boolean;
  /** By whose clocks moments are chosen: the cohort's, or one's own. */
  zone: string;
  /** null: it is more than one cohort. */
  lessons: readonly Named[] | null;
  courses: readonly Named[];
  groups: readonly AnnouncementGroup[];
  titles: Titles;
}

/** @returns undefined where there is nothing that this person announces for */
export function usePlace(): Place | undefined {
  const { cohortId, organisationId } = useParams();
  const me = useMe();
  const own = useFormats().zone;
  const isCohort = cohortId !== undefined;
  const plan = useLiveView(cohorts, 'cohorts:plan', { cohortId: cohortId ?? '' }, { enabled: isCohort });
  const organisation = useLiveView(
    cohorts,
    'cohorts:organisation',
    { organisationId: organisationId ?? '' },
    { enabled: !isCohort },
  );
  const groups = useLiveView(
    announcements,
    'announcements:groups',
    { cohortId: cohortId ?? '' },
    { enabled: isCohort },
  );
  if (isCohort) {
    const line = me.cohorts.find(({ id }) => id === cohortId);
    if (line?.role === 'student') return undefined;
    const lessons = plan.data?.modules.flatMap((module) => module.lessons) ?? [];
    const known = groups.data?.groups ?? [];
    return {
      ...{ of: { cohortId }, topic: cohorts.topics.cohortStaff.of({ cohortId }) },
      ...{ title: line?.title ?? '', href: `/teach/${cohortId}` },
      ...{ listHref: announcementPaths.staff({ cohortId }), isCohort, zone: line?.zone ?? own },
      lessons: lessons.map(({ id, title }) => ({ id, title })),
      ...{ courses: [], groups: known },
      titles: {
        lesson: (id) => lessons.find((one) => one.id === id)?.title,
        group: (id) => known.find((one) => one.id === id)?.title,
      },
    };
  }
  const known = me.organisations.find(({ id }) => id === organisationId);
  if (organisationId === undefined || !known) return undefined;
  return {
    ...{ of: { organisationId }, topic: cohorts.topics.organisation.of({ organisationId }) },
    ...{ title: known.title, href: `/org/${organisationId}` },
    ...{ listHref: announcementPaths.staff({ organisationId }), isCohort, zone: own, lessons: null },
    courses: organisation.data?.courses.map(({ id, title }) => ({ id, title })) ?? [],
    groups: [],
    titles: { lesson: () => undefined, group: () => undefined },
  };
}
