import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import { BackIcon, OnwardIcon, OutlineIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { part } from '#platform/web/ui/part.ts';
import { Bones, EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Squares, squaresOf } from '#platform/web/ui/Squares.tsx';
import type { LessonPage } from '../contract.ts';
import { Outline, type OutlineModule } from './Outline.tsx';
import { saysMore } from './saysMore.ts';

const LessonBody = part(() => import('./LessonBody.tsx'), 'LessonBody');
const Sheet = part(() => import('#platform/web/ui/Sheet.tsx'), 'Sheet');

interface LessonViewProps {
  cohortId: string;
  lesson: LessonPage;
  /** The outline beside it; absent while it is not there yet, which keeps nobody from reading. */
  outline: { modules: readonly OutlineModule[]; completed: number; total: number } | null;
  /** Above the text: what happened on the way here. */
  before?: ReactNode;
  /** Below the text: what there is to do. */
  completion: ReactNode;
}

/** One lesson to read. */
export function LessonView({ cohortId, lesson, outline, before, completion }: LessonViewProps) {
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState(false);
  const lessonHref = (lessonId: string): string => `/c/${cohortId}/lessons/${lessonId}`;
  return (
    <div className="grid gap-x-12 wide:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="max-wide:hidden" data-print="no">
        {outline && (
          <div
            data-outline
            className="sticky top-[calc(var(--bar-top)+1.5rem)] -ms-3 max-h-[calc(100dvh-var(--bar-top)-5.5rem)] overflow-y-auto p-1"
          >
            <Outline modules={outline.modules} currentId={lesson.id} lessonHref={lessonHref} />
          </div>
        )}
      </div>
      <article className="min-w-0">
        <div className="mb-6 grid gap-4 wide:hidden" data-print="no">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <Link to={`/c/${cohortId}`} className="controls flex items-center gap-2 text-accent no-underline">
              <BackIcon />
              {t('lesson.back')}
            </Link>
            {outline && (
              <Button onClick={() => setDrawer(true)} aria-haspopup="dialog">
                <OutlineIcon />
                {t('lesson.openOutline', { completed: outline.completed, total: outline.total })}
              </Button>
            )}
          </div>
        </div>
        {before && <div className="mb-6 max-w-read">{before}</div>}
        <header className="mb-10 max-w-read">
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-label text-muted">
            <bdi>{lesson.module}</bdi>
            <span>{t('lesson.place', { place: lesson.place, of: lesson.of })}</span>
            <span>{t('progress.minutes', { count: lesson.minutes })}</span>
          </p>
          <PageHeading title={lesson.title} className="mt-2 bar:text-number">
            <bdi lang={lesson.language}>{lesson.title}</bdi>
          </PageHeading>
          {saysMore(lesson) && (
            <p className="mt-3 text-title font-regular text-muted">
              <bdi lang={lesson.language}>{lesson.summary}</bdi>
            </p>
          )}
        </header>
        {lesson.markdown.trim() === '' ? (
          <EmptyNote why={t('lesson.empty')} />
        ) : (
          <Suspense fallback={<LessonBones />}>
            <LessonBody
              title={lesson.title}
              language={lesson.language}
              markdown={lesson.markdown}
              cohortId={cohortId}
              links={lesson.links}
            />
          </Suspense>
        )}
        <div className="mt-12 grid max-w-read gap-6 border-t border-hairline pt-6" data-print="no">
          {outline && (
            <Squares
              groups={squaresOf(outline.modules, lesson.id)}
              label={t('progress.inWords', { completed: outline.completed, count: outline.total })}
              sizePx={14}
            />
          )}
          {completion}
          <Around cohortId={cohortId} previous={lesson.previous} next={lesson.next} />
        </div>
      </article>
      {drawer && outline && (
        <Suspense>
          <Sheet title={t('lesson.outline')} place="start" onClose={() => setDrawer(false)}>
            <div className="-mx-3">
              <Outline
                modules={outline.modules}
                currentId={lesson.id}
                lessonHref={lessonHref}
                onFollow={() => setDrawer(false)}
              />
            </div>
          </Sheet>
        </Suspense>
      )}
    </div>
  );
}

function Around({ cohortId, previous, next }: { cohortId: string } & Pick<LessonPage, 'previous' | 'next'>) {
  const { t } = useTranslation();
  if (!previous && !next) return null;
  const step = 'group flex min-w-0 items-center gap-3 py-2 no-underline';
  return (
    <nav aria-label={t('lesson.around')} className="grid gap-x-8 gap-y-2 bar:grid-cols-2">
      {previous ? (
        <Link to={`/c/${cohortId}/lessons/${previous.id}`} rel="prev" className={step}>
          <BackIcon className="text-muted" />
          <span className="min-w-0">
            <span className="block text-caption text-muted">{t('lesson.previous')}</span>
            <bdi className="block group-hover:underline">{previous.title}</bdi>
          </span>
        </Link>
      ) : (
        <span />
      )}
      {next && (
        <Link to={`/c/${cohortId}/lessons/${next.id}`} rel="next" className={`${step} justify-end text-end`}>
          <span className="min-w-0">
            <span className="block text-caption text-muted">{t('lesson.next')}</span>
            <bdi className="block group-hover:underline">{next.title}</bdi>
          </span>
          <OnwardIcon className="text-muted" />
        </Link>
      )}
    </nav>
  );
}

export function LessonBones() {
  return (
    <Bones
      className="max-w-read gap-4"
      lines={['92%', '98%', '95%', '40%', '0', '97%', '93%', '96%', '88%', '52%']}
    />
  );
}
