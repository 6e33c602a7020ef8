import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { CohortOutline } from '../contract.ts';
import { placesOf } from './goOn.ts';

interface ModuleListProps {
  modules: CohortOutline['modules'];
  /** Where a lesson's title leads; without it the titles stand for themselves. */
  lessonHref?: (lessonId: string) => string;
  /** The lesson to go on with, marked by its frame. */
  goOnAt?: string | null;
  /** Staff looking at nobody's progress in particular: no marks, no figures. */
  plain?: boolean;
}

/** Every module with its lessons, what is complete, and since when. */
export function ModuleList({ modules, lessonHref, goOnAt = null, plain = false }: ModuleListProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const places = placesOf(modules);
  return (
    <ol className="grid gap-8">
      {modules.map((module) => (
        <li key={module.key} className="grid gap-x-8 gap-y-3 wide:grid-cols-[4fr_8fr]">
          <div>
            <h3 className="text-title">
              <bdi>{module.title}</bdi>
            </h3>
            {module.summary && (
              <p className="mt-1 max-w-read text-muted">
                <bdi>{module.summary}</bdi>
              </p>
            )}
            {!plain && (
              <div className="mt-3 grid max-w-56 gap-1">
                <Bar percent={module.progress.percent} />
                <p className="text-caption text-muted">
                  {t('progress.inWords', {
                    completed: module.progress.completed,
                    count: module.progress.total,
                  })}
                </p>
              </div>
            )}
          </div>
          <ol className="border-t border-hairline">
            {module.lessons.map((lesson) => {
              const title = <bdi>{lesson.title}</bdi>;
              return (
                <li key={lesson.id} className="border-b border-hairline">
                  <div className="relative flex items-center gap-3 py-2.5 bar:gap-4 has-[a]:hover:bg-surface">
                    {!plain && <LessonMark done={lesson.completedAt !== null} next={lesson.id === goOnAt} />}
                    <span className="w-6 shrink-0 text-end text-muted">{places.get(lesson.id)}</span>
                    <span className="min-w-0 grow">
                      {lessonHref ? (
                        // The whole row is the link's target.
                        <Link
                          to={lessonHref(lesson.id)}
                          className="no-underline before:absolute before:inset-0 hover:underline"
                        >
                          {title}
                        </Link>
                      ) : (
                        title
                      )}
                      {!plain && (
                        <span className="block text-caption text-muted">
                          {lesson.completedAt
                            ? t('course.completeAt', { when: formats.when(lesson.completedAt, now) })
                            : t('course.notComplete')}
                        </span>
                      )}
                    </span>
                    <span className="shrink-0 text-caption text-muted">
                      {t('progress.minutesShort', { count: lesson.minutes })}
                    </span>
                  </div>
                </li>
              );
            })}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function LessonMark({ done, next }: { done: boolean; next: boolean }) {
  if (done) return <CheckIcon className="text-good" />;
  return (
    <span className="flex w-5 shrink-0 justify-center" aria-hidden="true">
      <span className="square" data-is={next ? 'next' : 'open'} />
    </span>
  );
}
