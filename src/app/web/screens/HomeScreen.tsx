import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CohortLine, cohorts } from '#features/cohorts/contract.ts';
import { CohortList } from '#features/cohorts/web/CohortList.tsx';
import { CohortDayWords } from '#features/cohorts/web/CohortWhen.tsx';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import type { Answering } from '#features/cohorts/web/PendingPlaces.tsx';
import type { CohortOutline, CohortProgress } from '#features/progress/contract.ts';
import { ClassSummary } from '#features/progress/web/ClassSummary.tsx';
import { ProgressCard } from '#features/progress/web/ProgressCard.tsx';
import { Bar } from '#platform/web/ui/Bar.tsx';
import type { ViewData } from '#kernel/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { OnwardIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { part } from '#platform/web/ui/part.ts';
import { Bones, EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

// What few people's home has.
const OrganisationView = part(() => import('#features/cohorts/web/OrganisationView.tsx'), 'OrganisationView');
const PendingPlaces = part(() => import('#features/cohorts/web/PendingPlaces.tsx'), 'PendingPlaces');
const LessonByLesson = part(() => import('#features/progress/web/LessonByLesson.tsx'), 'LessonByLesson');
// Home stands before it comes.
const DueNext = part(() => import('#features/progress/web/DueNext.tsx'), 'DueNext');

export type Me = ViewData<typeof cohorts, 'cohorts:me'>;

interface HomeScreenProps {
  me: View<Me>;
  /** The outline of the cohort that one learns in, by cohort id. */
  outlineOf: (cohortId: string) => View<CohortOutline>;
  /** The progress of a class that one teaches, by cohort id. */
  classOf: (cohortId: string) => View<CohortProgress>;
  organisationOf: (organisationId: string) => View<Organisation>;
  answering: Answering;
  /** What is live, or about to be. */
  live?: ReactNode;
  /** What was announced last. */
  announcements?: ReactNode;
  /** What there is to know of quizzes in the cohort that one learns in, by cohort id. */
  quizzesOf?: (cohortId: string) => ReactNode;
  /** Who is here of the cohort that one learns in, by cohort id. */
  hereOf?: (cohortId: string) => ReactNode;
}

/** The cohorts in which somebody learns, those that go on first. */
export function learningOf({ cohorts: lines }: Me): CohortLine[] {
  const isOver = ({ state, archived }: CohortLine): number => Number(state === 'finished' || archived);
  return lines.filter(({ role }) => role === 'student').sort((a, b) => isOver(a) - isOver(b));
}

/** What should I do now? One answer for each part that a person plays here. */
export function HomeScreen({ me, ...rest }: HomeScreenProps) {
  const { t } = useTranslation();
  return (
    <Shown view={me} page loading={t('home.loading')} failed={t('home.failed')} bones={<SheetBones />}>
      {(known) => <Parts known={known} {...rest} />}
    </Shown>
  );
}

function Parts(props: Omit<HomeScreenProps, 'me'> & { known: Me }) {
  const { known, outlineOf, classOf, organisationOf, answering, live, announcements, quizzesOf, hereOf } =
    props;
  const { t } = useTranslation();
  const learning = learningOf(known);
  const teaching = known.cohorts.filter(({ role }) => role === 'instructor');
  const [first] = learning;
  const main = first ?? teaching[0];
  const nothing =
    known.cohorts.length === 0 &&
    known.pending.length === 0 &&
    known.organisations.length === 0 &&
    !known.user.platformAdmin;
  const listed = known.cohorts.filter(({ role }) => role !== 'organisationAdmin');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8 bar:gap-10">
      <Greeting known={known} main={main} />
      {/* As the quizzes further down: nothing stands in the way of what to go on with. */}
      {(!first || outlineOf(first.id).state !== 'loading') && live}
      {nothing && (
        <EmptyNote
          why={t('home.noCohorts')}
          example={t('home.noCohortsExample')}
          action={<ButtonLink to="/j">{t('home.hasCode')}</ButtonLink>}
        />
      )}
      {known.pending.length > 0 && (
        <Suspense>
          <PendingPlaces pending={known.pending} answering={answering} />
        </Suspense>
      )}
      {first && <Learning cohort={first} outline={outlineOf(first.id)} />}
      {/* Its scripts would stand in the way of what to go on with. */}
      {first && outlineOf(first.id).state !== 'loading' && (
        <div className="empty:hidden wide:max-w-[44rem]">{quizzesOf?.(first.id)}</div>
      )}
      {(!first || outlineOf(first.id).state !== 'loading') && announcements}
      {first && outlineOf(first.id).state !== 'loading' && hereOf?.(first.id)}
      {teaching.map((cohort) => (
        <Teaching key={cohort.id} cohort={cohort} progress={classOf(cohort.id)} />
      ))}
      {known.organisations.map((organisation) => (
        <section key={organisation.id} className="grid gap-6">
          <h2 className="sr-only">{organisation.title}</h2>
          <Shown
            view={organisationOf(organisation.id)}
            loading={t('organisation.loading')}
            failed={t('organisation.failed')}
            bones={<Bones lines={['40%', '80%', '70%']} />}
          >
            {(data) => (
              <Suspense>
                <OrganisationView organisation={data} />
              </Suspense>
            )}
          </Shown>
          <p>
            <ButtonLink look="quiet" to={`/org/${organisation.id}`}>
              {t('organisation.toPage')}
            </ButtonLink>
          </p>
        </section>
      ))}
      {known.user.platformAdmin && <Operating />}
      {listed.length > 1 && (
        <section>
          <h2 className="text-section">{t('home.cohorts')}</h2>
          <div className="mt-3 max-w-[44rem]">
            <CohortList cohorts={listed} />
          </div>
        </section>
      )}
    </div>
  );
}

function Greeting({ known, main }: { known: Me; main: CohortLine | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const name = known.user.name.split(/\s+/)[0]!;
  const hour = Number(formats.clock(now.toISOString()).slice(0, 2));
  const greeting = (): string => {
    if (hour < 5 || hour >= 22) return t('home.night', { name });
    if (hour < 12) return t('home.morning', { name });
    return hour < 18 ? t('home.afternoon', { name }) : t('home.evening', { name });
  };
  const [organisation] = known.organisations;
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
      <PageHeading title={t('home.title')}>{greeting()}</PageHeading>
      {main ? (
        <p className="flex flex-wrap gap-x-4 text-muted">
          <bdi>{main.courseTitle}</bdi>
          <span>
            <CohortDayWords cohort={main} />
          </span>
          <span>{formats.zoneName(main.zone, now)}</span>
        </p>
      ) : (
        organisation && (
          <p className="text-muted">
            <bdi>{organisation.title}</bdi>
          </p>
        )
      )}
    </header>
  );
}

function Learning({ cohort, outline }: { cohort: CohortLine; outline: View<CohortOutline> }) {
  const { t } = useTranslation();
  return (
    <Shown
      view={outline}
      loading={t('course.loading')}
      failed={t('course.failed')}
      bones={<div className="bone h-72 rounded-surface" />}
    >
      {(data) => (
        <div className="grid items-start gap-8 wide:grid-cols-[7fr_4fr] wide:gap-12">
          <ProgressCard outline={data} />
          <div className="grid gap-8">
            <Suspense>
              <DueNext outline={data} />
            </Suspense>
            <section>
              <h2 className="text-title">
                <Link
                  to={`/c/${cohort.id}`}
                  className="group flex items-center justify-between gap-4 no-underline"
                >
                  <bdi className="group-hover:underline">{data.course.title}</bdi>
                  <OnwardIcon className="text-accent" />
                </Link>
              </h2>
              <ul className="mt-3 border-t border-hairline">
                {data.modules.map((module) => (
                  <li key={module.key} className="grid gap-2 border-b border-hairline py-3">
                    <p className="flex items-baseline justify-between gap-4">
                      <bdi>{module.title}</bdi>
                      <span className="shrink-0 text-caption text-muted">
                        {t('progress.of', {
                          completed: module.progress.completed,
                          total: module.progress.total,
                        })}
                      </span>
                    </p>
                    <Bar percent={module.progress.percent} />
                  </li>
                ))}
              </ul>
            </section>
          </div>
        </div>
      )}
    </Shown>
  );
}

function Teaching({ cohort, progress }: { cohort: CohortLine; progress: View<CohortProgress> }) {
  const { t } = useTranslation();
  return (
    <Surface>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-section">
          <bdi>{cohort.title}</bdi>
        </h2>
        <p className="flex gap-4 text-muted">
          <CohortDayWords cohort={cohort} />
        </p>
      </div>
      <div className="mt-4">
        <Shown
          view={progress}
          loading={t('class.loading')}
          failed={t('class.failed')}
          bones={<Bones lines={['80%', '60%', '100%', '100%']} />}
        >
          {(data) =>
            data.students.length === 0 ? (
              <EmptyNote
                why={t('class.noStudents')}
                example={t('class.noStudentsExample')}
                action={<ButtonLink to={`/teach/${cohort.id}/people`}>{t('class.addPeople')}</ButtonLink>}
              />
            ) : (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
                <ClassSummary progress={data} />
                <div>
                  <h3 className="text-label text-muted">{t('class.byLesson')}</h3>
                  <Suspense>
                    <LessonByLesson progress={data} />
                  </Suspense>
                </div>
                <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
                  <ButtonLink to={`/teach/${cohort.id}`}>{t('class.openClass')}</ButtonLink>
                  <Link to={`/teach/${cohort.id}/people`} className="controls flex items-center text-accent">
                    {t('class.people')}
                  </Link>
                  <Link to={`/c/${cohort.id}`} className="controls flex items-center text-accent">
                    {t('progress.toCourse')}
                  </Link>
                </p>
              </div>
            )
          }
        </Shown>
      </div>
    </Surface>
  );
}

function Operating() {
  const { t } = useTranslation();
  const places = [
    { href: '/readyz', title: t('home.ready'), text: t('home.readyText') },
    { href: '/metrics', title: t('home.metrics'), text: t('home.metricsText') },
    { href: '/docs/api', title: t('home.api'), text: t('home.apiText') },
    { href: '/docs/events', title: t('home.events'), text: t('home.eventsText') },
  ];
  return (
    <section className="max-w-[44rem]">
      <h2 className="text-section">{t('home.operator')}</h2>
      <p className="mt-1 text-muted">{t('home.operatorLead')}</p>
      <ul className="mt-4 border-t border-hairline">
        {places.map(({ href, title, text }) => (
          <li key={href} className="border-b border-hairline">
            {/* These are the server's own pages. */}
            <a href={href} className="group flex items-center justify-between gap-4 py-3 no-underline">
              <span>
                <span className="block text-title group-hover:underline">{title}</span>
                <span className="block text-muted">{text}</span>
              </span>
              <OnwardIcon className="text-accent" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
