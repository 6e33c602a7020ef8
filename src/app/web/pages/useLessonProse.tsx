import { Suspense, useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lessons } from '#features/lessons/contract.ts';
import { mayHoldMaths } from '#features/lessons/web/markdown/dollars.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { part } from '#platform/web/ui/part.ts';

const LessonBody = part(() => import('#features/lessons/web/LessonBody.tsx'), 'LessonBody');
const noLinks = {};

/**
 * Shows Markdown of other rooms as lessons show theirs, in the language of the course.
 * @param known the course's language, where the page has it already
 */
export function useLessonProse(cohortId: string, known?: string): (text: string) => ReactNode {
  const { i18n } = useTranslation();
  const overview = useLiveView(lessons, 'lessons:overview', { cohortId }, { enabled: known === undefined });
  const language = known ?? overview.data?.language ?? i18n.language;
  return useCallback(
    (text) => (
      <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
        <LessonBody
          title=""
          language={language}
          markdown={text}
          cohortId={cohortId}
          links={noLinks}
          under={3}
          maths={mayHoldMaths(text)}
        />
      </Suspense>
    ),
    [cohortId, language],
  );
}
