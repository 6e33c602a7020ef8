import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CheckIcon, LockIcon } from '#platform/web/ui/icons.tsx';

export interface OutlineModule {
  key: string;
  title: string;
  lessons: readonly {
    id: string;
    title: string;
    completedAt: string | null;
    /** Whether the reader may open it; absent where nobody is kept from it. */
    gate?: { state: 'open' | 'not-yet' | 'after' };
  }[];
}

interface OutlineProps {
  modules: readonly OutlineModule[];
  currentId: string;
  lessonHref: (lessonId: string) => string;
  onFollow?: () => void;
}

/** The course beside one of its lessons: where one is, what is done, what comes. */
export function Outline({ modules, currentId, lessonHref, onFollow }: OutlineProps) {
  const { t } = useTranslation();
  let place = 0;
  return (
    <nav aria-label={t('lesson.outline')} className="grid gap-5">
      {modules.map((module) => (
        <div key={module.key}>
          <p className="px-3 text-label text-muted">
            <bdi>{module.title}</bdi>
          </p>
          <ol className="mt-1">
            {module.lessons.map((lesson) => {
              place += 1;
              const current = lesson.id === currentId;
              return (
                <li key={lesson.id}>
                  <Link
                    to={lessonHref(lesson.id)}
                    onClick={onFollow}
                    ref={current ? bringIntoSight : undefined}
                    aria-current={current ? 'page' : undefined}
                    className="flex min-h-10 items-baseline gap-2 rounded-control border-s-4 border-transparent py-2 pe-3 ps-2 no-underline hover:bg-quiet aria-[current]:rounded-s-none aria-[current]:border-ink aria-[current]:bg-quiet aria-[current]:font-strong"
                  >
                    <span className="w-5 shrink-0 text-end text-muted">
                      <Mark lesson={lesson} place={place} />
                    </span>
                    <bdi className="min-w-0">{lesson.title}</bdi>
                  </Link>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </nav>
  );
}

/** How a lesson stands: done, closed as yet, or else which one it is. */
function Mark({ lesson, place }: { lesson: OutlineModule['lessons'][number]; place: number }) {
  const { t } = useTranslation();
  if (lesson.completedAt) {
    return (
      <>
        <CheckIcon className="size-4 -translate-y-px self-center text-good" />
        <span className="sr-only">{t('lesson.done')}</span>
      </>
    );
  }
  if (lesson.gate && lesson.gate.state !== 'open') {
    return (
      <>
        <LockIcon className="size-4 -translate-y-px self-center" />
        <span className="sr-only">{t('lesson.notOpen')}</span>
      </>
    );
  }
  return place;
}

/** Scrolls the outline, and never the page, so that one sees where one is in a long course. */
function bringIntoSight(link: HTMLElement | null): void {
  const frame = link?.closest<HTMLElement>('[data-outline]');
  if (!link || !frame) return;
  const place = link.getBoundingClientRect();
  const sight = frame.getBoundingClientRect();
  if (place.top < sight.top || place.bottom > sight.bottom) {
    frame.scrollTop += place.top - sight.top - (sight.height - place.height) / 2;
  }
}
