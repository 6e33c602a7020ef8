import { useNavigate, useParams } from 'react-router';
import { lessons } from '#features/lessons/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { CourseScreen } from '../screens/CourseScreen.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { OwnHelp } from './help/OwnHelp.tsx';
import { CourseLive } from './live/CourseLive.tsx';
import { CohortPresence } from './presence/CohortPresence.tsx';

export function CoursePage() {
  const { cohortId = '' } = useParams();
  const navigate = useNavigate();
  const outline = useLiveView(progress, 'progress:outline', { cohortId });
  const about = useLiveView(lessons, 'lessons:overview', { cohortId });
  if (isMissing(outline)) return <NotFound />;
  return (
    <CourseScreen
      key={cohortId}
      outline={viewOf(outline)}
      onSearch={(words) =>
        void navigate(`/c/${cohortId}/search?${new URLSearchParams({ q: words }).toString()}`)
      }
      about={about.data}
      help={outline.data?.role === 'student' && <OwnHelp cohortId={cohortId} />}
      live={<CourseLive cohortId={cohortId} />}
      here={<CohortPresence cohortId={cohortId} />}
    />
  );
}
