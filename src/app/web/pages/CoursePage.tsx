import { useParams } from 'react-router';
import { lessons } from '#features/lessons/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { CourseScreen } from '../screens/CourseScreen.tsx';
import { NotFound } from '../screens/NotFound.tsx';

export function CoursePage() {
  const { cohortId = '' } = useParams();
  const outline = useLiveView(progress, 'progress:outline', { cohortId });
  const about = useLiveView(lessons, 'lessons:overview', { cohortId });
  if (isMissing(outline)) return <NotFound />;
  return <CourseScreen key={cohortId} outline={viewOf(outline)} about={about.data} />;
}
