import { cohorts } from '#features/cohorts/contract.ts';
import { help } from '#features/help/contract.ts';
import { StandingList } from '#features/help/web/StandingList.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

interface ClassHelpProps {
  cohortId: string;
  /** The class. Whoever is in it no longer is not listed. */
  students: readonly { id: string; name: string }[];
}

/** For staff: who of the class is offered help. The page stands without it. */
export function ClassHelp({ cohortId, students }: ClassHelpProps) {
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const { data } = useLiveView(help, 'help:standing', { cohortId }, { topics });
  if (!data) return null;
  const names = new Map(students.map(({ id, name }) => [id, name]));
  return (
    <StandingList
      offers={data.offers}
      nameOf={(studentId) => names.get(studentId)}
      hrefOf={({ id, studentId }) => `/teach/${cohortId}/students/${studentId}#help-${id}`}
    />
  );
}
