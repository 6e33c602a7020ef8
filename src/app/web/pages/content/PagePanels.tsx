import { useMemo, type ReactNode } from 'react';
import { cohorts } from '#features/cohorts/contract.ts';
import { lessons, type CourseDraft, type DraftLesson } from '#features/lessons/contract.ts';
import type { Autosaving } from '#features/lessons/web/saving/useAutosave.ts';
import { useAutosave } from '#features/lessons/web/saving/useAutosave.ts';
import {
  courseSaved,
  lessonSaved,
  moduleSaved,
  useCourseDocument,
  useLessonDocument,
  useModuleDocument,
  type DraftModule,
} from '#features/lessons/web/editor/documents.ts';
import { CourseForm, LessonForm, ModuleForm, type Place } from '#features/lessons/web/editor/PageForms.tsx';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { PageBones } from '../../screens/content/ContentScreen.tsx';

interface PanelProps {
  cohortId: string;
  draft: CourseDraft;
}

export function CoursePanel({ cohortId, draft }: PanelProps) {
  const document = useCourseDocument(cohortId);
  const told = useMemo(() => courseSaved(draft), [draft]);
  const page = useAutosave(document, told);
  return <CourseForm page={page} faults={faultsOf(draft, null)} />;
}

export function ModulePanel({
  cohortId,
  draft,
  module,
  place,
}: PanelProps & { module: DraftModule; place: Place }) {
  const document = useModuleDocument(cohortId, module.pageId);
  const told = useMemo(() => moduleSaved(module), [module]);
  const page = useAutosave(document, told);
  return <ModuleForm page={page} faults={faultsOf(draft, module.pageId)} place={place} />;
}

export function LessonPanel({
  cohortId,
  pageId,
  place,
}: Omit<PanelProps, 'draft'> & { pageId: string; place: Place }): ReactNode {
  const { t } = useEditingWords();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const lesson = useLiveView(lessons, 'lessons:draft-lesson', { cohortId, pageId }, { topics });
  const document = useLessonDocument(cohortId, pageId);
  const told = useMemo(() => lesson.data && lessonSaved(lesson.data), [lesson.data]);
  const page = useAutosave(document, told);
  if (isMissing(lesson)) return <EmptyNote why={t('draft.gone')} />;
  return (
    <Shown view={viewOf(lesson)} loading={t('page.loading')} failed={t('page.failed')} bones={<PageBones />}>
      {(data) => <OneLesson cohortId={cohortId} lesson={data} page={page} place={place} />}
    </Shown>
  );
}

function OneLesson(props: {
  cohortId: string;
  lesson: DraftLesson;
  page: Autosaving<ReturnType<typeof lessonSaved>['value']>;
  place: Place;
}) {
  const { cohortId, lesson, page, place } = props;
  return (
    <LessonForm
      page={page}
      faults={lesson.faults}
      lesson={lesson}
      place={place}
      previewHref={`/teach/${cohortId}/content/preview/${lesson.pageId}`}
    />
  );
}

function faultsOf(draft: CourseDraft, pageId: string | null): CourseDraft['faults'] {
  return draft.faults.filter((fault) => fault.pageId === pageId);
}
