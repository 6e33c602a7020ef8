import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { certificates } from '#features/certificates/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { useTimeline } from '#features/progress/web/useTimeline.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { StudentScreen } from '../screens/StudentScreen.tsx';
import { HelpOfStudent } from './help/HelpOfStudent.tsx';
import { useStudentQuizzes } from './useStudentQuizzes.tsx';

export function StudentPage() {
  const { cohortId = '', studentId = '' } = useParams();
  return <OneStudent key={`${cohortId}/${studentId}`} cohortId={cohortId} studentId={studentId} />;
}

function OneStudent({ cohortId, studentId }: { cohortId: string; studentId: string }) {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [enrolmentId, setEnrolmentId] = useState<string>();
  const { cohortStaff, enrolment } = cohorts.topics;
  const topics = [
    cohortStaff.of({ cohortId }),
    // What the student spends in lessons is told to who follows their place alone.
    ...(enrolmentId === undefined ? [] : [enrolment.of({ enrolmentId })]),
  ];
  const student = useLiveView(progress, 'progress:student', { cohortId, studentId }, { topics });
  if (student.data && student.data.student.enrolmentId !== enrolmentId)
    setEnrolmentId(student.data.student.enrolmentId);
  const timeline = useTimeline(cohortId, studentId);
  const quizEntries = useStudentQuizzes(cohortId, studentId);
  const issued = useLiveView(certificates, 'certificate:cohort', { cohortId });
  const [setting, setSetting] = useState<{ lessonId: string; fault?: string }>();

  const setFor = async (lessonId: string, completed: boolean): Promise<void> => {
    setSetting({ lessonId });
    try {
      await live.api.command(progress, 'progress:set-for', { cohortId, studentId, lessonId, completed });
      setSetting(undefined);
    } catch (problem) {
      const fault = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setSetting({ lessonId, fault });
    }
  };

  if (isMissing(student)) return <NotFound />;
  return (
    <StudentScreen
      cohortId={cohortId}
      student={viewOf(student)}
      timeline={viewOf(timeline.first)}
      entries={timeline.entries}
      others={quizEntries}
      more={timeline.more}
      certificate={issued.data?.certificates.find((one) => one.studentId === studentId)}
      help={(name) => <HelpOfStudent cohortId={cohortId} studentId={studentId} name={name} />}
      setting={setting}
      onSet={(lessonId, completed) => void setFor(lessonId, completed)}
    />
  );
}
