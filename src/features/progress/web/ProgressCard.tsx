import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { CohortOutline } from '../contract.ts';
import { goOnAt, placesOf } from './goOn.ts';
import { ProgressHead } from './ProgressHead.tsx';
import { WhyThisNumber } from './WhyThisNumber.tsx';

/** How far the reader is, and the one lesson to go on with. */
export function ProgressCard({ outline }: { outline: CohortOutline }) {
  const { t } = useTranslation();
  const { modules, progress } = outline;
  if (progress.total === 0) {
    return (
      <Surface label={t('progress.yours')}>
        <EmptyNote why={t('progress.noLessons')} example={t('progress.noLessonsExample')} />
      </Surface>
    );
  }
  const lesson = goOnAt(modules);
  const module = modules.find(({ lessons }) => lessons.some(({ id }) => id === lesson?.id));
  const begun = progress.completed > 0;
  return (
    <Surface>
      <h2 className="text-title">{t('progress.yours')}</h2>
      <div className="mt-3">
        <ProgressHead modules={modules} figure={progress} />
      </div>
      <div className="mt-2">
        <WhyThisNumber figure={progress} />
      </div>
      <div className="mt-4 border-t border-hairline pt-4 bar:mt-6 bar:pt-6">
        {lesson ? (
          <div className="flex flex-wrap items-end justify-between gap-4">
            <div>
              <h3 className="text-label text-muted">{begun ? t('progress.goOn') : t('progress.begin')}</h3>
              <bdi className="mt-1 block text-section">
                {t('progress.numbered', { place: placesOf(modules).get(lesson.id)!, title: lesson.title })}
              </bdi>
              <p className="mt-1 flex flex-wrap gap-x-4 text-muted">
                <bdi>{module?.title}</bdi>
                <span>{t('progress.minutes', { count: lesson.minutes })}</span>
              </p>
            </div>
            <ButtonLink to={`/c/${outline.id}/lessons/${lesson.id}`} className="max-bar:w-full">
              {begun ? t('progress.continue') : t('progress.beginNow')}
            </ButtonLink>
          </div>
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-4">
            <div>
              <p className="text-section">{t('progress.allDone')}</p>
              <p className="mt-1 text-muted">{t('progress.allDoneMore')}</p>
            </div>
            <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
              <ButtonLink to={`/c/${outline.id}/certificate`}>{t('course.certificate')}</ButtonLink>
              <Link to={`/c/${outline.id}`} className="controls flex items-center text-accent">
                {t('progress.toCourse')}
              </Link>
            </p>
          </div>
        )}
      </div>
    </Surface>
  );
}
