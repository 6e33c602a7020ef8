import { Link } from 'react-router';
import { Surface } from '#platform/web/ui/Surface.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { CohortOutline } from '../contract.ts';
import { dueLessons, paceOf } from './pace.ts';
import { PaceLine } from './PaceLine.tsx';
import { useDueWords, useTimeLeft } from './useDueWords.ts';
import { useProgressWords } from './words.ts';

const mostShown = 4;

/** What of the plan comes next, and how one stands to it; nothing where there is no plan. */
export function DueNext({ outline }: { outline: CohortOutline }) {
  const { t } = useProgressWords();
  const now = useNow();
  const dueWords = useDueWords();
  const timeLeft = useTimeLeft();
  const lessons = outline.modules.flatMap((module) => module.lessons);
  if (paceOf(lessons, now).state === 'unplanned') return null;
  const due = dueLessons(lessons);
  return (
    <Surface>
      <h2 className="text-title">{t('due.title')}</h2>
      {due.length === 0 ? (
        <>
          <p className="mt-2">{t('due.none')}</p>
          <p className="text-muted">{t('due.noneMore')}</p>
        </>
      ) : (
        <ul className="mt-2">
          {due.slice(0, mostShown).map((lesson) => (
            <li key={lesson.id} className="border-t border-hairline py-2 first:border-0">
              <Link
                to={`/c/${outline.id}/lessons/${lesson.id}`}
                className="inline-flex min-h-6 items-center no-underline hover:underline"
              >
                <bdi>{lesson.title}</bdi>
              </Link>
              <p className="flex flex-wrap gap-x-4 text-caption">
                <time dateTime={lesson.dueAt!}>
                  {Date.parse(lesson.dueAt!) <= now.getTime()
                    ? t('due.was', { when: dueWords(lesson.dueAt!, outline.zone) })
                    : dueWords(lesson.dueAt!, outline.zone)}
                </time>
                <span className="text-muted">{timeLeft(lesson.dueAt!)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {due.length > mostShown && (
        <p className="text-caption text-muted">{t('due.more', { count: due.length - mostShown })}</p>
      )}
      <div className="mt-3 border-t border-hairline pt-3">
        <PaceLine lessons={lessons} zone={outline.zone} />
      </div>
    </Surface>
  );
}
