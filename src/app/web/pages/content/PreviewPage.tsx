import { useParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { lessons } from '#features/lessons/contract.ts';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { PreviewScreen } from '../../screens/content/PreviewScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';

export function PreviewPage() {
  const { cohortId = '', pageId = '' } = useParams();
  const { t } = useEditingWords();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const lesson = useLiveView(lessons, 'lessons:preview', { cohortId, pageId }, { topics });
  if (isMissing(lesson)) return <NotFound />;
  return (
    <PreviewScreen
      cohortId={cohortId}
      lesson={viewOf(lesson)}
      backHref={`/teach/${cohortId}/content?page=${pageId}`}
      blocks={{
        quiz: () => (
          <p className="rounded-surface border border-hairline bg-quiet p-4 text-body">
            {t('markdown.quizHere')}
          </p>
        ),
      }}
    />
  );
}
