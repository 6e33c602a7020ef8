import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import { CheckIcon, LockIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OutlineGate, StudentProgress } from '../contract.ts';
import { placesOf } from './goOn.ts';
import { useDueWords } from './useDueWords.ts';
import { useProgressWords } from './words.ts';

type StudentModule = StudentProgress['modules'][number];
/** A lesson of a student's way; where it is the reader's own, also whether it may be opened. */
export type WayLesson = StudentModule['lessons'][number] & { gate?: OutlineGate };
type WayModule = Omit<StudentModule, 'lessons'> & { lessons: WayLesson[] };

interface ModuleListProps {
  modules: readonly WayModule[];
  /** Of the cohort. */
  zone: string;
  /** Where a lesson's title leads; without it the titles stand for themselves. */
  lessonHref?: (lessonId: string) => string;
  /** The lesson to go on with, marked by its frame. */
  goOnAt?: string | null;
  /** Staff looking at nobody's progress in particular: no marks, no figures. */
  plain?: boolean;
  /** What can be done about a lesson, at its end. */
  actionOf?: (lesson: WayLesson) => ReactNode;
}

/** Every module with its lessons: what is complete and why, what is due, what is not open yet. */
export function ModuleList({ modules, ...rest }: ModuleListProps) {
  const { t } = useTranslation();
  const { plain = false } = rest;
  const places = placesOf(modules);
  const titles = new Map(modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title])));
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
            {module.lessons.map((lesson) => (
              <LessonRow
                key={lesson.id}
                lesson={lesson}
                place={places.get(lesson.id)!}
                titles={titles}
                {...rest}
              />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface LessonRowProps extends Omit<ModuleListProps, 'modules'> {
  lesson: WayLesson;
  place: number;
  /** Of all lessons, by id. */
  titles: ReadonlyMap<string, string>;
}

function LessonRow({
  lesson,
  place,
  titles,
  zone,
  lessonHref,
  goOnAt = null,
  plain,
  actionOf,
}: LessonRowProps) {
  const { t } = useTranslation();
  const title = <bdi>{lesson.title}</bdi>;
  return (
    <li className="border-b border-hairline">
      <div className="relative flex flex-wrap items-center gap-3 py-2.5 bar:gap-4 has-[a]:hover:bg-surface">
        {!plain && <LessonMark lesson={lesson} next={lesson.id === goOnAt} />}
        <span className="w-6 shrink-0 text-end text-muted">{place}</span>
        <span className="min-w-0 flex-1 basis-36">
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
          <span className="flex flex-wrap gap-x-4 text-caption text-muted">
            {plain ? (
              <Due lesson={lesson} zone={zone} />
            ) : (
              <Standing lesson={lesson} zone={zone} titles={titles} />
            )}
          </span>
        </span>
        {/* Under the title where there is no room beside it. */}
        <span className="ms-auto flex shrink-0 items-center gap-3 bar:gap-4">
          {actionOf?.(lesson)}
          <span className="text-caption text-muted">
            {t('progress.minutesShort', { count: lesson.minutes })}
          </span>
        </span>
      </div>
    </li>
  );
}

/** Complete and by what; or else when it opens, when it is due, and what completes it. */
function Standing({ lesson, zone, titles }: Pick<LessonRowProps, 'lesson' | 'zone' | 'titles'>) {
  const { t } = useTranslation();
  const { t: own } = useProgressWords();
  const formats = useFormats();
  const now = useNow();
  const dueWords = useDueWords();
  const { completedAt, completedBy, completes, gate, minutesSpent } = lesson;
  if (completedAt !== null) {
    return (
      <>
        <span>{own(`lesson.by.${completedBy ?? 'button'}`, { when: formats.when(completedAt, now) })}</span>
        <Spent minutes={minutesSpent} />
      </>
    );
  }
  return (
    <>
      {gate?.state === 'not-yet' && Date.parse(gate.opensAt) > now.getTime() ? (
        <span>{own('lesson.opens', { when: dueWords(gate.opensAt, zone) })}</span>
      ) : gate?.state === 'after' ? (
        <span>{own('lesson.after', { lessons: gate.lessonIds.map((id) => titles.get(id)).join(', ') })}</span>
      ) : (
        <span>{t('course.notComplete')}</span>
      )}
      <Due lesson={lesson} zone={zone} />
      {completes.by === 'dwell' && <span>{own('lesson.rule.dwell', { count: completes.minutes })}</span>}
      {completes.by === 'video' && <span>{own('lesson.rule.video', { percent: completes.percent })}</span>}
      {completes.by === 'quiz' && <span>{own('lesson.rule.quiz')}</span>}
      <Spent minutes={minutesSpent} />
    </>
  );
}

function Due({ lesson: { dueAt, completedAt }, zone }: Pick<LessonRowProps, 'lesson' | 'zone'>) {
  const { t } = useProgressWords();
  const now = useNow();
  const dueWords = useDueWords();
  if (dueAt === null || completedAt !== null) return null;
  const words = { when: dueWords(dueAt, zone) };
  return (
    <time dateTime={dueAt} className="text-ink">
      {Date.parse(dueAt) <= now.getTime() ? t('due.was', words) : t('due.is', words)}
    </time>
  );
}

function Spent({ minutes: count }: { minutes: number }) {
  const { t } = useProgressWords();
  if (count === 0) return null;
  if (count < 60) return <span>{t('lesson.spent', { count })}</span>;
  return <span>{t('lesson.spentHours', { hours: Math.floor(count / 60), minutes: count % 60 })}</span>;
}

function LessonMark({ lesson: { completedAt, gate }, next }: { lesson: WayLesson; next: boolean }) {
  if (completedAt !== null) return <CheckIcon className="text-good" />;
  if (gate && gate.state !== 'open') return <LockIcon className="text-muted" />;
  return (
    <span className="flex w-5 shrink-0 justify-center" aria-hidden="true">
      <span className="square" data-is={next ? 'next' : 'open'} />
    </span>
  );
}
