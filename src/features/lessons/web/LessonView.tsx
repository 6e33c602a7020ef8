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
import type { LessonBlocks } from './LessonText.tsx';
import { Locked } from './Locked.tsx';
import type { Watching } from './media/Player.tsx';
import { NotePanel, type Note } from './notes/NotePanel.tsx';
import { Outline, type OutlineModule } from './Outline.tsx';
import { saysMore } from './saysMore.ts';
import { useLessonWords } from './words.ts';

const LessonBody = part(() => import('./LessonBody.tsx'), 'LessonBody');
const Media = part(() => import('./media/Media.tsx'), 'Media');
const Sheet = part(() => import('#platform/web/ui/Sheet.tsx'), 'Sheet');

interface LessonViewProps {
  cohortId: string;
  /** Of the cohort, for the moment at which a lesson opens. */
  zone?: string | undefined;
  lesson: LessonPage;
  /** The outline beside it; absent while it is not there yet, which keeps nobody from reading. */
  outline: { modules: readonly OutlineModule[]; completed: number; total: number } | null;
  /** Above the text: what happened on the way here. */
  before?: ReactNode;
  /** Below the text: what there is to do. */
  completion: ReactNode;
  /** Below that: what others say about it. */
  discussion?: ReactNode;
  /** The reader's own; null where none can be kept. */
  note: Note | null;
  watching?: Watching | undefined;
  /** What other rooms put into the text. */
  blocks?: LessonBlocks | undefined;
  /** The moment has come at which the lesson should be open. */
  onDue: () => void;
}

/** One lesson to read, to watch or to listen to. */
export function LessonView(props: LessonViewProps) {
  const { cohortId, zone, lesson, outline, before, completion, discussion, note, onDue } = props;
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState<'outline' | 'note' | null>(null);
  const lessonHref = (lessonId: string): string => `/c/${cohortId}/lessons/${lessonId}`;
  const close = (): void => setDrawer(null);
  return (
    <div className="grid gap-x-12 wide:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="max-wide:hidden" data-print="no">
        <div className="sticky top-[calc(var(--bar-top)+1.5rem)] -ms-3 flex max-h-[calc(100dvh-var(--bar-top)-3rem)] flex-col gap-4">
          {outline && (
            <div data-outline className="min-h-32 overflow-y-auto p-1">
              <Outline modules={outline.modules} currentId={lesson.id} lessonHref={lessonHref} />
            </div>
          )}
          {note && (
            <div className="shrink-0 overflow-y-auto border-t border-hairline p-1 ps-3 pt-4">
              <NotePanel note={note} />
            </div>
          )}
        </div>
      </div>
      <article className="min-w-0">
        <div className="mb-6 grid gap-4 wide:hidden" data-print="no">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <Link to={`/c/${cohortId}`} className="controls flex items-center gap-2 text-accent no-underline">
              <BackIcon />
              {t('lesson.back')}
            </Link>
            <span className="flex flex-wrap gap-2">
              {note && <NoteButton note={note} onOpen={() => setDrawer('note')} />}
              {outline && (
                <Button onClick={() => setDrawer('outline')} aria-haspopup="dialog">
                  <OutlineIcon />
                  {t('lesson.openOutline', { completed: outline.completed, total: outline.total })}
                </Button>
              )}
            </span>
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
        {lesson.gate.state === 'open' ? (
          <Content {...props} />
        ) : (
          <Locked gate={lesson.gate} cohortId={cohortId} zone={zone} onDue={onDue} />
        )}
        <div className="mt-12 grid max-w-read gap-6 border-t border-hairline pt-6" data-print="no">
          {outline && (
            <Squares
              groups={squaresOf(outline.modules, lesson.id)}
              label={t('progress.inWords', { completed: outline.completed, count: outline.total })}
              sizePx={14}
            />
          )}
          {lesson.gate.state === 'open' && completion}
          {lesson.gate.state === 'open' && discussion}
          <Around cohortId={cohortId} previous={lesson.previous} next={lesson.next} />
        </div>
      </article>
      <Suspense>
        {drawer === 'outline' && outline && (
          <Sheet title={t('lesson.outline')} place="start" onClose={close}>
            <div className="-mx-3">
              <Outline
                modules={outline.modules}
                currentId={lesson.id}
                lessonHref={lessonHref}
                onFollow={close}
              />
            </div>
          </Sheet>
        )}
        {drawer === 'note' && note && <NoteSheet note={note} onClose={close} />}
      </Suspense>
    </div>
  );
}

/** What there is to watch, and the text. */
function Content({ cohortId, lesson, watching, blocks }: LessonViewProps) {
  const { t } = useTranslation();
  const isEmpty = lesson.markdown.trim() === '';
  return (
    <Suspense fallback={<LessonBones />}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        {lesson.media && (
          <Media
            cohortId={cohortId}
            media={lesson.media}
            title={lesson.title}
            language={lesson.language}
            maths={lesson.maths}
            watching={watching}
          />
        )}
        {isEmpty && !lesson.media && <EmptyNote why={t('lesson.empty')} />}
        {!isEmpty && (
          <LessonBody
            title={lesson.title}
            language={lesson.language}
            markdown={lesson.markdown}
            cohortId={cohortId}
            links={lesson.links}
            maths={lesson.maths}
            embeds={lesson.embeds}
            blocks={blocks}
          />
        )}
      </div>
    </Suspense>
  );
}

function NoteButton({ note, onOpen }: { note: Note; onOpen: () => void }) {
  const { t } = useLessonWords();
  const isWritten = note.text.state === 'full' && note.text.data.trim() !== '';
  return (
    <Button onClick={onOpen} aria-haspopup="dialog">
      {t(isWritten ? 'note.openWritten' : 'note.open')}
    </Button>
  );
}

function NoteSheet({ note, onClose }: { note: Note; onClose: () => void }) {
  const { t } = useLessonWords();
  return (
    <Sheet title={t('note.title')} onClose={onClose}>
      <NotePanel note={note} isTitled />
    </Sheet>
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
