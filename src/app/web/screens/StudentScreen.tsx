import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Certificate } from '#features/certificates/contract.ts';
import { CertificateLine } from '#features/certificates/web/CertificateLine.tsx';
import type { StudentProgress, TimelineEntry } from '#features/progress/contract.ts';
import { ModuleList, type WayLesson } from '#features/progress/web/ModuleList.tsx';
import { PaceLine } from '#features/progress/web/PaceLine.tsx';
import { ProgressHead } from '#features/progress/web/ProgressHead.tsx';
import { Timeline, type OtherEntry } from '#features/progress/web/Timeline.tsx';
import { WhyThisNumber } from '#features/progress/web/WhyThisNumber.tsx';
import { useProgressWords } from '#features/progress/web/words.ts';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface StudentScreenProps {
  cohortId: string;
  student: View<StudentProgress>;
  /** How the timeline's first page stands; `entries` are of all pages. */
  timeline: View<unknown>;
  entries: readonly TimelineEntry[];
  others: readonly OtherEntry[];
  more: { isThere: boolean; isLoading: boolean; onMore: () => void };
  certificate: Certificate | undefined;
  /** What help the student was offered. */
  help?: (name: string) => ReactNode;
  /** The lesson that staff decide about at the moment, and what came of it. */
  setting: { lessonId: string; fault?: string } | undefined;
  onSet: (lessonId: string, completed: boolean) => void;
}

/** One student, lesson by lesson, and what they did, moment by moment. */
export function StudentScreen(props: StudentScreenProps) {
  const { cohortId, student } = props;
  const { t } = useTranslation();
  return (
    <div className="grid gap-6">
      <Link
        to={`/teach/${cohortId}`}
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('student.back')}
      </Link>
      <Shown
        view={student}
        page
        loading={t('student.loading')}
        failed={t('student.failed')}
        bones={<SheetBones lines={5} />}
      >
        {(data) => <Student {...props} data={data} />}
      </Shown>
    </div>
  );
}

function Student(props: StudentScreenProps & { data: StudentProgress }) {
  const { cohortId, data, timeline, entries, others, more, certificate, help, setting, onSet } = props;
  const { t } = useTranslation();
  const { t: own } = useProgressWords();
  const { name } = data.student;
  const { zone } = data.cohort;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <header className="flex items-center gap-4">
        <Avatar name={name} size="lg" />
        <div>
          <PageHeading title={t('student.title', { name })}>
            <bdi>{name}</bdi>
          </PageHeading>
          <p className="text-muted">
            <bdi>{data.cohort.title}</bdi>
          </p>
        </div>
      </header>
      {data.progress.total === 0 ? (
        <>
          <EmptyNote why={t('progress.noLessons')} example={t('progress.noLessonsExample')} />
          {help?.(name)}
        </>
      ) : (
        <>
          <Surface>
            <ProgressHead modules={data.modules} figure={data.progress} showsWay={false} />
            <div className="mt-2">
              <WhyThisNumber figure={data.progress} student={name} />
            </div>
            <div className="mt-3 empty:hidden">
              <PaceLine lessons={data.modules.flatMap(({ lessons }) => lessons)} zone={zone} student={name} />
            </div>
            {certificate && (
              <div className="mt-4 border-t border-hairline pt-4">
                <CertificateLine certificate={certificate} allHref={`/teach/${cohortId}/certificates`} />
              </div>
            )}
          </Surface>
          {help?.(name)}
          <section>
            <h2 className="sr-only">{t('course.modules')}</h2>
            <ModuleList
              modules={data.modules}
              zone={zone}
              actionOf={(lesson) => <SetFor lesson={lesson} student={name} setting={setting} onSet={onSet} />}
            />
          </section>
        </>
      )}
      <section className="grid gap-4">
        <h2 className="text-section">{own('timeline.title')}</h2>
        <Shown
          view={timeline}
          loading={own('timeline.loading')}
          failed={own('timeline.failed')}
          bones={<Bones lines={['60%', '50%', '70%']} />}
        >
          {() => <Timeline entries={entries} others={others} more={more} />}
        </Shown>
      </section>
    </div>
  );
}

interface SetForProps {
  lesson: WayLesson;
  student: string;
  setting: StudentScreenProps['setting'];
  onSet: StudentScreenProps['onSet'];
}

/** Staff's own word about a lesson, whatever it asks for. */
function SetFor({ lesson, student, setting, onSet }: SetForProps) {
  const { t } = useProgressWords();
  const isMine = setting?.lessonId === lesson.id;
  const isDone = lesson.completedAt !== null;
  const words = { lesson: lesson.title, student };
  return (
    <span className="relative shrink-0 text-end">
      <Button
        look="plain"
        aria-label={isDone ? t('staff.undoName', words) : t('staff.completeName', words)}
        busy={isMine && setting.fault === undefined && t('staff.busy')}
        onClick={() => onSet(lesson.id, !isDone)}
        className="mx-0"
      >
        {isDone ? t('staff.undo') : t('staff.complete')}
      </Button>
      {isMine && setting.fault !== undefined && (
        <span role="alert" className="block max-w-44 text-caption text-live">
          {t('staff.failed', { reason: setting.fault })}
        </span>
      )}
    </span>
  );
}
