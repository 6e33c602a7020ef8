import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { part } from '#platform/web/ui/part.ts';
import type { CourseOverview } from '../contract.ts';
import { LessonBones } from './LessonView.tsx';

const LessonBody = part(() => import('./LessonBody.tsx'), 'LessonBody');

/** What the course and its modules say about themselves; nothing where they say nothing. */
export function About({ cohortId, overview }: { cohortId: string; overview: CourseOverview }) {
  const { t } = useTranslation();
  const parts = [{ key: '', title: overview.title, markdown: overview.markdown }, ...overview.modules].filter(
    ({ markdown }) => markdown.trim() !== '',
  );
  if (parts.length === 0) return null;
  return (
    <section
      id="about"
      className="grid gap-x-8 gap-y-4 border-t border-hairline pt-8 wide:grid-cols-[4fr_8fr]"
    >
      <h2 className="text-section">{t('course.about')}</h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <Suspense fallback={<LessonBones />}>
          {parts.map((part) => (
            <div key={part.key}>
              {part.key !== '' && (
                <h3 className="mb-2 text-title">
                  <bdi>{part.title}</bdi>
                </h3>
              )}
              <LessonBody
                title={part.title}
                language={overview.language}
                markdown={part.markdown}
                cohortId={cohortId}
                links={overview.links}
                under={part.key === '' ? 2 : 3}
              />
            </div>
          ))}
        </Suspense>
      </div>
    </section>
  );
}
