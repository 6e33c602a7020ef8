import { useTranslation } from 'react-i18next';
import type { CohortProgress } from '../contract.ts';
import { totalsOf } from './classProgress.ts';

/** How many of the class have finished each lesson, as one column per lesson. */
export function LessonByLesson({ progress }: { progress: CohortProgress }) {
  const { t } = useTranslation();
  const { finishedBy } = totalsOf(progress);
  const students = Math.max(1, progress.students.length);
  return (
    <ol
      className="flex items-end gap-0.5 overflow-x-auto pt-1 bar:gap-1"
      tabIndex={0}
      aria-label={t('class.byLesson')}
    >
      {progress.lessons.map((lesson, place) => {
        const count = finishedBy[place]!;
        const starts = place > 0 && lesson.module !== progress.lessons[place - 1]!.module;
        return (
          <li
            key={lesson.id}
            title={lesson.title}
            className={`grid min-w-4 flex-1 justify-items-center gap-1 ${starts ? 'ms-1.5 bar:ms-3' : ''}`}
          >
            <span className="sr-only">{t('class.finishedBy', { count, lesson: lesson.title })}</span>
            <span aria-hidden="true" className="text-caption text-muted">
              {count}
            </span>
            <span aria-hidden="true" className="flex h-20 w-full items-end rounded-t-bar bg-quiet">
              <span
                className="block w-full rounded-t-bar bg-ink transition-[height] duration-200"
                style={{ height: `${(100 * count) / students}%`, printColorAdjust: 'exact' }}
              />
            </span>
            <span aria-hidden="true" className="text-caption text-muted">
              {place + 1}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
